//! A task as a list shows it.

use domain::tasks::{Cause, Priority, TaskEffort, TaskState};
use domain::{Day, PersonId, QuestionNo, TaskId, Timestamp, UnitId};

use crate::error::{Result, StoreError};
use crate::rows::day;

/// A task as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    /// The task.
    pub id: TaskId,
    /// Its unit.
    pub unit: UnitId,
    /// The unit's name now.
    pub unit_name: String,
    /// The question that it is about.
    pub question: QuestionNo,
    /// Its title.
    pub title: String,
    /// What it comes from; none when it was made by hand.
    pub cause: Option<Cause>,
    /// Whose it is.
    pub assignee: PersonId,
    /// Their name.
    pub assignee_name: String,
    /// How much it presses.
    pub priority: Priority,
    /// How much work it is.
    pub effort: TaskEffort,
    /// The last day on which it is in time.
    pub due_on: Day,
    /// Where it stands.
    pub state: TaskState,
    /// Raised by every change.
    pub revision: i64,
    /// When it was verified or cancelled.
    pub settled_at: Option<Timestamp>,
}

impl TaskRow {
    /// Whether work on it is late: what is done waits for somebody else.
    #[must_use]
    pub fn is_overdue(&self, today: Day) -> bool {
        self.state.is_waiting_for_work() && self.due_on < today
    }
}

/// The columns of a row, for tables `k` (tasks), `u` (units) and `p` (people).
pub(super) const COLUMNS: &str =
    "k.id, k.unit_id, u.name AS unit_name, k.question, k.title, k.cause,
        k.assignee_id, p.name AS assignee_name, k.priority, k.effort, k.due_on, k.state, k.revision,
        k.settled_at";

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: TaskId,
    unit_id: UnitId,
    unit_name: String,
    question: QuestionNo,
    title: String,
    cause: Option<String>,
    assignee_id: PersonId,
    assignee_name: String,
    priority: Priority,
    effort: TaskEffort,
    due_on: String,
    state: TaskState,
    revision: i64,
    settled_at: Option<Timestamp>,
}

impl Row {
    pub(super) fn read(self) -> Result<TaskRow> {
        Ok(TaskRow {
            due_on: day(&self.due_on, "tasks", "due_on", self.id.0)?,
            cause: cause(self.cause.as_deref(), self.id)?,
            id: self.id,
            unit: self.unit_id,
            unit_name: self.unit_name,
            question: self.question,
            title: self.title,
            assignee: self.assignee_id,
            assignee_name: self.assignee_name,
            priority: self.priority,
            effort: self.effort,
            state: self.state,
            revision: self.revision,
            settled_at: self.settled_at,
        })
    }
}

fn cause(text: Option<&str>, id: TaskId) -> Result<Option<Cause>> {
    text.map(str::parse).transpose().map_err(|_| StoreError::Inconsistent {
        table: "tasks",
        column: "cause",
        row: id.0,
    })
}
