//! How a task returns: after how long, and how long before it is due the next one is made.

use super::Rhythm;
use crate::Invalid;
use crate::words::words;

/// The longest that an occurrence is made before it is due, in days.
pub const LEAD_DAYS: u16 = 90;

words! {
    /// By what a rhythm is counted.
    pub enum Span {
        Days = "days", "days";
        Months = "months", "months";
    }
}

/// How a task returns. What the next one says is what the newest one says by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Returning {
    /// After how long.
    pub rhythm: Rhythm,
    /// How many days before it is due a task is made.
    pub lead_days: u16,
}

/// Checks how a task is to return.
///
/// # Errors
/// What is wrong, under the names of the fields `every`, `span` and `lead_days`.
pub fn returning(every: &str, span: &str, lead_days: &str) -> Result<Returning, Invalid> {
    let mut invalid = Invalid::new();
    let rhythm = rhythm(&mut invalid, every, span);
    let lead_days = lead(&mut invalid, lead_days, rhythm);
    match (rhythm, lead_days) {
        (Some(rhythm), Some(lead_days)) => invalid.or(Returning { rhythm, lead_days }),
        _ => Err(invalid),
    }
}

fn rhythm(invalid: &mut Invalid, every: &str, span: &str) -> Option<Rhythm> {
    let Ok(span) = span.parse() else {
        invalid.add("span", "Choose days or months.");
        return None;
    };
    let of = match span {
        Span::Days => Rhythm::Days,
        Span::Months => Rhythm::Months,
    };
    let rhythm = every.trim().parse().ok().and_then(|length| of(length).checked());
    if rhythm.is_none() {
        let most = match span {
            Span::Days => Rhythm::MOST_DAYS,
            Span::Months => Rhythm::MOST_MONTHS,
        };
        invalid.add("every", format!("Enter a number of {} from 1 to {most}.", span.label()));
    }
    rhythm
}

/// A task is not made before the one before it is due, or two of them would say the same.
fn lead(invalid: &mut Invalid, typed: &str, rhythm: Option<Rhythm>) -> Option<u16> {
    let most = rhythm.map_or(LEAD_DAYS, |rhythm| LEAD_DAYS.min(rhythm.shortest() - 1));
    let days = typed.trim().parse().ok().filter(|days| (0..=most).contains(days));
    if days.is_none() {
        let only = "A task that returns every day is made on its day: enter 0.".to_owned();
        let some = format!("Enter a number of days from 0 to {most}.");
        invalid.add("lead_days", if most == 0 { only } else { some });
    }
    days
}
