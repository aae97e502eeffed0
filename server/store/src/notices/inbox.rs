//! What a person was told, and that they read it.

use domain::audit::AuditEvent;
use domain::notices::NoticeKind;
use domain::{Actor, NoticeId, Timestamp};
use serde_json::json;

use crate::error::Result;
use crate::open::Store;
use crate::read::Read;

/// How many notices a page of the inbox holds.
pub const NOTICES_A_PAGE: u32 = 50;

/// A notice as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct NoticeRow {
    /// It.
    pub id: NoticeId,
    /// What it tells of.
    pub kind: NoticeKind,
    /// What happened.
    pub title: String,
    /// What was said with it; it may be empty.
    pub words: String,
    /// The page that it is about, within this site.
    pub href: String,
    /// Where it happened.
    pub unit_name: Option<String>,
    /// When.
    pub at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

/// The notices of a person, of units that they still see: ?1 is the person.
macro_rules! own {
    ($what:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM notices n LEFT JOIN units u ON u.id = n.unit_id
              WHERE n.person_id = ?1 AND n.in_inbox = 1
                AND (n.unit_id IS NULL OR EXISTS (SELECT 1 FROM visible_units v
                      WHERE v.person_id = ?1 AND v.unit_id = n.unit_id))",
            $rest
        )
    };
}

impl Read<'_> {
    /// The person's notices, the newest first: at most one more than a page holds, from those before
    /// one on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inbox(&self, before: Option<NoticeId>) -> Result<Vec<NoticeRow>> {
        Ok(sqlx::query_as(own!(
            "n.id, n.kind, n.title, n.words, n.href, u.name AS unit_name, n.at, n.read_at",
            " AND (?2 IS NULL OR n.id < ?2) ORDER BY n.id DESC LIMIT ?3"
        ))
        .bind(self.actor.person)
        .bind(before)
        .bind(NOTICES_A_PAGE + 1)
        .fetch_all(self.pool())
        .await?)
    }

    /// How many of the person's notices are unread.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unread_notices(&self) -> Result<u32> {
        Ok(sqlx::query_scalar(own!("count(*)", " AND n.read_at IS NULL"))
            .bind(self.actor.person)
            .fetch_one(self.pool())
            .await?)
    }

    /// One of the person's notices.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when they have none of this number.
    pub async fn notice(&self, id: NoticeId) -> Result<NoticeRow> {
        Ok(sqlx::query_as(own!(
            "n.id, n.kind, n.title, n.words, n.href, u.name AS unit_name, n.at, n.read_at",
            " AND n.id = ?2"
        ))
        .bind(self.actor.person)
        .bind(id)
        .fetch_one(self.pool())
        .await?)
    }
}

impl Store {
    /// Notes that a person read one of their notices, or all up to one. Nothing is noted twice.
    ///
    /// # Errors
    /// [`domain::AppError::Unauthenticated`] once their account is over.
    pub async fn read_notices(&self, actor: &Actor, which: ReadUpTo) -> Result<u64> {
        let mut write = self.begin_own(actor).await?;
        let (now, (only, upto)) = (write.now(), which.bounds());
        let done = sqlx::query(
            "UPDATE notices SET read_at = ?1
              WHERE person_id = ?2 AND in_inbox = 1 AND read_at IS NULL AND id <= ?3 AND (?4 IS NULL OR id = ?4)",
        )
        .bind(now)
        .bind(actor.person)
        .bind(upto)
        .bind(only)
        .execute(write.sql())
        .await?;
        let read = done.rows_affected();
        if read > 0 {
            write.changes_inbox_of(actor.person);
            let event = AuditEvent::new("notices.read", "person", actor.person.0)
                .after(json!({ "notices": read }));
            write.commit(event).await?;
        }
        Ok(read)
    }
}

/// Which notices were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadUpTo {
    /// This one.
    One(NoticeId),
    /// All up to and with this one: what came since is not read.
    All(NoticeId),
}

impl ReadUpTo {
    const fn bounds(self) -> (Option<NoticeId>, NoticeId) {
        match self {
            Self::One(id) => (Some(id), id),
            Self::All(id) => (None, id),
        }
    }
}
