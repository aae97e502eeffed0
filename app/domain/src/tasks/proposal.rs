//! What is proposed for a *no*: how a task about a question begins, from the guidance.

use super::{DUE_DAYS, Priority, TaskEffort, TaskEntry};
use crate::questionnaire::{Effort, Question};
use crate::{Day, QuestionNo};

/// The fewest days that a proposed task leaves from today.
const AT_LEAST: i64 = 7;

/// Up to so many days to close a *no* press much, and up to so many somewhat: the guidance gives the
/// shortest time to what cuts the most risk.
const PRESSING: [u16; 2] = [30, 60];

/// What is to be done about each question, in the imperative. A question's number is its place.
const TITLES: [&str; 10] = [
    "Bring every AI model into the register",
    "Cut permissions on AI applications to what is needed",
    "Record and protect the data sources of our models",
    "Watch our AI workloads while they run",
    "Find out what of our AI can be reached from the internet",
    "Switch the provider’s monitoring of AI services on",
    "Check third-party models before they are used",
    "Restrict access to training data and its systems",
    "Keep the API keys of AI services safe and rotate them",
    "Write and exercise a response plan for AI incidents",
];

/// A task about a question, as it is proposed to whoever makes it: everything but whose it is.
#[must_use]
pub fn proposal(question: &Question, seen_on: Day, today: Day) -> TaskEntry {
    let after = |day: Day, days: i64| day.checked_add_signed(chrono::Duration::days(days));
    let due = after(seen_on, question.default_due_days.into()).unwrap_or(today);
    let soonest = after(today, AT_LEAST).unwrap_or(today);
    let latest = after(today, DUE_DAYS).unwrap_or(today);
    TaskEntry {
        title: title(question.no).unwrap_or(&question.label).to_owned(),
        about: question.good.join("\n"),
        question: question.no.to_string(),
        due_on: due.max(soonest).min(latest).to_string(),
        priority: priority(question.default_due_days).key().to_owned(),
        effort: effort(question.effort).key().to_owned(),
        steps: question.steps.join("\n"),
        ..TaskEntry::default()
    }
}

fn title(question: QuestionNo) -> Option<&'static str> {
    TITLES.get(usize::from(question.0).checked_sub(1)?).copied()
}

const fn priority(days: u16) -> Priority {
    if days <= PRESSING[0] {
        Priority::High
    } else if days <= PRESSING[1] {
        Priority::Medium
    } else {
        Priority::Low
    }
}

const fn effort(effort: Effort) -> TaskEffort {
    match effort {
        Effort::Small => TaskEffort::Small,
        Effort::Medium => TaskEffort::Medium,
        Effort::Large => TaskEffort::Large,
    }
}
