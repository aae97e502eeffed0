//! Every figure of a report. Page, print, PDF, workbook and JSON are drawn from this one value.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    Asked, Column, Fresh, Heat, Layers, Line, Matter, Target, Which, WhyMany, Work, columns,
};
use crate::rollup::{Coverage, Mean, RollUp, alike, roll_up};
use crate::score::BASELINE;
use crate::trends::{Between, Scores};
use crate::{QuestionNo, UnitId};

/// The means of both scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Means {
    /// The evidenced one.
    pub evidenced: Mean,
    /// The claimed one.
    pub claimed: Mean,
}

impl Means {
    pub(super) fn of(rolled: &RollUp) -> Option<Self> {
        Some(Self { evidenced: rolled.evidenced.mean?, claimed: rolled.claimed.mean? })
    }

    /// One of the two.
    #[must_use]
    pub const fn of_which(&self, which: Which) -> Mean {
        which.of_means(self.evidenced, self.claimed)
    }

    /// What rests on claims, in tenths of a point: never less than nothing, since what is proven was
    /// claimed.
    #[must_use]
    pub fn resting(&self) -> u32 {
        self.evidenced.tenths().saturating_sub(self.claimed.tenths())
    }
}

/// The first and the last day of a report against each other: the means of the units that have a score
/// on both. A unit that joined or left is neither progress nor a step back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Ends {
    /// On the first day.
    pub then: Option<Means>,
    /// On the last day.
    pub now: Option<Means>,
    /// How many units have a score on both.
    pub units: usize,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What was asked for.
    pub asked: Asked,
    /// What it is about, in words: the names of the units.
    pub names: Vec<String>,
    /// Its first and its last day.
    pub days: Between,
    /// The days at which it looks.
    pub columns: Vec<Column>,
    /// All of its units in each column, rolled up.
    pub whole: Vec<RollUp>,
    /// The line of all of its units together.
    pub line: Line,
    /// A line for each unit, or for each thing that is compared.
    pub lines: Vec<Line>,
    /// The first and the last day against each other.
    pub ends: Ends,
    /// Units by band in each column.
    pub layers: Vec<Layers>,
    /// Units against questions.
    pub heat: Heat,
    /// The questions by number and label.
    pub questions: Vec<(QuestionNo, String)>,
    /// How fresh the evidence is at last.
    pub fresh: Fresh,
    /// The tasks.
    pub work: Work,
    /// What is to be reached.
    pub targets: Vec<Target>,
    /// Why the leading mean moved from the first day to the last; none without a score on both.
    pub why: Option<WhyMany>,
    /// The names of the units that moved it.
    pub names_of_moved: Vec<(UnitId, String)>,
}

impl Report {
    /// Computes every figure.
    #[must_use]
    pub fn of(asked: Asked, matter: Matter) -> Self {
        let scores = matter.together();
        let days = asked.frame.days(scores.first_day(), matter.today);
        let columns = columns(days);
        let standings: Vec<_> =
            columns.iter().map(|column| (column.day, scores.standings(column.day))).collect();
        let whole = standings.iter().map(|(day, units)| roll_up(units, &BASELINE, *day)).collect();
        let layers =
            standings.iter().map(|(day, units)| Layers::of(units, asked.which, *day)).collect();
        let why = scores.why_mean(days, asked.which);
        let work = Work::of(&scores, &matter.tasks, &matter.delays, &columns, matter.today);
        Self {
            names: matter.subjects.iter().map(|subject| subject.name.clone()).collect(),
            days,
            whole,
            line: all(&matter, &scores, &columns),
            lines: lines(&matter, &scores, &columns),
            ends: ends(&scores, days),
            layers,
            heat: Heat::of(&scores, &matter.questions, asked.which, (days.from, days.to)),
            fresh: Fresh::of(&scores, days.to),
            work,
            targets: targets(&matter, days),
            questions: matter.questions,
            names_of_moved: names(&scores, why.as_ref()),
            why,
            columns,
            asked,
        }
    }

    /// How many of its units are assessed at last.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        self.whole.last().map(|rolled| rolled.coverage).unwrap_or_default()
    }

    /// Whether several things are compared, each with a line of its own.
    #[must_use]
    pub const fn compares(&self) -> bool {
        self.asked.units.len() > 1
    }

    /// The means of all units in a column.
    #[must_use]
    pub fn means(&self, column: usize) -> Option<Means> {
        Means::of(self.whole.get(column)?)
    }

    /// The one unit whose own score this is about, if it is one.
    #[must_use]
    pub fn sole(&self) -> Option<UnitId> {
        match self.lines.as_slice() {
            [only] if only.is_own => only.unit,
            _ => None,
        }
    }
}

fn names(scores: &Scores, why: Option<&WhyMany>) -> Vec<(UnitId, String)> {
    let moved = why.into_iter().flat_map(|why| &why.units).map(|share| share.of);
    let moved: BTreeSet<UnitId> = moved.collect();
    let units = scores.units().filter(|unit| moved.contains(&unit.unit));
    units.map(|unit| (unit.unit, unit.name.clone())).collect()
}

fn all(matter: &Matter, scores: &Scores, columns: &[Column]) -> Line {
    let (unit, name) = match matter.subjects.as_slice() {
        [only] => (only.unit, only.name.clone()),
        _ => (None, "All of them".to_owned()),
    };
    Line::of_subject(&super::Subject { unit, name, scores: scores.clone() }, columns)
}

/// Of one thing, a line for each of its units that was there at last; of several, one for each.
fn lines(matter: &Matter, scores: &Scores, columns: &[Column]) -> Vec<Line> {
    match matter.subjects.as_slice() {
        [_] => {
            let last = columns.last().map_or(matter.today, |column| column.day);
            let members = scores.members.iter().filter(|member| member.counts(last));
            members.map(|member| Line::of_member(member, columns)).collect()
        }
        several => several.iter().map(|subject| Line::of_subject(subject, columns)).collect(),
    }
}

fn ends(scores: &Scores, days: Between) -> Ends {
    let (then, now) = alike(&scores.standings(days.from), &scores.standings(days.to));
    let means = |units: &[_], day| Means::of(&roll_up(units, &BASELINE, day));
    Ends { then: means(&then, days.from), now: means(&now, days.to), units: now.len() }
}

/// The targets of what the report is about, with where each of them stands.
fn targets(matter: &Matter, days: Between) -> Vec<Target> {
    let told = |target: &Target| {
        let subject = matter.subjects.iter().find(|it| it.unit == Some(target.unit));
        let day = target.on.min(days.to);
        let stands = match subject {
            Some(subject) => {
                let found = roll_up(&subject.scores.standings(day), &BASELINE, day);
                found.evidenced.mean
            }
            None => {
                let units = matter.subjects.iter().find_map(|it| it.scores.of(target.unit));
                units.and_then(|unit| unit.score_on(day)).map(|score| Mean::from(score.evidenced))
            }
        };
        Target { stands: stands.map(Mean::tenths), ..target.clone() }
    };
    matter.targets.iter().map(told).collect()
}
