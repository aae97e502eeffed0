//! Making tasks and changing what they say.

use domain::audit::AuditEvent;
use domain::tasks::{NewTask, TaskState};
use domain::{Action, Actor, AppError, PersonId, TaskId, UnitId};
use serde_json::json;

use super::causes::{SeenIn, must_stand, seen_in};
use super::news::{Changed, of_change, of_new};
use super::note::{Happened, note};
use super::watch::watches;
use crate::error::Result;
use crate::gate::{Resource, WriteTx, lineage, may_on};
use crate::open::Store;

const STALE: &str = "Somebody changed this task meanwhile. Look at how it stands before you go on.";

impl Store {
    /// Makes a task in a unit. Whoever may not assign tasks makes them for themselves alone.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when its cause has an open task or no longer stands, or the unit is
    /// retired; a field error for an assignee who can't do it, or a model of another unit.
    pub async fn create_task(&self, actor: &Actor, unit: UnitId, new: &NewTask) -> Result<TaskId> {
        let made = self.create_tasks(actor, unit, std::slice::from_ref(new)).await?;
        Ok(*made.first().ok_or(AppError::Internal)?)
    }

    /// Makes several tasks of a unit in one step: all of them or none.
    ///
    /// # Errors
    /// As [`Store::create_task`].
    pub async fn create_tasks(
        &self,
        actor: &Actor,
        unit: UnitId,
        all: &[NewTask],
    ) -> Result<Vec<TaskId>> {
        let mut write = self.write(actor, Action::WorkOnTasks, Resource::Unit(unit)).await?;
        must_be_alive(&mut write, unit).await?;
        let seen = seen_in(&mut write, unit).await?;
        let mut made = Vec::with_capacity(all.len());
        let mut events = Vec::with_capacity(all.len());
        for new in all {
            if let Some(cause) = new.cause {
                must_stand(&mut write, cause, unit, new.question).await?;
            }
            let name = must_be_able(&mut write, actor, unit, new.assignee, None).await?;
            let id = insert(&mut write, unit, seen, new).await?;
            set_models(&mut write, id, unit, new).await?;
            set_steps(&mut write, id, &new.steps).await?;
            note(&mut write, id, Happened::new("created").to(&name)).await?;
            watches(&mut write, id, actor.person).await?;
            of_new(&mut write, (id, unit), (new.assignee, &name), &new.title).await?;
            events.push(
                AuditEvent::new("task.created", "task", id.0).in_unit(unit).after(told(new, &name)),
            );
            made.push(id);
        }
        let mut events = events.into_iter();
        let first = events.next().ok_or_else(|| AppError::field("", "Choose at least one."))?;
        write.commit_all(first, events.collect()).await?;
        Ok(made)
    }

    /// Changes what a task says, as it was read at a revision. Its question and its cause stay.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it was changed since or is settled; field errors as for a new one.
    pub async fn edit_task(
        &self,
        actor: &Actor,
        id: TaskId,
        revision: i64,
        new: &NewTask,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::WorkOnTasks, Resource::Task(id)).await?;
        let unit = write.unit().ok_or(AppError::Internal)?;
        let was = standing(&mut write, id).await?;
        was.must_be(revision)?;
        was.must_be_open()?;
        let name =
            must_be_able(&mut write, actor, unit, new.assignee, Some(was.assignee_id)).await?;
        let is_re_dated = was.due_on != new.due_on.to_string();
        if is_re_dated {
            write.also(actor, Action::AssignTasks, unit).await?;
        }
        sqlx::query(
            "UPDATE tasks SET title = ?, about = ?, assignee_id = ?, priority = ?, effort = ?,
                              due_on = ?, revision = revision + 1 WHERE id = ?",
        )
        .bind(&new.title)
        .bind(&new.about)
        .bind(new.assignee)
        .bind(new.priority)
        .bind(new.effort)
        .bind(new.due_on.to_string())
        .bind(id)
        .execute(write.sql())
        .await?;
        set_models(&mut write, id, unit, new).await?;
        set_steps(&mut write, id, &new.steps).await?;
        note(&mut write, id, Happened::new("edited")).await?;
        let changed = Changed {
            title: &new.title,
            was: was.assignee_id,
            is_now: (new.assignee, &name),
            due_on: is_re_dated.then_some(new.due_on),
        };
        of_change(&mut write, (id, unit), changed).await?;
        let event = AuditEvent::new("task.edited", "task", id.0)
            .in_unit(unit)
            .before(json!({
                "title": was.title, "assignee": was.assignee_name, "due_on": was.due_on,
            }))
            .after(told(new, &name));
        write.commit(event).await
    }
}

fn told(new: &NewTask, assignee: &str) -> serde_json::Value {
    json!({
        "title": new.title, "about": new.about, "question": new.question, "assignee": assignee,
        "due_on": new.due_on.to_string(), "priority": new.priority, "effort": new.effort,
        "cause": new.cause.map(|cause| cause.to_string()), "models": new.models, "steps": new.steps,
    })
}

async fn must_be_alive(write: &mut WriteTx, unit: UnitId) -> Result<()> {
    let (retired, is_whole): (bool, bool) =
        sqlx::query_as("SELECT retired_at IS NOT NULL, parent_id IS NULL FROM units WHERE id = ?")
            .bind(unit)
            .fetch_one(write.sql())
            .await?;
    let why = match (retired, is_whole) {
        (true, _) => "This unit is retired, so nobody there would do it.",
        (_, true) => "The organisation as a whole isn't assessed. Choose one of its units.",
        _ => return Ok(()),
    };
    Err(AppError::field("unit", why).into())
}

/// The name of somebody who may work on tasks of the unit. Only whoever assigns tasks there gives them
/// to others, or takes them from others.
pub(super) async fn must_be_able(
    write: &mut WriteTx,
    actor: &Actor,
    unit: UnitId,
    assignee: PersonId,
    was: Option<PersonId>,
) -> Result<String> {
    if was != Some(assignee) && (assignee != actor.person || was.is_some()) {
        write.also(actor, Action::AssignTasks, unit).await.map_err(|_| {
            AppError::field("assignee", "Only a manager of the unit gives tasks to others.")
        })?;
    }
    let lineage = lineage(write.sql(), unit).await?;
    let able = may_on(write.sql(), assignee, Action::WorkOnTasks, &lineage).await?;
    let name: Option<String> =
        sqlx::query_scalar("SELECT name FROM people WHERE id = ? AND deactivated_at IS NULL")
            .bind(assignee)
            .fetch_optional(write.sql())
            .await?;
    let able = name.filter(|_| able);
    Ok(able.ok_or_else(|| {
        AppError::field("assignee", "Choose an assessor or a manager of this unit.")
    })?)
}

async fn insert(write: &mut WriteTx, unit: UnitId, seen: SeenIn, new: &NewTask) -> Result<TaskId> {
    let (now, author) = (write.now(), write.author());
    Ok(sqlx::query_scalar(
        "INSERT INTO tasks (unit_id, question, title, about, cause, assessment_id, round_id, assignee_id,
                            priority, effort, due_on, state, created_by, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(unit)
    .bind(new.question)
    .bind(&new.title)
    .bind(&new.about)
    .bind(new.cause.map(|cause| cause.to_string()))
    .bind(seen.assessment_id)
    .bind(seen.round_id)
    .bind(new.assignee)
    .bind(new.priority)
    .bind(new.effort)
    .bind(new.due_on.to_string())
    .bind(TaskState::Open)
    .bind(author)
    .bind(now)
    .fetch_one(write.sql())
    .await?)
}

async fn set_models(write: &mut WriteTx, id: TaskId, unit: UnitId, new: &NewTask) -> Result<()> {
    sqlx::query("DELETE FROM task_models WHERE task_id = ?").bind(id).execute(write.sql()).await?;
    for model in &new.models {
        let done = sqlx::query(
            "INSERT INTO task_models (task_id, model_id)
             SELECT ?1, id FROM models WHERE id = ?2 AND unit_id = ?3",
        )
        .bind(id)
        .bind(model)
        .bind(unit)
        .execute(write.sql())
        .await?;
        if done.rows_affected() == 0 {
            return Err(AppError::field("models", "Choose models of this unit.").into());
        }
    }
    Ok(())
}

/// A step that keeps its words keeps its tick.
async fn set_steps(write: &mut WriteTx, id: TaskId, steps: &[String]) -> Result<()> {
    type Ticked = (String, Option<PersonId>, Option<domain::Timestamp>);
    let before: Vec<Ticked> = sqlx::query_as(
        "SELECT words, ticked_by, ticked_at FROM task_steps WHERE task_id = ? ORDER BY position",
    )
    .bind(id)
    .fetch_all(write.sql())
    .await?;
    sqlx::query("DELETE FROM task_steps WHERE task_id = ?").bind(id).execute(write.sql()).await?;
    for (position, words) in (1_i64..).zip(steps) {
        let kept = before.iter().find(|(known, ..)| known == words);
        sqlx::query(
            "INSERT INTO task_steps (task_id, position, words, ticked_by, ticked_at) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(id)
        .bind(position)
        .bind(words)
        .bind(kept.and_then(|(_, by, _)| *by))
        .bind(kept.and_then(|(_, _, at)| *at))
        .execute(write.sql())
        .await?;
    }
    Ok(())
}

/// What a step or a change needs to know of a task.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Stands {
    pub(super) title: String,
    pub(super) question: domain::QuestionNo,
    pub(super) state: TaskState,
    pub(super) assignee_id: PersonId,
    pub(super) assignee_name: String,
    pub(super) due_on: String,
    pub(super) revision: i64,
}

impl Stands {
    pub(super) fn must_be(&self, revision: i64) -> Result<()> {
        if self.revision == revision {
            return Ok(());
        }
        Err(AppError::Conflict(STALE.to_owned()).into())
    }

    pub(super) fn must_be_open(&self) -> Result<()> {
        if self.state.is_settled() {
            let now = self.state.label().to_lowercase();
            return Err(
                AppError::Conflict(format!("This task is {now}, so it stays as it is.")).into()
            );
        }
        Ok(())
    }
}

pub(super) async fn standing(write: &mut WriteTx, id: TaskId) -> Result<Stands> {
    Ok(sqlx::query_as(
        "SELECT k.title, k.question, k.state, k.assignee_id, p.name AS assignee_name, k.due_on, k.revision
           FROM tasks k JOIN people p ON p.id = k.assignee_id WHERE k.id = ?",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?)
}
