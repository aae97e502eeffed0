//! Rows of the log: as values of the domain, and as the text that they are sealed as.

use domain::audit::AuditEntry;
use domain::{PersonId, Timestamp, UnitId};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

#[derive(FromRow)]
pub(crate) struct EntryRow {
    seq: i64,
    at: Timestamp,
    actor_id: Option<PersonId>,
    actor_name: String,
    action: String,
    subject: String,
    subject_id: Option<i64>,
    unit_id: Option<UnitId>,
    before: String,
    after: String,
    salt: Option<String>,
    since: Option<i64>,
    prev_hash: String,
    hash: String,
}

impl From<EntryRow> for AuditEntry {
    fn from(row: EntryRow) -> Self {
        Self {
            seq: row.seq,
            at: row.at,
            actor_id: row.actor_id,
            actor_name: row.actor_name,
            action: row.action,
            subject: row.subject,
            subject_id: row.subject_id,
            unit_id: row.unit_id,
            before: row.before,
            after: row.after,
            salt: row.salt,
            since: row.since,
            prev_hash: row.prev_hash,
            hash: row.hash,
        }
    }
}

/// A row exactly as it stands, even where somebody wrote into it what is no moment: what is handed
/// out, and what the chain is followed over. The fields are those of an [`AuditEntry`], in its order.
#[derive(Debug, Clone, FromRow, Serialize, Deserialize)]
pub(crate) struct RawRow {
    pub(super) seq: i64,
    at: String,
    actor_id: Option<i64>,
    actor_name: String,
    action: String,
    subject: String,
    subject_id: Option<i64>,
    unit_id: Option<i64>,
    before: String,
    after: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<i64>,
    prev_hash: String,
    pub(super) hash: String,
}

impl RawRow {
    /// The entry; none when its time is not written as the program writes times, so that two texts
    /// of the same moment are not taken for each other.
    pub(super) fn entry(self) -> Option<AuditEntry> {
        let at: Timestamp = self.at.parse().ok()?;
        (at.to_string() == self.at).then_some(())?;
        Some(AuditEntry {
            seq: self.seq,
            at,
            actor_id: self.actor_id.map(PersonId),
            actor_name: self.actor_name,
            action: self.action,
            subject: self.subject,
            subject_id: self.subject_id,
            unit_id: self.unit_id.map(UnitId),
            before: self.before,
            after: self.after,
            salt: self.salt,
            since: self.since,
            prev_hash: self.prev_hash,
            hash: self.hash,
        })
    }
}
