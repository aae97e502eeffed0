//! Verdicts: an auditor accepts, rejects or asks, for one unit and question. Only ever added.

use domain::audit::AuditEvent;
use domain::duties::may_judge;
use domain::evidence::{GivenVerdict, Spot, Verdict};
use domain::{
    Action, Actor, AppError, AuditId, Day, EvidenceId, PersonId, QuestionNo, UnitId, VerdictId,
};
use serde_json::json;
use sqlx::SqliteConnection;

use super::coverage::rebuild;
use super::open::Seal;
use crate::assessments::answerers;
use crate::audits::{for_audit, in_audit};
use crate::error::Result;
use crate::gate::Resource;
use crate::open::Store;

/// What is said of an item that is no longer there to be judged.
pub(super) const GONE: &str = "This item was withdrawn or replaced, so there is nothing to judge.";

const ALTERED: &str = "Its content is not what arrived, so it can't be accepted.";

impl Store {
    /// Gives a verdict on an item as evidence for a unit's question.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the item isn't linked there, [`AppError::Refused`] to whoever
    /// uploaded it or ever gave the answer, [`AppError::Conflict`] when it was withdrawn or replaced, or
    /// is to be accepted and no longer what arrived.
    pub async fn give_verdict(
        &self,
        actor: &Actor,
        id: EvidenceId,
        unit: UnitId,
        question: QuestionNo,
        given: &GivenVerdict,
    ) -> Result<VerdictId> {
        self.give_verdict_for(actor, None, Spot { unit, question, evidence: id }, given).await
    }

    /// The same as a part of an audit. What somebody from outside says is always a part of theirs.
    ///
    /// # Errors
    /// Besides, [`AppError::Refused`] to whoever does not work on the audit, and
    /// [`AppError::Conflict`] for what does not lie within it, or once it is closed.
    pub async fn give_verdict_for(
        &self,
        actor: &Actor,
        audit: Option<AuditId>,
        spot: Spot,
        given: &GivenVerdict,
    ) -> Result<VerdictId> {
        let Spot { unit, question, evidence: id } = spot;
        if given.verdict == Verdict::Accepted {
            self.must_be_whole(actor, id).await?;
        }
        let mut write = self.write(actor, Action::GiveVerdict, Resource::Place(id, unit)).await?;
        let (uploader, gone): (PersonId, bool) = sqlx::query_as(
            "SELECT e.uploaded_by, e.withdrawn_at IS NOT NULL
                    OR e.replaced_at IS NOT NULL
               FROM evidence e JOIN evidence_links l ON l.evidence_id = e.id
              WHERE e.id = ? AND l.unit_id = ? AND l.question = ?",
        )
        .bind(id)
        .bind(unit)
        .bind(question)
        .fetch_one(write.sql())
        .await?;
        let answerers = answerers(write.sql(), unit, question).await?;
        may_judge(actor.person, uploader, &answerers)?;
        if gone {
            return Err(AppError::Conflict(GONE.to_owned()).into());
        }
        let audit = for_audit(&mut write, actor, audit, unit, Some(id)).await?;
        let (now, author) = (write.now(), write.author());
        let verdict: VerdictId = sqlx::query_scalar(
            "INSERT INTO verdicts
                    (evidence_id, unit_id, question, verdict, reason, given_by, given_at, audit_id)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(id)
        .bind(unit)
        .bind(question)
        .bind(given.verdict)
        .bind(&given.reason)
        .bind(author)
        .bind(now)
        .bind(audit)
        .fetch_one(write.sql())
        .await?;
        rebuild(&mut write, id, unit, question).await?;
        super::news::of_verdict(&mut write, (verdict, spot), given, uploader).await?;
        let event =
            AuditEvent::new("evidence.judged", "evidence", id.0).in_unit(unit).after(in_audit(
                audit,
                json!({
                    "verdict_id": verdict, "verdict": given.verdict, "question": question,
                    "reason": given.reason,
                }),
            ));
        write.commit(event).await?;
        Ok(verdict)
    }
}

impl Store {
    /// Refuses to accept an item that is not what arrived.
    async fn must_be_whole(&self, actor: &Actor, id: EvidenceId) -> Result<()> {
        let item = self.read(actor).evidence_item(id).await?;
        match self.check_seal(&item).await? {
            Seal::Whole => Ok(()),
            Seal::Broken { .. } | Seal::Missing => {
                Err(AppError::Conflict(ALTERED.to_owned()).into())
            }
        }
    }
}

/// Who gave a verdict in force on evidence for a unit's question: the newest one on an item that is
/// neither withdrawn nor replaced nor expired.
pub(crate) async fn judges(
    connection: &mut SqliteConnection,
    unit: UnitId,
    question: QuestionNo,
    today: Day,
) -> Result<Vec<PersonId>> {
    Ok(sqlx::query_scalar(
        "SELECT DISTINCT d.given_by
           FROM verdicts d JOIN evidence e ON e.id = d.evidence_id
          WHERE d.unit_id = ?1 AND d.question = ?2
            AND d.id = (SELECT max(x.id) FROM verdicts x WHERE x.unit_id = d.unit_id
                           AND x.question = d.question AND x.evidence_id = d.evidence_id)
            AND e.withdrawn_at IS NULL AND e.valid_until >= ?3
            AND e.replaced_at IS NULL",
    )
    .bind(unit)
    .bind(question)
    .bind(today.to_string())
    .fetch_all(connection)
    .await?)
}
