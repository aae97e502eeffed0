//! The days at which a report looks: its first, the ends of periods between, and its last.

use chrono::{Datelike as _, Days, Months};
use serde::Serialize;

use crate::Day;
use crate::text::{self, Quarter};
use crate::trends::Between;

/// One of the days at which a report looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The period that ends on the day, such as "Q3 2026" or "Oct 2026"; a day within a period is called
    /// by itself.
    pub label: String,
    /// The day; what happened up to its end counts.
    pub day: Day,
    /// Whether the period goes on after the day.
    pub is_partial: bool,
}

/// Up to so many days are looked at by months.
const BY_MONTHS: i64 = 200;

/// Up to so many by quarters: eight years, which hold 32 ends of quarters at most. Longer ones are looked
/// at by years.
const BY_QUARTERS: i64 = 8 * 365;

/// The length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Month,
    Quarter,
    Year,
}

impl Step {
    /// The last day of the period in which a day lies.
    fn end(self, day: Day) -> Day {
        match self {
            Self::Month => month_end(day),
            Self::Quarter => Quarter::of(day).last_day(),
            Self::Year => Day::from_ymd_opt(day.year(), 12, 31).unwrap_or(day),
        }
    }

    fn label(self, end: Day) -> String {
        match self {
            Self::Month => end.format("%b %Y").to_string(),
            Self::Quarter => Quarter::of(end).to_string(),
            Self::Year => end.year().to_string(),
        }
    }
}

fn month_end(day: Day) -> Day {
    let first = day.with_day(1).unwrap_or(day);
    let next = first.checked_add_months(Months::new(1));
    next.and_then(|next| next.pred_opt()).unwrap_or(day)
}

/// The columns between two days: both of them, and the end of every period between.
#[must_use]
pub fn columns(days: Between) -> Vec<Column> {
    let span = days.to.signed_duration_since(days.from).num_days();
    let step = if span <= BY_MONTHS {
        Step::Month
    } else if span <= BY_QUARTERS {
        Step::Quarter
    } else {
        Step::Year
    };
    let mut columns = vec![column(step, days.from, true)];
    let mut end = step.end(days.from.checked_add_days(Days::new(1)).unwrap_or(days.from));
    while end < days.to {
        columns.push(column(step, end, false));
        let next = step.end(end.checked_add_days(Days::new(1)).unwrap_or(end));
        if next <= end {
            break;
        }
        end = next;
    }
    columns.push(column(step, days.to, false));
    columns
}

/// Where a report begins within a period, the day says so itself; where it ends within one, it is that
/// period so far.
fn column(step: Step, day: Day, is_first: bool) -> Column {
    let is_partial = step.end(day) != day;
    let label = match (is_partial, is_first) {
        (false, _) | (true, false) => step.label(day),
        (true, true) => text::day(day),
    };
    Column { label, day, is_partial }
}

/// Where a day lies among columns that stand evenly: 0 for the first, 1.5 for halfway between the second
/// and the third; none outside of them.
#[must_use]
pub fn place(day: Day, columns: &[Column]) -> Option<f64> {
    let pairs = columns.iter().zip(columns.iter().skip(1)).enumerate();
    let mut within = pairs.filter(|(_, (one, next))| one.day <= day && day <= next.day);
    let (at, (one, next)) = within.next()?;
    let days = |from: Day, to: Day| {
        f64::from(i32::try_from(to.signed_duration_since(from).num_days()).unwrap_or(i32::MAX))
    };
    let whole = days(one.day, next.day);
    let at = f64::from(u32::try_from(at).ok()?);
    Some(if whole > 0.0 { at + days(one.day, day) / whole } else { at })
}
