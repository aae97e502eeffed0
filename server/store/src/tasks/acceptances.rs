//! Accepting the risk behind a task: asked for, decided by somebody else, ended by its day or before.

use domain::audit::AuditEvent;
use domain::duties::{Duty, must_be_someone_else};
use domain::tasks::acceptance::{
    AcceptanceDecision, AcceptanceEnd, AcceptanceState, NewAcceptance, acceptance_state, is_over,
};
use domain::tasks::{TaskState, TaskStep, step};
use domain::{AcceptanceId, Action, Actor, AppError, Day, PersonId, TaskId, UnitId};
use serde_json::json;

use super::make::standing;
use super::news::risks;
use super::steps::set_state;
use crate::error::Result;
use crate::gate::{Author, Resource, WriteTx, lineage, may_on};
use crate::open::Store;
use crate::rows::day;

const ASKED_ALREADY: &str =
    "That the risk of this task be accepted was asked for already. It waits for a decision.";
const DAY_IS_OVER: &str = "Its last day is over. Decline it, and let it be asked for anew.";
const DECIDED: &str = "This was decided meanwhile, or taken back.";
const NOT_THEIRS: &str = "Whoever asked for it takes it back, or who may accept risks here.";

/// What decides what can be done with an acceptance.
#[derive(sqlx::FromRow)]
struct Known {
    task_id: TaskId,
    unit_id: UnitId,
    reason: String,
    until_on: String,
    asked_by: PersonId,
    decision: Option<AcceptanceDecision>,
    ended: Option<AcceptanceEnd>,
}

impl Known {
    async fn read(write: &mut WriteTx, id: AcceptanceId) -> Result<Self> {
        Ok(sqlx::query_as(
            "SELECT task_id, unit_id, reason, until_on, asked_by, decision, ended FROM acceptances WHERE id = ?",
        )
        .bind(id)
        .fetch_one(write.sql())
        .await?)
    }

    fn until(&self) -> Result<Day> {
        day(&self.until_on, "acceptances", "until_on", self.task_id.0)
    }

    fn state(&self, today: Day) -> Result<AcceptanceState> {
        Ok(acceptance_state(self.decision, self.ended, self.until()?, today))
    }
}

impl Store {
    /// Asks that the risk behind a task be accepted.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when that was asked for already, or the task's state has no room for it.
    pub async fn ask_to_accept(
        &self,
        actor: &Actor,
        id: TaskId,
        new: &NewAcceptance,
    ) -> Result<AcceptanceId> {
        let mut write = self.write(actor, Action::WorkOnTasks, Resource::Task(id)).await?;
        let unit = write.unit().ok_or(AppError::Internal)?;
        let task = standing(&mut write, id).await?;
        step(task.state, TaskStep::Accept)?;
        if waiting(&mut write, id).await?.is_some() {
            return Err(AppError::Conflict(ASKED_ALREADY.to_owned()).into());
        }
        let now = write.now();
        let made: AcceptanceId = sqlx::query_scalar(
            "INSERT INTO acceptances (task_id, unit_id, question, reason, until_on, asked_by, asked_at)
             SELECT id, unit_id, question, ?2, ?3, ?4, ?5 FROM tasks WHERE id = ?1 RETURNING id",
        )
        .bind(id)
        .bind(&new.reason)
        .bind(new.until.to_string())
        .bind(actor.person)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        risks::asked(&mut write, (id, unit), (made, actor), &task, &new.reason).await?;
        let event = AuditEvent::new("risk.asked", "task", id.0).in_unit(unit).after(json!({
            "acceptance": made, "title": task.title, "reason": new.reason, "until": new.until,
        }));
        write.commit(event).await?;
        Ok(made)
    }

    /// Accepts a risk, which puts its task aside, or declines to.
    ///
    /// # Errors
    /// [`AppError::Refused`] to whoever asked for it, [`AppError::Conflict`] when it was decided or
    /// taken back meanwhile, its last day is over, or the task went on.
    pub async fn decide_acceptance(
        &self,
        actor: &Actor,
        id: AcceptanceId,
        decision: AcceptanceDecision,
        words: &str,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::AcceptRisk, Resource::Acceptance(id)).await?;
        let (known, today) = (Known::read(&mut write, id).await?, write.today());
        must_be_someone_else(Duty::AcceptRisk, actor.person, &[known.asked_by])?;
        if known.decision.is_some() || known.ended.is_some() {
            return Err(AppError::Conflict(DECIDED.to_owned()).into());
        }
        let task = standing(&mut write, known.task_id).await?;
        if decision == AcceptanceDecision::Granted {
            if is_over(known.until()?, today) {
                return Err(AppError::Conflict(DAY_IS_OVER.to_owned()).into());
            }
            let to = step(task.state, TaskStep::Accept)?;
            set_state(&mut write, known.task_id, to, &known.reason).await?;
        }
        let now = write.now();
        sqlx::query(
            "UPDATE acceptances SET decision = ?, decided_words = ?, decided_by = ?, decided_at = ?
              WHERE id = ?",
        )
        .bind(decision)
        .bind(words)
        .bind(actor.person)
        .bind(now)
        .bind(id)
        .execute(write.sql())
        .await?;
        let action = match decision {
            AcceptanceDecision::Granted => "risk.accepted",
            AcceptanceDecision::Declined => "risk.declined",
        };
        let place = (known.task_id, known.unit_id);
        let by = (id, actor, known.asked_by);
        risks::decided(&mut write, place, by, (decision, words), &task).await?;
        let event = AuditEvent::new(action, "task", known.task_id.0);
        let event = event.in_unit(known.unit_id).after(json!({
            "acceptance": id, "title": task.title, "until": known.until_on, "words": words,
        }));
        write.commit(event).await
    }

    /// Takes a request back, or ends an acceptance before its day: the task is open again.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it is over or was declined, [`AppError::Refused`] to whoever neither
    /// asked for it nor may accept risks in the unit.
    pub async fn withdraw_acceptance(
        &self,
        actor: &Actor,
        id: AcceptanceId,
        words: &str,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::WorkOnTasks, Resource::Acceptance(id)).await?;
        let known = Known::read(&mut write, id).await?;
        let lineage = lineage(write.sql(), known.unit_id).await?;
        let accepts = may_on(write.sql(), actor.person, Action::AcceptRisk, &lineage).await?;
        let may = match known.state(write.today())? {
            AcceptanceState::Asked => accepts || known.asked_by == actor.person,
            AcceptanceState::Granted => accepts,
            AcceptanceState::Declined | AcceptanceState::Lapsed | AcceptanceState::Withdrawn => {
                return Err(AppError::Conflict(DECIDED.to_owned()).into());
            }
        };
        if !may {
            return Err(AppError::Refused(NOT_THEIRS.to_owned()).into());
        }
        let event = end(&mut write, id, &known, AcceptanceEnd::Withdrawn, words).await?;
        write.commit(event).await
    }

    /// Ends every acceptance whose last day is over, and opens its task again. How many those were.
    ///
    /// # Errors
    /// When the database fails; those before are ended then.
    pub async fn lapse_acceptances(&self) -> Result<u64> {
        let over: Vec<AcceptanceId> = sqlx::query_scalar(
            "SELECT id FROM acceptances
              WHERE ended IS NULL AND decision IS NOT 'declined' AND until_on < ? ORDER BY id",
        )
        .bind(self.clock.today().to_string())
        .fetch_all(&self.readers)
        .await?;
        let (mut lapsed, mut failed) = (0, None);
        for id in over {
            // One that can't be ended does not keep the others.
            match self.lapse(id).await {
                Ok(ended) => lapsed += u64::from(ended),
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(lapsed), Err)
    }

    async fn lapse(&self, id: AcceptanceId) -> Result<bool> {
        let mut write = self.begin(Author::program()).await?;
        let known = Known::read(&mut write, id).await?;
        // Somebody may have been quicker.
        if known.ended.is_some() || !is_over(known.until()?, write.today()) {
            return Ok(false);
        }
        let event = end(&mut write, id, &known, AcceptanceEnd::Lapsed, "").await?;
        write.commit(event).await?;
        Ok(true)
    }
}

/// Takes back what waits for a decision on a task that went on without one.
pub(super) async fn moot(
    write: &mut WriteTx,
    task: TaskId,
    to: TaskState,
) -> Result<Option<AuditEvent>> {
    if step(to, TaskStep::Accept).is_ok() || to == TaskState::Accepted {
        return Ok(None);
    }
    let Some(id) = waiting(write, task).await? else { return Ok(None) };
    let known = Known::read(write, id).await?;
    let words = format!("The task went on: {}.", to.label().to_lowercase());
    Ok(Some(end(write, id, &known, AcceptanceEnd::Withdrawn, &words).await?))
}

/// What waits for a decision, or is in force.
async fn waiting(write: &mut WriteTx, task: TaskId) -> Result<Option<AcceptanceId>> {
    Ok(sqlx::query_scalar(
        "SELECT id FROM acceptances
          WHERE task_id = ? AND ended IS NULL AND decision IS NOT 'declined'",
    )
    .bind(task)
    .fetch_optional(write.sql())
    .await?)
}

/// Ends it; a task that it had put aside is open again.
async fn end(
    write: &mut WriteTx,
    id: AcceptanceId,
    known: &Known,
    how: AcceptanceEnd,
    words: &str,
) -> Result<AuditEvent> {
    let (now, author) = (write.now(), write.author());
    sqlx::query(
        "UPDATE acceptances SET ended = ?, ended_words = ?, ended_by = ?, ended_at = ? WHERE id = ?",
    )
    .bind(how)
    .bind(words)
    .bind(author)
    .bind(now)
    .bind(id)
    .execute(write.sql())
    .await?;
    let task = standing(write, known.task_id).await?;
    if task.state == TaskState::Accepted {
        let to = step(task.state, TaskStep::Reopen)?;
        set_state(write, known.task_id, to, "").await?;
    }
    let place = (known.task_id, known.unit_id);
    risks::ended(write, place, (id, known.asked_by), (how, words), &task).await?;
    let action = match how {
        AcceptanceEnd::Lapsed => "risk.lapsed",
        AcceptanceEnd::Withdrawn => "risk.withdrawn",
    };
    Ok(AuditEvent::new(action, "task", known.task_id.0).in_unit(known.unit_id).after(json!({
        "acceptance": id, "title": task.title, "until": known.until_on, "words": words,
    })))
}
