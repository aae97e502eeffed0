//! What is typed about a task, made into what can be kept.

use std::collections::BTreeSet;

use super::{Cause, DUE_DAYS, Needs, Priority, STEP_MAX, STEPS_MAX, TEXT_MAX, TITLE_MAX};
use super::{TaskEffort, TaskStep};
use crate::{Day, Invalid, ModelId, PersonId, QuestionNo, text};

/// What was typed about a task.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskEntry {
    /// Its title.
    pub title: String,
    /// What is to be done.
    pub about: String,
    /// The question that it is about.
    pub question: String,
    /// Whose it is.
    pub assignee: String,
    /// By when.
    pub due_on: String,
    /// How much it presses.
    pub priority: String,
    /// How much work it is.
    pub effort: String,
    /// The models concerned.
    pub models: Vec<String>,
    /// The checklist, a step a line.
    pub steps: String,
    /// What it comes from; empty when it is made by hand.
    pub cause: String,
}

/// A task that can be kept, in a unit that is known besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTask {
    /// Its title.
    pub title: String,
    /// What is to be done. It may be empty.
    pub about: String,
    /// The question that it is about.
    pub question: QuestionNo,
    /// Whose it is.
    pub assignee: PersonId,
    /// The last day on which it is in time.
    pub due_on: Day,
    /// How much it presses.
    pub priority: Priority,
    /// How much work it is.
    pub effort: TaskEffort,
    /// The models concerned.
    pub models: BTreeSet<ModelId>,
    /// The checklist.
    pub steps: Vec<String>,
    /// What it comes from; none when it is made by hand.
    pub cause: Option<Cause>,
}

/// Checks a task; `questions` is how many the questionnaire has. A task that is there already may keep
/// a due day that has passed.
///
/// # Errors
/// What is wrong, under the names of the entry's fields.
pub fn new_task(
    typed: &TaskEntry,
    questions: u16,
    today: Day,
    kept_due: Option<Day>,
) -> Result<NewTask, Invalid> {
    let mut invalid = Invalid::new();
    let title = invalid.check("title", text::name(&typed.title, TITLE_MAX)).unwrap_or_default();
    let about = invalid.check("about", text::prose(&typed.about, TEXT_MAX)).unwrap_or_default();
    let question = typed.question.trim().parse::<u16>().ok();
    let question = question.filter(|number| (1..=questions).contains(number));
    if question.is_none() {
        invalid.add("question", "Choose a question.");
    }
    let assignee = typed.assignee.trim().parse().map(PersonId).ok();
    if assignee.is_none() {
        invalid.add("assignee", "Choose whose task it is.");
    }
    let due_on = due(&mut invalid, &typed.due_on, today, kept_due);
    let priority = typed.priority.parse().ok();
    if priority.is_none() {
        invalid.add("priority", "Choose how much it presses.");
    }
    let effort = typed.effort.parse().ok();
    if effort.is_none() {
        invalid.add("effort", "Choose how much work it is.");
    }
    let models = models(&mut invalid, &typed.models);
    let steps = checklist(&mut invalid, &typed.steps);
    let cause = match typed.cause.trim() {
        "" => None,
        cause => invalid.check("", cause.parse().map_err(|_| "What this comes from is not known.")),
    };
    invalid.or(NewTask {
        title,
        about,
        question: QuestionNo(question.unwrap_or_default()),
        assignee: assignee.unwrap_or(PersonId(0)),
        due_on: due_on.unwrap_or(today),
        priority: priority.unwrap_or(Priority::Medium),
        effort: effort.unwrap_or(TaskEffort::Medium),
        models,
        steps,
        cause,
    })
}

/// Checks a due day on its own, as many tasks get it at once.
///
/// # Errors
/// What is wrong, under `due_on`.
pub fn due_on(typed: &str, today: Day) -> Result<Day, Invalid> {
    let mut invalid = Invalid::new();
    let day = due(&mut invalid, typed, today, None).unwrap_or(today);
    invalid.or(day)
}

fn due(invalid: &mut Invalid, typed: &str, today: Day, kept: Option<Day>) -> Option<Day> {
    let day = invalid.check("due_on", text::parse_day(typed))?;
    let days = (day - today).num_days();
    if kept != Some(day) && !(0..=DUE_DAYS).contains(&days) {
        invalid.add("due_on", "Choose a day from today to three years ahead.");
        return None;
    }
    Some(day)
}

fn models(invalid: &mut Invalid, typed: &[String]) -> BTreeSet<ModelId> {
    let parsed: Result<_, _> = typed.iter().map(|id| id.trim().parse().map(ModelId)).collect();
    parsed.unwrap_or_else(|_| {
        invalid.add("models", "Choose models from the list.");
        BTreeSet::new()
    })
}

/// A step a line; empty lines are left out.
fn checklist(invalid: &mut Invalid, typed: &str) -> Vec<String> {
    let mut steps = Vec::new();
    for line in typed.lines().filter(|line| !line.trim().is_empty()) {
        match text::name(line, STEP_MAX) {
            Ok(step) => steps.push(step),
            Err(wrong) => {
                invalid.add("steps", format!("Step {}: {wrong}", steps.len() + 1));
                return steps;
            }
        }
    }
    if steps.len() > STEPS_MAX {
        invalid.add("steps", format!("A checklist has at most {STEPS_MAX} steps."));
    }
    steps
}

/// Checks the words that go with a step: a reason, a note, or nothing at all.
///
/// # Errors
/// What is wrong, under `words`.
pub fn step_words(step: TaskStep, typed: &str) -> Result<String, Invalid> {
    let mut invalid = Invalid::new();
    let said = invalid.check("words", text::prose(typed, TEXT_MAX)).unwrap_or_default();
    let missing = match step.needs() {
        Needs::Nothing => None,
        Needs::Reason => Some("Say why, so that others can act on it."),
        Needs::NoteAndEvidence => Some("Say what was done, so that it can be verified."),
    };
    if let Some(missing) = missing
        && said.is_empty()
        && invalid.about("words").is_none()
    {
        invalid.add("words", missing);
    }
    invalid.or(said)
}

/// Checks a comment.
///
/// # Errors
/// What is wrong, under `comment`.
pub fn comment(typed: &str) -> Result<String, Invalid> {
    let mut invalid = Invalid::new();
    let said = invalid.check("comment", text::required(typed, TEXT_MAX)).unwrap_or_default();
    invalid.or(said)
}
