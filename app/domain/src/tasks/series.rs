//! What is typed about a series: a task, how often it returns, and how long before it is due.

use super::{NewTask, Rhythm, TaskEntry, new_task};
use crate::words::words;
use crate::{Day, Invalid};

/// The longest that an occurrence is made before it is due, in days.
pub const LEAD_DAYS: u16 = 90;

words! {
    /// By what a rhythm is counted.
    pub enum Span {
        Days = "days", "days";
        Months = "months", "months";
    }
}

/// What was typed about a series.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesEntry {
    /// What each of its tasks says. The due day is that of the first; a cause is left aside.
    pub task: TaskEntry,
    /// After how many days or months it returns.
    pub every: String,
    /// Whether `every` counts days or months.
    pub span: String,
    /// How many days before it is due a task is made.
    pub lead_days: String,
}

/// A series that can be kept, in a unit that is known besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSeries {
    /// What each of its tasks says. The due day is that of the first.
    pub task: NewTask,
    /// After how long it returns.
    pub rhythm: Rhythm,
    /// How many days before it is due a task is made.
    pub lead_days: u16,
}

impl NewSeries {
    /// The day on which its first task is due.
    #[must_use]
    pub const fn first(&self) -> Day {
        self.task.due_on
    }

    /// A task of the series, due on a day.
    #[must_use]
    pub fn task_due(&self, due_on: Day) -> NewTask {
        NewTask { due_on, ..self.task.clone() }
    }
}

/// Checks a series; `questions` is how many the questionnaire has. A series that is there already may
/// keep a first day that has passed.
///
/// # Errors
/// What is wrong, under the names of the fields of a task's entry, and `every`, `span` and `lead_days`.
pub fn new_series(
    typed: &SeriesEntry,
    questions: u16,
    today: Day,
    kept_first: Option<Day>,
) -> Result<NewSeries, Invalid> {
    let entry = TaskEntry { cause: String::new(), ..typed.task.clone() };
    let (task, mut invalid) = match new_task(&entry, questions, today, kept_first) {
        Ok(task) => (Some(task), Invalid::new()),
        Err(invalid) => (None, invalid),
    };
    let rhythm = rhythm(&mut invalid, typed);
    let lead_days = lead_days(&mut invalid, &typed.lead_days, rhythm);
    match (task, rhythm, lead_days) {
        (Some(task), Some(rhythm), Some(lead_days)) => {
            invalid.or(NewSeries { task, rhythm, lead_days })
        }
        _ => Err(invalid),
    }
}

fn rhythm(invalid: &mut Invalid, typed: &SeriesEntry) -> Option<Rhythm> {
    let span = typed.span.parse();
    let Ok(span) = span else {
        invalid.add("span", "Choose days or months.");
        return None;
    };
    let of = match span {
        Span::Days => Rhythm::Days,
        Span::Months => Rhythm::Months,
    };
    let rhythm = typed.every.trim().parse().ok().and_then(|length| of(length).checked());
    if rhythm.is_none() {
        let most = match span {
            Span::Days => Rhythm::MOST_DAYS,
            Span::Months => Rhythm::MOST_MONTHS,
        };
        invalid.add("every", format!("Enter a number of {} from 1 to {most}.", span.label()));
    }
    rhythm
}

/// A task is not made before the one before it is due, or two of them would say the same.
fn lead_days(invalid: &mut Invalid, typed: &str, rhythm: Option<Rhythm>) -> Option<u16> {
    let most = rhythm.map_or(LEAD_DAYS, |rhythm| LEAD_DAYS.min(rhythm.shortest() - 1));
    let days = typed.trim().parse().ok().filter(|days| (0..=most).contains(days));
    if days.is_none() {
        let only = "A task that returns every day is made on its day: enter 0.".to_owned();
        let some = format!("Enter a number of days from 0 to {most}.");
        invalid.add("lead_days", if most == 0 { only } else { some });
    }
    days
}
