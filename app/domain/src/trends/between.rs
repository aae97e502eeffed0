//! Two days between which a change is looked at.

use serde::Serialize;

use crate::text::Quarter;
use crate::{Day, text};

/// The end of a day and the end of a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Between {
    /// What happened up to the end of this day is known before.
    pub from: Day,
    /// What happened up to the end of this day is part of the change.
    pub to: Day,
}

impl Between {
    /// The days that an address asks for, as `2026-09-30`. Where it says none, the change is looked at
    /// since the end of the quarter before, up to today. It ends today at the latest: an address that is
    /// looked at as of an earlier day still means what was known by then.
    ///
    /// # Errors
    /// A sentence for what is no day and for days in the wrong order.
    pub fn asked(from: &str, to: &str, today: Day) -> Result<Self, String> {
        let to = day(to, today)?.min(today);
        let from = day(from, Quarter::of(to).previous().last_day())?;
        if from >= to {
            let (from, to) = (text::day(from), text::day(to));
            return Err(format!("{from} is not before {to}. Choose an earlier day to begin with."));
        }
        Ok(Self { from, to })
    }
}

/// A day of an address; what it doesn't say is the other one.
pub(crate) fn day(asked: &str, otherwise: Day) -> Result<Day, String> {
    match asked.trim() {
        "" => Ok(otherwise),
        asked => {
            asked.parse().map_err(|_| format!("“{asked}” is no day. Write it as {otherwise}."))
        }
    }
}
