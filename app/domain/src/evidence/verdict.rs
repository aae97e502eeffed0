//! A verdict as an auditor gives it: accepted, rejected with a reason, or a question asked.

use super::Verdict;
use crate::words::words;
use crate::{Invalid, text};

/// The most characters of what an auditor writes beside a verdict. Leaves room in the column for
/// the listed reason in front of it.
pub const REASON_MAX: usize = 3900;

words! {
    /// Why an item is rejected.
    pub enum RejectReason {
        NotDated = "not-dated", "Not dated";
        OutOfDate = "out-of-date", "Out of date";
        WrongScope = "wrong-scope", "Wrong scope";
        Unreadable = "unreadable", "Unreadable";
        ClaimNotShown = "claim-not-shown", "Does not show the claim";
        NotFromSource = "not-from-source", "Not from the source";
        Other = "other", "Other";
    }
}

/// A verdict that can be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenVerdict {
    /// The verdict.
    pub verdict: Verdict,
    /// The reason, the question, or a comment. A listed reason stands in front: "Not dated: …".
    pub reason: String,
}

/// Checks a verdict: a rejection names a listed reason and explains it, a question asks something,
/// an acceptance may carry a comment.
///
/// # Errors
/// What is wrong, under the names of the fields `reason` (the listed one) and `comment`.
pub fn given(
    verdict: Verdict,
    reason: Option<RejectReason>,
    comment: &str,
) -> Result<GivenVerdict, Invalid> {
    let mut invalid = Invalid::new();
    let comment = invalid.check("comment", text::prose(comment, REASON_MAX)).unwrap_or_default();
    let missing = invalid.about("comment").is_none() && comment.is_empty();
    match verdict {
        Verdict::Rejected => {
            if reason.is_none() {
                invalid.add("reason", "Choose why it is rejected.");
            }
            if missing {
                invalid.add("comment", "Say what is wrong, so that it can be put right.");
            }
        }
        Verdict::Asked if missing => invalid.add("comment", "Write down the question."),
        Verdict::Asked | Verdict::Accepted => {}
    }
    let reason = match (verdict, reason) {
        (Verdict::Rejected, Some(listed)) if listed != RejectReason::Other => {
            format!("{}: {comment}", listed.label())
        }
        _ => comment,
    };
    invalid.or(GivenVerdict { verdict, reason })
}
