//! The verdicts of a pack: those on its evidence, for the units that it covers.

use ::pack::VerdictRecord;
use domain::assessment::FrozenPerson;
use domain::evidence::Verdict;
use domain::{EvidenceId, PersonId, QuestionNo, Timestamp, UnitId, VerdictId};
use serde_json::json;

use super::TakenPack;
use crate::error::Result;
use crate::open::Store;

#[derive(sqlx::FromRow)]
struct Row {
    id: VerdictId,
    entry: i64,
    evidence_id: EvidenceId,
    unit_id: UnitId,
    question: QuestionNo,
    verdict: Verdict,
    reason: String,
    given_by: PersonId,
    actor_name: String,
    given_at: Timestamp,
}

impl Store {
    /// The verdicts on some items, by item and in their order. The verdicts on an item and the entries
    /// that record them come in the same order.
    pub(super) async fn pack_verdicts(
        &self,
        taken: &TakenPack,
        items: &[i64],
    ) -> Result<Vec<VerdictRecord>> {
        let rows: Vec<Row> = sqlx::query_as(
            "WITH sought AS (SELECT value AS item FROM json_each(?1)),
             given AS (
                SELECT v.*, row_number() OVER (PARTITION BY v.evidence_id ORDER BY v.id) AS place
                  FROM sought JOIN verdicts v ON v.evidence_id = sought.item),
             logged AS (
                SELECT l.seq, l.subject_id, l.actor_name,
                       row_number() OVER (PARTITION BY l.subject_id ORDER BY l.seq) AS place
                  FROM sought JOIN audit_log l ON l.subject = 'evidence'
                       AND l.subject_id = sought.item
                 WHERE l.action = 'evidence.judged' AND l.seq <= ?2)
             SELECT g.id, l.seq AS entry, g.evidence_id, g.unit_id, g.question, g.verdict, g.reason,
                    g.given_by, l.actor_name, g.given_at
               FROM given g JOIN logged l ON l.subject_id = g.evidence_id AND l.place = g.place
              WHERE g.unit_id IN (SELECT value FROM json_each(?3))
              ORDER BY g.evidence_id, g.id",
        )
        .bind(json!(items).to_string())
        .bind(taken.head())
        .bind(&taken.units)
        .fetch_all(&self.whole)
        .await?;
        Ok(rows.into_iter().map(record).collect())
    }
}

fn record(row: Row) -> VerdictRecord {
    VerdictRecord {
        id: row.id,
        entry: row.entry,
        evidence: row.evidence_id,
        unit: row.unit_id,
        question: row.question,
        verdict: row.verdict,
        reason: row.reason,
        given_by: FrozenPerson { id: row.given_by, name: row.actor_name },
        given_at: row.given_at,
    }
}
