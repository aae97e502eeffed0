//! Many tasks at once: to somebody, or to another day.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, Day, PersonId, TaskId};
use serde_json::json;

use super::make::{must_be_able, standing};
use super::news::{Changed, of_change};
use super::note::{Happened, note};
use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;

/// The most tasks that are changed in one step.
const MOST: usize = 200;

impl Store {
    /// Gives tasks to somebody: all of them or none. Gives how many changed hands.
    ///
    /// # Errors
    /// A field error under `assignee` when they can't do one of them, [`AppError::Conflict`] when one is
    /// settled.
    pub async fn assign_tasks(&self, actor: &Actor, ids: &[TaskId], to: PersonId) -> Result<usize> {
        let mut write = self.several(actor, ids).await?;
        let mut events = Vec::new();
        for id in ids {
            let unit = unit_of(&mut write, actor, *id).await?;
            let was = standing(&mut write, *id).await?;
            was.must_be_open()?;
            if was.assignee_id == to {
                continue;
            }
            let name = must_be_able(&mut write, actor, unit, to, Some(was.assignee_id)).await?;
            sqlx::query("UPDATE tasks SET assignee_id = ?, revision = revision + 1 WHERE id = ?")
                .bind(to)
                .bind(id)
                .execute(write.sql())
                .await?;
            let happened = Happened::new("assigned").from(&was.assignee_name).to(&name);
            note(&mut write, *id, happened).await?;
            let changed = Changed {
                title: &was.title,
                was: was.assignee_id,
                is_now: (to, &name),
                due_on: None,
            };
            of_change(&mut write, (*id, unit), changed).await?;
            events.push(
                AuditEvent::new("task.assigned", "task", id.0)
                    .in_unit(unit)
                    .before(json!({ "assignee": was.assignee_name }))
                    .after(json!({ "assignee": name, "title": was.title })),
            );
        }
        finish(write, events).await
    }

    /// Makes tasks due on another day: all of them or none. Gives how many changed.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when one is settled.
    pub async fn redate_tasks(&self, actor: &Actor, ids: &[TaskId], due_on: Day) -> Result<usize> {
        let mut write = self.several(actor, ids).await?;
        let mut events = Vec::new();
        let day = due_on.to_string();
        for id in ids {
            let unit = unit_of(&mut write, actor, *id).await?;
            let was = standing(&mut write, *id).await?;
            was.must_be_open()?;
            if was.due_on == day {
                continue;
            }
            sqlx::query("UPDATE tasks SET due_on = ?, revision = revision + 1 WHERE id = ?")
                .bind(&day)
                .bind(id)
                .execute(write.sql())
                .await?;
            note(&mut write, *id, Happened::new("re-dated").from(&was.due_on).to(&day)).await?;
            let changed = Changed {
                title: &was.title,
                was: was.assignee_id,
                is_now: (was.assignee_id, &was.assignee_name),
                due_on: Some(due_on),
            };
            of_change(&mut write, (*id, unit), changed).await?;
            events.push(
                AuditEvent::new("task.re-dated", "task", id.0)
                    .in_unit(unit)
                    .before(json!({ "due_on": was.due_on }))
                    .after(json!({ "due_on": day, "title": was.title })),
            );
        }
        finish(write, events).await
    }

    /// A write that begins at the first of several tasks.
    async fn several(&self, actor: &Actor, ids: &[TaskId]) -> Result<WriteTx> {
        if ids.len() > MOST {
            let why = format!("Change at most {MOST} tasks at once.");
            return Err(AppError::field("", why).into());
        }
        let first = ids.first().ok_or_else(|| AppError::field("", "Choose at least one task."))?;
        self.write(actor, Action::AssignTasks, Resource::Task(*first)).await
    }
}

/// The unit of a further task, in which the person must be able to assign tasks, too.
async fn unit_of(write: &mut WriteTx, actor: &Actor, id: TaskId) -> Result<domain::UnitId> {
    let unit = sqlx::query_scalar("SELECT unit_id FROM tasks WHERE id = ?")
        .bind(id)
        .fetch_one(write.sql())
        .await?;
    write.also(actor, Action::AssignTasks, unit).await?;
    Ok(unit)
}

async fn finish(write: WriteTx, events: Vec<AuditEvent>) -> Result<usize> {
    let changed = events.len();
    let mut events = events.into_iter();
    // Nothing changed: there is nothing to keep, and nothing to say.
    let Some(first) = events.next() else { return Ok(0) };
    write.commit_all(first, events.collect()).await?;
    Ok(changed)
}
