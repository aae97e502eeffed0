//! Answers to what an auditor asked about an item. Only ever added.

use domain::audit::AuditEvent;
use domain::duties::{Duty, must_be_someone_else};
use domain::evidence::{Spot, Verdict};
use domain::{
    Action, Actor, AppError, EvidenceId, PersonId, QuestionNo, Timestamp, UnitId, VerdictId,
};
use serde_json::json;

use super::verdicts::GONE;
use crate::error::Result;
use crate::gate::Resource;
use crate::open::Store;
use crate::read::Read;

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ReplyRow {
    /// The question.
    pub verdict_id: VerdictId,
    /// What was answered.
    pub body: String,
    /// Who answered.
    pub written_by_name: String,
    /// When.
    pub written_at: Timestamp,
}

const NOT_ASKED: &str =
    "Nothing is asked here any more: there is a newer verdict. Look at it first.";

impl Store {
    /// Answers the question that stands on an item for a unit and question of the questionnaire.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the item isn't linked there, [`AppError::Refused`] to whoever
    /// asked, [`AppError::Conflict`] when no question stands there.
    pub async fn reply_to_question(
        &self,
        actor: &Actor,
        id: EvidenceId,
        unit: UnitId,
        question: QuestionNo,
        body: &str,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::AttachEvidence, Resource::Unit(unit)).await?;
        let gone: Option<bool> = sqlx::query_scalar(
            "SELECT e.withdrawn_at IS NOT NULL
                    OR e.replaced_at IS NOT NULL
               FROM evidence e JOIN evidence_links l ON l.evidence_id = e.id
              WHERE e.id = ? AND l.unit_id = ? AND l.question = ?",
        )
        .bind(id)
        .bind(unit)
        .bind(question)
        .fetch_optional(write.sql())
        .await?;
        if gone.ok_or(AppError::NotFound)? {
            return Err(AppError::Conflict(GONE.to_owned()).into());
        }
        let newest: Option<(VerdictId, Verdict, PersonId)> = sqlx::query_as(
            "SELECT id, verdict, given_by FROM verdicts
              WHERE unit_id = ? AND question = ? AND evidence_id = ? ORDER BY id DESC LIMIT 1",
        )
        .bind(unit)
        .bind(question)
        .bind(id)
        .fetch_optional(write.sql())
        .await?;
        let Some((verdict, Verdict::Asked, asked_by)) = newest else {
            return Err(AppError::Conflict(NOT_ASKED.to_owned()).into());
        };
        must_be_someone_else(Duty::Reply, actor.person, &[asked_by])?;
        let now = write.now();
        let reply: i64 = sqlx::query_scalar(
            "INSERT INTO evidence_replies (verdict_id, body, written_by, written_at)
             VALUES (?, ?, ?, ?) RETURNING id",
        )
        .bind(verdict)
        .bind(body)
        .bind(actor.person)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        let spot = Spot { unit, question, evidence: id };
        super::news::of_reply(&mut write, (reply, spot), asked_by, body).await?;
        let event = AuditEvent::new("evidence.answered", "evidence", id.0)
            .in_unit(unit)
            .after(json!({ "question": question, "verdict_id": verdict, "answer": body }));
        write.commit(event).await
    }
}

impl Read<'_> {
    /// The answers to the questions on an item in one place, oldest first. Only for places that the
    /// person may open.
    pub(super) async fn replies_on(
        &self,
        id: EvidenceId,
        unit: UnitId,
        question: QuestionNo,
    ) -> Result<Vec<ReplyRow>> {
        Ok(sqlx::query_as(
            "SELECT r.verdict_id, r.body, p.name AS written_by_name, r.written_at
               FROM verdicts d
               JOIN evidence_replies r ON r.verdict_id = d.id
               JOIN people p ON p.id = r.written_by
              WHERE d.unit_id = ? AND d.question = ? AND d.evidence_id = ? ORDER BY r.id",
        )
        .bind(unit)
        .bind(question)
        .bind(id)
        .fetch_all(self.pool())
        .await?)
    }
}
