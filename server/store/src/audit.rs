//! The audit log: adding the next link of the chain, and reading the log.

use domain::audit::{AuditEntry, AuditEvent, GENESIS};
use domain::{Actor, PersonId, Timestamp, UnitId};
use serde_json::json;
use sqlx::{FromRow, SqliteConnection};

use crate::error::Result;
use crate::gate::Author;
use crate::open::Store;
use crate::read::Read;

#[derive(FromRow)]
pub(crate) struct AuditRow {
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
    prev_hash: String,
    hash: String,
}

impl From<AuditRow> for AuditEntry {
    fn from(row: AuditRow) -> Self {
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
            prev_hash: row.prev_hash,
            hash: row.hash,
        }
    }
}

/// Writes the next entry. Inside `BEGIN IMMEDIATE` nobody else can add one in between.
pub(crate) async fn append(
    connection: &mut SqliteConnection,
    author: &Author,
    now: Timestamp,
    event: AuditEvent,
) -> Result<()> {
    let head: Option<(i64, String)> =
        sqlx::query_as("SELECT seq, hash FROM audit_log ORDER BY seq DESC LIMIT 1")
            .fetch_optional(&mut *connection)
            .await?;
    let (seq, prev_hash) = head.map_or((1, GENESIS.to_owned()), |(seq, hash)| (seq + 1, hash));
    let mut entry = AuditEntry {
        seq,
        at: now,
        actor_id: author.id,
        actor_name: author.name.clone(),
        action: event.action.to_owned(),
        subject: event.subject.to_owned(),
        subject_id: event.subject_id,
        unit_id: event.unit,
        before: event.before.to_string(),
        after: event.after.to_string(),
        prev_hash,
        hash: String::new(),
    };
    entry.hash = entry.expected_hash();
    sqlx::query(
        "INSERT INTO audit_log (seq, at, actor_id, actor_name, action, subject, subject_id,
                                unit_id, before, after, prev_hash, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(entry.seq)
    .bind(entry.at)
    .bind(entry.actor_id)
    .bind(&entry.actor_name)
    .bind(&entry.action)
    .bind(&entry.subject)
    .bind(entry.subject_id)
    .bind(entry.unit_id)
    .bind(&entry.before)
    .bind(&entry.after)
    .bind(&entry.prev_hash)
    .bind(&entry.hash)
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// Notes that a person asked for something that they may know of and not do.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_refusal(&self, actor: &Actor, method: &str, path: &str) -> Result<()> {
        let author = Author { id: Some(actor.person), name: actor.name.clone() };
        let write = self.begin(author).await?;
        let event = AuditEvent::without_subject("request.refused", "request")
            .after(json!({ "method": method, "path": path }));
        write.commit(event).await
    }
}

impl Read<'_> {
    /// The newest entries of the units that the person may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recent_activity(
        &self,
        unit: Option<UnitId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>> {
        let rows: Vec<AuditRow> = sqlx::query_as(
            "SELECT l.* FROM audit_log l
              WHERE l.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)
                AND (?2 IS NULL OR l.unit_id IN
                     (SELECT unit_id FROM unit_tree WHERE ancestor_id = ?2))
              ORDER BY l.seq DESC LIMIT ?3",
        )
        .bind(self.actor.person)
        .bind(unit)
        .bind(limit)
        .fetch_all(self.pool())
        .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// The newest entries about one thing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn history_of(&self, subject: &str, id: i64, limit: u32) -> Result<Vec<AuditEntry>> {
        let rows: Vec<AuditRow> = sqlx::query_as(
            "SELECT l.* FROM audit_log l
              WHERE l.subject = ?1 AND l.subject_id = ?2
                AND l.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?3)
              ORDER BY l.seq DESC LIMIT ?4",
        )
        .bind(subject)
        .bind(id)
        .bind(self.actor.person)
        .bind(limit)
        .fetch_all(self.pool())
        .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}
