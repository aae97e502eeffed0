//! What evidence counts no longer, and why: a line that rises without a new assessment names it.

use domain::evidence::CoverEnd;
use domain::trends::{CoverEnded, UnitScores};
use domain::{Day, text};
use leptos::prelude::*;

use super::say;
use super::sight::Sight;

/// At most so many units are named in a row.
const NAMED: usize = 6;

/// Which evidence of a unit stopped counting after one day and up to another, for questions that it
/// alone covered: "API keys: evidence expired on 12 Oct 2026".
pub(super) fn told(unit: &UnitScores, after: Day, on: Day) -> String {
    let told = unit.lost(after, on).into_iter().map(|end| {
        let label = say::label(end.question);
        format!("{label}: evidence {} on {}", end.why.label(), text::day(end.on))
    });
    told.collect::<Vec<_>>().join("; ")
}

/// What several units lost between two days.
pub(super) struct Lost {
    units: Vec<String>,
    ended: Vec<CoverEnded>,
}

impl Lost {
    /// Of the units that stood on the later day; none where nothing was lost.
    pub(super) fn of(sight: &Sight, after: Day, on: Day) -> Option<Self> {
        let mut found = Self { units: Vec::new(), ended: Vec::new() };
        for unit in sight.scores.standing_units(on) {
            let ended = unit.lost(after, on);
            if !ended.is_empty() {
                found.units.push(unit.name.clone());
                found.ended.extend(ended);
            }
        }
        (!found.ended.is_empty()).then_some(found)
    }

    /// "Evidence of 3 answers no longer counts: 2 expired and 1 was withdrawn".
    pub(super) fn words(&self) -> String {
        let answers = text::count(self.ended.len(), "answer", "answers");
        format!("Evidence of {answers} no longer counts: {}", by_cause(&self.ended))
    }
}

/// Counted by cause: "2 expired and 1 was withdrawn".
fn by_cause(ended: &[CoverEnded]) -> String {
    let parts = CoverEnd::ALL.iter().filter_map(|why| {
        let n = ended.iter().filter(|end| end.why == *why).count();
        let words = why.label();
        let words = match words.strip_prefix("was ") {
            Some(done) if n > 1 => format!("were {done}"),
            _ => words.to_owned(),
        };
        (n > 0).then(|| format!("{} {words}", text::number(n as u64)))
    });
    text::list(&parts.collect::<Vec<_>>())
}

/// Below the line of one unit: what it lost since the quarter before.
pub(super) fn of_unit(unit: &UnitScores, sight: &Sight) -> Option<AnyView> {
    let before = sight.before();
    let told = told(unit, before.day, sight.today);
    (!told.is_empty()).then(|| {
        let words = format!("Counts no longer since the end of {}: {told}.", before.quarter);
        view! { <p class="small">{words}</p> }.into_any()
    })
}

/// Below a mean's line: what its units lost since the quarter before, and which units those are.
pub(super) fn of_all(sight: &Sight) -> Option<AnyView> {
    let before = sight.before();
    Lost::of(sight, before.day, sight.today).map(|lost| {
        let units = text::list_at_most(&lost.units, NAMED);
        let words = format!("Since the end of {}: {} ({units}).", before.quarter, lost.words());
        view! { <p class="small">{words}</p> }.into_any()
    })
}

/// Below a unit's name in a table.
pub(super) fn in_row(unit: &UnitScores, sight: &Sight) -> Option<AnyView> {
    let before = sight.before();
    let ended = unit.lost(before.day, sight.today);
    (!ended.is_empty()).then(|| {
        let words = format!("No longer proven since {}: {}", before.quarter, by_cause(&ended));
        view! { <span class="sub">{words}</span> }.into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::QuestionNo;

    #[test]
    fn what_counts_no_longer_is_counted_by_its_cause() {
        let end = |why| CoverEnded { question: QuestionNo(1), on: Day::MIN, why };
        let ended = [CoverEnd::Rejected, CoverEnd::Expired, CoverEnd::Rejected].map(end);
        assert_eq!(by_cause(&ended), "1 expired and 2 were rejected");
        assert_eq!(by_cause(&[end(CoverEnd::Asked)]), "1 was asked about");
    }
}
