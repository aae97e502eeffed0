//! Two sides of a comparison: two units, or one on two days, question by question.

use std::cmp::Ordering;

use chrono::Months;
use serde::Serialize;

use super::{Datum, Fresh, Layers, Means, Subject, TaskDays, Which, Work};
use crate::rollup::{Coverage, roll_up};
use crate::score::BASELINE;
use crate::trends::{Scores, day};
use crate::{Band, Day, QuestionNo, UnitId};

/// How the units of a side answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The question.
    pub question: QuestionNo,
    /// Units that were asked it and have a score.
    pub asked: usize,
    /// Of these, those that answered yes.
    pub yes: usize,
    /// Of these, those whose yes accepted evidence covers.
    pub proven: usize,
}

/// One side: a unit, several, or everything, as it stood at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// What it is called.
    pub name: String,
    /// The day.
    pub day: Day,
    /// Both scores, or the means of several; none where nothing was assessed.
    pub means: Option<Means>,
    /// The band of the evidenced score and of the claimed one, if it is one unit's own.
    pub bands: Option<(Band, Band)>,
    /// How many of its units are assessed.
    pub coverage: Coverage,
    /// Its units by band.
    pub layers: Layers,
    /// How fresh its evidence is.
    pub fresh: Fresh,
    /// How its units answer each question.
    pub held: Vec<Held>,
    /// Tasks that were open.
    pub open: usize,
    /// Of these, late.
    pub late: usize,
    /// The points that the open tasks would have brought, over all units.
    pub at_stake: u64,
}

impl Side {
    /// A subject on a day. Of the tasks, those count that belong to its units.
    #[must_use]
    pub fn of(subject: &Subject, tasks: &[TaskDays], questions: &[QuestionNo], day: Day) -> Self {
        let scores = &subject.scores;
        let standings = scores.standings(day);
        let rolled = roll_up(&standings, &BASELINE, day);
        let (open, at_stake) = Work::on(scores, tasks, day);
        Self {
            name: subject.name.clone(),
            day,
            means: Means::of(&rolled),
            bands: bands(scores, day),
            coverage: rolled.coverage,
            layers: Layers::of(&standings, Which::Evidenced, day),
            fresh: Fresh::of(scores, day),
            held: questions.iter().map(|question| held(scores, *question, day)).collect(),
            open: open.open,
            late: open.overdue,
            at_stake,
        }
    }
}

/// The bands of the one unit that a side is, if it is one.
fn bands(scores: &Scores, day: Day) -> Option<(Band, Band)> {
    let mut units = scores.standing_units(day);
    let (only, None) = (units.next()?, units.next()) else { return None };
    let score = only.score_on(day)?;
    Some((BASELINE.band(score.evidenced, true)?, BASELINE.band(score.claimed, true)?))
}

fn held(scores: &Scores, question: QuestionNo, day: Day) -> Held {
    let mut held = Held { question, asked: 0, yes: 0, proven: 0 };
    for unit in scores.standing_units(day) {
        let taken = unit.newest(day).filter(|taken| taken.rules.weight(question).is_some());
        let Some(taken) = taken else { continue };
        held.asked += 1;
        if taken.yes.has(question) {
            held.yes += 1;
            held.proven += usize::from(unit.covered(day).has(question));
        }
    }
    held
}

/// Two sides next to each other. On the left stands what is looked at, on the right what it is compared
/// with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sides {
    /// What is looked at.
    pub this: Side,
    /// What it is compared with.
    pub other: Side,
    /// The questions by number and label.
    pub questions: Vec<(QuestionNo, String)>,
}

impl Sides {
    /// What each side is called: by its name where the day is the same, by its day where the name is.
    #[must_use]
    pub fn titles(&self) -> (String, String) {
        let title = |side: &Side| {
            let day = crate::text::day(side.day);
            match (self.this.name == self.other.name, self.this.day == self.other.day) {
                (true, _) => day,
                (false, true) => side.name.clone(),
                (false, false) => format!("{}, {day}", side.name),
            }
        };
        (title(&self.this), title(&self.other))
    }

    /// Which of both is nearer to true, in a sentence.
    #[must_use]
    pub fn said(&self) -> String {
        let (this, other) = self.titles();
        let points = |side: &Side| side.means.map(|means| means.evidenced);
        let (Some(now), Some(then)) = (points(&self.this), points(&self.other)) else {
            let missing = if self.this.means.is_none() { this } else { other };
            return format!("Of {missing} there is no score, so there is nothing to compare with.");
        };
        let by = |more: u32, less: u32| Datum::Points(more - less).shown();
        let (n, t) = (now.tenths(), then.tenths());
        let (now, then) = (now.points(), then.points());
        match n.cmp(&t) {
            Ordering::Equal => {
                format!(
                    "Both have {now} evidenced points: {this} and {other} are as far from true."
                )
            }
            Ordering::Less => format!(
                "{this} has {now} evidenced points, {other} {then}: {this} is {} nearer to true.",
                by(t, n)
            ),
            Ordering::Greater => format!(
                "{this} has {now} evidenced points, {other} {then}: {this} is {} further from true.",
                by(n, t)
            ),
        }
    }
}

/// What stands on a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The unit with those below it; none for all that the reader sees.
    pub unit: Option<UnitId>,
    /// At the end of which day.
    pub on: Day,
}

/// Which two sides are asked for. All of it stands in the address, so that a link is a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedSides {
    /// What is looked at.
    pub this: Seen,
    /// What it is compared with.
    pub other: Seen,
}

impl AskedSides {
    /// Reads the values of an address: `unit` and `on`, compared with the unit `with` on the day
    /// `then`. Without a unit on either side, everything is looked at. What the address leaves out of
    /// the other side is the same unit a year ago, or the other unit on the same day.
    ///
    /// # Errors
    /// A sentence for what is no unit, no day, or twice the same.
    pub fn read(get: impl Fn(&str) -> String, today: Day) -> Result<Self, String> {
        let unit = |name: &str| match get(name).trim() {
            "" => Ok(None),
            id => id.parse().map(|id| Some(UnitId(id))).map_err(|_| format!("“{id}” is no unit.")),
        };
        let (first, with) = (unit("unit")?, unit("with")?);
        let on = day(&get("on"), today)?.min(today);
        let year_ago = on.checked_sub_months(Months::new(12)).unwrap_or(on);
        let then = if with.is_some() && with != first { on } else { year_ago };
        let then = day(&get("then"), then)?.min(today);
        let this = Seen { unit: first, on };
        let other = Seen { unit: with.or(first), on: then };
        if this == other {
            return Err("Both sides are the same. Choose another unit or another day.".to_owned());
        }
        Ok(Self { this, other })
    }

    /// The values of the address.
    #[must_use]
    pub fn pairs(self) -> Vec<(&'static str, String)> {
        let unit = |name, unit: Option<UnitId>| unit.map(|unit| (name, unit.to_string()));
        let mut pairs: Vec<_> = unit("unit", self.this.unit).into_iter().collect();
        pairs.push(("on", self.this.on.to_string()));
        pairs.extend(unit("with", self.other.unit));
        pairs.push(("then", self.other.on.to_string()));
        pairs
    }
}
