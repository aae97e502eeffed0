//! Attaching evidence to questions, and replacing it by a newer revision.

use domain::audit::AuditEvent;
use domain::evidence::Checked;
use domain::{Action, Actor, AppError, AssessmentId, EvidenceId, QuestionNo, RoundId, UnitId};
use serde_json::json;

use super::coverage::rebuild_everywhere;
use super::put::{Came, insert, link};
use crate::assessments::must_be_draft;
use crate::error::{Result, StoreError};
use crate::gate::{Resource, WriteTx};
use crate::open::Store;
use crate::vault::Kept;

/// What an item consists of besides its description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A file that the vault holds, with its type as told from its first bytes.
    File {
        /// Where it lies and how large it is.
        kept: Kept,
        /// Its type, such as `application/pdf`.
        media_type: String,
    },
    /// A link or a note, whose text is in the description.
    Text,
}

/// The place that an item supports: a unit's question, seen from an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The assessment in which it is attached.
    pub assessment: AssessmentId,
    /// The question.
    pub question: QuestionNo,
}

/// An item to be attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvidence {
    /// Its description.
    pub entry: Checked,
    /// Its content.
    pub content: Content,
    /// The item that it takes the place of.
    pub supersedes: Option<EvidenceId>,
}

impl Store {
    /// Attaches a new item to a question of a draft.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the assessment is no draft, or the replaced item was replaced or
    /// withdrawn already.
    pub async fn attach_evidence(
        &self,
        actor: &Actor,
        place: Place,
        new: &NewEvidence,
    ) -> Result<EvidenceId> {
        let mut write = self
            .write(actor, Action::AttachEvidence, Resource::Assessment(place.assessment))
            .await?;
        let unit = check_place(&mut write, place).await?;
        let home = match new.supersedes {
            Some(old) => must_be_replaceable(&mut write, actor, old, unit, place.question).await?,
            None => unit,
        };
        self.must_be_kept(&new.content).await?;
        let id = insert(&mut write, home, new).await?;
        link(&mut write, id, unit, place.question, Some(place.assessment)).await?;
        let mut events = Vec::new();
        if let Some(old) = new.supersedes {
            take_over(&mut write, old, id).await?;
            events.push(
                AuditEvent::new("evidence.superseded", "evidence", old.0)
                    .in_unit(home)
                    .after(json!({ "by": id, "title": new.entry.title })),
            );
        }
        let round = round_of(&mut write, place.assessment).await?;
        let came = Came {
            unit,
            home,
            question: place.question,
            assessment: Some(place.assessment),
            round,
        };
        write.commit_all(came.told(id, new), events).await?;
        Ok(id)
    }

    /// A row always has its file: another upload of the same bytes may have come to nothing and taken
    /// them along, see [`Store::discard_file`].
    pub(crate) async fn must_be_kept(&self, content: &Content) -> Result<()> {
        match content {
            Content::File { kept, .. } if !self.vault.holds(&kept.sha256).await? => {
                Err(AppError::Conflict("The file did not arrive whole. Send it again.".to_owned())
                    .into())
            }
            _ => Ok(()),
        }
    }

    /// Attaches an item that is there already to a further question.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an item that the person may not open; [`AppError::Conflict`] when it
    /// was withdrawn or replaced.
    pub async fn attach_existing(&self, actor: &Actor, place: Place, id: EvidenceId) -> Result<()> {
        let mut write = self
            .write(actor, Action::AttachEvidence, Resource::Assessment(place.assessment))
            .await?;
        let unit = check_place(&mut write, place).await?;
        let (title, gone): (String, bool) = sqlx::query_as(
            "SELECT title, withdrawn_at IS NOT NULL
                    OR e.replaced_at IS NOT NULL
               FROM evidence e WHERE id = ?",
        )
        .bind(id)
        .fetch_one(write.sql())
        .await?;
        must_be_open_to(&mut write, actor, id).await?;
        if gone {
            return Err(AppError::Conflict(format!("“{title}” was withdrawn or replaced.")).into());
        }
        if !link(&mut write, id, unit, place.question, Some(place.assessment)).await? {
            return Ok(());
        }
        let round = round_of(&mut write, place.assessment).await?;
        let event = AuditEvent::new("evidence.linked", "evidence", id.0).in_unit(unit).after(
            json!({ "title": title, "question": place.question, "assessment": place.assessment,
                    "round": round }),
        );
        write.commit(event).await
    }
}

/// Whoever may open an item in one of its places may use it elsewhere; for anyone else there is none.
pub(crate) async fn must_be_open_to(
    write: &mut WriteTx,
    actor: &Actor,
    id: EvidenceId,
) -> Result<()> {
    let units: Vec<UnitId> =
        sqlx::query_scalar("SELECT DISTINCT unit_id FROM evidence_links WHERE evidence_id = ?")
            .bind(id)
            .fetch_all(write.sql())
            .await?;
    for unit in units {
        match write.also(actor, Action::OpenEvidence, unit).await {
            Err(StoreError::Rule(AppError::NotFound | AppError::Refused(_))) => {}
            done => return done,
        }
    }
    Err(AppError::NotFound.into())
}

/// The unit of a place where something can be attached.
async fn check_place(write: &mut WriteTx, place: Place) -> Result<UnitId> {
    must_be_draft(write, place.assessment).await?;
    if !(1..=domain::score::BASELINE.total()).contains(&place.question.0) {
        return Err(AppError::NotFound.into());
    }
    Ok(write.unit().ok_or(AppError::Internal)?)
}

/// The unit that an item belongs to, when the person may replace it: it supports this question, and
/// they attach evidence both here and in the unit that it belongs to.
async fn must_be_replaceable(
    write: &mut WriteTx,
    actor: &Actor,
    old: EvidenceId,
    unit: UnitId,
    question: QuestionNo,
) -> Result<UnitId> {
    let (home, gone): (UnitId, bool) = sqlx::query_as(
        "SELECT e.unit_id, e.withdrawn_at IS NOT NULL
                OR e.replaced_at IS NOT NULL
           FROM evidence e JOIN evidence_links l ON l.evidence_id = e.id
          WHERE e.id = ? AND l.unit_id = ? AND l.question = ?",
    )
    .bind(old)
    .bind(unit)
    .bind(question)
    .fetch_one(write.sql())
    .await?;
    write.also(actor, Action::AttachEvidence, home).await?;
    if gone {
        return Err(AppError::Conflict(
            "The item to be replaced was withdrawn or replaced already.".to_owned(),
        )
        .into());
    }
    Ok(home)
}

/// A new revision supports whatever the old one did; the verdicts stay with the old one.
async fn take_over(write: &mut WriteTx, old: EvidenceId, new: EvidenceId) -> Result<()> {
    let (now, author) = (write.now(), write.author());
    sqlx::query(
        "INSERT INTO evidence_links (evidence_id, unit_id, question, assessment_id, linked_by, linked_at)
         SELECT ?2, unit_id, question, assessment_id, ?3, ?4 FROM evidence_links
          WHERE evidence_id = ?1 ON CONFLICT DO NOTHING",
    )
    .bind(old)
    .bind(new)
    .bind(author)
    .bind(now)
    .execute(write.sql())
    .await?;
    rebuild_everywhere(write, old).await
}

/// The round that an assessment belongs to: the log names it, so that a pack of the round can be told
/// to be complete.
async fn round_of(write: &mut WriteTx, assessment: AssessmentId) -> Result<Option<RoundId>> {
    Ok(sqlx::query_scalar("SELECT round_id FROM assessments WHERE id = ?")
        .bind(assessment)
        .fetch_one(write.sql())
        .await?)
}
