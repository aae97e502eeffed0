//! The row of an item, its link to a question, and what the log says as it comes.

use domain::assessment::sha256;
use domain::audit::AuditEvent;
use domain::evidence::{Checked, Kind};
use domain::{AssessmentId, EvidenceId, QuestionNo, RoundId, UnitId};
use serde_json::json;

use super::attach::{Content, NewEvidence};
use crate::error::Result;
use crate::gate::WriteTx;

/// Where an item came to.
pub(crate) struct Came {
    /// Whose question it supports.
    pub(crate) unit: UnitId,
    /// The unit that it belongs to.
    pub(crate) home: UnitId,
    /// The question.
    pub(crate) question: QuestionNo,
    /// In which assessment; none with a task.
    pub(crate) assessment: Option<AssessmentId>,
    /// Of which round that is.
    pub(crate) round: Option<RoundId>,
}

impl Came {
    /// What the log says of a new item.
    pub(crate) fn told(&self, id: EvidenceId, new: &NewEvidence) -> AuditEvent {
        let (media_type, size) = type_and_size(new);
        AuditEvent::new("evidence.attached", "evidence", id.0)
            .in_unit(self.unit)
            .before(json!({ "supersedes": new.supersedes }))
            .after(json!({
                "title": new.entry.title, "kind": new.entry.kind, "question": self.question,
                "assessment": self.assessment, "collected_on": new.entry.collected_on,
                "valid_until": new.entry.valid_until, "sha256": hash_of_content(new),
                "file_name": new.entry.file_name, "media_type": media_type, "size": size,
                "home": self.home, "round": self.round,
            }))
    }
}

fn hash_of_content(new: &NewEvidence) -> String {
    match &new.content {
        Content::File { kept, .. } => kept.sha256.clone(),
        Content::Text => sha256(text_of(&new.entry).as_bytes()),
    }
}

fn text_of(entry: &Checked) -> &str {
    entry.url.as_deref().or(entry.body.as_deref()).unwrap_or_default()
}

fn type_and_size(new: &NewEvidence) -> (&str, u64) {
    let length = || text_of(&new.entry).len() as u64;
    match (&new.content, new.entry.kind) {
        (Content::File { kept, media_type }, _) => (media_type, kept.size),
        (Content::Text, Kind::Link) => ("text/uri-list", length()),
        (Content::Text, _) => ("text/plain", length()),
    }
}

/// Adds the row of an item that belongs to a unit.
pub(crate) async fn insert(
    write: &mut WriteTx,
    unit: UnitId,
    new: &NewEvidence,
) -> Result<EvidenceId> {
    let entry = &new.entry;
    let (media_type, size) = type_and_size(new);
    let (now, author) = (write.now(), write.author());
    Ok(sqlx::query_scalar(
        "INSERT INTO evidence (unit_id, kind, title, file_name, url, body, media_type, size, sha256,
                               collected_on, valid_until, uploaded_by, uploaded_at, supersedes_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(unit)
    .bind(entry.kind)
    .bind(&entry.title)
    .bind(&entry.file_name)
    .bind(&entry.url)
    .bind(&entry.body)
    .bind(media_type)
    .bind(i64::try_from(size).unwrap_or(i64::MAX))
    .bind(hash_of_content(new))
    .bind(entry.collected_on.to_string())
    .bind(entry.valid_until.to_string())
    .bind(author)
    .bind(now)
    .bind(new.supersedes)
    .fetch_one(write.sql())
    .await?)
}

/// Whether it wasn't linked there before. Without an assessment it came with a task.
pub(crate) async fn link(
    write: &mut WriteTx,
    id: EvidenceId,
    unit: UnitId,
    question: QuestionNo,
    assessment: Option<AssessmentId>,
) -> Result<bool> {
    let (now, author) = (write.now(), write.author());
    let done = sqlx::query(
        "INSERT INTO evidence_links (evidence_id, unit_id, question, assessment_id, linked_by, linked_at)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(unit)
    .bind(question)
    .bind(assessment)
    .bind(author)
    .bind(now)
    .execute(write.sql())
    .await?;
    Ok(done.rows_affected() > 0)
}
