//! The messages that are due, as they are handed over.

use domain::notices::{DigestLine, HookForm, HookNews, NoticeKind};
use domain::{ChannelId, MessageId, PersonId, Timestamp, UnitId};

use crate::error::Result;
use crate::notices::channels::{Sealed, unseal};
use crate::open::Store;

/// So many messages are looked at in one go.
const AT_ONCE: u32 = 50;

/// A mail that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueMail {
    /// Its number in the outbox.
    pub id: MessageId,
    /// Its own id, the same at every try.
    pub uuid: String,
    /// How often it failed.
    pub failures: u32,
    /// When it was made.
    pub made_at: Timestamp,
    /// Whom it is for.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What it tells; one alone is told by a mail of its own, unless it is the day's.
    pub lines: Vec<DigestLine>,
    /// Whether it is the mail of a day.
    pub is_digest: bool,
}

/// A post that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuePost {
    /// Its number in the outbox.
    pub id: MessageId,
    /// The channel.
    pub channel: ChannelId,
    /// How often it failed.
    pub failures: u32,
    /// Where it goes; none where the key is not the one under which it was sealed.
    pub target: Option<Target>,
    /// In which form.
    pub form: HookForm,
    /// What it tells.
    pub news: HookNews,
}

/// Where a channel is, opened for handing a message over.
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    /// The address, a secret.
    pub address: String,
    /// What posts are signed with.
    pub secret: Option<Vec<u8>>,
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Target(sealed)")
    }
}

#[derive(sqlx::FromRow)]
struct MailRow {
    id: MessageId,
    uuid: String,
    failures: u32,
    made_at: Timestamp,
    once: String,
    person_id: PersonId,
    name: String,
    email: String,
    active: bool,
}

#[derive(sqlx::FromRow)]
struct PostRow {
    id: MessageId,
    uuid: String,
    failures: u32,
    made_at: Timestamp,
    channel_id: ChannelId,
    channel_unit: UnitId,
    removed: bool,
    sealed: Sealed,
    form: HookForm,
    kind: Option<NoticeKind>,
    title: String,
    unit: String,
    href: String,
}

impl Store {
    /// The mails that are due, the earliest first. What nobody needs any more is dropped: where the
    /// account is over, the unit is seen no longer, or everything in a digest was read before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn due_mails(&self) -> Result<Vec<DueMail>> {
        self.join_late_digests().await?;
        let rows: Vec<MailRow> = sqlx::query_as(
            "SELECT o.id, o.uuid, o.failures, o.made_at, o.once, o.person_id, p.name, p.email,
                    p.deactivated_at IS NULL AS active
               FROM outbox o JOIN people p ON p.id = o.person_id
              WHERE o.state = 'waiting' AND o.due_at <= ? ORDER BY o.due_at, o.id LIMIT ?",
        )
        .bind(self.now())
        .bind(AT_ONCE)
        .fetch_all(&self.readers)
        .await?;
        let mut due = Vec::new();
        for row in rows {
            if !row.active {
                self.note_dropped(row.id, "The account is over.").await?;
                continue;
            }
            let is_digest = row.once.starts_with("digest:");
            let lines = self.lines_of(&row, is_digest).await?;
            if lines.is_empty() {
                self.note_dropped(row.id, "Read before, or not theirs to see any more.").await?;
                continue;
            }
            let MailRow { id, uuid, failures, made_at, name, email, .. } = row;
            due.push(DueMail { id, uuid, failures, made_at, name, email, lines, is_digest });
        }
        Ok(due)
    }

    /// A notice that was read is left out of a digest; one at once was written before it could be.
    async fn lines_of(&self, mail: &MailRow, is_digest: bool) -> Result<Vec<DigestLine>> {
        let rows: Vec<(NoticeKind, String, String, String, Option<String>)> = sqlx::query_as(
            "SELECT n.kind, n.title, n.words, n.href, u.name
               FROM outbox_notices o JOIN notices n ON n.id = o.notice_id
               LEFT JOIN units u ON u.id = n.unit_id
              WHERE o.message_id = ?1 AND (n.read_at IS NULL OR ?2 = 0)
                AND (n.unit_id IS NULL OR EXISTS (SELECT 1 FROM visible_units v
                      WHERE v.person_id = ?3 AND v.unit_id = n.unit_id))
              ORDER BY n.id",
        )
        .bind(mail.id)
        .bind(is_digest)
        .bind(mail.person_id)
        .fetch_all(&self.readers)
        .await?;
        let line = |(kind, title, said, path, unit): (_, _, _, _, Option<String>)| DigestLine {
            kind,
            title,
            about: unit.unwrap_or_default(),
            said,
            path,
        };
        Ok(rows.into_iter().map(line).collect())
    }

    /// The posts that are due, the earliest first. Those of channels that were removed are dropped.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn due_posts(&self) -> Result<Vec<DuePost>> {
        let rows: Vec<PostRow> = sqlx::query_as(
            "SELECT o.id, o.uuid, o.failures, o.made_at, o.channel_id, h.unit_id AS channel_unit,
                    h.removed_at IS NOT NULL AS removed, h.sealed, h.form, t.kind, t.title,
                    u.name AS unit, t.href
               FROM outbox o JOIN channels h ON h.id = o.channel_id
               JOIN outbox_posts t ON t.message_id = o.id JOIN units u ON u.id = t.unit_id
              WHERE o.state = 'waiting' AND o.due_at <= ? ORDER BY o.due_at, o.id LIMIT ?",
        )
        .bind(self.now())
        .bind(AT_ONCE)
        .fetch_all(&self.readers)
        .await?;
        let mut due = Vec::new();
        for row in rows {
            if row.removed {
                self.note_dropped(row.id, "The channel was removed.").await?;
                continue;
            }
            let target = unseal(&self.channel_key()?, row.channel_unit, &row.sealed);
            due.push(DuePost {
                id: row.id,
                channel: row.channel_id,
                failures: row.failures,
                target,
                form: row.form,
                news: HookNews {
                    id: row.uuid,
                    kind: row.kind,
                    title: row.title,
                    unit: row.unit,
                    path: row.href,
                    at: row.made_at,
                },
            });
        }
        Ok(due)
    }
}
