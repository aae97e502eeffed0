//! The submissions of a pack: which there are, and each with its frozen bytes.

use std::collections::BTreeSet;

use ::pack::report::Listed;
use ::pack::{DecisionRecord, Submission, SubmissionRecord};
use domain::assessment::{Frozen, FrozenPerson};
use domain::{AssessmentId, PersonId, Points, SubmissionId, Timestamp};
use serde_json::json;

use super::TakenPack;
use crate::error::{Result, StoreError};
use crate::open::Store;
use crate::rows::maybe_day;

/// A submission that belongs into a pack.
pub(super) struct Chosen {
    pub(super) record: SubmissionRecord,
    pub(super) listed: Listed,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: SubmissionId,
    assessment_id: AssessmentId,
    revision: u32,
    claimed: Points,
    evidenced: Points,
    unit_name: String,
    name: String,
    entry: i64,
    due_on: Option<String>,
    sha256: String,
}

/// The submissions in scope that an entry up to the head records.
const CHOSEN: &str = "
        SELECT s.id, s.assessment_id, s.revision, s.sha256, s.claimed, s.evidenced, a.due_on,
               l.seq AS entry, s.content ->> '$.unit_name' AS unit_name, s.content ->> '$.name' AS name
          FROM submissions s
          JOIN assessments a ON a.id = s.assessment_id
          JOIN audit_log l ON l.subject = 'assessment' AND l.subject_id = s.assessment_id
               AND l.action = 'assessment.submitted' AND l.seq <= ?1
               AND l.after ->> '$.revision' = s.revision
         WHERE s.unit_id IN (SELECT value FROM json_each(?2)) AND (?3 IS NULL OR a.round_id = ?3)
           AND (?4 IS NULL OR a.id IN (SELECT value FROM json_each(?4)))";

impl Store {
    /// The submissions of a pack, in the order of their paths.
    pub(super) async fn pack_submissions(
        &self,
        taken: &TakenPack,
        within: Option<&[i64]>,
    ) -> Result<Vec<Chosen>> {
        let rows: Vec<Row> = sqlx::query_as(CHOSEN)
            .bind(taken.head())
            .bind(&taken.units)
            .bind(taken.round())
            .bind(within.map(|ids| json!(ids).to_string()))
            .fetch_all(&self.whole)
            .await?;
        let mut chosen = rows.into_iter().map(chosen).collect::<Result<Vec<_>>>()?;
        // By the paths with their endings, of which each begins with a full stop.
        chosen.sort_by_cached_key(|made| format!("{}.", made.listed.path));
        Ok(chosen)
    }

    /// A submission with its frozen bytes.
    pub(super) async fn pack_submission(
        &self,
        taken: &TakenPack,
        chosen: &Chosen,
    ) -> Result<(Submission, String)> {
        let (content, sha256): (String, String) =
            sqlx::query_as("SELECT content, sha256 FROM submissions WHERE id = ?")
                .bind(chosen.record.id)
                .fetch_one(&self.whole)
                .await?;
        let inconsistent = StoreError::Inconsistent {
            table: "submissions",
            column: "content",
            row: chosen.record.id.0,
        };
        let frozen = Frozen::read(&content).map_err(|_| inconsistent)?;
        let decisions = self.pack_decisions(taken, chosen).await?;
        let SubmissionRecord { id, entry, due_on, .. } = chosen.record;
        Ok((Submission { id, frozen, sha256, entry, due_on, decisions }, content))
    }

    /// What was decided about a submission. The decisions on an assessment and the entries that record
    /// them come in the same order.
    pub(super) async fn pack_decisions(
        &self,
        taken: &TakenPack,
        chosen: &Chosen,
    ) -> Result<Vec<DecisionRecord>> {
        #[derive(sqlx::FromRow)]
        struct Given {
            entry: i64,
            decision: String,
            reason: String,
            decided_by: PersonId,
            actor_name: String,
            decided_at: Timestamp,
        }
        let given: Vec<Given> = sqlx::query_as(
            "WITH given AS (
                SELECT d.*, row_number() OVER (ORDER BY d.id) AS place
                  FROM decisions d JOIN submissions s ON s.id = d.submission_id
                 WHERE s.assessment_id = ?1),
             logged AS (
                SELECT seq, actor_name, row_number() OVER (ORDER BY seq) AS place
                  FROM audit_log
                 WHERE subject = 'assessment' AND subject_id = ?1 AND seq <= ?2
                   AND action IN ('assessment.approved', 'assessment.returned'))
             SELECT l.seq AS entry, g.decision, g.reason, g.decided_by, l.actor_name, g.decided_at
               FROM given g JOIN logged l ON l.place = g.place
              WHERE g.submission_id = ?3 ORDER BY g.id",
        )
        .bind(chosen.record.assessment)
        .bind(taken.head())
        .bind(chosen.record.id)
        .fetch_all(&self.whole)
        .await?;
        Ok(given
            .into_iter()
            .map(|row| DecisionRecord {
                submission: chosen.record.id,
                entry: row.entry,
                decision: row.decision,
                reason: row.reason,
                decided_by: FrozenPerson { id: row.decided_by, name: row.actor_name },
                decided_at: row.decided_at,
            })
            .collect())
    }

    /// The evidence that the submissions of a pack name.
    pub(super) async fn named_evidence(&self, chosen: &[Chosen]) -> Result<BTreeSet<i64>> {
        let mut named = BTreeSet::new();
        for made in chosen {
            let items: Vec<i64> = sqlx::query_scalar(
                "SELECT DISTINCT e.value ->> '$.id' FROM submissions s,
                        json_each(s.content, '$.answers') a, json_each(a.value, '$.evidence') e
                  WHERE s.id = ?",
            )
            .bind(made.record.id)
            .fetch_all(&self.whole)
            .await?;
            named.extend(items);
        }
        Ok(named)
    }
}

fn chosen(row: Row) -> Result<Chosen> {
    let path = ::pack::path::submission(&row.unit_name, &row.name, row.revision, row.id.0);
    Ok(Chosen {
        record: SubmissionRecord {
            id: row.id,
            entry: row.entry,
            assessment: row.assessment_id,
            revision: row.revision,
            sha256: row.sha256,
            due_on: maybe_day(row.due_on.as_deref(), "assessments", "due_on", row.assessment_id.0)?,
            path: path.clone(),
        },
        listed: Listed {
            path,
            unit: row.unit_name,
            name: row.name,
            revision: row.revision,
            claimed: row.claimed,
            evidenced: row.evidenced,
        },
    })
}
