//! How days, counts, names and hashes are written, on pages and in sentences alike.

mod entry;
mod quarter;

pub(crate) use entry::is_hidden;
#[cfg(feature = "content")]
pub(crate) use entry::tidy_lines;
pub use entry::{EMPTY, email, name, parse_day, person_name, prose, required};
pub use quarter::{Quarter, quarter};

use crate::{Day, Timestamp};

/// A day in full: "04 Nov 2026". Two digits, so that a column of days lines up.
#[must_use]
pub fn day(day: Day) -> String {
    day.format("%d %b %Y").to_string()
}

/// A moment to the minute: "23 Nov 2026, 14:02 UTC".
#[must_use]
pub fn moment(at: Timestamp) -> String {
    at.utc().format("%d %b %Y, %H:%M UTC").to_string()
}

/// A day as seen from another: "in 18 days", "tomorrow", "today", "yesterday", "9 days ago".
#[must_use]
pub fn relative(day: Day, today: Day) -> String {
    let days = day.signed_duration_since(today).num_days();
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2.. => format!("in {}", count(days.unsigned_abs(), "day", "days")),
        _ => format!("{} ago", count(days.unsigned_abs(), "day", "days")),
    }
}

/// How long ago a moment was: "just now", "4 minutes ago", "3 hours ago", "9 days ago".
///
/// A moment that lies ahead, by a clock that was moved, counts as just now.
#[must_use]
pub fn since(at: Timestamp, now: Timestamp) -> String {
    let minutes = (now.utc() - at.utc()).num_minutes().max(0).unsigned_abs();
    match minutes {
        0 => "just now".to_owned(),
        1..60 => format!("{} ago", count(minutes, "minute", "minutes")),
        60..1440 => format!("{} ago", count(minutes / 60, "hour", "hours")),
        _ => format!("{} ago", count(minutes / 1440, "day", "days")),
    }
}

/// A whole number with its thousands apart: "18,391".
#[must_use]
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number with its noun: "1 model", "3 models", "1,406 lines".
#[must_use]
pub fn count(n: impl TryInto<u64>, one: &str, many: &str) -> String {
    // A count can't be negative, nor beyond what 64 bits hold.
    let n = n.try_into().unwrap_or(u64::MAX);
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// Names in a sentence: "a", "a and b", "a, b and c".
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    let names: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Like [`list`], with at most `most` names: "a, b and 3 more".
#[must_use]
pub fn list_at_most<S: AsRef<str>>(items: &[S], most: usize) -> String {
    match items.get(..most) {
        Some(shown) if shown.len() < items.len() => {
            let mut names: Vec<String> = shown.iter().map(|s| s.as_ref().to_owned()).collect();
            names.push(format!("{} more", number((items.len() - most) as u64)));
            list(&names)
        }
        _ => list(items),
    }
}

/// A hash shortened in the middle: "7c1e…a904". What is short already stays whole.
#[must_use]
pub fn short_hash(hash: &str) -> String {
    match (hash.get(..4), hash.len().checked_sub(4).and_then(|at| hash.get(at..))) {
        (Some(head), Some(tail)) if hash.len() > 12 => format!("{head}…{tail}"),
        _ => hash.to_owned(),
    }
}

/// A size: "512 bytes", "1.5 KiB", "24.0 MiB".
#[must_use]
pub fn bytes(n: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if n < 1024 {
        return count(n, "byte", "bytes");
    }
    // Tenths of a unit, rounded; the next unit starts where rounding would show 1024.0.
    let mut unit_size: u128 = 1024;
    let mut shown = String::new();
    for unit in UNITS {
        let tenths = (u128::from(n) * 10 + unit_size / 2) / unit_size;
        shown = format!("{}.{} {unit}", tenths / 10, tenths % 10);
        if tenths < 10_240 {
            break;
        }
        unit_size *= 1024;
    }
    shown
}

/// A limit that somebody chose: "25 MiB", "512 KiB"; as [`bytes`] where it is no round number.
#[must_use]
pub fn limit(n: u64) -> String {
    let is_round = [10, 20, 30].into_iter().any(|power| {
        let unit = 1_u64 << power;
        (unit..unit * 1024).contains(&n) && n.is_multiple_of(unit)
    });
    let said = bytes(n);
    if is_round { said.replace(".0 ", " ") } else { said }
}

/// The initials of a person: "PR" for Priya Raman, "C" for Cher.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}
