//! Work that returns: on which days the occurrences of a series are due, and which are to be made.

use std::fmt;
use std::str::FromStr;

use chrono::{Duration, Months};

use crate::words::UnknownWord;
use crate::{Day, text};

/// The most occurrences that one run makes of a series. The rest waits for the next run: a series
/// that was asleep for years fills a list step by step, and loses none.
pub const OCCURRENCES_A_RUN: usize = 24;

/// After how long work returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rhythm {
    /// After so many days: `days:90`.
    Days(u16),
    /// After so many calendar months, such as 1 for monthly and 3 for quarterly: `months:3`.
    Months(u16),
}

impl Rhythm {
    /// The most days of a rhythm.
    pub const MOST_DAYS: u16 = 1100;

    /// The most months of a rhythm.
    pub const MOST_MONTHS: u16 = 36;

    /// The rhythm, if it is one that is kept.
    #[must_use]
    pub fn checked(self) -> Option<Self> {
        let (length, most) = match self {
            Self::Days(days) => (days, Self::MOST_DAYS),
            Self::Months(months) => (months, Self::MOST_MONTHS),
        };
        (1..=most).contains(&length).then_some(self)
    }

    /// The fewest days that lie between two occurrences.
    #[must_use]
    pub const fn shortest(self) -> u16 {
        match self {
            Self::Days(days) => days,
            // February can lie between them.
            Self::Months(months) => months.saturating_mul(28),
        }
    }

    /// How it is said: "every day", "every 90 days", "every month", "every quarter", "every 6 months".
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Days(1) => "every day".to_owned(),
            Self::Days(7) => "every week".to_owned(),
            Self::Days(days) => format!("every {}", text::count(days, "day", "days")),
            Self::Months(1) => "every month".to_owned(),
            Self::Months(3) => "every quarter".to_owned(),
            Self::Months(12) => "every year".to_owned(),
            Self::Months(months) => format!("every {}", text::count(months, "month", "months")),
        }
    }
}

impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => write!(f, "days:{days}"),
            Self::Months(months) => write!(f, "months:{months}"),
        }
    }
}

impl FromStr for Rhythm {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let (span, length) = text.split_once(':').ok_or(UnknownWord)?;
        let length = length.parse().map_err(|_| UnknownWord)?;
        let rhythm = match span {
            "days" => Self::Days(length),
            "months" => Self::Months(length),
            _ => return Err(UnknownWord),
        };
        rhythm.checked().ok_or(UnknownWord)
    }
}

/// The day on which an occurrence is due. Occurrences are numbered from 1, which is due on `first`.
///
/// Each is counted from the first, so that a series from the 31st is due on the last day of shorter
/// months and on the 31st again after them. Beyond the calendar's end it is the last day there is.
#[must_use]
pub fn occurrence(first: Day, rhythm: Rhythm, number: u32) -> Day {
    let passed = number.saturating_sub(1);
    let due = match rhythm {
        Rhythm::Days(days) => {
            let span = Duration::try_days(i64::from(passed).saturating_mul(days.into()));
            span.and_then(|span| first.checked_add_signed(span))
        }
        Rhythm::Months(months) => {
            let months = passed.checked_mul(months.into());
            months.and_then(|months| first.checked_add_months(Months::new(months)))
        }
    };
    due.unwrap_or(Day::MAX)
}

/// The occurrences that are to be made: those after the last that was made, of which the due day less
/// `lead_days` has come. `after_number` is 0 where none was made yet. Missed ones are each there on
/// their own; at most [`OCCURRENCES_A_RUN`] at once, the oldest first.
#[must_use]
pub fn due_between(
    first: Day,
    rhythm: Rhythm,
    after_number: u32,
    today: Day,
    lead_days: u16,
) -> Vec<(u32, Day)> {
    let up_to = today.checked_add_signed(Duration::days(lead_days.into())).unwrap_or(Day::MAX);
    (after_number.saturating_add(1)..=u32::MAX)
        .map(|number| (number, occurrence(first, rhythm, number)))
        // What lies beyond the calendar's end is never due.
        .take_while(|(_, due)| *due <= up_to && *due < Day::MAX)
        .take(OCCURRENCES_A_RUN)
        .collect()
}
