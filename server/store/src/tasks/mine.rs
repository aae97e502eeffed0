//! What waits for one person, and what work is under way in a unit.

use std::collections::HashMap;

use domain::permissions::role_allows;
use domain::tasks::forecast::OpenWork;
use domain::tasks::{Cause, TaskState};
use domain::{Action, Day, PersonId, QuestionNo, Role, TaskId, UnitId};
use serde_json::json;
use sqlx::QueryBuilder;

use super::filter::{TaskFilter, TaskStanding};
use super::row::{COLUMNS, Row, TaskRow};
use crate::error::Result;
use crate::read::{Read, push_units_where};
use crate::rows::day;

/// The most tasks of each kind that a person's page holds.
const MOST: u32 = 100;

/// What waits for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyWork {
    /// Their own tasks, what is due first coming first.
    pub tasks: Vec<TaskRow>,
    /// What others did and they may verify.
    pub to_verify: Vec<TaskRow>,
}

/// Work that is to bring something, and whose unit's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitWork {
    /// The unit.
    pub unit: UnitId,
    /// Whose it is, by name.
    pub assignee_name: String,
    /// The work.
    pub work: OpenWork,
}

/// The work under way in several units, as far as their forecast goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkAhead {
    /// Of each unit and question the day by which all of its tasks are due, which puts it right.
    pub questions: Vec<(UnitId, QuestionNo, Day)>,
    /// How many tasks are late.
    pub overdue: usize,
}

type WorkRow = (UnitId, TaskId, QuestionNo, String, PersonId, String);

/// Of how many tasks, the newest, the delays are looked at.
const DELAYS: u32 = 200;

/// The delays of what was verified last: ?1 is the person, ?2 of how many.
macro_rules! delays {
    ($from:literal, $where:literal) => {
        concat!(
            "SELECT CAST(julianday(substr(k.done_at, 1, 10)) - julianday(k.due_on) AS INTEGER) FROM ",
            $from,
            " WHERE ",
            $where,
            " k.done_at IS NOT NULL AND k.state = 'verified' AND k.settled_at IS NOT NULL
                AND k.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)
              ORDER BY k.settled_at DESC LIMIT ?2"
        )
    };
}

impl Read<'_> {
    /// What waits for the person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn my_work(&self) -> Result<MyWork> {
        let person = self.actor.person;
        let mine = TaskFilter { assignee: Some(person), ..TaskFilter::default() };
        let tasks = self.tasks_from(&mine, 0, MOST).await?;
        let done =
            TaskFilter { standing: TaskStanding::Is(TaskState::Done), ..TaskFilter::default() };
        let source = done.source(self.store.shows_all());
        let mut query = QueryBuilder::new(format!(
            "SELECT {COLUMNS} FROM {source} CROSS JOIN units u ON u.id = k.unit_id
              CROSS JOIN people p ON p.id = k.assignee_id
              WHERE k.settled_at IS NULL AND k.state = 'done' AND +k.unit_id IN ("
        ));
        push_units_where(&mut query, person, Action::VerifyTasks);
        query
            .push(") AND NOT EXISTS (SELECT 1 FROM task_doers d WHERE d.task_id = k.id AND d.person_id = ")
            .push_bind(person)
            .push(") ORDER BY k.due_on, k.id LIMIT ")
            .push_bind(MOST);
        let rows: Vec<Row> = query.build_query_as().fetch_all(self.pool()).await?;
        let to_verify = rows.into_iter().map(Row::read).collect::<Result<_>>()?;
        Ok(MyWork { tasks, to_verify })
    }

    /// The work under way in a unit and those below it, or everywhere.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_work(&self, under: Option<UnitId>) -> Result<Vec<UnitWork>> {
        let rows: Vec<WorkRow> = sqlx::query_as(
            "SELECT k.unit_id, k.id, k.question, k.due_on, k.assignee_id, p.name
               FROM tasks k JOIN people p ON p.id = k.assignee_id
              WHERE k.settled_at IS NULL AND k.state <> 'accepted'
                AND k.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)
                AND (?2 IS NULL OR k.unit_id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ?2))
              ORDER BY k.id",
        )
        .bind(self.actor.person)
        .bind(under)
        .fetch_all(self.pool())
        .await?;
        rows.into_iter()
            .map(|(unit, task, question, due_on, assignee, assignee_name)| {
                let due_on = day(&due_on, "tasks", "due_on", task.0)?;
                let work = OpenWork { task, question, due_on, assignee };
                Ok(UnitWork { unit, assignee_name, work })
            })
            .collect()
    }

    /// The same as far as a forecast of several units goes: however many tasks there are, a row for each
    /// unit and question.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn work_ahead(&self, under: Option<UnitId>) -> Result<WorkAhead> {
        let open = TaskFilter { unit: under, ..TaskFilter::default() };
        let mut query =
            QueryBuilder::new("SELECT k.unit_id, k.question, max(k.due_on), sum(k.due_on < ");
        let today = self.store.clock.today();
        query.push_bind(today.to_string()).push(") FROM ");
        query.push(open.source(self.store.shows_all())).push(" WHERE");
        open.push(&mut query, self.actor.person, today);
        query.push(" GROUP BY k.unit_id, k.question");
        let rows: Vec<(UnitId, QuestionNo, String, i64)> =
            query.build_query_as().fetch_all(self.pool()).await?;
        let mut ahead = WorkAhead::default();
        for (unit, question, due_on, late) in rows {
            let due_on = day(&due_on, "tasks", "due_on", unit.0)?;
            ahead.questions.push((unit, question, due_on));
            ahead.overdue += usize::try_from(late).unwrap_or_default();
        }
        Ok(ahead)
    }

    /// By how many days each of the tasks that were verified last was done after its due day, in a unit
    /// and those below it, or everywhere; fewer than none where it was early.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delays(&self, under: Option<UnitId>) -> Result<Vec<i64>> {
        // Of one unit by its own index; of all the newest first, which is where it ends.
        let sql = match under {
            Some(_) => delays!(
                "unit_tree t CROSS JOIN tasks k ON k.unit_id = t.unit_id",
                "t.ancestor_id = ?3 AND"
            ),
            None => delays!("tasks k", ""),
        };
        Ok(sqlx::query_scalar(sql)
            .bind(self.actor.person)
            .bind(DELAYS)
            .bind(under)
            .fetch_all(self.pool())
            .await?)
    }

    /// The tasks that are not settled, by what they come from.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tasks_of_causes(&self, causes: &[Cause]) -> Result<HashMap<Cause, TaskId>> {
        let texts: Vec<String> = causes.iter().map(ToString::to_string).collect();
        let rows: Vec<(String, TaskId)> = sqlx::query_as(
            "SELECT k.cause, k.id FROM json_each(?1) j
              CROSS JOIN tasks k ON k.cause = j.value AND k.settled_at IS NULL
              WHERE k.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?2)",
        )
        .bind(json!(texts).to_string())
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?;
        Ok(rows.into_iter().filter_map(|(cause, id)| Some((cause.parse().ok()?, id))).collect())
    }

    /// Whose a task of a unit can be, by name: active people who may work on tasks there.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] to whoever may not make tasks there.
    pub async fn possible_assignees(&self, unit: UnitId) -> Result<Vec<(PersonId, String)>> {
        self.must(Action::WorkOnTasks, unit).await?;
        let roles = Role::ALL.iter().filter(|role| role_allows(**role, Action::WorkOnTasks));
        Ok(sqlx::query_as(
            "SELECT p.id, p.name FROM people p
              WHERE p.deactivated_at IS NULL
                AND EXISTS (SELECT 1 FROM grants g JOIN unit_tree t ON t.ancestor_id = g.unit_id
                             WHERE g.person_id = p.id AND t.unit_id = ?1
                               AND g.role IN (SELECT value FROM json_each(?2)))
              ORDER BY p.name COLLATE NOCASE, p.id LIMIT 500",
        )
        .bind(unit)
        .bind(json!(roles.collect::<Vec<_>>()).to_string())
        .fetch_all(self.pool())
        .await?)
    }

    /// To whom the person can give tasks somewhere, by name. Whether somebody may take one is decided
    /// for each task.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn takers(&self) -> Result<Vec<(PersonId, String)>> {
        let mut query = QueryBuilder::new(
            "SELECT p.id, p.name FROM people p
              WHERE p.deactivated_at IS NULL
                AND EXISTS (SELECT 1 FROM grants g JOIN unit_tree t ON t.ancestor_id = g.unit_id
                             WHERE g.person_id = p.id AND g.role IN (SELECT value FROM json_each(",
        );
        let roles = Role::ALL.iter().filter(|role| role_allows(**role, Action::WorkOnTasks));
        query.push_bind(json!(roles.collect::<Vec<_>>()).to_string()).push(")) AND t.unit_id IN (");
        push_units_where(&mut query, self.actor.person, Action::AssignTasks);
        query.push(")) ORDER BY p.name COLLATE NOCASE, p.id LIMIT 500");
        Ok(query.build_query_as().fetch_all(self.pool()).await?)
    }

    /// Those who have open tasks that the person may see, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assignees(&self) -> Result<Vec<(PersonId, String)>> {
        Ok(sqlx::query_as(
            "SELECT p.id, p.name FROM people p
              WHERE EXISTS (SELECT 1 FROM tasks k
                             WHERE k.assignee_id = p.id AND k.settled_at IS NULL
                               AND k.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1))
              ORDER BY p.name COLLATE NOCASE, p.id LIMIT 500",
        )
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?)
    }
}
