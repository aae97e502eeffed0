//! The tasks behind a report: how many were opened and closed, how old the open ones are, how long one
//! takes, and what the open ones will bring.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::Column;
use crate::rollup::Mean;
use crate::tasks::forecast::{
    OpenWork, Outlook, Punctuality, costs, forecast, forecast_mean, median_delay, month_ends,
};
use crate::trends::{Scores, UnitScores};
use crate::{Day, PersonId, QuestionNo, UnitId};

/// The days of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskDays {
    /// Its unit.
    pub unit: UnitId,
    /// Its question.
    pub question: QuestionNo,
    /// When it was made.
    pub opened: Day,
    /// When it is due.
    pub due: Day,
    /// When it was done: from then on it waits for somebody else, and is not late.
    pub done: Option<Day>,
    /// When it was verified, cancelled, or put aside since its risk is accepted.
    pub closed: Option<Day>,
    /// Whether it is closed because its risk is accepted.
    pub is_put_aside: bool,
}

impl TaskDays {
    fn is_open(&self, day: Day) -> bool {
        self.opened <= day && self.closed.is_none_or(|closed| day < closed)
    }

    fn is_late(&self, day: Day) -> bool {
        self.due < day && self.done.is_none_or(|done| day < done)
    }
}

/// Tasks between the column before and this one; in the first column nothing lies between.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// Made since the column before.
    pub opened: usize,
    /// Verified, cancelled or put aside since the column before.
    pub closed: usize,
    /// Open at the end of the column's day.
    pub open: usize,
    /// Of these, late.
    pub overdue: usize,
    /// The median of the days from the making of those that were verified or cancelled to their end;
    /// none where none was.
    pub days_to_close: Option<i64>,
}

/// The tasks that are open at last, by their age.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Ages {
    /// At most 30 days old.
    pub month: usize,
    /// 31 to 90 days.
    pub quarter: usize,
    /// 91 to 180 days.
    pub half_year: usize,
    /// Older.
    pub older: usize,
}

/// What is forecast of the mean evidenced score, at an end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Ahead {
    /// The day.
    pub day: Day,
    /// If every open task is verified on its due day.
    pub on_time: Mean,
    /// The claimed mean, if every open task is verified on its due day.
    pub claimed: Mean,
    /// If tasks take as long as they usually did; none where too few were closed to say.
    pub as_usual: Option<Mean>,
}

/// The tasks of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Work {
    /// What happened between the columns.
    pub flow: Vec<Flow>,
    /// How old the open ones are.
    pub ages: Ages,
    /// The median of the days to close over the whole time of the report.
    pub days_to_close: Option<i64>,
    /// Evidenced points that the open tasks win back once all of them are verified.
    pub at_stake: u64,
    /// What is forecast; nothing where the report ends in the past or there is no open task.
    pub ahead: Vec<Ahead>,
    /// How punctual tasks were.
    #[serde(skip)]
    pub usual: Option<Punctuality>,
}

/// So many ends of months are looked ahead.
const MONTHS: u32 = 6;

impl Work {
    /// The figures of the tasks of the units that belong to the report.
    pub(super) fn of(
        scores: &Scores,
        tasks: &[TaskDays],
        delays: &[i64],
        columns: &[Column],
        today: Day,
    ) -> Self {
        let last = columns.last().map_or(today, |column| column.day);
        let here: HashMap<UnitId, &UnitScores> =
            scores.standing_units(last).map(|unit| (unit.unit, unit)).collect();
        let tasks: Vec<&TaskDays> = tasks.iter().filter(|it| here.contains_key(&it.unit)).collect();
        let open: Vec<&TaskDays> = tasks.iter().copied().filter(|it| it.is_open(last)).collect();
        let usual = median_delay(delays);
        let first = columns.first().map_or(today, |column| column.day);
        let ahead = if last == today { ahead(&here, &open, usual, today) } else { Vec::new() };
        Self {
            flow: flow(&tasks, columns),
            ages: ages(&open, last),
            days_to_close: median_days(&tasks, first, last),
            at_stake: at_stake(&here, &open, last),
            ahead,
            usual,
        }
    }

    /// The tasks that were open at the end of a day, and the points that they would have brought.
    pub(super) fn on(scores: &Scores, tasks: &[TaskDays], day: Day) -> (Flow, u64) {
        let here: HashMap<UnitId, &UnitScores> =
            scores.standing_units(day).map(|unit| (unit.unit, unit)).collect();
        let is_open = |task: &&TaskDays| here.contains_key(&task.unit) && task.is_open(day);
        let open: Vec<&TaskDays> = tasks.iter().filter(is_open).collect();
        let overdue = open.iter().filter(|task| task.is_late(day)).count();
        let stake = at_stake(&here, &open, day);
        (Flow { open: open.len(), overdue, ..Flow::default() }, stake)
    }

    /// The tasks that are open at last.
    #[must_use]
    pub fn open(&self) -> Flow {
        self.flow.last().copied().unwrap_or_default()
    }

    /// The tasks opened and closed over the whole time of the report.
    #[must_use]
    pub fn in_all(&self) -> (usize, usize) {
        let sum = |of: fn(&Flow) -> usize| self.flow.iter().map(of).sum();
        (sum(|flow| flow.opened), sum(|flow| flow.closed))
    }
}

fn flow(tasks: &[&TaskDays], columns: &[Column]) -> Vec<Flow> {
    let mut flow = vec![Flow::default(); columns.len()];
    let days: Vec<Day> = columns.iter().map(|column| column.day).collect();
    let place = |day: Day| days.partition_point(|column| *column < day);
    // Each task counts as opened in one column, as closed in one, and as open in those between.
    for task in tasks {
        let (opened, closed) = (place(task.opened), task.closed.map(place));
        if opened > 0
            && let Some(at) = flow.get_mut(opened)
        {
            at.opened += 1;
        }
        if let Some(at) = closed.filter(|at| *at > 0).and_then(|at| flow.get_mut(at)) {
            at.closed += 1;
        }
        let until = closed.unwrap_or(days.len()).min(days.len());
        for (at, day) in flow.iter_mut().zip(&days).take(until).skip(opened) {
            at.open += 1;
            at.overdue += usize::from(task.is_late(*day));
        }
    }
    for ((at, day), before) in flow.iter_mut().zip(&days).skip(1).zip(&days) {
        at.days_to_close = median_days(tasks, *before, *day);
    }
    flow
}

/// The median of the days that it took to close what was closed after one day and up to another.
fn median_days(tasks: &[&TaskDays], after: Day, on: Day) -> Option<i64> {
    let ended = tasks.iter().filter(|task| !task.is_put_aside);
    let closed = ended.filter_map(|task| Some((task, task.closed?)));
    let within = closed.filter(|(_, closed)| after < *closed && *closed <= on);
    let mut days: Vec<i64> =
        within.map(|(task, closed)| closed.signed_duration_since(task.opened).num_days()).collect();
    let middle = days.len().checked_sub(1)? / 2;
    Some(*days.select_nth_unstable(middle).1)
}

fn ages(open: &[&TaskDays], on: Day) -> Ages {
    let mut ages = Ages::default();
    for task in open {
        let age = on.signed_duration_since(task.opened).num_days();
        let part = match age {
            ..=30 => &mut ages.month,
            31..=90 => &mut ages.quarter,
            91..=180 => &mut ages.half_year,
            _ => &mut ages.older,
        };
        *part += 1;
    }
    ages
}

/// What the questions with an open task cost, each counted once.
fn at_stake(here: &HashMap<UnitId, &UnitScores>, open: &[&TaskDays], on: Day) -> u64 {
    let places: BTreeSet<_> = open.iter().map(|task| (task.unit, task.question)).collect();
    let cost = |(unit, question): &(UnitId, QuestionNo)| {
        let unit = here.get(unit)?;
        let taken = unit.newest(on)?;
        Some(u64::from(costs(taken.rules, taken.yes, unit.covered(on), *question).0))
    };
    places.iter().filter_map(cost).sum()
}

/// What the open tasks bring to the mean; nothing without any.
fn ahead(
    here: &HashMap<UnitId, &UnitScores>,
    open: &[&TaskDays],
    usual: Option<Punctuality>,
    today: Day,
) -> Vec<Ahead> {
    let mut due: HashMap<(UnitId, QuestionNo), Day> = HashMap::new();
    for task in open {
        let known = due.entry((task.unit, task.question)).or_insert(task.due);
        *known = (*known).max(task.due);
    }
    let mut work: HashMap<UnitId, Vec<OpenWork>> = HashMap::new();
    for ((unit, question), due_on) in due {
        // Whose it is changes no forecast.
        let own = OpenWork { question, due_on, assignee: PersonId(0) };
        work.entry(unit).or_default().push(own);
    }
    for own in work.values_mut() {
        own.sort_by_key(|work| work.question);
    }
    let mut own = |unit: &UnitScores| work.remove(&unit.unit).unwrap_or_default();
    let outlooks: Vec<Outlook<'_>> =
        here.values().filter_map(|unit| unit.outlook(own(unit), today)).collect();
    let ends = month_ends(today, MONTHS);
    let Some(until) = ends.last().filter(|_| outlooks.iter().any(|it| !it.work.is_empty())) else {
        return Vec::new();
    };
    let mean = |usual| {
        let each: Vec<_> =
            outlooks.iter().map(|outlook| forecast(outlook, usual, today, *until)).collect();
        forecast_mean(&each)
    };
    let (on_time, late) = (mean(None), usual.and_then(|usual| mean(Some(usual))));
    let point = |day: &Day| {
        let then = on_time.as_ref()?.at(*day);
        let as_usual = late.as_ref().map(|late| late.at(*day).evidenced);
        Some(Ahead { day: *day, on_time: then.evidenced, claimed: then.claimed, as_usual })
    };
    ends.iter().filter_map(point).collect()
}
