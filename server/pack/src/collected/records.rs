//! Requests, findings and conclusions as they lie in the pack of an audit.

use domain::assessment::FrozenPerson;
use domain::audits::{Ending, Grade, Opinion};
use domain::{Day, EvidenceId, FindingId, QuestionNo, RequestId, Timestamp, UnitId};
use serde::{Deserialize, Serialize};

/// Who did something, when, and the entry of the log that records it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRecord {
    /// The entry.
    pub entry: i64,
    /// Who, by the name of that moment.
    pub by: FrozenPerson,
    /// When.
    pub at: Timestamp,
}

/// Words, and who said them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The words.
    pub words: String,
    /// The step.
    #[serde(flatten)]
    pub step: StepRecord,
}

/// How a request was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestEnd {
    /// Whether it was answered; else it was withdrawn.
    pub answered: bool,
    /// The item that answers it.
    pub evidence: Option<EvidenceId>,
    /// What was said with it.
    #[serde(flatten)]
    pub said: Said,
}

/// A request for evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRecord {
    /// The request.
    pub id: RequestId,
    /// The unit that was asked.
    pub unit: UnitId,
    /// On which question.
    pub question: QuestionNo,
    /// What was wanted.
    pub wanted: String,
    /// By when.
    pub due_on: Day,
    /// Who asked.
    pub asked: StepRecord,
    /// How it was closed.
    pub closed: Option<RequestEnd>,
}

/// How a finding ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndRecord {
    /// How.
    pub ending: Ending,
    /// Why so.
    #[serde(flatten)]
    pub said: Said,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRecord {
    /// The finding.
    pub id: FindingId,
    /// In which unit.
    pub unit: UnitId,
    /// On which question.
    pub question: QuestionNo,
    /// How much it weighs.
    pub grade: Grade,
    /// In a line.
    pub title: String,
    /// What was seen, and what was to be seen.
    pub detail: String,
    /// Who raised it.
    pub raised: StepRecord,
    /// What the unit said to it.
    pub response: Option<Said>,
    /// How it ended.
    pub ended: Option<EndRecord>,
}

/// A conclusion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConclusionRecord {
    /// Of which unit; none for the whole audit.
    pub unit: Option<UnitId>,
    /// The opinion.
    pub opinion: Opinion,
    /// Its grounds.
    #[serde(flatten)]
    pub said: Said,
}
