//! Who watches a task: they are told of what happens to it, until they stop.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, PersonId, TaskId};
use serde_json::json;

use super::make::standing;
use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;
use crate::read::Read;

impl Store {
    /// Begins to watch a task, or begins again. Whoever watches it already changes nothing.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such task for the person.
    pub async fn watch_task(&self, actor: &Actor, id: TaskId) -> Result<()> {
        self.set_watching(actor, id, true).await
    }

    /// Stops watching a task. Neither a comment nor anything else makes them watch it again but they
    /// themselves, so it is remembered of whoever never watched it, too.
    ///
    /// # Errors
    /// As [`Store::watch_task`].
    pub async fn unwatch_task(&self, actor: &Actor, id: TaskId) -> Result<()> {
        self.set_watching(actor, id, false).await
    }

    async fn set_watching(&self, actor: &Actor, id: TaskId, watches: bool) -> Result<()> {
        let mut write = self.write(actor, Action::Read, Resource::Task(id)).await?;
        let unit = write.unit().ok_or(AppError::Internal)?;
        let now = write.now();
        let done = sqlx::query(
            "INSERT INTO task_watchers AS known (task_id, person_id, since_at, stopped) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (task_id, person_id) DO UPDATE SET since_at = ?3, stopped = ?4
              WHERE known.stopped <> ?4",
        )
        .bind(id)
        .bind(actor.person)
        .bind(now)
        .bind(!watches)
        .execute(write.sql())
        .await?;
        if done.rows_affected() == 0 {
            return Ok(());
        }
        let title = standing(&mut write, id).await?.title;
        let action = if watches { "task.watched" } else { "task.unwatched" };
        let event = AuditEvent::new(action, "task", id.0).in_unit(unit);
        write.commit(event.after(json!({ "title": title }))).await
    }
}

/// Whoever made a task or said something about it watches it from then on, unless they stopped.
pub(super) async fn watches(write: &mut WriteTx, id: TaskId, person: PersonId) -> Result<()> {
    let now = write.now();
    sqlx::query(
        "INSERT INTO task_watchers (task_id, person_id, since_at) VALUES (?, ?, ?)
         ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(person)
    .bind(now)
    .execute(write.sql())
    .await?;
    Ok(())
}

/// Those who are told of what happens to a task.
pub(super) async fn watchers(write: &mut WriteTx, id: TaskId) -> Result<Vec<PersonId>> {
    Ok(sqlx::query_scalar(
        "SELECT person_id FROM task_watchers WHERE task_id = ? AND stopped = 0 ORDER BY person_id",
    )
    .bind(id)
    .fetch_all(write.sql())
    .await?)
}

impl Read<'_> {
    /// Those who watch a task, by name: whoever left or lost sight of its unit is told no longer, and
    /// isn't among them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn watchers_of(&self, id: TaskId) -> Result<Vec<(PersonId, String)>> {
        Ok(sqlx::query_as(
            "SELECT p.id, p.name
               FROM task_watchers w JOIN tasks k ON k.id = w.task_id JOIN people p ON p.id = w.person_id
              WHERE w.task_id = ?1 AND w.stopped = 0 AND p.deactivated_at IS NULL
                AND EXISTS (SELECT 1 FROM visible_units v WHERE v.person_id = ?2 AND v.unit_id = k.unit_id)
                AND EXISTS (SELECT 1 FROM visible_units v WHERE v.person_id = p.id AND v.unit_id = k.unit_id)
              ORDER BY p.name COLLATE NOCASE, p.id",
        )
        .bind(id)
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?)
    }
}
