//! Whether what a task is said to come from is so, and whether it has a task already.

use domain::tasks::Cause;
use domain::{AppError, AssessmentId, QuestionNo, RoundId, TaskId, UnitId};

use crate::error::Result;
use crate::gate::WriteTx;

/// Where a cause was seen.
#[derive(Debug, Clone, Copy, Default, sqlx::FromRow)]
pub(super) struct SeenIn {
    pub(super) assessment_id: Option<AssessmentId>,
    pub(super) round_id: Option<RoundId>,
}

/// Refuses a cause that is none of the unit's question any more, or that has a task.
pub(super) async fn must_stand(
    write: &mut WriteTx,
    cause: Cause,
    unit: UnitId,
    question: QuestionNo,
) -> Result<()> {
    let open: Option<TaskId> =
        sqlx::query_scalar("SELECT id FROM tasks WHERE cause = ? AND settled_at IS NULL")
            .bind(cause.to_string())
            .fetch_optional(write.sql())
            .await?;
    if let Some(open) = open {
        return Err(AppError::Conflict(format!("Task {open} is about this already.")).into());
    }
    if stands(write, cause, unit, question).await? {
        return Ok(());
    }
    let why = "What this task was to come from has changed meanwhile. Look at it again.";
    Err(AppError::Conflict(why.to_owned()).into())
}

async fn stands(
    write: &mut WriteTx,
    cause: Cause,
    unit: UnitId,
    question: QuestionNo,
) -> Result<bool> {
    let bit = 1_i64 << (i64::from(question.0) - 1).clamp(0, 62);
    let (sql, id, is_of_place) = match cause {
        // The newest submission says no, or the draft that is being written.
        Cause::No(of, about) => (
            "SELECT coalesce((SELECT s.yes_mask & ?4 = 0 FROM submissions s WHERE s.unit_id = ?2
                               ORDER BY s.submitted_at DESC, s.revision DESC LIMIT 1), 0)
                    OR EXISTS (SELECT 1 FROM answers n JOIN assessments a ON a.id = n.assessment_id
                                WHERE a.unit_id = ?2 AND a.state = 'draft' AND n.question = ?3
                                  AND n.answer = 'no') AND ?1 = ?1",
            0,
            (of, about) == (unit, question),
        ),
        Cause::Rejected(item, of, about) => (
            "SELECT coalesce((SELECT v.verdict = 'rejected' FROM verdicts v
                               WHERE v.evidence_id = ?1 AND v.unit_id = ?2 AND v.question = ?3
                               ORDER BY v.id DESC LIMIT 1), 0) AND ?4 = ?4",
            item.0,
            (of, about) == (unit, question),
        ),
        Cause::Disagreement(of, about) => (
            "SELECT coalesce((SELECT s.clash_mask & ?4 <> 0 FROM submissions s WHERE s.unit_id = ?2
                               ORDER BY s.submitted_at DESC, s.revision DESC LIMIT 1), 0)
                    AND ?1 = ?1 AND ?3 = ?3",
            0,
            (of, about) == (unit, question),
        ),
        Cause::Request(request) => (
            "SELECT EXISTS (SELECT 1 FROM evidence_requests WHERE id = ?1 AND unit_id = ?2
                               AND question = ?3 AND closed IS NULL) AND ?4 = ?4",
            request.0,
            true,
        ),
        Cause::Finding(finding) => (
            "SELECT EXISTS (SELECT 1 FROM audit_findings WHERE id = ?1 AND unit_id = ?2
                               AND question = ?3 AND ended IS NULL) AND ?4 = ?4",
            finding.0,
            true,
        ),
    };
    let found: bool = sqlx::query_scalar(sql)
        .bind(id)
        .bind(unit)
        .bind(question)
        .bind(bit)
        .fetch_one(write.sql())
        .await?;
    Ok(found && is_of_place)
}

/// The unit's newest assessment and its round, in which what it comes from was seen.
pub(super) async fn seen_in(write: &mut WriteTx, unit: UnitId) -> Result<SeenIn> {
    let found: Option<SeenIn> = sqlx::query_as(
        "SELECT id AS assessment_id, round_id FROM assessments WHERE unit_id = ?
          ORDER BY opened_at DESC, id DESC LIMIT 1",
    )
    .bind(unit)
    .fetch_optional(write.sql())
    .await?;
    Ok(found.unwrap_or_default())
}
