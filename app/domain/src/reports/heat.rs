//! Units against questions: where the points are, and what changed since the report begins.

use serde::Serialize;

use super::Which;
use crate::rollup::Standing;
use crate::trends::{Scores, UnitScores};
use crate::words::words;
use crate::{Answer, Day, QuestionNo, UnitId};

words! {
    /// What became of a question's points since the report begins.
    pub enum Moved {
        Better = "better", "better";
        Worse = "worse", "worse";
        Same = "same", "unchanged";
        New = "new", "new";
    }
}

/// A question of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct HeatCell {
    /// The question.
    pub question: QuestionNo,
    /// The answer; none where the unit was never assessed, or not asked this.
    pub answer: Option<Answer>,
    /// Whether accepted, unexpired evidence covers it.
    pub proven: bool,
    /// Whether the register disagreed with a yes on the day of the submission.
    pub clash: bool,
    /// What became of its points.
    pub moved: Moved,
}

impl HeatCell {
    /// Whether the question costs points.
    #[must_use]
    pub fn costs(&self, which: Which) -> bool {
        match self.answer {
            None => false,
            Some(Answer::No) => true,
            Some(Answer::Yes) => which == Which::Evidenced && !self.proven,
        }
    }
}

/// A unit of the heat map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatRow {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Where it stands; none where it was never assessed.
    pub standing: Option<Standing>,
    /// Whether its assessment is older than its cadence.
    pub stale: bool,
    /// A cell for each question.
    pub cells: Vec<HeatCell>,
}

/// The heat map of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Heat {
    /// Every unit that was there at last, by name.
    pub rows: Vec<HeatRow>,
    /// How many units each question costs points.
    pub costing: Vec<(QuestionNo, usize)>,
}

/// In which order the rows stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The furthest from true first.
    #[default]
    Furthest,
    /// By name.
    Name,
    /// Those first that a question costs points.
    Question(QuestionNo),
}

impl Order {
    /// From an address: `name`, or the number of a question.
    #[must_use]
    pub fn read(value: &str) -> Self {
        match value {
            "name" => Self::Name,
            number => {
                number.parse().map_or(Self::Furthest, |number| Self::Question(QuestionNo(number)))
            }
        }
    }
}

impl Heat {
    /// The units of a report as they stood on its last day, and since its first.
    pub(super) fn of(
        scores: &Scores,
        questions: &[(QuestionNo, String)],
        which: Which,
        days: (Day, Day),
    ) -> Self {
        let numbers: Vec<QuestionNo> = questions.iter().map(|(question, _)| *question).collect();
        let rows: Vec<HeatRow> =
            scores.standing_units(days.1).map(|unit| row(unit, &numbers, which, days)).collect();
        let costing = |question: &QuestionNo| {
            let costs = |row: &&HeatRow| {
                row.cells.iter().any(|cell| cell.question == *question && cell.costs(which))
            };
            (*question, rows.iter().filter(costs).count())
        };
        Self { costing: numbers.iter().map(costing).collect(), rows }
    }

    /// The rows in an order; of what is equal, by name.
    #[must_use]
    pub fn sorted(&self, order: Order, which: Which) -> Vec<&HeatRow> {
        let mut rows: Vec<&HeatRow> = self.rows.iter().collect();
        let points = |row: &HeatRow| row.standing.map(|standing| which.of(standing.score).0);
        match order {
            Order::Name => {}
            // A unit without a score comes last: nothing is known of it.
            Order::Furthest => rows.sort_by_key(|row| std::cmp::Reverse(points(row))),
            Order::Question(question) => rows.sort_by_key(|row| {
                let costs = row.cells.iter().find(|cell| cell.question == question);
                std::cmp::Reverse((costs.map(|cell| cell.costs(which)), points(row)))
            }),
        }
        rows
    }
}

fn row(
    unit: &UnitScores,
    questions: &[QuestionNo],
    which: Which,
    (from, to): (Day, Day),
) -> HeatRow {
    let standing = unit.standing(to);
    let cells = questions.iter().map(|question| {
        let now = cell(unit, *question, to);
        let then = cell(unit, *question, from);
        let moved = match (then.costs(which), now.costs(which)) {
            _ if then.answer.is_none() => Moved::New,
            (true, false) => Moved::Better,
            (false, true) => Moved::Worse,
            _ => Moved::Same,
        };
        HeatCell { moved, ..now }
    });
    HeatRow {
        unit: unit.unit,
        name: unit.name.clone(),
        stale: standing.is_some_and(|standing| standing.is_stale(to)),
        cells: cells.collect(),
        standing,
    }
}

/// A question on a day, without what became of it.
fn cell(unit: &UnitScores, question: QuestionNo, day: Day) -> HeatCell {
    let taken = unit.newest(day).filter(|taken| taken.rules.weight(question).is_some());
    let answer = taken.map(|taken| match taken.yes.has(question) {
        true => Answer::Yes,
        false => Answer::No,
    });
    HeatCell {
        question,
        answer,
        proven: unit.covered(day).has(question),
        clash: taken.is_some_and(|taken| taken.clashes.has(question)),
        moved: Moved::Same,
    }
}
