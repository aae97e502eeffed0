//! Filters of the list of tasks that somebody keeps under a name.

use crate::{AppError, Invalid, text};

/// The most that one person keeps.
pub const FILTERS_MAX: usize = 20;

/// The most characters of a name.
pub const FILTER_NAME_MAX: usize = 60;

/// The most bytes of what is kept: the filters as an address has them.
pub const FILTER_QUERY_MAX: usize = 3000;

/// Checks a name.
///
/// # Errors
/// What is wrong, under `name`.
pub fn filter_name(typed: &str) -> Result<String, Invalid> {
    let mut invalid = Invalid::new();
    let name = invalid.check("name", text::name(typed, FILTER_NAME_MAX)).unwrap_or_default();
    invalid.or(name)
}

/// Refuses what is no filter, or too much of one: only what an address can hold, percent-encoded.
///
/// # Errors
/// What is wrong, of the form as a whole.
pub fn must_be_filter(query: &str) -> Result<(), AppError> {
    if query.is_empty() {
        return Err(AppError::field("", "Choose a filter, an order or a grouping first."));
    }
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._~%&=-".contains(&byte);
    if query.len() > FILTER_QUERY_MAX || !query.bytes().all(fits) {
        return Err(AppError::field("", "These filters are too long to be saved."));
    }
    Ok(())
}

/// Refuses one more to whoever keeps so many. What takes the place of another is no more.
///
/// # Errors
/// What is wrong, under `name`.
pub fn must_have_room(kept: usize) -> Result<(), AppError> {
    if kept < FILTERS_MAX {
        return Ok(());
    }
    let why = format!("You keep {FILTERS_MAX} filters already. Remove one first, or replace one.");
    Err(AppError::field("name", why))
}
