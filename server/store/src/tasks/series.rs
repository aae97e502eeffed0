//! Tasks that return: beginning and ending a series, and making the occurrences that are due.

use std::str::FromStr as _;

use domain::audit::AuditEvent;
use domain::tasks::{Returning, Rhythm, TaskState, due_between, occurrence};
use domain::{Action, Actor, AppError, Day, PersonId, SeriesId, TaskId, Timestamp, UnitId};
use serde_json::json;

use super::make::standing;
use super::news::of_new;
use super::note::{Happened, note_by};
use crate::error::{Result, StoreError};
use crate::gate::{Author, Resource, WriteTx, lineage, may_on};
use crate::notices::nearest;
use crate::open::Store;
use crate::read::Read;
use crate::rows::day;

const RETURNS_ALREADY: &str = "This task returns already. End its series first.";
const OVERDUE: &str = "This task is overdue. Give it a day that is still to come first.";
const ENDED: &str = "This series was ended meanwhile.";

/// The most occurrences that a task's page shows, the newest.
const SHOWN: u32 = 24;

/// A series as the page of one of its tasks tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// It.
    pub id: SeriesId,
    /// How it returns.
    pub returning: Returning,
    /// When the next one is due; none once it has ended.
    pub next_on: Option<Day>,
    /// Who ended it, and when.
    pub ended: Option<(String, Timestamp)>,
    /// Its newest occurrences, the newest first.
    pub occurrences: Vec<Occurrence>,
}

/// A task of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Its number, from 1.
    pub number: u32,
    /// Its task.
    pub task: TaskId,
    /// When it is due by the rhythm, whatever became of the task's own due day.
    pub due_on: Day,
    /// How it stands.
    pub state: TaskState,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}

impl Occurrence {
    /// Whether its due day passed without it being done.
    #[must_use]
    pub fn is_missed(&self, today: Day) -> bool {
        match self.state {
            TaskState::Done | TaskState::Verified => {
                self.done_at.is_some_and(|done| done.day() > self.due_on)
            }
            TaskState::Cancelled | TaskState::Accepted => false,
            TaskState::Open | TaskState::InProgress | TaskState::Blocked => self.due_on < today,
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: SeriesId,
    unit_id: UnitId,
    rhythm: String,
    first_on: String,
    lead_days: u16,
    begun_by: PersonId,
    ended_by_name: Option<String>,
    ended_at: Option<Timestamp>,
    made: u32,
    newest: TaskId,
}

impl Row {
    fn returning(&self) -> Result<Returning> {
        let rhythm = Rhythm::from_str(&self.rhythm);
        let rhythm = rhythm.map_err(|_| StoreError::Inconsistent {
            table: "task_series",
            column: "rhythm",
            row: self.id.0,
        })?;
        Ok(Returning { rhythm, lead_days: self.lead_days })
    }

    fn first(&self) -> Result<Day> {
        day(&self.first_on, "task_series", "first_on", self.id.0)
    }
}

/// Every series with how many it has made and the newest of them, for the rest of a query.
macro_rules! series {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.unit_id, s.rhythm, s.first_on, s.lead_days, s.begun_by,
                    p.name AS ended_by_name, s.ended_at, o.number AS made, o.task_id AS newest
               FROM task_series s LEFT JOIN people p ON p.id = s.ended_by
               JOIN task_occurrences o ON o.series_id = s.id AND o.number =
                    (SELECT max(number) FROM task_occurrences WHERE series_id = s.id) ",
            $rest
        )
    };
}

impl Store {
    /// Lets a task return: it is the first of its series.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it returns already, is settled or overdue.
    pub async fn begin_series(
        &self,
        actor: &Actor,
        task: TaskId,
        returning: Returning,
    ) -> Result<SeriesId> {
        let mut write = self.write(actor, Action::AssignTasks, Resource::Task(task)).await?;
        let unit = write.unit().ok_or(AppError::Internal)?;
        let was = standing(&mut write, task).await?;
        was.must_be_open()?;
        let returns: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM task_occurrences WHERE task_id = ?)")
                .bind(task)
                .fetch_one(write.sql())
                .await?;
        if returns {
            return Err(AppError::Conflict(RETURNS_ALREADY.to_owned()).into());
        }
        let first = day(&was.due_on, "tasks", "due_on", task.0)?;
        if first < write.today() {
            return Err(AppError::Conflict(OVERDUE.to_owned()).into());
        }
        let now = write.now();
        let id: SeriesId = sqlx::query_scalar(
            "INSERT INTO task_series (unit_id, rhythm, first_on, lead_days, begun_by, begun_at)
             VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(unit)
        .bind(returning.rhythm.to_string())
        .bind(&was.due_on)
        .bind(returning.lead_days)
        .bind(actor.person)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        occurs(&mut write, id, (1, first), task).await?;
        let event = AuditEvent::new("series.begun", "task", task.0).in_unit(unit).after(json!({
            "series": id, "title": was.title, "returns": returning.rhythm.to_string(),
            "lead_days": returning.lead_days,
        }));
        write.commit(event).await?;
        Ok(id)
    }

    /// Ends a series. Its tasks stay.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it was ended already.
    pub async fn end_series(&self, actor: &Actor, id: SeriesId) -> Result<()> {
        let mut write = self.write(actor, Action::AssignTasks, Resource::Series(id)).await?;
        let series: Row =
            sqlx::query_as(series!("WHERE s.id = ?")).bind(id).fetch_one(write.sql()).await?;
        if series.ended_at.is_some() {
            return Err(AppError::Conflict(ENDED.to_owned()).into());
        }
        let now = write.now();
        sqlx::query("UPDATE task_series SET ended_by = ?, ended_at = ? WHERE id = ?")
            .bind(actor.person)
            .bind(now)
            .bind(id)
            .execute(write.sql())
            .await?;
        let title = standing(&mut write, series.newest).await?.title;
        let event = AuditEvent::new("series.ended", "task", series.newest.0)
            .in_unit(series.unit_id)
            .after(json!({ "series": id, "title": title }));
        write.commit(event).await
    }

    /// Makes every task of a series of which the time has come; each that was missed is one of its own.
    /// Gives how many were made.
    ///
    /// # Errors
    /// When the database fails; what was made before stays.
    pub async fn make_occurrences(&self) -> Result<u64> {
        let all: Vec<Row> = sqlx::query_as(series!(
            "JOIN units u ON u.id = s.unit_id
              WHERE s.ended_at IS NULL AND u.retired_at IS NULL ORDER BY s.id"
        ))
        .fetch_all(&self.readers)
        .await?;
        let (mut made, mut failed) = (0, None);
        for series in all {
            // One that can't go on does not keep the others.
            match self.make_all(&series).await {
                Ok(of_it) => made += of_it,
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(made), Err)
    }

    async fn make_all(&self, series: &Row) -> Result<u64> {
        let (first, Returning { rhythm, lead_days }) = (series.first()?, series.returning()?);
        let mut made = 0;
        for due in due_between(first, rhythm, series.made, self.clock.today(), lead_days) {
            made += u64::from(self.make_occurrence(series, due).await?);
        }
        Ok(made)
    }

    /// A task as the newest of the series stands by now, due on another day.
    async fn make_occurrence(&self, series: &Row, (number, due_on): (u32, Day)) -> Result<bool> {
        let mut write = self.begin(Author::program()).await?;
        // Somebody may have ended it, or another run been quicker.
        let known: Row = sqlx::query_as(series!("WHERE s.id = ?"))
            .bind(series.id)
            .fetch_one(write.sql())
            .await?;
        if known.ended_at.is_some() || known.made + 1 != number {
            return Ok(false);
        }
        let assignee = assignee(&mut write, &known).await?;
        let now = write.now();
        let id: TaskId = sqlx::query_scalar(
            "INSERT INTO tasks (unit_id, question, title, about, assessment_id, round_id, assignee_id,
                                priority, effort, due_on, state, created_by, created_at)
             SELECT unit_id, question, title, about, assessment_id, round_id, ?2, priority, effort, ?3,
                    'open', ?4, ?5
               FROM tasks WHERE id = ?1 RETURNING id",
        )
        .bind(known.newest)
        .bind(assignee)
        .bind(due_on.to_string())
        .bind(known.begun_by)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        for copy in [
            "INSERT INTO task_steps (task_id, position, words)
             SELECT ?2, position, words FROM task_steps WHERE task_id = ?1",
            "INSERT INTO task_models (task_id, model_id)
             SELECT ?2, m.id FROM task_models t JOIN models m ON m.id = t.model_id
               JOIN tasks k ON k.id = t.task_id AND k.unit_id = m.unit_id
              WHERE t.task_id = ?1 AND m.retired_at IS NULL",
            // Whoever stopped watching has stopped for those to come.
            "INSERT INTO task_watchers (task_id, person_id, since_at, stopped)
             SELECT ?2, person_id, since_at, stopped FROM task_watchers WHERE task_id = ?1",
        ] {
            sqlx::query(copy).bind(known.newest).bind(id).execute(write.sql()).await?;
        }
        occurs(&mut write, known.id, (number, due_on), id).await?;
        let made = standing(&mut write, id).await?;
        let happened = Happened::new("created").to(&made.assignee_name);
        note_by(&mut write, id, happened, Some(known.begun_by)).await?;
        of_new(&mut write, (id, known.unit_id), (assignee, &made.assignee_name), &made.title)
            .await?;
        let event =
            AuditEvent::new("task.returned", "task", id.0).in_unit(known.unit_id).after(json!({
                "series": known.id, "number": number, "title": made.title,
                "assignee": made.assignee_name, "due_on": due_on.to_string(),
            }));
        write.commit(event).await?;
        Ok(true)
    }
}

/// Whose the next one is: whoever's the newest is, or a manager's where they can't do it any more.
async fn assignee(write: &mut WriteTx, series: &Row) -> Result<PersonId> {
    let was = standing(write, series.newest).await?.assignee_id;
    let lineage = lineage(write.sql(), series.unit_id).await?;
    let active: bool = sqlx::query_scalar("SELECT deactivated_at IS NULL FROM people WHERE id = ?")
        .bind(was)
        .fetch_one(write.sql())
        .await?;
    if active && may_on(write.sql(), was, Action::WorkOnTasks, &lineage).await? {
        return Ok(was);
    }
    let near = nearest(write.sql(), series.unit_id, Action::AssignTasks, &[]).await?;
    Ok(near.first().copied().unwrap_or(was))
}

async fn occurs(
    write: &mut WriteTx,
    id: SeriesId,
    (number, due_on): (u32, Day),
    task: TaskId,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO task_occurrences (series_id, number, due_on, task_id) VALUES (?, ?, ?, ?)",
    )
    .bind(id)
    .bind(number)
    .bind(due_on.to_string())
    .bind(task)
    .execute(write.sql())
    .await?;
    Ok(())
}

impl Read<'_> {
    /// The series that a task is of, if it is of one and in a unit that the person may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn series_of(&self, task: TaskId) -> Result<Option<Series>> {
        let row: Option<Row> = sqlx::query_as(series!(
            "WHERE s.id = (SELECT series_id FROM task_occurrences WHERE task_id = ?1)
               AND s.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?2)"
        ))
        .bind(task)
        .bind(self.actor.person)
        .fetch_optional(self.pool())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let known: Vec<(u32, TaskId, String, TaskState, Option<Timestamp>)> = sqlx::query_as(
            "SELECT o.number, o.task_id, o.due_on, k.state, k.done_at
               FROM task_occurrences o JOIN tasks k ON k.id = o.task_id
              WHERE o.series_id = ? ORDER BY o.number DESC LIMIT ?",
        )
        .bind(row.id)
        .bind(SHOWN)
        .fetch_all(self.pool())
        .await?;
        let occurrences = known.into_iter().map(|(number, task, due_on, state, done_at)| {
            let due_on = day(&due_on, "task_occurrences", "due_on", task.0)?;
            Ok(Occurrence { number, task, due_on, state, done_at })
        });
        let returning = row.returning()?;
        let next = occurrence(row.first()?, returning.rhythm, row.made + 1);
        Ok(Some(Series {
            id: row.id,
            returning,
            next_on: row.ended_at.is_none().then_some(next),
            ended: row.ended_by_name.zip(row.ended_at),
            occurrences: occurrences.collect::<Result<_>>()?,
        }))
    }
}
