//! Review: how an item stands in the queue of auditors, and what an answer to a question is.

use super::{EvidenceState, REASON_MAX};
use crate::words::words;
use crate::{Invalid, text};

words! {
    /// How an item stands in the queue for one unit and question.
    pub enum Standing {
        /// There is no verdict yet, or a question that was asked has an answer.
        Waiting = "waiting", "Waiting for review";
        /// A question was asked and nobody has answered it.
        Asked = "asked", "Question not answered yet";
        Accepted = "accepted", "Accepted";
        Rejected = "rejected", "Rejected";
        Expired = "expired", "Expired";
        /// Withdrawn, or a newer revision took its place.
        Gone = "gone", "Withdrawn or replaced";
    }
}

/// How an item stands in the queue, from how it stands on the day and whether the newest question
/// about it was answered.
#[must_use]
pub const fn standing(state: EvidenceState, answered: bool) -> Standing {
    match state {
        EvidenceState::Pending => Standing::Waiting,
        EvidenceState::Asked if answered => Standing::Waiting,
        EvidenceState::Asked => Standing::Asked,
        EvidenceState::Accepted => Standing::Accepted,
        EvidenceState::Rejected => Standing::Rejected,
        EvidenceState::Expired => Standing::Expired,
        EvidenceState::Withdrawn | EvidenceState::Superseded => Standing::Gone,
    }
}

/// Checks an answer to an auditor's question.
///
/// # Errors
/// What is wrong, under the field's name `reply`.
pub fn reply(typed: &str) -> Result<String, Invalid> {
    let mut invalid = Invalid::new();
    let body = invalid.check("reply", text::prose(typed, REASON_MAX)).unwrap_or_default();
    if body.is_empty() && invalid.about("reply").is_none() {
        invalid.add("reply", "Write the answer.");
    }
    invalid.or(body)
}
