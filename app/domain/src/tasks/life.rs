//! The life of a task: a table of states and steps, who takes each, and what it asks for.

use super::TaskState;
use crate::duties::{Duty, must_be_someone_else};
use crate::words::words;
use crate::{Action, AppError, PersonId};

words! {
    /// What can be done with a task as a whole.
    pub enum TaskStep {
        Start = "start", "Start";
        Block = "block", "Block";
        Resume = "resume", "Resume";
        Finish = "finish", "Mark as done";
        Verify = "verify", "Verify";
        /// It is not done after all.
        SendBack = "send-back", "Send back";
        Cancel = "cancel", "Cancel";
        /// Somebody else accepted the risk.
        Accept = "accept", "Accept the risk";
        /// The acceptance is over: by its day, or because it was taken back.
        Reopen = "reopen", "Open again";
    }
}

/// Every step that there is: from which state, and to which. What is not here is refused. Of each state
/// the step that leads on comes first.
pub const TRANSITIONS: &[(TaskState, TaskStep, TaskState)] = &[
    (TaskState::Open, TaskStep::Start, TaskState::InProgress),
    (TaskState::Open, TaskStep::Block, TaskState::Blocked),
    (TaskState::Blocked, TaskStep::Resume, TaskState::InProgress),
    (TaskState::InProgress, TaskStep::Finish, TaskState::Done),
    (TaskState::InProgress, TaskStep::Block, TaskState::Blocked),
    (TaskState::Done, TaskStep::Verify, TaskState::Verified),
    (TaskState::Done, TaskStep::SendBack, TaskState::InProgress),
    (TaskState::Open, TaskStep::Cancel, TaskState::Cancelled),
    (TaskState::InProgress, TaskStep::Cancel, TaskState::Cancelled),
    (TaskState::Blocked, TaskStep::Cancel, TaskState::Cancelled),
    (TaskState::Open, TaskStep::Accept, TaskState::Accepted),
    (TaskState::InProgress, TaskStep::Accept, TaskState::Accepted),
    (TaskState::Blocked, TaskStep::Accept, TaskState::Accepted),
    (TaskState::Accepted, TaskStep::Reopen, TaskState::Open),
];

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taker {
    /// The assignee, or whoever assigns tasks in the unit.
    Assignee,
    /// Whoever may do this in the unit.
    Whoever(Action),
}

/// What a step asks for besides the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// A reason in words.
    Reason,
    /// A note on what was done, and at least one piece of evidence.
    NoteAndEvidence,
}

impl TaskStep {
    /// Who takes it.
    #[must_use]
    pub const fn taker(self) -> Taker {
        match self {
            Self::Start | Self::Block | Self::Resume | Self::Finish => Taker::Assignee,
            Self::Verify | Self::SendBack => Taker::Whoever(Action::VerifyTasks),
            Self::Cancel => Taker::Whoever(Action::AssignTasks),
            Self::Accept | Self::Reopen => Taker::Whoever(Action::AcceptRisk),
        }
    }

    /// The action that the write gate asks for. A taker who is the assignee is looked at besides.
    #[must_use]
    pub const fn action(self) -> Action {
        match self.taker() {
            Taker::Assignee => Action::WorkOnTasks,
            Taker::Whoever(action) => action,
        }
    }

    /// The duty that keeps the step from whoever did the work or asked for the acceptance.
    #[must_use]
    pub const fn duty(self) -> Option<Duty> {
        match self {
            Self::Verify | Self::SendBack => Some(Duty::VerifyTask),
            Self::Accept => Some(Duty::AcceptRisk),
            _ => None,
        }
    }

    /// What it asks for.
    #[must_use]
    pub const fn needs(self) -> Needs {
        match self {
            Self::Block | Self::SendBack | Self::Cancel => Needs::Reason,
            Self::Finish => Needs::NoteAndEvidence,
            Self::Start | Self::Resume | Self::Verify | Self::Accept | Self::Reopen => {
                Needs::Nothing
            }
        }
    }

    /// What it made of the task, as in "started".
    #[must_use]
    pub const fn done(self) -> &'static str {
        match self {
            Self::Start => "started",
            Self::Block => "blocked",
            Self::Resume => "resumed",
            Self::Finish => "marked as done",
            Self::Verify => "verified",
            Self::SendBack => "sent back",
            Self::Cancel => "cancelled",
            Self::Accept => "put aside by accepting the risk",
            Self::Reopen => "opened again",
        }
    }
}

/// The state after a step.
///
/// # Errors
/// [`AppError::Conflict`] when the state doesn't allow the step.
pub fn step(state: TaskState, step: TaskStep) -> Result<TaskState, AppError> {
    let found = TRANSITIONS.iter().find(|(from, by, _)| *from == state && *by == step);
    found.map(|(_, _, to)| *to).ok_or_else(|| {
        let now = match state {
            TaskState::Accepted => "put aside while its risk is accepted".to_owned(),
            state => state.label().to_lowercase(),
        };
        let done = step.done();
        AppError::Conflict(format!("This task is {now}, so it can't be {done}."))
    })
}

/// The steps that a state allows, whoever takes them.
pub fn steps_from(state: TaskState) -> impl Iterator<Item = TaskStep> {
    TRANSITIONS.iter().filter(move |(from, _, _)| *from == state).map(|(_, by, _)| *by)
}

/// Refuses a step to whoever it isn't for. That the person may do [`TaskStep::action`] in the unit is
/// known already. `doers` are those who worked on it, or who asked to accept its risk.
///
/// # Errors
/// [`AppError::Refused`] with the reason.
pub fn may_take(
    step: TaskStep,
    person: PersonId,
    assignee: PersonId,
    may_assign: bool,
    doers: &[PersonId],
) -> Result<(), AppError> {
    if step.taker() == Taker::Assignee && person != assignee && !may_assign {
        let why = "This task is somebody else's. Its assignee does this, or a manager of the unit.";
        return Err(AppError::Refused(why.to_owned()));
    }
    match step.duty() {
        Some(duty) => must_be_someone_else(duty, person, doers),
        None => Ok(()),
    }
}
