//! Messages that fail, for those who look after the installation: what they say is not shown.

use domain::audit::AuditEvent;
use domain::notices::MessageState;
use domain::{Action, Actor, AppError, MessageId, Timestamp};
use serde_json::json;

use crate::error::Result;
use crate::gate::Resource;
use crate::open::Store;
use crate::read::Read;

/// The most messages that are shown at once.
pub const TROUBLED_MAX: u32 = 200;

/// A message that failed, without what it says: an administrator may not read everything.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TroubledMessage {
    /// It.
    pub id: MessageId,
    /// Where it stands: waiting for the next try, or given up.
    pub state: MessageState,
    /// Whom a mail is for, by name and address.
    pub person: Option<String>,
    /// The channel of a post, with its unit.
    pub channel: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// How often it failed.
    pub failures: u32,
    /// Why it failed last.
    pub why: String,
    /// When it is tried again, or was given up.
    pub at: Timestamp,
}

/// How many messages are on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct OutboxCounts {
    /// Those that wait, for their day as well as for another try.
    pub waiting: u32,
    /// Those of them that failed before.
    pub failing: u32,
    /// Those that were given up.
    pub dead: u32,
}

impl Read<'_> {
    /// The messages that were given up, and those that failed and are tried again, the newest first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] to whoever may not manage settings.
    pub async fn troubled_messages(&self) -> Result<Vec<TroubledMessage>> {
        self.must_manage_settings()?;
        Ok(sqlx::query_as(
            "SELECT o.id, o.state, p.name || ', ' || p.email AS person,
                    h.name || ', ' || u.name AS channel, o.made_at, o.failures, o.why,
                    coalesce(o.ended_at, o.due_at) AS at
               FROM outbox o LEFT JOIN people p ON p.id = o.person_id
               LEFT JOIN channels h ON h.id = o.channel_id LEFT JOIN units u ON u.id = h.unit_id
              WHERE o.state = 'dead' OR (o.state = 'waiting' AND o.failures > 0)
              ORDER BY o.state, o.id DESC LIMIT ?",
        )
        .bind(TROUBLED_MAX)
        .fetch_all(self.pool())
        .await?)
    }

    /// How many messages are on their way.
    ///
    /// # Errors
    /// [`AppError::NotFound`] to whoever may not manage settings.
    pub async fn outbox_counts(&self) -> Result<OutboxCounts> {
        self.must_manage_settings()?;
        Ok(sqlx::query_as(
            "SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting') AS waiting,
                    (SELECT count(*) FROM outbox WHERE state = 'waiting' AND failures > 0) AS failing,
                    (SELECT count(*) FROM outbox WHERE state = 'dead') AS dead",
        )
        .fetch_one(self.pool())
        .await?)
    }

    fn must_manage_settings(&self) -> Result<()> {
        if self.actor.allows(Action::ManageSettings) {
            return Ok(());
        }
        Err(AppError::NotFound.into())
    }
}

impl Store {
    /// Sends messages again that were given up, or everything that was; at once, and as often as new
    /// ones. Gives how many.
    ///
    /// # Errors
    /// [`AppError::NotFound`] to whoever may not manage settings, and for a message that was not given
    /// up.
    pub async fn send_again(&self, actor: &Actor, only: Option<MessageId>) -> Result<u64> {
        let mut write = self.write(actor, Action::ManageSettings, Resource::Installation).await?;
        let now = write.now();
        let done = sqlx::query(
            "UPDATE outbox SET state = 'waiting', failures = 0, due_at = ?1, ended_at = NULL
              WHERE state = 'dead' AND (?2 IS NULL OR id = ?2)",
        )
        .bind(now)
        .bind(only)
        .execute(write.sql())
        .await?;
        let again = done.rows_affected();
        if again == 0 {
            return if only.is_some() { Err(AppError::NotFound.into()) } else { Ok(0) };
        }
        write.tells();
        let event = AuditEvent::without_subject("messages.sent-again", "notices")
            .after(json!({ "messages": again, "message": only }));
        write.commit(event).await?;
        Ok(again)
    }
}
