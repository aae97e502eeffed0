//! Opening an item: its bytes are hashed again each time, and the audit log notes both.

use chrono::TimeDelta;
use domain::audit::AuditEvent;
use domain::evidence::Kind;
use domain::{Action, Actor, AppError, EvidenceId, UnitId};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::item::EvidenceItem;
use super::news::of_broken;
use crate::error::{Result, StoreError};
use crate::gate::{Author, Resource};
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

fn told(recorded: &str, seal: &Seal) -> serde_json::Value {
    let found = match seal {
        Seal::Broken { found } => Some(found.as_str()),
        Seal::Whole | Seal::Missing => None,
    };
    json!({ "sha256": recorded, "seal": seal.word(), "found": found })
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
        let mut write = self.write(actor, Action::OpenEvidence, place).await?;
        if seal != Seal::Whole {
            of_broken(&mut write, item.item.id, unit, &seal).await?;
        }
        let event = AuditEvent::new("evidence.opened", "evidence", item.item.id.0)
            .in_unit(unit)
            .after(told(&item.item.sha256, &seal));
        write.commit(event).await?;
        Ok(seal)
    }

    /// Hashes every file anew, as the program does each day. What is not what arrived is entered into
    /// the log and told once. How many files there are, and how many of them are not whole.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rehash_evidence(&self) -> Result<(u64, u64)> {
        let items: Vec<(EvidenceId, UnitId, String)> = sqlx::query_as(
            "SELECT id, unit_id, sha256 FROM evidence WHERE kind = 'file' ORDER BY sha256, id",
        )
        .fetch_all(&self.readers)
        .await?;
        let (mut files, mut broken) = (0, 0);
        let mut last: Option<(String, Seal)> = None;
        for (id, unit, recorded) in items {
            let seal = match &last {
                Some((hash, seal)) if *hash == recorded => seal.clone(),
                _ => {
                    files += 1;
                    self.seal_of(&recorded).await?
                }
            };
            last = Some((recorded.clone(), seal.clone()));
            if seal == Seal::Whole {
                continue;
            }
            broken += 1;
            let mut write = self.begin(Author::program()).await?;
            if of_broken(&mut write, id, unit, &seal).await? == 0 {
                // It was found before, and nobody is there who wasn't told.
                continue;
            }
            let event = AuditEvent::new("evidence.re-hashed", "evidence", id.0)
                .in_unit(unit)
                .after(told(&recorded, &seal));
            write.commit(event).await?;
        }
        Ok((files, broken))
    }

    /// Whether a file is what its hash says.
    async fn seal_of(&self, recorded: &str) -> Result<Seal> {
        match self.vault.rehash(recorded).await {
            Ok(found) if found == recorded => Ok(Seal::Whole),
            Ok(found) => Ok(Seal::Broken { found }),
            Err(StoreError::Io(error)) => {
                tracing::error!(%error, sha256 = recorded, "a file of evidence can't be read");
                Ok(Seal::Missing)
            }
            Err(error) => Err(error),
        }
    }

    /// Hashes an item's bytes, or its text, anew.
    pub(super) async fn check_seal(&self, item: &EvidenceItem) -> Result<Seal> {
        let recorded = &item.item.sha256;
        let found = match item.item.kind {
            Kind::File => return self.seal_of(recorded).await,
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
