//! What happened to a task, as its page tells it.

use domain::{PersonId, TaskId};

use crate::error::Result;
use crate::gate::WriteTx;

/// Something that happened to a task.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Happened<'a> {
    what: &'a str,
    words: &'a str,
    was: &'a str,
    is_now: &'a str,
}

impl<'a> Happened<'a> {
    /// A kind of thing: see the table `task_activity`.
    pub(crate) fn new(what: &'a str) -> Self {
        Self { what, ..Self::default() }
    }

    /// What was said with it.
    pub(crate) const fn saying(mut self, words: &'a str) -> Self {
        self.words = words;
        self
    }

    /// What stood before.
    pub(crate) const fn from(mut self, was: &'a str) -> Self {
        self.was = was;
        self
    }

    /// What stands now.
    pub(crate) const fn to(mut self, is_now: &'a str) -> Self {
        self.is_now = is_now;
        self
    }
}

/// Adds it to what is known of the task, in the write that made it happen. Gives its number.
pub(crate) async fn note(write: &mut WriteTx, id: TaskId, it: Happened<'_>) -> Result<i64> {
    let author = write.author();
    note_by(write, id, it, author).await
}

/// The same of what the program does because of somebody.
pub(super) async fn note_by(
    write: &mut WriteTx,
    id: TaskId,
    it: Happened<'_>,
    author: Option<PersonId>,
) -> Result<i64> {
    let now = write.now();
    Ok(sqlx::query_scalar(
        "INSERT INTO task_activity (task_id, what, words, was, is_now, by_id, at)
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(id)
    .bind(it.what)
    .bind(it.words)
    .bind(it.was)
    .bind(it.is_now)
    .bind(author)
    .bind(now)
    .fetch_one(write.sql())
    .await?)
}
