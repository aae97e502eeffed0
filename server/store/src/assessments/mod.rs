//! Rounds and assessments: opening, answering together, delegating, submitting, deciding.

mod answerers;
mod answers;
mod correct;
mod delegations;
mod freeze;
mod list;
mod news;
mod progress;
mod rounds;
mod steps;
mod submissions;
mod workspace;

pub(crate) use answerers::answerers;
pub(crate) use answers::must_be_draft;
pub use answers::{AnswerDraft, CurrentAnswer, Saved, SavedAnswers};
pub use correct::{Corrected, CorrectionAhead, Seen};
pub use delegations::PassedOn;
pub use list::{AssessmentFilter, AssessmentRow};
pub use progress::RoundProgress;
pub use rounds::{NewAssessment, NewRound};
pub use submissions::{Decision, Submission, SubmissionRow};
pub use workspace::{Assessment, Delegation, LiveSheet, Previous, Workspace};
