//! Putting one answer right, once the work that it waited for was verified.

use super::State;
use crate::tasks::TaskState;
use crate::{Answer, AppError};

/// What it takes to answer a question with yes in the assessment by which its unit will be judged next.
/// Whatever it takes, nothing is submitted by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// What was submitted is opened again for a correction.
    Opens,
    /// There is a draft, and the answer goes into it.
    InDraft,
    /// A draft says yes already: it is there to be looked at and submitted.
    Stands,
}

/// What a correction takes of an assessment that stands so and gives this answer by now.
#[must_use]
pub const fn correction(state: State, answer: Option<Answer>) -> Correction {
    match (state, answer) {
        (State::Draft, Some(Answer::Yes)) => Correction::Stands,
        (State::Draft, _) => Correction::InDraft,
        (State::Submitted | State::Approved, _) => Correction::Opens,
    }
}

/// Refuses a correction for whose sake there is no work that was verified, or nothing to be put right.
/// `judged` is the answer by which the unit is judged today; none where it was never assessed.
///
/// # Errors
/// [`AppError::Conflict`] that says which of it.
pub fn correctable(task: TaskState, judged: Option<Answer>) -> Result<(), AppError> {
    let why = match (task, judged) {
        (TaskState::Verified, Some(Answer::No)) => return Ok(()),
        (TaskState::Verified, Some(Answer::Yes)) => {
            "The newest assessment of the unit says yes already."
        }
        (TaskState::Verified, None) => {
            "The unit was never assessed, so there is nothing to correct."
        }
        _ => "The answer is put right once somebody verified the work.",
    };
    Err(AppError::Conflict(why.to_owned()))
}
