//! What waits for one person, and to whom work can be given.

use std::collections::HashMap;

use domain::permissions::role_allows;
use domain::tasks::{Cause, TaskState};
use domain::{Action, PersonId, Role, TaskId, UnitId};
use serde_json::json;
use sqlx::QueryBuilder;

use super::filter::{TaskFilter, TaskStanding};
use super::row::{COLUMNS, Row, TaskRow};
use crate::error::Result;
use crate::read::{Read, push_units_where};

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
