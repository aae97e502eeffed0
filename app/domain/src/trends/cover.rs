//! The days on which evidence counted for a unit's questions.

use std::collections::BTreeMap;

use crate::evidence::CoverEnd;
use crate::{Day, EvidenceId, QuestionNo, QuestionSet};

/// Days on which an item was accepted, unexpired evidence for a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The question.
    pub question: QuestionNo,
    /// The item.
    pub evidence: EvidenceId,
    /// The first day that counts.
    pub from: Day,
    /// The first day that no longer counts.
    pub until: Day,
    /// Why it counts no longer from then on.
    pub why: CoverEnd,
}

impl Span {
    /// Whether the item counts on the day.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day < self.until
    }
}

/// The days on which items counted for a unit, and what they covered on each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cover {
    spans: Vec<Span>,
    /// Places of the spans, by the first day of each.
    begins: Vec<u32>,
    /// Places of the spans, by the first day on which each no longer counts.
    ends: Vec<u32>,
    /// What is covered from a day up to the next one here; before the first, nothing is.
    steps: Vec<(Day, QuestionSet)>,
}

impl Cover {
    /// What the items cover together.
    #[must_use]
    pub fn of(spans: Vec<Span>) -> Self {
        let steps = steps(&spans);
        let places = || (0_u32..).take(spans.len()).collect::<Vec<u32>>();
        let (mut begins, mut ends) = (places(), places());
        let day = |at: &u32, of: fn(&Span) -> Day| spans.get(*at as usize).map(of);
        begins.sort_by_key(|at| day(at, |span| span.from));
        ends.sort_by_key(|at| day(at, |span| span.until));
        Self { spans, begins, ends, steps }
    }

    /// The days on which each item counted.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The items that began to count after one day and up to another, by their first day.
    pub fn begun(&self, after: Day, on: Day) -> impl Iterator<Item = &Span> {
        self.within(&self.begins, |span| span.from, after, on)
    }

    /// The items that counted no longer from a day after one and up to another on, by that day.
    pub fn ended(&self, after: Day, on: Day) -> impl Iterator<Item = &Span> {
        self.within(&self.ends, |span| span.until, after, on)
    }

    fn within(
        &self,
        places: &[u32],
        day: fn(&Span) -> Day,
        after: Day,
        on: Day,
    ) -> impl Iterator<Item = &Span> {
        let span = |at: &u32| self.spans.get(*at as usize);
        let before = |bound: Day| {
            places.partition_point(|at| span(at).is_some_and(|span| day(span) <= bound))
        };
        let places = places.get(before(after)..before(on)).unwrap_or_default();
        places.iter().filter_map(|at| self.spans.get(*at as usize))
    }

    /// The questions that are covered on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> QuestionSet {
        let next = self.steps.partition_point(|(from, _)| *from <= day);
        let step = next.checked_sub(1).and_then(|at| self.steps.get(at));
        step.map_or(QuestionSet::EMPTY, |(_, covered)| *covered)
    }

    /// Up to, and without, which day a question stays covered that is covered on a day; none where it is
    /// not. An item that takes over from another leaves no gap.
    #[must_use]
    pub fn until(&self, question: QuestionNo, day: Day) -> Option<Day> {
        if !self.on(day).has(question) {
            return None;
        }
        let next = self.steps.partition_point(|(from, _)| *from <= day);
        let mut later = self.steps.iter().skip(next);
        let end = later.find(|(_, covered)| !covered.has(question))?;
        Some(end.0)
    }
}

/// Walks over the days on which something begins or ends, and counts the items behind each question.
fn steps(spans: &[Span]) -> Vec<(Day, QuestionSet)> {
    let counted = spans.iter().filter(|span| span.from < span.until);
    let mut ends: Vec<(Day, QuestionNo, bool)> = counted
        .flat_map(|span| [(span.from, span.question, true), (span.until, span.question, false)])
        .collect();
    ends.sort_unstable();
    let mut items: BTreeMap<QuestionNo, usize> = BTreeMap::new();
    let mut steps: Vec<(Day, QuestionSet)> = Vec::new();
    for at_once in ends.chunk_by(|one, other| one.0 == other.0) {
        for (_, question, begins) in at_once {
            let behind = items.entry(*question).or_default();
            // A day's ends come before its beginnings; each end has a beginning on an earlier day.
            *behind = if *begins { *behind + 1 } else { behind.saturating_sub(1) };
        }
        let covered =
            items.iter().filter(|(_, behind)| **behind > 0).map(|(question, _)| *question);
        let covered: QuestionSet = covered.collect();
        let is_new = steps.last().map_or(QuestionSet::EMPTY, |(_, before)| *before) != covered;
        if let Some((day, ..)) = at_once.first().filter(|_| is_new) {
            steps.push((*day, covered));
        }
    }
    steps
}
