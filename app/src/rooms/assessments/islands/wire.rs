//! What the server says to the workspace's islands, as JSON. The browser reads it by itself, see
//! `read`: a general reader would weigh more than all the rest of the islands.

use domain::{Answer, FieldError, QuestionNo, Support};
#[cfg(feature = "ssr")]
use serde::Serialize;

/// An answer as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize))]
pub struct AnswerNow {
    /// The question.
    pub question: QuestionNo,
    /// The answer; none while there is only a note.
    pub answer: Option<Answer>,
    /// The note beside it.
    pub note: String,
    /// Rises with every save.
    pub version: u32,
    /// Who saved it.
    pub by: String,
    /// When, such as "23 Nov 2026, 14:02 UTC".
    pub at: String,
    /// The same within its day: "14:02 UTC".
    pub time: String,
    /// The open page from which it was saved, so that this page knows its own.
    pub tab: String,
}

/// What became of one answer of a save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize), serde(rename_all = "lowercase"))]
pub enum Outcome {
    /// It was saved.
    Kept,
    /// It says what is there already.
    Unchanged,
    /// Somebody else saved something different meanwhile; nothing was changed.
    Stale,
    /// It can't be saved as it is; the message says why.
    Invalid,
}

/// One answer of a save.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize))]
pub struct SavedAnswer {
    /// The question.
    pub question: QuestionNo,
    /// What became of it.
    pub outcome: Outcome,
    /// The version to send with the next save.
    pub version: u32,
    /// What stands there now, where it is known: a stale save is answered with it.
    pub now: Option<AnswerNow>,
    /// What is wrong with it.
    pub message: Option<String>,
}

/// The score of what has been answered so far, in points.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize))]
pub struct ScoreNow {
    /// Questions answered.
    pub answered: u16,
    /// Questions in all.
    pub total: u16,
    /// What the answers given so far claim.
    pub claimed: u16,
    /// The same with every yes that lacks accepted, unexpired evidence counted as no.
    pub evidenced: u16,
    /// What could be claimed if every open question were answered no.
    pub could_reach: u16,
    /// The band of the evidenced score, once all questions are answered.
    pub band: Option<String>,
}

/// The answer to a save.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize))]
pub struct Reply {
    /// What became of each answer.
    pub saved: Vec<SavedAnswer>,
    /// Everything that was wrong, by field.
    pub wrong: Vec<FieldError>,
    /// The score after it.
    pub score: ScoreNow,
}

/// Somebody who has the assessment open.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize))]
pub struct Present {
    /// Their name.
    pub name: String,
    /// Their initials.
    pub initials: String,
    /// The question that they are on.
    pub question: Option<QuestionNo>,
}

/// The whole sheet: what a page needs in order to catch up.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize))]
pub struct Picture {
    /// The key of the assessment's state.
    pub state: String,
    /// Every answer so far.
    pub answers: Vec<AnswerNow>,
    /// What stands behind each question.
    pub support: Vec<(QuestionNo, Support)>,
    /// The score so far.
    pub score: ScoreNow,
    /// Changes whenever evidence or delegations do: the page is out of date if it carries another.
    pub mark: String,
}

/// What happens on an assessment while somebody looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "ssr",
    derive(Serialize),
    serde(tag = "news", content = "of", rename_all = "lowercase")
)]
pub enum News {
    /// The sheet as it stands: the first that is said, and again to whoever fell behind.
    Picture(Picture),
    /// Somebody saved an answer.
    Answer(AnswerNow),
    /// Evidence or a delegation of a question changed: the page's own parts say how.
    Changed(QuestionNo),
    /// The assessment as a whole took a step: submitted, approved, returned, revised.
    Moved,
    /// Who is here, the reader left out.
    Here(Vec<Present>),
}

/// A mark of an answer as a page was drawn with it. A form that sends it back with the same answer
/// and note was not touched, whatever has happened since.
///
/// FNV-1a: it tells a touched field from an untouched one and guards nothing.
#[must_use]
pub fn fingerprint(answer: Option<Answer>, note: &str) -> String {
    let answer = answer.map_or("", Answer::key);
    let bytes = answer.bytes().chain([0]).chain(note.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_tells_answer_and_note_apart() {
        let seen = [
            fingerprint(None, ""),
            fingerprint(Some(Answer::Yes), ""),
            fingerprint(Some(Answer::No), ""),
            fingerprint(None, "yes"),
            fingerprint(Some(Answer::Yes), "Two of eight."),
        ];
        let mut different = seen.to_vec();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), seen.len());
        assert_eq!(seen[4], fingerprint(Some(Answer::Yes), "Two of eight."));
    }
}
