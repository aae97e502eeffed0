//! The score that open work will bring: what is supposed, and what follows from it day by day.

mod mean;
mod punctuality;
mod stake;
mod steps;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Months};

pub use mean::{MeanScore, forecast_mean};
pub use punctuality::{FEWEST_CLOSED, ON_TIME, Punctuality, as_usual, median_delay, overdue};
pub use stake::{Stake, at_stake, costs};
pub use steps::Steps;

use crate::evidence::Coverage;
use crate::{Day, PersonId, QuestionNo, QuestionSet, Rules, Score};

/// Work that is still to bring what it is for: see [`super::TaskState::is_under_way`]. It is a task, or
/// all tasks of a person about one question: of those only the last due day matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenWork {
    /// The question that it is about.
    pub question: QuestionNo,
    /// The last day on which it is in time.
    pub due_on: Day,
    /// Whose it is.
    pub assignee: PersonId,
}

/// The last days of this month and of those after it, so many in all: the days that are looked ahead to.
#[must_use]
pub fn month_ends(today: Day, months: u32) -> Vec<Day> {
    let first = today.with_day(1).unwrap_or(today);
    let end = |ahead: u32| first.checked_add_months(Months::new(ahead + 1))?.pred_opt();
    (0..months).filter_map(end).collect()
}

/// What the score of one unit will follow from.
#[derive(Debug, Clone)]
pub struct Outlook<'a> {
    /// The rules of the assessment by which the unit is judged today.
    pub rules: &'a Rules,
    /// The questions that it answers yes.
    pub yes: QuestionSet,
    /// The days on which accepted evidence covers a question. One question can have several.
    pub covers: Vec<(QuestionNo, Coverage)>,
    /// The work of the unit.
    pub work: Vec<OpenWork>,
}

impl Outlook<'_> {
    /// The questions that accepted, unexpired evidence covers on the day, tasks left aside.
    #[must_use]
    pub fn covered(&self, day: Day) -> QuestionSet {
        let covering = self.covers.iter().filter(|(_, cover)| cover.contains(day));
        covering.map(|(question, _)| *question).collect()
    }
}

/// The score of a unit from `today` up to and with `until`, at every day on which it changes.
///
/// A question is put right on the latest due day of its tasks, for only all of them together are
/// what it needs; from then on it counts as answered yes and proven, and stays so: for how long the
/// evidence to come will count, nobody knows yet. `usual` moves every due day by the delay that work
/// had so far. Whatever the day, no task counts before tomorrow: today's score is known, and overdue
/// work was not done. Evidence that expires meanwhile raises the evidenced score on its day.
#[must_use]
pub fn forecast(
    outlook: &Outlook<'_>,
    usual: Option<Punctuality>,
    today: Day,
    until: Day,
) -> Steps<Score> {
    let right = put_right(&outlook.work, usual.map_or(0, |usual| usual.days), today);
    let at = |day: Day| {
        let done = right.iter().filter(|(_, on)| **on <= day);
        let done: QuestionSet = done.map(|(question, _)| *question).collect();
        outlook.rules.score(outlook.yes.or(done), outlook.covered(day).or(done))
    };
    let ends = outlook.covers.iter().flat_map(|(_, cover)| [cover.from, cover.until]);
    let days: BTreeSet<Day> =
        right.values().copied().chain(ends).filter(|day| today < *day && *day <= until).collect();
    Steps::new(today, at(today), days.into_iter().map(|day| (day, at(day))))
}

/// The day on which each question with open work is put right.
fn put_right(work: &[OpenWork], delay: i64, today: Day) -> BTreeMap<QuestionNo, Day> {
    let tomorrow = today.succ_opt().unwrap_or(Day::MAX);
    let mut right = BTreeMap::new();
    for task in work {
        let on = later(task.due_on, delay).max(tomorrow);
        let latest = right.entry(task.question).or_insert(on);
        *latest = on.max(*latest);
    }
    right
}

/// The day so many days later, or as far as the calendar goes.
fn later(day: Day, days: i64) -> Day {
    let moved = chrono::Duration::try_days(days).and_then(|days| day.checked_add_signed(days));
    moved.unwrap_or(if days < 0 { Day::MIN } else { Day::MAX })
}
