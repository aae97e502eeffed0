//! What shows that a task is done: items that support its question from then on.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, EvidenceId, TaskId, UnitId};
use serde_json::json;

use super::make::standing;
use super::news::of_evidence;
use super::note::{Happened, note};
use super::steps::worked;
use crate::error::Result;
use crate::evidence::{Came, NewEvidence, insert, link, must_be_open_to};
use crate::gate::{Resource, WriteTx};
use crate::open::Store;

impl Store {
    /// Attaches a new item to a task. It supports the task's question of the unit, and stands in the
    /// auditors' queue.
    ///
    /// # Errors
    /// [`AppError::Conflict`] once the task is settled, or when the file did not arrive whole.
    pub async fn attach_to_task(
        &self,
        actor: &Actor,
        id: TaskId,
        new: &NewEvidence,
    ) -> Result<EvidenceId> {
        let mut write = self.write(actor, Action::AttachEvidence, Resource::Task(id)).await?;
        let unit = write.unit().ok_or(AppError::Internal)?;
        let task = standing(&mut write, id).await?;
        task.must_be_open()?;
        self.must_be_kept(&new.content).await?;
        let item = insert(&mut write, unit, new).await?;
        link(&mut write, item, unit, task.question, None).await?;
        add(&mut write, actor, id, item, &new.entry.title).await?;
        let came =
            Came { unit, home: unit, question: task.question, assessment: None, round: None };
        write
            .commit_all(came.told(item, new), vec![shown(id, unit, item, &new.entry.title)])
            .await?;
        Ok(item)
    }

    /// Attaches an item that is there already.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an item that the person may not open, [`AppError::Conflict`] when it
    /// was withdrawn or replaced, or the task is settled.
    pub async fn attach_existing_to_task(
        &self,
        actor: &Actor,
        id: TaskId,
        item: EvidenceId,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::AttachEvidence, Resource::Task(id)).await?;
        let unit = write.unit().ok_or(AppError::Internal)?;
        let task = standing(&mut write, id).await?;
        task.must_be_open()?;
        let (title, gone): (String, bool) = sqlx::query_as(
            "SELECT title, withdrawn_at IS NOT NULL
                    OR e.replaced_at IS NOT NULL
               FROM evidence e WHERE id = ?",
        )
        .bind(item)
        .fetch_one(write.sql())
        .await?;
        must_be_open_to(&mut write, actor, item).await?;
        if gone {
            return Err(AppError::Conflict(format!("“{title}” was withdrawn or replaced.")).into());
        }
        link(&mut write, item, unit, task.question, None).await?;
        add(&mut write, actor, id, item, &title).await?;
        let event = AuditEvent::new("evidence.linked", "evidence", item.0).in_unit(unit).after(
            json!({ "title": title, "question": task.question, "assessment": null, "round": null }),
        );
        write.commit_all(event, vec![shown(id, unit, item, &title)]).await
    }
}

fn shown(id: TaskId, unit: UnitId, item: EvidenceId, title: &str) -> AuditEvent {
    AuditEvent::new("task.evidence-attached", "task", id.0)
        .in_unit(unit)
        .after(json!({ "evidence": item, "title": title }))
}

async fn add(
    write: &mut WriteTx,
    actor: &Actor,
    id: TaskId,
    item: EvidenceId,
    title: &str,
) -> Result<()> {
    let (now, author) = (write.now(), write.author());
    sqlx::query(
        "INSERT INTO task_evidence (task_id, evidence_id, added_by, added_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(item)
    .bind(author)
    .bind(now)
    .execute(write.sql())
    .await?;
    worked(write, id, &[actor.person]).await?;
    note(write, id, Happened::new("evidence").to(title)).await?;
    of_evidence(write, id, item, title).await
}
