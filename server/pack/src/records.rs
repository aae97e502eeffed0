//! What lies in a pack beside the frozen submissions: evidence, verdicts and decisions, each with the
//! entry of the audit log that records it.

use std::collections::{HashMap, HashSet};
use std::io::Write;

use domain::assessment::{Frozen, FrozenPerson};
use domain::evidence::{Kind, Verdict};
use domain::{
    AssessmentId, Day, EvidenceId, QuestionNo, SubmissionId, Timestamp, UnitId, VerdictId,
};
use serde::{Deserialize, Serialize};

use crate::PackError;

/// A place that an item of evidence supports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceRecord {
    /// The unit.
    pub unit: UnitId,
    /// The question.
    pub question: QuestionNo,
}

/// When, by whom and why an item was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// When.
    pub at: Timestamp,
    /// The name of who did it.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// An item of evidence. Its bytes lie in `evidence/`, under their hash: of a file what was uploaded,
/// of a link its address, of a note its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRecord {
    /// The item.
    pub id: EvidenceId,
    /// The entry of the log with which it was attached.
    pub entry: i64,
    /// The unit that it belongs to.
    pub unit: UnitId,
    /// Its title.
    pub title: String,
    /// File, link or note.
    pub kind: Kind,
    /// The name of the uploaded file.
    pub file_name: Option<String>,
    /// Its type, told from its bytes.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// When it was collected.
    pub collected_on: Day,
    /// The last day on which it counts.
    pub valid_until: Day,
    /// Who attached it, by the name of that moment.
    pub uploaded_by: FrozenPerson,
    /// When.
    pub uploaded_at: Timestamp,
    /// The item that it took the place of.
    pub supersedes: Option<EvidenceId>,
    /// The item that took its place.
    pub superseded_by: Option<EvidenceId>,
    /// Set once it was withdrawn.
    pub withdrawn: Option<Withdrawn>,
    /// The places that it supports, as far as the pack covers them.
    pub places: Vec<PlaceRecord>,
}

/// A verdict as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictRecord {
    /// The verdict.
    pub id: VerdictId,
    /// The entry of the log with which it was given.
    pub entry: i64,
    /// The item that was judged.
    pub evidence: EvidenceId,
    /// For which unit.
    pub unit: UnitId,
    /// For which question.
    pub question: QuestionNo,
    /// Accepted, rejected, or a question asked.
    pub verdict: Verdict,
    /// What was said with it.
    pub reason: String,
    /// Who gave it, by the name of that moment.
    pub given_by: FrozenPerson,
    /// When.
    pub given_at: Timestamp,
}

/// What was decided about a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionRecord {
    /// The submission.
    pub submission: SubmissionId,
    /// The entry of the log with which it was decided.
    pub entry: i64,
    /// `approved` or `returned`.
    pub decision: String,
    /// Why, if something was said.
    pub reason: String,
    /// Who decided, by the name of that moment.
    pub decided_by: FrozenPerson,
    /// When.
    pub decided_at: Timestamp,
}

/// A submission as a report tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The submission.
    pub id: SubmissionId,
    /// What was frozen.
    pub frozen: Frozen,
    /// The hash of the frozen bytes.
    pub sha256: String,
    /// The entry of the log with which it was submitted.
    pub entry: i64,
    /// The day by which the assessment was due, if it was.
    pub due_on: Option<Day>,
    /// What was decided about it, oldest first.
    pub decisions: Vec<DecisionRecord>,
}

/// A submission as the list of them has it: what its frozen bytes and the names of its files leave out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionRecord {
    /// The submission.
    pub id: SubmissionId,
    /// The entry of the log with which it was submitted.
    pub entry: i64,
    /// The assessment.
    pub assessment: AssessmentId,
    /// Its revision, from 1.
    pub revision: u32,
    /// The hash of the frozen bytes.
    pub sha256: String,
    /// The day by which the assessment was due, if it was.
    pub due_on: Option<Day>,
    /// The path of its files without their ending.
    pub path: String,
}

/// Those submissions of which no later revision is among them.
#[must_use]
pub fn newest(submissions: &[SubmissionRecord]) -> HashSet<SubmissionId> {
    let mut newest: HashMap<AssessmentId, &SubmissionRecord> = HashMap::new();
    for made in submissions {
        let held = newest.entry(made.assessment).or_insert(made);
        if held.revision < made.revision {
            *held = made;
        }
    }
    newest.into_values().map(|made| made.id).collect()
}

/// What files of a pack that are one JSON list are written with: an element a line.
pub struct JsonList<W> {
    file: W,
    empty: bool,
}

impl<W: Write> JsonList<W> {
    /// Begins the list.
    ///
    /// # Errors
    /// When the other end takes no more.
    pub fn new(mut file: W) -> Result<Self, PackError> {
        file.write_all(b"[")?;
        Ok(Self { file, empty: true })
    }

    /// Adds an element.
    ///
    /// # Errors
    /// When the other end takes no more.
    pub fn push(&mut self, element: &impl Serialize) -> Result<(), PackError> {
        self.file.write_all(if self.empty { b"\n" } else { b",\n" })?;
        self.empty = false;
        serde_json::to_writer(&mut self.file, element)?;
        Ok(())
    }

    /// Ends the list and gives back what it was written into.
    ///
    /// # Errors
    /// When the other end takes no more.
    pub fn finish(mut self) -> Result<W, PackError> {
        self.file.write_all(b"\n]\n")?;
        Ok(self.file)
    }
}
