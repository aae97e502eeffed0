//! Asking for evidence, answering and withdrawing a request.

use domain::audit::AuditEvent;
use domain::duties::{Duty, must_be_someone_else};
use domain::evidence::RequestState;
use domain::evidence::request::{Answered, Wanted};
use domain::{
    Action, Actor, AppError, AuditId, EvidenceId, PersonId, QuestionNo, RequestId, UnitId,
};
use serde_json::json;

use crate::audits::{for_audit, in_audit, works_on};
use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;

const CLOSED: &str = "This request was closed meanwhile. Look at how before you go on.";

impl Store {
    /// Asks a unit for evidence.
    ///
    /// # Errors
    /// [`AppError::NotFound`] or [`AppError::Refused`] to whoever may not ask there.
    pub async fn request_evidence(
        &self,
        actor: &Actor,
        unit: UnitId,
        question: QuestionNo,
        wanted: &Wanted,
    ) -> Result<RequestId> {
        self.request_evidence_for(actor, None, unit, question, wanted).await
    }

    /// The same as a part of an audit. What somebody from outside asks is always a part of theirs.
    ///
    /// # Errors
    /// Besides, [`AppError::Refused`] to whoever does not work on the audit, a field error for a unit
    /// outside it, and [`AppError::Conflict`] once it is closed.
    pub async fn request_evidence_for(
        &self,
        actor: &Actor,
        audit: Option<AuditId>,
        unit: UnitId,
        question: QuestionNo,
        wanted: &Wanted,
    ) -> Result<RequestId> {
        let mut write = self.write(actor, Action::RequestEvidence, Resource::Unit(unit)).await?;
        let now = write.now();
        let retired: bool =
            sqlx::query_scalar("SELECT retired_at IS NOT NULL FROM units WHERE id = ?")
                .bind(unit)
                .fetch_one(write.sql())
                .await?;
        if retired {
            let why = "This unit is retired, so nobody there would answer.";
            return Err(AppError::Conflict(why.to_owned()).into());
        }
        let audit = for_audit(&mut write, actor, audit, unit, None).await?;
        let id: RequestId = sqlx::query_scalar(
            "INSERT INTO evidence_requests
                    (unit_id, question, wanted, due_on, asked_by, asked_at, audit_id)
             VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(unit)
        .bind(question)
        .bind(&wanted.wanted)
        .bind(wanted.due_on.to_string())
        .bind(actor.person)
        .bind(now)
        .bind(audit)
        .fetch_one(write.sql())
        .await?;
        crate::evidence::news::of_request(&mut write, id, (unit, question), wanted).await?;
        let event = AuditEvent::new("evidence.requested", "evidence-request", id.0)
            .in_unit(unit)
            .after(in_audit(audit, json!({
                "question": question, "wanted": wanted.wanted, "due_on": wanted.due_on.to_string(),
            })));
        write.commit(event).await?;
        Ok(id)
    }

    /// Answers a request, which closes it. An item must support the question of the unit.
    ///
    /// # Errors
    /// [`AppError::Refused`] to whoever asked, [`AppError::Invalid`] under `item` for an item that is
    /// not there, [`AppError::Conflict`] when it is closed already.
    pub async fn answer_request(
        &self,
        actor: &Actor,
        id: RequestId,
        answered: &Answered,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::AttachEvidence, Resource::Request(id)).await?;
        let open = open_request(&mut write, id).await?;
        must_be_someone_else(Duty::Reply, actor.person, &[open.asked_by])?;
        if let Some(evidence) = answered.evidence {
            let linked: Option<i64> = sqlx::query_scalar(
                "SELECT 1 FROM evidence_links l JOIN evidence e ON e.id = l.evidence_id
                  WHERE l.evidence_id = ? AND l.unit_id = ? AND l.question = ?
                    AND e.withdrawn_at IS NULL",
            )
            .bind(evidence)
            .bind(open.unit)
            .bind(open.question)
            .fetch_optional(write.sql())
            .await?;
            if linked.is_none() {
                let why = "Choose an item that supports this question of the unit.";
                return Err(AppError::field("item", why).into());
            }
        }
        close(&mut write, id, RequestState::Answered, answered.evidence, &answered.words).await?;
        let event = AuditEvent::new("evidence.request-answered", "evidence-request", id.0)
            .in_unit(open.unit)
            .after(json!({
                "question": open.question, "evidence_id": answered.evidence, "words": answered.words,
            }));
        write.commit(event).await
    }

    /// Withdraws a request that is no longer needed. Only whoever asked may; of an audit's, any of its
    /// auditors, since whoever asked may be from outside and gone.
    ///
    /// # Errors
    /// [`AppError::Refused`] to anybody else, [`AppError::Conflict`] when it is closed already.
    pub async fn withdraw_request(&self, actor: &Actor, id: RequestId, why: &str) -> Result<()> {
        let mut write = self.write(actor, Action::RequestEvidence, Resource::Request(id)).await?;
        let open = open_request(&mut write, id).await?;
        if open.asked_by != actor.person && !open.is_of_an_audit_of(&mut write, actor).await? {
            let why = "Only the person who asked can withdraw a request.";
            return Err(AppError::Refused(why.to_owned()).into());
        }
        close(&mut write, id, RequestState::Withdrawn, None, why).await?;
        let event = AuditEvent::new("evidence.request-withdrawn", "evidence-request", id.0)
            .in_unit(open.unit)
            .after(json!({ "question": open.question, "reason": why }));
        write.commit(event).await
    }
}

/// What matters of a request that is open.
struct Open {
    unit: UnitId,
    question: QuestionNo,
    asked_by: PersonId,
    audit: Option<AuditId>,
}

impl Open {
    async fn is_of_an_audit_of(&self, write: &mut WriteTx, actor: &Actor) -> Result<bool> {
        match self.audit {
            Some(audit) => works_on(write.sql(), actor.person, audit).await,
            None => Ok(false),
        }
    }
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    unit_id: UnitId,
    question: QuestionNo,
    asked_by: PersonId,
    audit_id: Option<AuditId>,
    is_closed: bool,
}

async fn open_request(write: &mut WriteTx, id: RequestId) -> Result<Open> {
    let row: OpenRow = sqlx::query_as(
        "SELECT unit_id, question, asked_by, audit_id, closed IS NOT NULL AS is_closed
           FROM evidence_requests WHERE id = ?",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?;
    if row.is_closed {
        return Err(AppError::Conflict(CLOSED.to_owned()).into());
    }
    Ok(Open {
        unit: row.unit_id,
        question: row.question,
        asked_by: row.asked_by,
        audit: row.audit_id,
    })
}

async fn close(
    write: &mut WriteTx,
    id: RequestId,
    state: RequestState,
    evidence: Option<EvidenceId>,
    words: &str,
) -> Result<()> {
    let (now, author) = (write.now(), write.author());
    sqlx::query(
        "UPDATE evidence_requests
            SET closed = ?, evidence_id = ?, words = ?, closed_by = ?, closed_at = ? WHERE id = ?",
    )
    .bind(state)
    .bind(evidence)
    .bind(words)
    .bind(author)
    .bind(now)
    .bind(id)
    .execute(write.sql())
    .await?;
    Ok(())
}
