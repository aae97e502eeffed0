//! The steps of an assessment's life: submit, approve, return, revise.

use domain::assessment::{self, FrozenPerson, State, Step, step};
use domain::audit::AuditEvent;
use domain::duties::must_be_someone_else;
use domain::{Actor, AppError, AssessmentId, PersonId, SubmissionId};
use serde_json::json;

use super::freeze::{ToStore, freeze};
use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;

impl Store {
    /// Submits a draft: freezes its answers, its evidence and what the register says today.
    ///
    /// # Errors
    /// [`AppError::Conflict`] while questions are open, and when it is no draft.
    pub async fn submit(&self, actor: &Actor, id: AssessmentId) -> Result<SubmissionId> {
        let mut write = self.write(actor, Step::Submit.action(), Resource::Assessment(id)).await?;
        let from = state_of(&mut write, id).await?;
        let to = step(from, Step::Submit)?;
        let submitter = FrozenPerson { id: actor.person, name: actor.name.clone() };
        let made = freeze(&mut write, id, submitter).await?;
        let submission = insert(&mut write, id, &made).await?;
        set_state(&mut write, id, to).await?;
        let event = AuditEvent::new("assessment.submitted", "assessment", id.0)
            .in_unit(made.frozen.unit)
            .before(json!({ "state": from }))
            .after(json!({
                "state": to, "submission": submission, "round": made.frozen.round,
                "revision": made.frozen.revision, "sha256": made.sealed.sha256,
                "claimed": made.score.claimed, "evidenced": made.score.evidenced,
            }));
        write.commit(event).await?;
        Ok(submission)
    }

    /// Approves or returns what was submitted, or opens it again for a correction.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when its state doesn't allow the step, [`AppError::Refused`] to whoever
    /// submitted it where someone else has to decide, a field error for a missing reason.
    pub async fn decide(
        &self,
        actor: &Actor,
        id: AssessmentId,
        taken: Step,
        reason: &str,
    ) -> Result<()> {
        if taken == Step::Submit {
            return self.submit(actor, id).await.map(drop);
        }
        let mut write = self.write(actor, taken.action(), Resource::Assessment(id)).await?;
        let from = state_of(&mut write, id).await?;
        let to = step(from, taken)?;
        let (submission, submitter): (SubmissionId, PersonId) = sqlx::query_as(
            "SELECT id, submitted_by FROM submissions WHERE assessment_id = ?
              ORDER BY revision DESC LIMIT 1",
        )
        .bind(id)
        .fetch_one(write.sql())
        .await?;
        if let Some(duty) = taken.duty() {
            must_be_someone_else(duty, actor.person, &[submitter])?;
        }
        let reason = if taken.needs_reason() {
            assessment::reason(reason).map_err(|why| AppError::field("reason", why))?
        } else {
            reason.to_owned()
        };
        set_state(&mut write, id, to).await?;
        record(&mut write, id, submission, taken, &reason).await?;
        if taken == Step::Return {
            super::news::of_return(&mut write, id, submission, submitter, &reason).await?;
        }
        let action = match taken {
            Step::Approve => "assessment.approved",
            Step::Return => "assessment.returned",
            Step::Revise | Step::Submit => "assessment.revised",
        };
        let mut event = AuditEvent::new(action, "assessment", id.0)
            .before(json!({ "state": from }))
            .after(json!({ "state": to, "reason": reason }));
        event.unit = write.unit();
        write.commit(event).await
    }
}

async fn record(
    write: &mut WriteTx,
    id: AssessmentId,
    submission: SubmissionId,
    taken: Step,
    reason: &str,
) -> Result<()> {
    let (now, author) = (write.now(), write.author());
    let decision = match taken {
        Step::Approve => "approved",
        Step::Return => "returned",
        Step::Revise | Step::Submit => return Ok(()),
    };
    sqlx::query(
        "INSERT INTO decisions (submission_id, decision, reason, decided_by, decided_at)
         VALUES (?, ?, ?, ?, ?)",
    )
    .bind(submission)
    .bind(decision)
    .bind(reason)
    .bind(author)
    .bind(now)
    .execute(write.sql())
    .await?;
    if taken == Step::Return {
        sqlx::query(
            "UPDATE assessments SET returned_reason = ?, returned_by = ?, returned_at = ? WHERE id = ?",
        )
        .bind(reason)
        .bind(author)
        .bind(now)
        .bind(id)
        .execute(write.sql())
        .await?;
    }
    Ok(())
}

/// Opens what was submitted for a correction; the submitted revision stays as it is.
pub(super) async fn open_again(write: &mut WriteTx, id: AssessmentId) -> Result<AuditEvent> {
    let from = state_of(write, id).await?;
    let to = step(from, Step::Revise)?;
    set_state(write, id, to).await?;
    Ok(AuditEvent {
        unit: write.unit(),
        ..AuditEvent::new("assessment.revised", "assessment", id.0)
            .before(json!({ "state": from }))
            .after(json!({ "state": to, "reason": "" }))
    })
}

async fn state_of(write: &mut WriteTx, id: AssessmentId) -> Result<State> {
    Ok(sqlx::query_scalar("SELECT state FROM assessments WHERE id = ?")
        .bind(id)
        .fetch_one(write.sql())
        .await?)
}

/// Every step leaves an earlier return behind it.
async fn set_state(write: &mut WriteTx, id: AssessmentId, state: State) -> Result<()> {
    sqlx::query(
        "UPDATE assessments SET state = ?, returned_reason = NULL, returned_by = NULL,
                returned_at = NULL WHERE id = ?",
    )
    .bind(state)
    .bind(id)
    .execute(write.sql())
    .await?;
    Ok(())
}

async fn insert(write: &mut WriteTx, id: AssessmentId, made: &ToStore) -> Result<SubmissionId> {
    let frozen = &made.frozen;
    Ok(sqlx::query_scalar(
        "INSERT INTO submissions (assessment_id, unit_id, revision, questionnaire, claimed, evidenced,
                                  yes_mask, clash_mask, cadence_days, submitted_by, submitted_at,
                                  content, sha256)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(id)
    .bind(frozen.unit)
    .bind(frozen.revision)
    .bind(&made.questionnaire)
    .bind(made.score.claimed)
    .bind(made.score.evidenced)
    .bind(frozen.yes())
    .bind(frozen.clashing())
    .bind(made.cadence_days)
    .bind(frozen.submitted_by.id)
    .bind(frozen.submitted_at)
    .bind(&made.sealed.content)
    .bind(&made.sealed.sha256)
    .fetch_one(write.sql())
    .await?)
}
