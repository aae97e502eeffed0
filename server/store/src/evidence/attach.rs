//! Attaching evidence to questions, replacing it by a newer revision, withdrawing it.

use domain::assessment::sha256;
use domain::audit::AuditEvent;
use domain::evidence::{Checked, Kind};
use domain::{Action, Actor, AppError, AssessmentId, EvidenceId, QuestionNo, UnitId};
use serde_json::json;

use super::coverage::rebuild;
use crate::assessments::must_be_draft;
use crate::error::Result;
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
        let mut write =
            self.write(actor, Action::AttachEvidence, Resource::Assessment(place.assessment)).await?;
        let unit = check_place(&mut write, place).await?;
        if let Some(old) = new.supersedes {
            must_be_replaceable(&mut write, old, unit, place.question).await?;
        }
        let id = insert(&mut write, unit, new).await?;
        link(&mut write, id, unit, place).await?;
        if let Some(old) = new.supersedes {
            rebuild_everywhere(&mut write, old).await?;
        }
        let event = AuditEvent::new("evidence.attached", "evidence", id.0)
            .in_unit(unit)
            .before(json!({ "supersedes": new.supersedes }))
            .after(json!({
                "title": new.entry.title, "kind": new.entry.kind, "question": place.question,
                "assessment": place.assessment, "collected_on": new.entry.collected_on,
                "valid_until": new.entry.valid_until, "sha256": hash_of_content(new),
            }));
        write.commit(event).await?;
        Ok(id)
    }

    /// Attaches an item that is there already to a further question.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an item that the person may not open; [`AppError::Conflict`] when it
    /// was withdrawn or replaced.
    pub async fn attach_existing(&self, actor: &Actor, place: Place, id: EvidenceId) -> Result<()> {
        let mut write =
            self.write(actor, Action::AttachEvidence, Resource::Assessment(place.assessment)).await?;
        let unit = check_place(&mut write, place).await?;
        let (home, title, gone): (UnitId, String, bool) = sqlx::query_as(
            "SELECT unit_id, title, withdrawn_at IS NOT NULL
                    OR EXISTS (SELECT 1 FROM evidence s WHERE s.supersedes_id = e.id)
               FROM evidence e WHERE id = ?",
        )
        .bind(id)
        .fetch_one(write.sql())
        .await?;
        write.also(actor, Action::OpenEvidence, home).await?;
        if gone {
            return Err(AppError::Conflict(format!("“{title}” was withdrawn or replaced.")).into());
        }
        link(&mut write, id, unit, place).await?;
        let event = AuditEvent::new("evidence.linked", "evidence", id.0)
            .in_unit(unit)
            .after(json!({ "title": title, "question": place.question, "assessment": place.assessment }));
        write.commit(event).await
    }

    /// Withdraws an item: it stays readable and counts no longer.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it was withdrawn already, a field error for a missing reason.
    pub async fn withdraw_evidence(&self, actor: &Actor, id: EvidenceId, reason: &str) -> Result<()> {
        let mut write = self.write(actor, Action::AttachEvidence, Resource::Evidence(id)).await?;
        if reason.is_empty() {
            return Err(AppError::field("reason", "Say why it is withdrawn.").into());
        }
        let (now, author) = (write.now(), write.author());
        let done = sqlx::query(
            "UPDATE evidence SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_reason = ?
              WHERE id = ? AND withdrawn_at IS NULL",
        )
        .bind(now)
        .bind(author)
        .bind(reason)
        .bind(id)
        .execute(write.sql())
        .await?;
        if done.rows_affected() == 0 {
            return Err(AppError::Conflict("This item was withdrawn already.".to_owned()).into());
        }
        rebuild_everywhere(&mut write, id).await?;
        let mut event =
            AuditEvent::new("evidence.withdrawn", "evidence", id.0).after(json!({ "reason": reason }));
        event.unit = write.unit();
        write.commit(event).await
    }
}

/// The unit of a place where something can be attached.
async fn check_place(write: &mut WriteTx, place: Place) -> Result<UnitId> {
    must_be_draft(write, place.assessment).await?;
    if !(1..=domain::score::BASELINE.total()).contains(&place.question.0) {
        return Err(AppError::NotFound.into());
    }
    Ok(write.unit().ok_or(AppError::Internal)?)
}

async fn must_be_replaceable(
    write: &mut WriteTx,
    old: EvidenceId,
    unit: UnitId,
    question: QuestionNo,
) -> Result<()> {
    let gone: bool = sqlx::query_scalar(
        "SELECT e.withdrawn_at IS NOT NULL
                OR EXISTS (SELECT 1 FROM evidence s WHERE s.supersedes_id = e.id)
           FROM evidence e JOIN evidence_links l ON l.evidence_id = e.id
          WHERE e.id = ? AND l.unit_id = ? AND l.question = ?",
    )
    .bind(old)
    .bind(unit)
    .bind(question)
    .fetch_one(write.sql())
    .await?;
    if gone {
        return Err(AppError::Conflict(
            "The item to be replaced was withdrawn or replaced already.".to_owned(),
        )
        .into());
    }
    Ok(())
}

fn hash_of_content(new: &NewEvidence) -> String {
    match &new.content {
        Content::File { kept, .. } => kept.sha256.clone(),
        Content::Text => sha256(text_of(&new.entry).as_bytes()),
    }
}

fn text_of(entry: &Checked) -> &str {
    entry.url.as_deref().or(entry.body.as_deref()).unwrap_or_default()
}

async fn insert(write: &mut WriteTx, unit: UnitId, new: &NewEvidence) -> Result<EvidenceId> {
    let entry = &new.entry;
    let (media_type, size) = match (&new.content, entry.kind) {
        (Content::File { kept, media_type }, _) => (media_type.as_str(), kept.size),
        (Content::Text, Kind::Link) => ("text/uri-list", text_of(entry).len() as u64),
        (Content::Text, _) => ("text/plain", text_of(entry).len() as u64),
    };
    let (now, author) = (write.now(), write.author());
    Ok(sqlx::query_scalar(
        "INSERT INTO evidence (unit_id, kind, title, file_name, url, body, media_type, size, sha256,
                               collected_on, valid_until, uploaded_by, uploaded_at, supersedes_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(unit)
    .bind(entry.kind)
    .bind(&entry.title)
    .bind(&entry.file_name)
    .bind(&entry.url)
    .bind(&entry.body)
    .bind(media_type)
    .bind(i64::try_from(size).unwrap_or(i64::MAX))
    .bind(hash_of_content(new))
    .bind(entry.collected_on.to_string())
    .bind(entry.valid_until.to_string())
    .bind(author)
    .bind(now)
    .bind(new.supersedes)
    .fetch_one(write.sql())
    .await?)
}

async fn link(write: &mut WriteTx, id: EvidenceId, unit: UnitId, place: Place) -> Result<()> {
    let (now, author) = (write.now(), write.author());
    sqlx::query(
        "INSERT INTO evidence_links (evidence_id, unit_id, question, assessment_id, linked_by, linked_at)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(unit)
    .bind(place.question)
    .bind(place.assessment)
    .bind(author)
    .bind(now)
    .execute(write.sql())
    .await?;
    Ok(())
}

/// Derives the days anew wherever the item is linked.
async fn rebuild_everywhere(write: &mut WriteTx, id: EvidenceId) -> Result<()> {
    let places: Vec<(UnitId, QuestionNo)> =
        sqlx::query_as("SELECT unit_id, question FROM evidence_links WHERE evidence_id = ?")
            .bind(id)
            .fetch_all(write.sql())
            .await?;
    for (unit, question) in places {
        rebuild(write, id, unit, question).await?;
    }
    Ok(())
}
