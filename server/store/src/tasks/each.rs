//! The first or the newest tasks of a few units: each is asked for its own, and those are put in order. Of
//! many units all tasks are walked instead, which soon finds enough; of few it could find none at all.

use domain::{PersonId, UnitId};
use sqlx::{QueryBuilder, Sqlite};

use super::row::{COLUMNS, Row, TaskRow};
use crate::error::Result;
use crate::read::Read;

/// So many units are few.
const FEW: i64 = 30;

/// What is due first in a unit and those below it.
pub(super) fn first_of_each(unit: UnitId, person: PersonId, most: u32) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new(format!(
        "SELECT {COLUMNS} FROM unit_tree t CROSS JOIN json_each((
                SELECT json_group_array(id) FROM (
                    SELECT x.id FROM tasks x INDEXED BY tasks_by_unit
                     WHERE x.unit_id = t.unit_id AND x.settled_at IS NULL AND x.state <> 'accepted'
                     ORDER BY x.due_on, x.id LIMIT "
    ));
    query.push_bind(most);
    query.push(
        "))) j CROSS JOIN tasks k ON k.id = j.value CROSS JOIN units u ON u.id = k.unit_id
           CROSS JOIN people p ON p.id = k.assignee_id",
    );
    push_sight(&mut query, unit, person);
    query.push(" ORDER BY k.due_on, k.id LIMIT ").push_bind(most);
    query
}

/// The delays of what was verified last in a unit and those below it.
pub(super) fn delays_of_each(unit: UnitId, person: PersonId, most: u32) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new(
        "SELECT CAST(julianday(substr(k.done_at, 1, 10)) - julianday(k.due_on) AS INTEGER)
           FROM unit_tree t CROSS JOIN json_each((
                SELECT json_group_array(id) FROM (
                    SELECT x.id FROM tasks x INDEXED BY tasks_by_unit
                     WHERE x.unit_id = t.unit_id AND x.settled_at IS NOT NULL
                       AND x.state = 'verified' AND x.done_at IS NOT NULL
                     ORDER BY x.settled_at DESC, x.id DESC LIMIT ",
    );
    query.push_bind(most).push("))) j CROSS JOIN tasks k ON k.id = j.value");
    push_sight(&mut query, unit, person);
    query.push(" ORDER BY k.settled_at DESC, k.id DESC LIMIT ").push_bind(most);
    query
}

fn push_sight(query: &mut QueryBuilder<Sqlite>, unit: UnitId, person: PersonId) {
    query.push(" WHERE t.ancestor_id = ").push_bind(unit);
    query.push(" AND +k.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ");
    query.push_bind(person).push(")");
}

impl Read<'_> {
    /// Whether a unit and those below it are few. Where the tables are views, as on a page of the past, no
    /// index can be named, and none are.
    pub(super) async fn has_few_units(&self, unit: UnitId) -> Result<bool> {
        if !self.store.shows_all() {
            return Ok(false);
        }
        let units: i64 = sqlx::query_scalar("SELECT count(*) FROM unit_tree WHERE ancestor_id = ?")
            .bind(unit)
            .fetch_one(self.pool())
            .await?;
        Ok(units <= FEW)
    }

    pub(super) async fn first_of_each(&self, unit: UnitId, most: u32) -> Result<Vec<TaskRow>> {
        let rows: Vec<Row> = first_of_each(unit, self.actor.person, most)
            .build_query_as()
            .fetch_all(self.pool())
            .await?;
        rows.into_iter().map(Row::read).collect()
    }
}
