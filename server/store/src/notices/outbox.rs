//! The outbox: messages are added in the write that made them, and delivered afterwards.

use domain::notices::{MessageState, NoticeKind};
use domain::{ChannelId, MessageId, NoticeId, PersonId, Timestamp, UnitId};
use sqlx::SqliteConnection;

use crate::error::Result;
use crate::gate::WriteTx;
use crate::open::Store;

/// What is posted to a channel.
pub(super) struct Post<'a> {
    pub(super) kind: Option<NoticeKind>,
    pub(super) unit: UnitId,
    pub(super) title: &'a str,
    pub(super) href: &'a str,
}

/// Puts out a notice as mail: by itself where it goes out at once, and otherwise in the one mail of
/// the day on which it does.
pub(super) async fn mail(
    write: &mut WriteTx,
    person: PersonId,
    notice: NoticeId,
    once: &str,
    due: Timestamp,
) -> Result<()> {
    let now = write.now();
    let once = if due > now { digest_of(due) } else { once.to_owned() };
    add_mail(write.sql(), person, &once, now, due).await?;
    sqlx::query(
        "INSERT INTO outbox_notices (message_id, notice_id)
         SELECT id, ?3 FROM outbox WHERE person_id = ?1 AND once = ?2 AND state = 'waiting'",
    )
    .bind(person)
    .bind(&once)
    .bind(notice)
    .execute(write.sql())
    .await?;
    Ok(())
}

/// The name of the digest that goes out at a moment.
pub(super) fn digest_of(due: Timestamp) -> String {
    format!("digest:{}", due.day())
}

/// Adds a mail that tells nothing yet, where there is none of the name.
pub(super) async fn add_mail(
    connection: &mut SqliteConnection,
    person: PersonId,
    once: &str,
    now: Timestamp,
    due: Timestamp,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO outbox (uuid, person_id, once, made_at, due_at, state)
         VALUES (lower(hex(randomblob(16))), ?, ?, ?, ?, 'waiting')
         ON CONFLICT (person_id, once) WHERE person_id IS NOT NULL DO NOTHING",
    )
    .bind(person)
    .bind(once)
    .bind(now)
    .bind(due)
    .execute(connection)
    .await?;
    Ok(())
}

/// Puts out a post to a channel; nothing where it was told of the same before.
pub(super) async fn post(
    write: &mut WriteTx,
    channel: ChannelId,
    once: &str,
    told: Post<'_>,
) -> Result<()> {
    let now = write.now();
    let made: Option<MessageId> = sqlx::query_scalar(
        "INSERT INTO outbox (uuid, channel_id, once, made_at, due_at, state)
         VALUES (lower(hex(randomblob(16))), ?1, ?2, ?3, ?3, 'waiting')
         ON CONFLICT (channel_id, once) WHERE channel_id IS NOT NULL DO NOTHING RETURNING id",
    )
    .bind(channel)
    .bind(once)
    .bind(now)
    .fetch_optional(write.sql())
    .await?;
    let Some(message) = made else { return Ok(()) };
    write.tells();
    sqlx::query(
        "INSERT INTO outbox_posts (message_id, kind, unit_id, title, href) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(message)
    .bind(told.kind)
    .bind(told.unit)
    .bind(told.title)
    .bind(told.href)
    .execute(write.sql())
    .await?;
    Ok(())
}

impl Store {
    /// Notes that the other side took a message.
    ///
    /// # Errors
    /// When the database fails: the message goes out again then, under the same id.
    pub async fn note_sent(&self, id: MessageId) -> Result<()> {
        self.note_end(id, MessageState::Sent, "").await
    }

    /// Notes that a message is not needed any more, and why.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn note_dropped(&self, id: MessageId, why: &str) -> Result<()> {
        self.note_end(id, MessageState::Dropped, why).await
    }

    async fn note_end(&self, id: MessageId, state: MessageState, why: &str) -> Result<()> {
        // It is the program's own business and no part of the log; that it was sent again is.
        sqlx::query(
            "UPDATE outbox SET state = ?2, why = ?3, ended_at = ?4 WHERE id = ?1 AND state = 'waiting'",
        )
        .bind(id)
        .bind(state)
        .bind(why)
        .bind(self.now())
        .execute(self.writer()?)
        .await?;
        Ok(())
    }

    /// Notes that a message was not taken: it waits until `again`, or is given up. What waits for the same
    /// channel waits with it, so that it comes in its order and a channel that is away is asked once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_failed(
        &self,
        id: MessageId,
        why: &str,
        again: Option<Timestamp>,
    ) -> Result<()> {
        let now = self.now();
        let state = if again.is_some() { MessageState::Waiting } else { MessageState::Dead };
        sqlx::query(
            "UPDATE outbox SET failures = failures + 1, why = ?2, state = ?3,
                    due_at = coalesce(?4, due_at), ended_at = iif(?4 IS NULL, ?5, NULL)
              WHERE id = ?1 AND state = 'waiting'",
        )
        .bind(id)
        .bind(why)
        .bind(state)
        .bind(again)
        .bind(now)
        .execute(self.writer()?)
        .await?;
        sqlx::query(
            "UPDATE outbox SET due_at = ?2
              WHERE channel_id = (SELECT channel_id FROM outbox WHERE id = ?1)
                AND state = 'waiting' AND due_at < ?2",
        )
        .bind(id)
        .bind(again)
        .execute(self.writer()?)
        .await?;
        Ok(())
    }
}
