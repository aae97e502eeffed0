//! How punctual work was, and the sentences that say what a forecast supposes.

use crate::text;

/// The fewest closed tasks of which anything is said.
pub const FEWEST_CLOSED: usize = 5;

/// What the first forecast supposes.
pub const ON_TIME: &str = "if every open task is verified on its due day";

/// How far from its due day work was done so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Punctuality {
    /// The median delay in days; below 0 it was done early.
    pub days: i64,
    /// How many closed tasks that is of.
    pub sample: usize,
}

/// The median of the delays of closed tasks: the days from the due day to the day on which each was
/// done, negative where that was early. None of fewer than [`FEWEST_CLOSED`].
///
/// Of an even number it lies between the two in the middle; half a day counts as a whole one, so
/// that a forecast promises no more than was kept.
#[must_use]
pub fn median_delay(delays: &[i64]) -> Option<Punctuality> {
    let sample = delays.len();
    if sample < FEWEST_CLOSED {
        return None;
    }
    let mut sorted = delays.to_vec();
    sorted.sort_unstable();
    let upper = *sorted.get(sample / 2)?;
    let lower = *sorted.get((sample - 1) / 2)?;
    // Halved before they are added, so that no delay is too large for it.
    let halves = lower.div_euclid(2) + upper.div_euclid(2);
    let rest = lower.rem_euclid(2) + upper.rem_euclid(2);
    Some(Punctuality { days: halves + (rest + 1) / 2, sample })
}

/// What the second forecast supposes, or why there is none.
#[must_use]
pub fn as_usual(usual: Option<Punctuality>) -> String {
    let Some(Punctuality { days, sample }) = usual else {
        return "fewer than five tasks were closed, so nothing is said of how punctual they were"
            .to_owned();
    };
    let how = match days {
        1.. => "late",
        0 => "punctual",
        _ => "early",
    };
    let by = match days.unsigned_abs() {
        0 => "on the due day".to_owned(),
        days => text::count(days, "day", "days"),
    };
    let sample = text::count(sample, "closed task", "closed tasks");
    format!("if work is as {how} as it was: {by} at the median of {sample}")
}

/// What a forecast does with so many tasks that are late already; nothing where none is.
#[must_use]
pub fn overdue(late: usize) -> Option<String> {
    match late {
        0 => None,
        1 => Some("1 task is overdue and counts from tomorrow".to_owned()),
        n => Some(format!("{} tasks are overdue and count from tomorrow", text::number(n as u64))),
    }
}
