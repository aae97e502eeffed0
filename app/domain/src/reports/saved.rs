//! Reports that somebody keeps under a name.

use crate::{AppError, Invalid, text};

/// The most that one person keeps.
pub const REPORTS_MAX: usize = 20;

/// The most characters of a name.
pub const REPORT_NAME_MAX: usize = 60;

/// The most bytes of what is kept: what a report is about, as an address has it.
const QUERY_MAX: usize = 3000;

/// Checks a name.
///
/// # Errors
/// What is wrong, under `name`.
pub fn report_name(typed: &str) -> Result<String, Invalid> {
    let mut invalid = Invalid::new();
    let name = invalid.check("name", text::name(typed, REPORT_NAME_MAX)).unwrap_or_default();
    invalid.or(name)
}

/// Refuses what is no report: only what an address can hold, percent-encoded.
///
/// # Errors
/// What is wrong, of the form as a whole.
pub fn must_be_report(query: &str) -> Result<(), AppError> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._~%&=-".contains(&byte);
    if query.len() > QUERY_MAX || !query.bytes().all(fits) {
        return Err(AppError::field("", "This report can’t be saved."));
    }
    Ok(())
}

/// Refuses one more to whoever keeps so many. What takes the place of another is no more.
///
/// # Errors
/// What is wrong, under `name`.
pub fn must_have_room(kept: usize) -> Result<(), AppError> {
    if kept < REPORTS_MAX {
        return Ok(());
    }
    let why = format!("You keep {REPORTS_MAX} reports already. Remove one first, or replace one.");
    Err(AppError::field("name", why))
}
