//! The installation: how far its set-up is, and the one-time token with which it works.

use domain::UnitId;
use domain::audit::AuditEvent;
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::gate::Author;
use crate::open::Store;

/// Where the guided set-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(rename_all = "lowercase")]
pub enum SetupStep {
    /// The first account.
    Administrator,
    /// The organisation's name.
    Organisation,
    /// The business units.
    Units,
    /// The first round.
    Round,
    /// Where evidence and backups lie.
    Storage,
    /// Set-up is over and can't be entered again.
    Done,
}

impl SetupStep {
    /// All steps in their order.
    pub const ALL: [Self; 6] = [
        Self::Administrator,
        Self::Organisation,
        Self::Units,
        Self::Round,
        Self::Storage,
        Self::Done,
    ];
}

/// What is known of the installation.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Installation {
    /// A random id that stays with the data.
    pub uuid: String,
    /// The set-up step that is due.
    pub setup_step: SetupStep,
    /// The organisation's root unit, once it has a name.
    pub root_id: Option<UnitId>,
    /// The organisation's name.
    pub organisation: Option<String>,
}

impl Store {
    /// The installation; none in a database that was never started.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn installation(&self) -> Result<Option<Installation>> {
        Ok(sqlx::query_as(
            "SELECT i.uuid, i.setup_step, u.id AS root_id, u.name AS organisation
               FROM installation i LEFT JOIN units u ON u.parent_id IS NULL",
        )
        .fetch_optional(&self.readers)
        .await?)
    }

    /// At a start: makes the installation when there is none, and a fresh set-up token while it isn't
    /// set up. Only the token's hash is kept, so an older one stops working.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setup_token(&self) -> Result<Option<String>> {
        if self.installation().await?.is_some_and(|i| i.setup_step == SetupStep::Done) {
            return Ok(None);
        }
        let token = hex::encode(rand::random::<[u8; 24]>());
        let mut write = self.begin(Author::program()).await?;
        let now = write.now();
        sqlx::query(
            "INSERT INTO installation (id, uuid, setup_step, setup_hash, created_at)
             VALUES (1, ?1, 'administrator', ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET setup_hash = ?2",
        )
        .bind(random_uuid())
        .bind(hash_of(&token))
        .bind(now)
        .execute(write.sql())
        .await?;
        write.commit(AuditEvent::without_subject("setup.token-issued", "installation")).await?;
        Ok(Some(token))
    }

    /// Whether a set-up token is the current one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setup_token_is(&self, token: &str) -> Result<bool> {
        let found: Option<i64> = sqlx::query_scalar(
            "SELECT 1 FROM installation WHERE setup_hash = ? AND setup_step <> 'done'",
        )
        .bind(hash_of(token))
        .fetch_optional(&self.readers)
        .await?;
        Ok(found.is_some())
    }
}

/// What is kept of a secret that was handed out: enough to recognise it, too little to use it.
pub(crate) fn hash_of(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}

/// A random version 4 UUID (RFC 9562).
fn random_uuid() -> String {
    let mut bytes = rand::random::<[u8; 16]>();
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = hex::encode(bytes);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
