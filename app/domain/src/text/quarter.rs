//! Calendar quarters: the usual length of a round.

use std::fmt;

use chrono::Datelike;

use crate::Day;

/// A calendar quarter. Written "Q4 2026".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quarter {
    year: i32,
    /// From 1 to 4.
    number: u32,
}

impl Quarter {
    /// The quarter in which a day lies.
    #[must_use]
    pub fn of(day: Day) -> Self {
        Self { year: day.year(), number: day.month0() / 3 + 1 }
    }

    /// The quarter after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self.number {
            4 => Self { year: self.year + 1, number: 1 },
            n => Self { number: n + 1, ..self },
        }
    }

    /// The quarter before this one.
    #[must_use]
    pub const fn previous(self) -> Self {
        match self.number {
            1 => Self { year: self.year - 1, number: 4 },
            n => Self { number: n - 1, ..self },
        }
    }

    /// The first day of the quarter.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day::from_ymd_opt(self.year, self.number * 3 - 2, 1).unwrap_or(Day::MAX)
    }

    /// The last day of the quarter.
    #[must_use]
    pub fn last_day(self) -> Day {
        self.next().first_day().pred_opt().unwrap_or(Day::MAX)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Q{} {}", self.number, self.year)
    }
}

/// The label of the quarter in which a day lies: "Q4 2026".
#[must_use]
pub fn quarter(day: Day) -> String {
    Quarter::of(day).to_string()
}
