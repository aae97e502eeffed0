//! The days on which an item counts as accepted evidence, derived from what happened to it.

use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::Day;
use crate::words::words;

words! {
    /// Why an item stopped counting.
    pub enum CoverEnd {
        Expired = "expired", "expired";
        Rejected = "rejected", "was rejected";
        Asked = "asked", "was asked about";
        Withdrawn = "withdrawn", "was withdrawn";
        Superseded = "superseded", "was replaced";
    }
}

/// Days on which an item counts: from `from` up to, and without, `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Coverage {
    /// The first day that counts.
    pub from: Day,
    /// The first day that no longer counts.
    pub until: Day,
}

impl Coverage {
    /// Whether the item counts on the day.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day < self.until
    }
}

/// What happened to an item as evidence for one unit and question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Every verdict with its day, in the order in which they were given.
    pub verdicts: Vec<(Verdict, Day)>,
    /// The last day on which the item counts.
    pub valid_until: Day,
    /// When it was withdrawn.
    pub withdrawn: Option<Day>,
    /// When a new revision took its place.
    pub superseded: Option<Day>,
}

/// The days on which the item counts, in order, apart from each other.
///
/// It counts from the day on which it is accepted up to its last valid day. A later rejection or
/// question ends that on its own day, as withdrawing and superseding do: a day counts as it ended.
#[must_use]
pub fn coverage(history: &History) -> Vec<Coverage> {
    let end = [history.valid_until.succ_opt(), history.withdrawn, history.superseded]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(history.valid_until);
    let mut found: Vec<Coverage> = Vec::new();
    for (i, (verdict, day)) in history.verdicts.iter().enumerate() {
        if *verdict != Verdict::Accepted {
            continue;
        }
        let next = history.verdicts.get(i + 1).map(|(_, day)| *day);
        let until = next.map_or(end, |next| next.min(end));
        match found.last_mut() {
            // Accepted again: the same stretch goes on.
            Some(last) if last.until >= *day => last.until = last.until.max(until),
            _ if *day < until => found.push(Coverage { from: *day, until }),
            _ => {}
        }
    }
    found
}

/// Why an item stopped counting on a day, which is the end of one of its [`Coverage`]s. Where several
/// things happened on it, what somebody did comes before what would have come by itself.
#[must_use]
pub fn cover_end(history: &History, on: Day) -> CoverEnd {
    let said = history
        .verdicts
        .iter()
        .rev()
        .find(|(verdict, day)| *day == on && *verdict != Verdict::Accepted);
    match said {
        _ if history.withdrawn == Some(on) => CoverEnd::Withdrawn,
        _ if history.superseded == Some(on) => CoverEnd::Superseded,
        Some((Verdict::Rejected, _)) => CoverEnd::Rejected,
        Some(_) => CoverEnd::Asked,
        None => CoverEnd::Expired,
    }
}
