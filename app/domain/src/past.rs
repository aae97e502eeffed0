//! Looking back: the days that a page can be asked for.

use crate::text;
use crate::{AppError, Day};

/// How an address asks for a day: `?as_of=2026-09-30`.
pub const AS_OF: &str = "as_of";

/// What is said to whoever wants to change the past.
#[must_use]
pub fn refused() -> AppError {
    let why = "The past stays as it was. Go back to today to change something.";
    AppError::Refused(why.to_owned())
}

/// The day that an address asks for; none where it asks for the present, which is also what today
/// means. `first` is the day on which the records begin.
///
/// # Errors
/// An error under [`AS_OF`] for what is no day, and for a day of which nothing is known.
pub fn asked(text: &str, first: Day, today: Day) -> Result<Option<Day>, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = |message: String| Err(AppError::field(AS_OF, message));
    let Ok(day) = text.parse::<Day>() else {
        return wrong(
            "This address asks for a day that is none. Write it as 2026-09-30.".to_owned(),
        );
    };
    if day > today {
        return wrong("That day lies ahead: nothing is known of it yet.".to_owned());
    }
    if day < first {
        let first = text::day(first);
        return wrong(format!("Nothing is known of that day: the records begin on {first}."));
    }
    Ok((day < today).then_some(day))
}
