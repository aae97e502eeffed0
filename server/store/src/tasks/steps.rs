//! The steps of a task's life, its checklist, and what is said about it.

use domain::audit::AuditEvent;
use domain::tasks::{Needs, TaskState, TaskStep, may_take, step};
use domain::{Action, Actor, AppError, PersonId, TaskId, UnitId};
use serde_json::json;

use super::make::standing;
use super::note::{Happened, note};
use crate::error::Result;
use crate::gate::{Resource, WriteTx, lineage, may_on};
use crate::open::Store;

const NO_EVIDENCE: &str = "Attach what shows that it is done first: a file, a link or a note.";

impl Store {
    /// Takes a step, as the task was read at a revision.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it was changed since or its state doesn't allow the step,
    /// [`AppError::Refused`] to whoever the step isn't for, a field error for missing words or evidence.
    pub async fn take_step(
        &self,
        actor: &Actor,
        id: TaskId,
        revision: i64,
        taken: TaskStep,
        words: &str,
    ) -> Result<()> {
        let mut write = self.write(actor, taken.action(), Resource::Task(id)).await?;
        let unit = write.unit().ok_or(AppError::Internal)?;
        let was = standing(&mut write, id).await?;
        was.must_be(revision)?;
        let to = step(was.state, taken)?;
        let doers = doers(&mut write, id).await?;
        let may_assign = assigns(&mut write, actor, unit).await?;
        may_take(taken, actor.person, was.assignee_id, may_assign, &doers)?;
        if taken.needs() == Needs::NoteAndEvidence {
            must_be_shown(&mut write, id).await?;
        }
        set_state(&mut write, id, to, words).await?;
        if taken.action() == Action::WorkOnTasks {
            worked(&mut write, id, &[actor.person, was.assignee_id]).await?;
        }
        let happened = Happened::new(taken.key()).saying(words);
        note(&mut write, id, happened.from(was.state.key()).to(to.key())).await?;
        let event = AuditEvent::new(action(taken)?, "task", id.0)
            .in_unit(unit)
            .before(json!({ "state": was.state }))
            .after(json!({ "state": to, "title": was.title, "words": words }));
        super::news::of_step(&mut write, (id, unit), taken, &was, words, &doers).await?;
        let moot = super::acceptances::moot(&mut write, id, to).await?;
        write.commit_all(event, moot.into_iter().collect()).await
    }

    /// Ticks a step of the checklist, or takes the tick back.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such step, [`AppError::Conflict`] once the task is settled.
    pub async fn tick(&self, actor: &Actor, id: TaskId, position: u32, ticked: bool) -> Result<()> {
        let mut write = self.write(actor, Action::WorkOnTasks, Resource::Task(id)).await?;
        let unit = write.unit().ok_or(AppError::Internal)?;
        let was = standing(&mut write, id).await?;
        was.must_be_open()?;
        let (now, author) = (write.now(), write.author());
        let words: String = sqlx::query_scalar(
            "UPDATE task_steps SET ticked_by = ?, ticked_at = ? WHERE task_id = ? AND position = ?
             RETURNING words",
        )
        .bind(author.filter(|_| ticked))
        .bind(ticked.then_some(now))
        .bind(id)
        .bind(position)
        .fetch_one(write.sql())
        .await?;
        worked(&mut write, id, &[actor.person]).await?;
        let what = if ticked { "ticked" } else { "unticked" };
        note(&mut write, id, Happened::new(what).to(&words)).await?;
        let event = AuditEvent::new("task.step-ticked", "task", id.0)
            .in_unit(unit)
            .before(json!({ "step": words, "ticked": !ticked }))
            .after(json!({ "step": words, "ticked": ticked }));
        write.commit(event).await
    }

    /// Says something about a task. Settled ones are still talked about.
    ///
    /// # Errors
    /// As the gate.
    pub async fn comment_on_task(&self, actor: &Actor, id: TaskId, said: &str) -> Result<()> {
        let mut write = self.write(actor, Action::WorkOnTasks, Resource::Task(id)).await?;
        let number = note(&mut write, id, Happened::new("comment").saying(said)).await?;
        super::news::of_comment(&mut write, id, number, said).await?;
        super::watch::watches(&mut write, id, actor.person).await?;
        let mut event =
            AuditEvent::new("task.commented", "task", id.0).after(json!({ "said": said }));
        event.unit = write.unit();
        write.commit(event).await
    }
}

/// The log's word for a step. Accepting a risk has a decision of its own.
fn action(taken: TaskStep) -> Result<&'static str> {
    Ok(match taken {
        TaskStep::Start => "task.started",
        TaskStep::Block => "task.blocked",
        TaskStep::Resume => "task.resumed",
        TaskStep::Finish => "task.finished",
        TaskStep::Verify => "task.verified",
        TaskStep::SendBack => "task.sent-back",
        TaskStep::Cancel => "task.cancelled",
        TaskStep::Accept | TaskStep::Reopen => return Err(AppError::NotFound.into()),
    })
}

async fn assigns(write: &mut WriteTx, actor: &Actor, unit: UnitId) -> Result<bool> {
    let lineage = lineage(write.sql(), unit).await?;
    may_on(write.sql(), actor.person, Action::AssignTasks, &lineage).await
}

/// Everybody who ever worked on it.
async fn doers(write: &mut WriteTx, id: TaskId) -> Result<Vec<PersonId>> {
    Ok(sqlx::query_scalar("SELECT person_id FROM task_doers WHERE task_id = ? ORDER BY person_id")
        .bind(id)
        .fetch_all(write.sql())
        .await?)
}

/// Notes that these people worked on it.
pub(super) async fn worked(write: &mut WriteTx, id: TaskId, people: &[PersonId]) -> Result<()> {
    for person in people {
        sqlx::query(
            "INSERT INTO task_doers (task_id, person_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(id)
        .bind(person)
        .execute(write.sql())
        .await?;
    }
    Ok(())
}

async fn must_be_shown(write: &mut WriteTx, id: TaskId) -> Result<()> {
    let shown: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM task_evidence x JOIN evidence e ON e.id = x.evidence_id
                         WHERE x.task_id = ? AND e.withdrawn_at IS NULL)",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?;
    if shown { Ok(()) } else { Err(AppError::field("", NO_EVIDENCE).into()) }
}

/// Moves a task to a state.
pub(super) async fn set_state(
    write: &mut WriteTx,
    id: TaskId,
    to: TaskState,
    words: &str,
) -> Result<()> {
    let (now, author) = (write.now(), write.author());
    sqlx::query(
        "UPDATE tasks
            SET state = ?1, words = ?2, revision = revision + 1,
                done_by = CASE WHEN ?1 = 'done' THEN ?3 ELSE done_by END,
                done_at = CASE WHEN ?1 = 'done' THEN ?4 ELSE done_at END,
                settled_at = CASE WHEN ?5 THEN ?4 END
          WHERE id = ?6",
    )
    .bind(to)
    .bind(words)
    .bind(author)
    .bind(now)
    .bind(to.is_settled())
    .bind(id)
    .execute(write.sql())
    .await?;
    Ok(())
}
