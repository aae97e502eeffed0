//! Submitted revisions, as they were frozen, and what was decided about them.

use domain::assessment::Frozen;
use domain::{AppError, AssessmentId, SubmissionId, Timestamp, UnitId};

use crate::error::{Result, StoreError};
use crate::read::Read;

/// A submitted revision as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SubmissionRow {
    /// Its id.
    pub id: SubmissionId,
    /// Its assessment.
    pub assessment_id: AssessmentId,
    /// What the assessment is called.
    pub name: String,
    /// Its revision, from 1.
    pub revision: u32,
    /// Points claimed.
    pub claimed: u16,
    /// Points evidenced on the day.
    pub evidenced: u16,
    /// Who submitted it, as they are called now.
    pub submitted_by_name: String,
    /// When.
    pub submitted_at: Timestamp,
}

/// What was decided about a submission.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Decision {
    /// `approved` or `returned`.
    pub decision: String,
    /// Why, if something was said.
    pub reason: String,
    /// Who decided.
    pub decided_by_name: String,
    /// When.
    pub decided_at: Timestamp,
}

/// One submitted revision, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// What was frozen.
    pub frozen: Frozen,
    /// The hash of the frozen bytes.
    pub sha256: String,
    /// Whether the bytes still have that hash.
    pub intact: bool,
    /// What was decided about it, oldest first.
    pub decisions: Vec<Decision>,
    /// The newest revision of the same assessment.
    pub newest: u32,
}

impl Read<'_> {
    /// All submitted revisions of an assessment, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn submissions_of(&self, id: AssessmentId) -> Result<Vec<SubmissionRow>> {
        Ok(sqlx::query_as(
            "SELECT s.id, s.assessment_id, a.name, s.revision, s.claimed, s.evidenced,
                    p.name AS submitted_by_name, s.submitted_at
               FROM submissions s JOIN people p ON p.id = s.submitted_by
               JOIN assessments a ON a.id = s.assessment_id
               JOIN visible_units v ON v.unit_id = s.unit_id AND v.person_id = ?1
              WHERE s.assessment_id = ?2 ORDER BY s.revision",
        )
        .bind(self.actor.person)
        .bind(id)
        .fetch_all(self.pool())
        .await?)
    }

    /// All submitted revisions of a unit, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn submissions_of_unit(&self, unit: UnitId) -> Result<Vec<SubmissionRow>> {
        Ok(sqlx::query_as(
            "SELECT s.id, s.assessment_id, a.name, s.revision, s.claimed, s.evidenced,
                    p.name AS submitted_by_name, s.submitted_at
               FROM submissions s JOIN people p ON p.id = s.submitted_by
               JOIN assessments a ON a.id = s.assessment_id
               JOIN visible_units v ON v.unit_id = s.unit_id AND v.person_id = ?1
              WHERE s.unit_id = ?2 ORDER BY s.submitted_at, s.id",
        )
        .bind(self.actor.person)
        .bind(unit)
        .fetch_all(self.pool())
        .await?)
    }

    /// One submitted revision as it was frozen.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may see.
    pub async fn submission(&self, id: AssessmentId, revision: u32) -> Result<Submission> {
        let (row, content, sha256, newest): (SubmissionId, String, String, u32) = sqlx::query_as(
            "SELECT s.id, s.content, s.sha256,
                    (SELECT max(revision) FROM submissions WHERE assessment_id = s.assessment_id)
               FROM submissions s
               JOIN visible_units v ON v.unit_id = s.unit_id AND v.person_id = ?1
              WHERE s.assessment_id = ?2 AND s.revision = ?3",
        )
        .bind(self.actor.person)
        .bind(id)
        .bind(revision)
        .fetch_optional(self.pool())
        .await?
        .ok_or(AppError::NotFound)?;
        let inconsistent =
            StoreError::Inconsistent { table: "submissions", column: "content", row: row.0 };
        let frozen = Frozen::read(&content).map_err(|_| inconsistent)?;
        let decisions = sqlx::query_as(
            "SELECT d.decision, d.reason, p.name AS decided_by_name, d.decided_at
               FROM decisions d JOIN people p ON p.id = d.decided_by
              WHERE d.submission_id = ? ORDER BY d.id",
        )
        .bind(row)
        .fetch_all(self.pool())
        .await?;
        let intact = domain::assessment::sha256(content.as_bytes()) == sha256;
        Ok(Submission { id: row, frozen, sha256, intact, decisions, newest })
    }
}
