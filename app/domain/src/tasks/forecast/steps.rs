//! What changes on days and stays as it is between them.

use crate::Day;

/// A value day by day: kept only where it changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps<T> {
    from: Day,
    first: T,
    later: Vec<(Day, T)>,
}

impl<T: Copy + PartialEq> Steps<T> {
    /// The value on the first day, and later values in the order of their days. Those that change
    /// nothing are left out.
    pub(super) fn new(from: Day, first: T, values: impl IntoIterator<Item = (Day, T)>) -> Self {
        let mut steps = Self { from, first, later: Vec::new() };
        for (day, value) in values {
            if value != steps.last() {
                steps.later.push((day, value));
            }
        }
        steps
    }

    /// The first day.
    #[must_use]
    pub const fn begins(&self) -> Day {
        self.from
    }

    /// The value on a day. Before the first day it is that of the first, and after the last change
    /// that of the last.
    #[must_use]
    pub fn at(&self, day: Day) -> T {
        let passed = self.later.partition_point(|(on, _)| *on <= day);
        let last = passed.checked_sub(1).and_then(|place| self.later.get(place));
        last.map_or(self.first, |(_, value)| *value)
    }

    /// The value after every change.
    #[must_use]
    pub fn last(&self) -> T {
        self.later.last().map_or(self.first, |(_, value)| *value)
    }

    /// Every change after the first day: the day and the value from then on.
    #[must_use]
    pub fn changes(&self) -> &[(Day, T)] {
        &self.later
    }

    /// The first day with its value, then every change.
    pub fn iter(&self) -> impl Iterator<Item = (Day, T)> {
        std::iter::once((self.from, self.first)).chain(self.later.iter().copied())
    }
}
