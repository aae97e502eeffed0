//! Separation of duties: what nobody may do to their own work, whatever roles they hold.

use crate::{Answer, AppError, PersonId};

/// A step that someone other than the author must take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Giving a verdict on evidence; the authors are whoever uploaded it.
    JudgeEvidence,
    /// Giving a verdict that bears on an answer; the authors are whoever ever gave the unit's answer
    /// to the question.
    JudgeAnswer,
    /// Raising a finding on an answer; the authors are whoever ever gave the unit's answer to the question.
    Find,
    /// Concluding on a unit; the authors are whoever ever gave one of its answers.
    Conclude,
    /// Answering what was asked about evidence, a request for it, or a finding; the author is whoever
    /// asked or raised it.
    Reply,
    /// Giving an answer; the authors are whoever gave a verdict in force on evidence for it.
    Answer,
    /// Approving or returning an assessment; the author is whoever submitted it.
    Approve,
    /// Verifying a task or sending it back; the authors are whoever worked on it.
    VerifyTask,
    /// Deciding on the acceptance of a risk; the author is whoever asked for it.
    AcceptRisk,
}

impl Duty {
    const fn refusal(self) -> &'static str {
        match self {
            Self::JudgeEvidence => "You uploaded this evidence, so someone else has to review it.",
            Self::JudgeAnswer => {
                "You have answered this question for this unit, so someone else has to review its evidence."
            }
            Self::Find => {
                "You have answered this question for this unit, so someone else has to raise findings on it."
            }
            Self::Conclude => {
                "You have answered for a unit of this, so someone else has to conclude on it."
            }
            Self::Reply => "You asked this yourself, so someone else has to answer it.",
            Self::Answer => {
                "Your verdict stands on evidence for this question, so someone else has to answer it."
            }
            Self::Approve => {
                "You submitted this assessment, so someone else has to approve or return it."
            }
            Self::VerifyTask => "You worked on this task, so someone else has to verify it.",
            Self::AcceptRisk => {
                "You asked for this risk to be accepted, so someone else has to decide on it."
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

/// Refuses a verdict to whoever uploaded the evidence, and to everybody who ever answered the question
/// for the unit: an answer that was taken back, or that a colleague saved again, stays theirs too.
///
/// # Errors
/// [`AppError::Refused`] with the reason.
pub fn may_judge(
    person: PersonId,
    uploader: PersonId,
    answerers: &[PersonId],
) -> Result<(), AppError> {
    must_be_someone_else(Duty::JudgeEvidence, person, &[uploader])?;
    must_be_someone_else(Duty::JudgeAnswer, person, answerers)
}

/// Refuses a question's answer to whoever gave a verdict in force on its evidence; otherwise they
/// would have reviewed their own answer in advance. Taking an answer back claims nothing, and neither
/// does a note alone.
///
/// # Errors
/// [`AppError::Refused`] with the reason.
pub fn may_answer(
    person: PersonId,
    answer: Option<Answer>,
    judges: &[PersonId],
) -> Result<(), AppError> {
    if answer.is_some() { must_be_someone_else(Duty::Answer, person, judges) } else { Ok(()) }
}
