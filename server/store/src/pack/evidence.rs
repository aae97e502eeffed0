//! The evidence of a pack: what the submissions name and what is attached in the units that it covers.

use std::collections::BTreeSet;

use ::pack::{AuditScope, EvidenceRecord, PlaceRecord, Withdrawn};
use domain::assessment::FrozenPerson;
use domain::evidence::Kind;
use domain::{EvidenceId, PersonId, QuestionNo, RoundId, Timestamp, UnitId};
use serde_json::json;

use super::TakenPack;
use crate::error::Result;
use crate::open::Store;
use crate::rows::day;

/// How many items are read at a time.
pub(super) const STEP: usize = 500;

#[derive(sqlx::FromRow)]
struct Row {
    id: EvidenceId,
    unit_id: UnitId,
    kind: Kind,
    title: String,
    file_name: Option<String>,
    media_type: String,
    size: i64,
    sha256: String,
    collected_on: String,
    valid_until: String,
    uploaded_by: PersonId,
    uploaded_at: Timestamp,
    supersedes_id: Option<EvidenceId>,
    entry: i64,
    uploader: String,
    superseded_by: Option<EvidenceId>,
    withdrawn_at: Option<Timestamp>,
    withdrawer: Option<String>,
    withdrawn_reason: Option<String>,
}

const ITEMS: &str = "
    SELECT e.id, e.unit_id, e.kind, e.title, e.file_name, e.media_type, e.size, e.sha256,
           e.collected_on, e.valid_until, e.uploaded_by, e.uploaded_at, e.supersedes_id,
           l.seq AS entry, l.actor_name AS uploader,
           (SELECT s.id FROM evidence s
             WHERE s.supersedes_id = e.id AND EXISTS (
                   SELECT 1 FROM audit_log a WHERE a.subject = 'evidence' AND a.subject_id = s.id
                      AND a.action = 'evidence.attached' AND a.seq <= ?1)) AS superseded_by,
           w.at AS withdrawn_at, w.actor_name AS withdrawer, w.after ->> '$.reason' AS withdrawn_reason
      FROM json_each(?2) sought
      JOIN evidence e ON e.id = sought.value
      JOIN audit_log l ON l.subject = 'evidence' AND l.subject_id = e.id
           AND l.action = 'evidence.attached' AND l.seq <= ?1
      LEFT JOIN audit_log w ON w.subject = 'evidence' AND w.subject_id = e.id
           AND w.action = 'evidence.withdrawn' AND w.seq <= ?1
     ORDER BY e.id";

/// Whether a link `k` was there at the head `?2`: its item was, and it is none that a later entry
/// records. A link without an entry of its own came with its item.
macro_rules! known {
    () => {
        "EXISTS (SELECT 1 FROM audit_log l WHERE l.subject = 'evidence'
                    AND l.subject_id = k.evidence_id AND l.action = 'evidence.attached'
                    AND l.seq <= ?2)
         AND NOT EXISTS (SELECT 1 FROM audit_log l WHERE l.subject = 'evidence'
                    AND l.subject_id = k.evidence_id AND l.action = 'evidence.linked'
                    AND l.unit_id = k.unit_id AND l.after ->> '$.question' = k.question
                    AND l.seq > ?2)"
    };
}

impl Store {
    /// What is attached in the units of a pack, or in the assessments of a round there.
    pub(super) async fn attached_evidence(
        &self,
        taken: &TakenPack,
        round: Option<RoundId>,
    ) -> Result<BTreeSet<i64>> {
        let items: Vec<i64> = sqlx::query_scalar(concat!(
            "SELECT DISTINCT k.evidence_id FROM evidence_links k
              WHERE k.unit_id IN (SELECT value FROM json_each(?1))
                AND (?3 IS NULL OR k.assessment_id IN
                     (SELECT id FROM assessments WHERE round_id = ?3)) AND ",
            known!()
        ))
        .bind(&taken.units)
        .bind(taken.head())
        .bind(round)
        .fetch_all(&self.whole)
        .await?;
        Ok(items.into_iter().collect())
    }

    /// What is attached in the units of an audit and counts on a day of its window, or answers one of
    /// its requests.
    pub(super) async fn evidence_of_audit(
        &self,
        taken: &TakenPack,
        of: &AuditScope,
    ) -> Result<BTreeSet<i64>> {
        let answering: Vec<EvidenceId> = taken.told.collected.answering().collect();
        let items: Vec<i64> = sqlx::query_scalar(concat!(
            "SELECT DISTINCT k.evidence_id FROM evidence_links k JOIN evidence e ON e.id = k.evidence_id
              WHERE k.unit_id IN (SELECT value FROM json_each(?1))
                AND ((e.collected_on <= ?4 AND e.valid_until >= ?3)
                  OR e.id IN (SELECT value FROM json_each(?5))) AND ",
            known!()
        ))
        .bind(&taken.units)
        .bind(taken.head())
        .bind(of.from.to_string())
        .bind(of.to.to_string())
        .bind(json!(answering).to_string())
        .fetch_all(&self.whole)
        .await?;
        Ok(items.into_iter().collect())
    }

    /// Some items, by their ids.
    pub(super) async fn pack_evidence(
        &self,
        taken: &TakenPack,
        ids: &[i64],
    ) -> Result<Vec<EvidenceRecord>> {
        let sought = json!(ids).to_string();
        let rows: Vec<Row> =
            sqlx::query_as(ITEMS).bind(taken.head()).bind(&sought).fetch_all(&self.whole).await?;
        let places: Vec<(EvidenceId, UnitId, QuestionNo)> = sqlx::query_as(concat!(
            "SELECT k.evidence_id, k.unit_id, k.question
               FROM json_each(?1) sought JOIN evidence_links k ON k.evidence_id = sought.value
              WHERE k.unit_id IN (SELECT value FROM json_each(?3)) AND ",
            known!(),
            " ORDER BY k.evidence_id, k.unit_id, k.question"
        ))
        .bind(&sought)
        .bind(taken.head())
        .bind(&taken.units)
        .fetch_all(&self.whole)
        .await?;
        rows.into_iter().map(|row| record(row, &places)).collect()
    }

    /// The text that a link or a note consists of.
    pub(super) async fn evidence_text(&self, id: EvidenceId) -> Result<String> {
        Ok(sqlx::query_scalar("SELECT coalesce(url, body, '') FROM evidence WHERE id = ?")
            .bind(id)
            .fetch_one(&self.whole)
            .await?)
    }
}

fn record(row: Row, places: &[(EvidenceId, UnitId, QuestionNo)]) -> Result<EvidenceRecord> {
    let from = places.partition_point(|(id, ..)| *id < row.id);
    let places = places[from..].iter().take_while(|(id, ..)| *id == row.id);
    let withdrawn = row.withdrawn_at.map(|at| Withdrawn {
        at,
        by: row.withdrawer.unwrap_or_default(),
        reason: row.withdrawn_reason.unwrap_or_default(),
    });
    Ok(EvidenceRecord {
        id: row.id,
        entry: row.entry,
        unit: row.unit_id,
        title: row.title,
        kind: row.kind,
        file_name: row.file_name,
        media_type: row.media_type,
        size: u64::try_from(row.size).unwrap_or_default(),
        sha256: row.sha256,
        collected_on: day(&row.collected_on, "evidence", "collected_on", row.id.0)?,
        valid_until: day(&row.valid_until, "evidence", "valid_until", row.id.0)?,
        uploaded_by: FrozenPerson { id: row.uploaded_by, name: row.uploader },
        uploaded_at: row.uploaded_at,
        supersedes: row.supersedes_id,
        superseded_by: row.superseded_by,
        withdrawn,
        places: places
            .map(|(_, unit, question)| PlaceRecord { unit: *unit, question: *question })
            .collect(),
    })
}
