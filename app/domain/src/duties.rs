//! Separation of duties: what nobody may do to their own work, whatever roles they hold.

use crate::{AppError, PersonId};

/// A step that someone other than the author must take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Giving a verdict on evidence; the authors are whoever uploaded it.
    JudgeEvidence,
    /// Giving a verdict that bears on an answer; the authors are whoever gave the answer.
    JudgeAnswer,
    /// Approving or returning an assessment; the author is whoever submitted it.
    Approve,
}

impl Duty {
    const fn refusal(self) -> &'static str {
        match self {
            Self::JudgeEvidence => "You uploaded this evidence, so someone else has to review it.",
            Self::JudgeAnswer => {
                "You gave this answer, so someone else has to review its evidence."
            }
            Self::Approve => {
                "You submitted this assessment, so someone else has to approve or return it."
            }
        }
    }
}

/// Refuses a step to the author of the work.
///
/// # Errors
/// [`AppError::Refused`] with the reason when `person` is among `authors`.
pub fn must_be_someone_else(
    duty: Duty,
    person: PersonId,
    authors: &[PersonId],
) -> Result<(), AppError> {
    if authors.contains(&person) {
        Err(AppError::Refused(duty.refusal().to_owned()))
    } else {
        Ok(())
    }
}
