//! Opening an item: its bytes are hashed again each time, and the audit log notes both.

use chrono::TimeDelta;
use domain::audit::AuditEvent;
use domain::evidence::Kind;
use domain::{Action, Actor, AppError, EvidenceId, UnitId};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::item::EvidenceItem;
use crate::error::{Result, StoreError};
use crate::gate::Resource;
use crate::open::Store;

/// For how long a look at an item goes on.
const MOMENT: TimeDelta = TimeDelta::minutes(15);

/// Whether an item is still what it was when it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seal {
    /// Its bytes hash to what was recorded.
    Whole,
    /// They hash to something else.
    Broken {
        /// SHA-256 of what is there now.
        found: String,
    },
    /// Its file is not there, or can't be read.
    Missing,
}

impl Seal {
    const fn word(&self) -> &'static str {
        match self {
            Self::Whole => "matches",
            Self::Broken { .. } => "differs",
            Self::Missing => "missing",
        }
    }
}

impl Store {
    /// Opens an item for a person in a unit that it supports: hashes it anew and notes in the audit
    /// log who opened it and whether it still is what it was. `unit` is where they came to it; none
    /// for the first place in which they may open it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such item or the person may not open it there.
    pub async fn open_evidence(
        &self,
        actor: &Actor,
        id: EvidenceId,
        unit: Option<UnitId>,
    ) -> Result<(EvidenceItem, Seal)> {
        let item = self.read(actor).evidence_item(id).await?;
        let unit = match unit {
            None => item.places.first().map_or(item.unit, |place| place.unit),
            Some(unit) if item.places.iter().any(|place| place.unit == unit) => unit,
            Some(_) => return Err(AppError::NotFound.into()),
        };
        let seal = self.note_opened(actor, &item, unit).await?;
        Ok((item, seal))
    }

    /// Looks at part of an item, such as one page. What the person opened a moment ago is not noted
    /// again: one look at it is several requests.
    ///
    /// # Errors
    /// When the person may not open it, or the disk refuses.
    pub async fn glance_at_evidence(&self, actor: &Actor, item: &EvidenceItem) -> Result<Seal> {
        let unit = item.places.first().map_or(item.unit, |place| place.unit);
        let since = self.now().plus(-MOMENT);
        let noted: Option<i64> = sqlx::query_scalar(
            "SELECT 1 FROM audit_log WHERE subject = 'evidence' AND subject_id = ?
                AND action = 'evidence.opened' AND actor_id = ? AND at >= ? LIMIT 1",
        )
        .bind(item.item.id)
        .bind(actor.person)
        .bind(since)
        .fetch_optional(&self.readers)
        .await?;
        match noted {
            Some(_) => self.check_seal(item).await,
            None => self.note_opened(actor, item, unit).await,
        }
    }

    async fn note_opened(&self, actor: &Actor, item: &EvidenceItem, unit: UnitId) -> Result<Seal> {
        let seal = self.check_seal(item).await?;
        let place = Resource::Place(item.item.id, unit);
        let write = self.write(actor, Action::OpenEvidence, place).await?;
        let found = match &seal {
            Seal::Broken { found } => Some(found.as_str()),
            Seal::Whole | Seal::Missing => None,
        };
        let event = AuditEvent::new("evidence.opened", "evidence", item.item.id.0)
            .in_unit(unit)
            .after(json!({ "sha256": item.item.sha256, "seal": seal.word(), "found": found }));
        write.commit(event).await?;
        Ok(seal)
    }

    /// Hashes an item's bytes, or its text, anew.
    pub(super) async fn check_seal(&self, item: &EvidenceItem) -> Result<Seal> {
        let recorded = &item.item.sha256;
        let found = match item.item.kind {
            Kind::File => match self.vault.rehash(recorded).await {
                Ok(found) => found,
                Err(StoreError::Io(error)) => {
                    tracing::error!(%error, evidence = %item.item.id, "its file can't be read");
                    return Ok(Seal::Missing);
                }
                Err(error) => return Err(error),
            },
            Kind::Link => hex::encode(Sha256::digest(item.item.url.as_deref().unwrap_or_default())),
            Kind::Note => {
                hex::encode(Sha256::digest(item.item.body.as_deref().unwrap_or_default()))
            }
        };
        if found == *recorded {
            return Ok(Seal::Whole);
        }
        tracing::error!(evidence = %item.item.id, %found, "its content is not what arrived");
        Ok(Seal::Broken { found })
    }
}
