//! What a submission keeps for ever: the facts of its day, as bytes that anyone can hash.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::evidence::{Kind, Verdict};
use crate::{
    Answer, AppError, AssessmentId, Day, EvidenceId, PersonId, Points, QuestionNo, QuestionSet,
    RoundId, Score, Timestamp, UnitId,
};

/// A person as they were called on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenPerson {
    /// The person.
    pub id: PersonId,
    /// Their name on the day.
    pub name: String,
}

/// A piece of evidence as it stood behind an answer on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenEvidence {
    /// The item.
    pub id: EvidenceId,
    /// Its title.
    pub title: String,
    /// File, link or note.
    pub kind: Kind,
    /// SHA-256 of its content, in lower-case hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was collected.
    pub collected_on: Day,
    /// The last day on which it counts.
    pub valid_until: Day,
    /// The newest verdict on it for this unit and question, if there was one.
    pub verdict: Option<Verdict>,
    /// Whether it counted on the day: accepted, unexpired, neither withdrawn nor superseded.
    pub counts: bool,
}

/// What the register said beside a question on the day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenInventory {
    /// Facts, as sentences.
    pub facts: Vec<String>,
    /// Contradictions of a yes, as sentences.
    pub clashes: Vec<String>,
}

/// One answer of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenAnswer {
    /// The question's number.
    pub question: QuestionNo,
    /// The question's stable key.
    pub key: String,
    /// The question's label on the day.
    pub label: String,
    /// The question's text on the day.
    pub text: String,
    /// What a no costs.
    pub weight: Points,
    /// The answer.
    pub answer: Answer,
    /// The note beside it.
    pub note: String,
    /// Who gave it.
    pub answered_by: FrozenPerson,
    /// When.
    pub answered_at: Timestamp,
    /// What stood behind it.
    pub evidence: Vec<FrozenEvidence>,
    /// What the register said.
    pub inventory: FrozenInventory,
}

impl FrozenAnswer {
    /// Whether at least one item behind the answer counted on the day.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.evidence.iter().any(|item| item.counts)
    }
}

/// The content of a submission. Its canonical form is the JSON of its fields in this order,
/// without white space; nothing may be reordered or renamed without raising [`Frozen::FORMAT`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The version of this form.
    pub format: u16,
    /// The assessment.
    pub assessment: AssessmentId,
    /// Its revision, from 1.
    pub revision: u32,
    /// The questionnaire's id, such as `baseline`.
    pub questionnaire: String,
    /// The questionnaire's version.
    pub questionnaire_version: u16,
    /// The unit.
    pub unit: UnitId,
    /// The unit's name on the day.
    pub unit_name: String,
    /// The names from the organisation down to the unit itself, on the day.
    pub unit_path: Vec<String>,
    /// The name of the round, or of the assessment where it was ad hoc.
    pub name: String,
    /// The round; none for an ad-hoc assessment.
    pub round: Option<RoundId>,
    /// Every answer, in the order of the questions.
    pub answers: Vec<FrozenAnswer>,
    /// What the answers said.
    pub claimed: Points,
    /// What evidence proved on the day.
    pub evidenced: Points,
    /// Who submitted.
    pub submitted_by: FrozenPerson,
    /// When.
    pub submitted_at: Timestamp,
}

/// A submission's canonical bytes and their hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Canonical JSON.
    pub content: String,
    /// SHA-256 of `content`, in lower-case hexadecimal.
    pub sha256: String,
}

impl Sealed {
    /// Anything that is frozen: the JSON of its fields in their order, without white space.
    ///
    /// # Errors
    /// [`AppError::Internal`] if it can't be written as JSON.
    pub(crate) fn of(frozen: &impl Serialize) -> Result<Self, AppError> {
        let content = serde_json::to_string(frozen).map_err(|_| AppError::Internal)?;
        let sha256 = sha256(content.as_bytes());
        Ok(Self { content, sha256 })
    }
}

/// SHA-256 in lower-case hexadecimal: of a submission's content, of a link, of a note.
#[must_use]
pub fn sha256(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))
}

impl Frozen {
    /// The version of the form that is written now.
    pub const FORMAT: u16 = 1;

    /// The canonical bytes and their hash: what is stored.
    ///
    /// # Errors
    /// [`AppError::Internal`] if the content can't be written as JSON, which no value of it causes.
    pub fn seal(&self) -> Result<Sealed, AppError> {
        Sealed::of(self)
    }

    /// Reads a stored submission.
    ///
    /// # Errors
    /// Where the content is not what [`Frozen::seal`] writes.
    pub fn read(content: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(content)
    }

    /// The score that the answers and the evidence in this submission add up to: what `claimed` and
    /// `evidenced` must say.
    #[must_use]
    pub fn recomputed(&self) -> Score {
        let cost = |good: fn(&FrozenAnswer) -> bool| {
            self.answers.iter().filter(|answer| !good(answer)).map(|answer| answer.weight).sum()
        };
        Score {
            claimed: cost(|answer| answer.answer == Answer::Yes),
            evidenced: cost(|answer| answer.answer == Answer::Yes && answer.is_covered()),
        }
    }

    /// The questions answered yes.
    #[must_use]
    pub fn yes(&self) -> QuestionSet {
        let yes = self.answers.iter().filter(|answer| answer.answer == Answer::Yes);
        yes.map(|answer| answer.question).collect()
    }

    /// The questions with which the inventory disagreed.
    #[must_use]
    pub fn clashing(&self) -> QuestionSet {
        let clashing = self.answers.iter().filter(|answer| !answer.inventory.clashes.is_empty());
        clashing.map(|answer| answer.question).collect()
    }
}
