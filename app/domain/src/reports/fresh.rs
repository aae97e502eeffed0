//! How fresh the evidence of a report is.

use serde::Serialize;

use crate::Day;
use crate::trends::Scores;

/// The yes answers of the units by how long accepted evidence will still cover them. The parts add up
/// to `all`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Fresh {
    /// Covered for more than 90 days.
    pub long: usize,
    /// Covered for 31 to 90 days.
    pub quarter: usize,
    /// Covered for 30 days at most.
    pub month: usize,
    /// Not covered.
    pub none: usize,
    /// Yes answers.
    pub all: usize,
}

impl Fresh {
    /// What covers the units' answers on a day.
    #[must_use]
    pub fn of(scores: &Scores, day: Day) -> Self {
        let mut fresh = Self::default();
        for unit in scores.standing_units(day) {
            let yes = unit.newest(day).map(|taken| taken.yes).unwrap_or_default();
            for question in yes.iter() {
                fresh.all += 1;
                let left = unit.cover.until(question, day);
                let left = left.map(|until| until.signed_duration_since(day).num_days());
                let part = match left {
                    None => &mut fresh.none,
                    Some(..=30) => &mut fresh.month,
                    Some(..=90) => &mut fresh.quarter,
                    Some(_) => &mut fresh.long,
                };
                *part += 1;
            }
        }
        fresh
    }

    /// Yes answers that evidence covers.
    #[must_use]
    pub const fn covered(&self) -> usize {
        self.long + self.quarter + self.month
    }

    /// What the covered ones are of, in words: "of 80 yes answers".
    #[must_use]
    pub fn of_answers(&self) -> String {
        format!("of {}", crate::text::count(self.all, "yes answer", "yes answers"))
    }

    /// The covered ones of a hundred, rounded half up; none where nobody answered yes.
    #[must_use]
    pub const fn percent(&self) -> Option<usize> {
        match self.all {
            0 => None,
            all => Some((self.covered() * 200 + all) / (2 * all)),
        }
    }
}
