//! One item: where it counts, what was said of it, and who may judge it.

use domain::duties::may_judge;
use domain::evidence::{EvidenceState, Verdict};
use domain::{
    Action, AppError, AssessmentId, EvidenceId, QuestionNo, Timestamp, UnitId, VerdictId,
};

use super::linked::{LinkedEvidence, LinkedRow, linked};
use super::replies::ReplyRow;
use crate::assessments::answerers;
use crate::error::Result;
use crate::read::Read;

/// A place that an item supports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// The unit.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// The question.
    pub question: QuestionNo,
    /// The assessment in which it was attached there.
    pub assessment: Option<AssessmentId>,
    /// How it stands there today.
    pub state: EvidenceState,
    /// The verdicts on it there, newest first.
    pub verdicts: Vec<VerdictRow>,
    /// The answers to the questions among them, oldest first.
    pub replies: Vec<ReplyRow>,
}

/// A verdict as it was given.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct VerdictRow {
    /// Its id.
    pub id: VerdictId,
    /// The verdict.
    pub verdict: Verdict,
    /// What was said with it.
    pub reason: String,
    /// Who gave it.
    pub given_by_name: String,
    /// When.
    pub given_at: Timestamp,
}

/// Why, by whom and when an item was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Withdrawal {
    /// Why.
    pub reason: String,
    /// The name of who did it.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// One item, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceItem {
    /// The item; its question, verdict and state are those of the first place.
    pub item: LinkedEvidence,
    /// The name of the uploaded file.
    pub file_name: Option<String>,
    /// The unit in which it was first attached: whoever attaches evidence there may withdraw or
    /// replace it.
    pub unit: UnitId,
    /// That unit's name; empty where the person does not see it.
    pub unit_name: String,
    /// The item that it took the place of, if the person may see that one.
    pub supersedes: Option<EvidenceId>,
    /// When another took its place.
    pub superseded_at: Option<Timestamp>,
    /// The item that took its place, if the person may see that one.
    pub superseded_by: Option<EvidenceId>,
    /// Set once it was withdrawn.
    pub withdrawn: Option<Withdrawal>,
    /// The places that it supports and in which the person may open evidence.
    pub places: Vec<PlaceRow>,
}

/// Whether a person may give a verdict on an item in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judging {
    /// They may.
    Open,
    /// Their roles there don't include it.
    NotTheirs,
    /// Their roles do, but something else forbids it, in words.
    Refused(String),
}

#[derive(sqlx::FromRow)]
struct ItemRow {
    unit_id: UnitId,
    unit_name: String,
    file_name: Option<String>,
    supersedes_id: Option<EvidenceId>,
    superseded_by: Option<EvidenceId>,
    replaced_at: Option<Timestamp>,
}

impl Read<'_> {
    /// One item with every place that the person may see.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none whose evidence the person may open.
    pub async fn evidence_item(&self, id: EvidenceId) -> Result<EvidenceItem> {
        let (first, places) = self.places_of(id).await?;
        let item = first.ok_or(AppError::NotFound)?;
        let row: ItemRow = sqlx::query_as(
            "SELECT e.unit_id, coalesce(u.name, '') AS unit_name, e.file_name, e.replaced_at,
                    (SELECT o.id FROM evidence o WHERE o.id = e.supersedes_id) AS supersedes_id,
                    (SELECT s.id FROM evidence s WHERE s.supersedes_id = e.id) AS superseded_by
               FROM evidence e
               LEFT JOIN visible_units v ON v.unit_id = e.unit_id AND v.person_id = ?2
               LEFT JOIN units u ON u.id = v.unit_id WHERE e.id = ?1",
        )
        .bind(id)
        .bind(self.actor.person)
        .fetch_one(self.pool())
        .await?;
        let withdrawn = sqlx::query_as(
            "SELECT e.withdrawn_reason AS reason, p.name AS by_name, e.withdrawn_at AS at
               FROM evidence e JOIN people p ON p.id = e.withdrawn_by WHERE e.id = ?",
        )
        .bind(id)
        .fetch_optional(self.pool())
        .await?;
        Ok(EvidenceItem {
            item,
            file_name: row.file_name,
            unit: row.unit_id,
            unit_name: row.unit_name,
            supersedes: row.supersedes_id,
            superseded_at: row.replaced_at,
            superseded_by: row.superseded_by,
            withdrawn,
            places,
        })
    }

    /// The places in which the person may open the item, and the item as it stands in the first.
    async fn places_of(&self, id: EvidenceId) -> Result<(Option<LinkedEvidence>, Vec<PlaceRow>)> {
        let rows: Vec<LinkedRow> = sqlx::query_as(linked!(
            "WHERE l.evidence_id = ?1
               AND l.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?2)
             ORDER BY u.name COLLATE NOCASE, u.id, l.question"
        ))
        .bind(id)
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?;
        let today = self.store.clock.today();
        let (mut first, mut places) = (None, Vec::new());
        for row in rows {
            let (unit, unit_name) = (row.unit_id, row.unit_name.clone());
            if !self.may(Action::OpenEvidence, unit).await? {
                continue;
            }
            let item = row.read(today)?;
            places.push(PlaceRow {
                unit,
                unit_name,
                question: item.question,
                assessment: item.attached_in,
                state: item.state,
                verdicts: self.verdicts_on(id, unit, item.question).await?,
                replies: self.replies_on(id, unit, item.question).await?,
            });
            first.get_or_insert(item);
        }
        Ok((first, places))
    }

    async fn verdicts_on(
        &self,
        id: EvidenceId,
        unit: UnitId,
        question: QuestionNo,
    ) -> Result<Vec<VerdictRow>> {
        Ok(sqlx::query_as(
            "SELECT d.id, d.verdict, d.reason, p.name AS given_by_name, d.given_at
               FROM verdicts d JOIN people p ON p.id = d.given_by
              WHERE d.unit_id = ? AND d.question = ? AND d.evidence_id = ? ORDER BY d.id DESC",
        )
        .bind(unit)
        .bind(question)
        .bind(id)
        .fetch_all(self.pool())
        .await?)
    }

    /// Whether the person may judge an item in one of its places. For showing a form or the reason
    /// for none: the gate decides again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn judging(&self, item: &EvidenceItem, place: &PlaceRow) -> Result<Judging> {
        if !self.may(Action::GiveVerdict, place.unit).await? {
            return Ok(Judging::NotTheirs);
        }
        if !item.item.is_current() {
            return Ok(Judging::Refused(super::verdicts::GONE.to_owned()));
        }
        let mut connection = self.pool().acquire().await?;
        let answerers = answerers(&mut connection, place.unit, place.question).await?;
        Ok(match may_judge(self.actor.person, item.item.uploaded_by, &answerers) {
            Ok(()) => Judging::Open,
            Err(refusal) => Judging::Refused(refusal.to_string()),
        })
    }
}
