//! Scores over the columns of a report: of one unit, or the mean of several.

use serde::Serialize;

use super::{Column, Subject, Which};
use crate::rollup::Mean;
use crate::score::BASELINE;
use crate::trends::{Member, Scores, Taken, UnitScores};
use crate::{Band, Day, UnitId};

/// Where a line stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The evidenced score, or the mean of several.
    pub evidenced: Mean,
    /// The claimed score, or the mean of several.
    pub claimed: Mean,
    /// How many scores this is the mean of.
    pub units: usize,
    /// Whether the assessment was older than its cadence; never of a mean.
    pub stale: bool,
    /// Whether it was asked by another version of the questionnaire than in the column before.
    pub joint: bool,
}

impl Mark {
    /// One of the two.
    #[must_use]
    pub const fn of(&self, which: Which) -> Mean {
        which.of_means(self.evidenced, self.claimed)
    }

    /// The band, which only one assessment has.
    #[must_use]
    pub fn band(&self, which: Which) -> Option<Band> {
        let points = u16::try_from(self.of(which).tenths() / 10).ok()?;
        (self.units == 1).then(|| BASELINE.band(crate::Points(points), true)).flatten()
    }
}

/// A line of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The unit; none for everything.
    pub unit: Option<UnitId>,
    /// What it is called.
    pub name: String,
    /// Whether it is one unit's own score, and not the mean of a unit and those below it.
    pub is_own: bool,
    /// A mark for each column; none where there was no score, and no line is drawn through it.
    pub marks: Vec<Option<Mark>>,
}

impl Line {
    /// Where it stands at last.
    #[must_use]
    pub fn last(&self) -> Option<&Mark> {
        self.marks.last()?.as_ref()
    }

    /// By how many tenths of a point it moved from the first column to the last; none where it has no
    /// score in one of them.
    #[must_use]
    pub fn moved(&self, which: Which) -> Option<i64> {
        let tenths = |mark: &Mark| i64::from(mark.of(which).tenths());
        Some(tenths(self.last()?) - tenths(self.marks.first()?.as_ref()?))
    }

    /// Of one unit: its own scores, on the days on which it belonged to the scope.
    pub(super) fn of_member(member: &Member, columns: &[Column]) -> Self {
        let unit = member.unit.as_ref();
        let mut before: Option<&Taken> = None;
        let mark = |column: &Column| {
            let taken = unit.newest(column.day).filter(|_| member.belongs(column.day));
            let joint = before.zip(taken).is_some_and(|(before, now)| !before.same_rules(now));
            before = taken.or(before);
            taken.map(|taken| own(unit, taken, column.day, joint))
        };
        let marks = columns.iter().map(mark).collect();
        Self { unit: Some(unit.unit), name: unit.name.clone(), is_own: true, marks }
    }

    /// Of a subject: its own score where it is one unit, otherwise the mean of its units.
    pub(super) fn of_subject(subject: &Subject, columns: &[Column]) -> Self {
        if let [only] = subject.scores.members.as_slice() {
            return Self { name: subject.name.clone(), ..Self::of_member(only, columns) };
        }
        let marks = columns.iter().map(|column| mean(&subject.scores, column.day)).collect();
        Self { unit: subject.unit, name: subject.name.clone(), is_own: false, marks }
    }
}

fn own(unit: &UnitScores, taken: &Taken, day: Day, joint: bool) -> Mark {
    let score = unit.score(taken, day);
    Mark {
        evidenced: Mean::from(score.evidenced),
        claimed: Mean::from(score.claimed),
        units: 1,
        stale: crate::rollup::is_stale(taken.day(), taken.cadence_days, day),
        joint,
    }
}

/// The mean of the units that had a score on the day.
fn mean(scores: &Scores, day: Day) -> Option<Mark> {
    let found: Vec<_> = scores.standing_units(day).filter_map(|unit| unit.score_on(day)).collect();
    let points = |which: Which| found.iter().map(|score| which.of(*score)).collect::<Vec<_>>();
    Some(Mark {
        evidenced: Mean::of(&points(Which::Evidenced))?,
        claimed: Mean::of(&points(Which::Claimed))?,
        units: found.len(),
        stale: false,
        joint: false,
    })
}
