//! When mail goes out.

use chrono::{Datelike, Duration, Weekday};

use super::ByMail;
use crate::{Day, Timestamp};

/// The hour of the day, in UTC, at which digests go out and what waited over a weekend does.
pub const MAIL_HOUR: u32 = 7;

/// The moment before which mail about what happened `at` doesn't go out; none where none goes out.
///
/// A digest is of the next 07:00. What happens at 07:00 sharp is of the next day's, or one day could
/// have two. Quiet weekends move what would go out on a Saturday or Sunday to Monday, 07:00.
#[must_use]
pub fn not_before(by: ByMail, at: Timestamp, quiet_weekends: bool) -> Option<Timestamp> {
    let today = at.day();
    match by {
        ByMail::Off => None,
        ByMail::Now if quiet_weekends && is_weekend(today) => Some(morning_of(workday(today))),
        ByMail::Now => Some(at),
        ByMail::Digest => {
            let is_early = at < morning_of(today);
            let day = if is_early { today } else { after(today) };
            Some(morning_of(if quiet_weekends { workday(day) } else { day }))
        }
    }
}

fn morning_of(day: Day) -> Timestamp {
    Timestamp::start_of(day).plus(Duration::hours(MAIL_HOUR.into()))
}

fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The day itself, or the Monday after it.
fn workday(mut day: Day) -> Day {
    while is_weekend(day) && day < Day::MAX {
        day = after(day);
    }
    day
}

fn after(day: Day) -> Day {
    day.succ_opt().unwrap_or(day)
}
