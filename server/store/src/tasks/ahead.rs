//! The work under way in units, and how punctual work was: what forecasts follow from. However many tasks
//! there are, a row for each question of a unit.

use domain::tasks::forecast::OpenWork;
use domain::{Action, Day, PersonId, QuestionNo, UnitId};
use sqlx::{QueryBuilder, Sqlite};

use super::each::delays_of_each;
use super::filter::TaskFilter;
use crate::error::Result;
use crate::read::Read;
use crate::rows::day;

/// What somebody has under way about a question of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitWork {
    /// Whose it is, by name.
    pub assignee_name: String,
    /// The work, due when the last of these tasks is.
    pub work: OpenWork,
    /// How many of the tasks are late.
    pub overdue: usize,
}

/// What is under way about a question of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkAhead {
    /// The unit.
    pub unit: UnitId,
    /// The question.
    pub question: QuestionNo,
    /// The day by which all of its tasks are due, which puts it right.
    pub due_on: Day,
    /// How many of them are late.
    pub overdue: usize,
}

/// Of how many tasks, the newest, the delays are looked at.
const DELAYS: u32 = 200;

/// From where open tasks are read by unit and question.
const fn by_place(shows_all: bool) -> &'static str {
    if shows_all { "tasks k INDEXED BY tasks_open_by_place" } else { "tasks k" }
}

/// The open tasks of a unit itself, by question and assignee.
pub(super) fn unit_work(
    unit: UnitId,
    person: PersonId,
    today: Day,
    shows_all: bool,
) -> QueryBuilder<Sqlite> {
    let open = TaskFilter::default();
    let mut query = QueryBuilder::new(
        "SELECT w.question, w.assignee_id, p.name, w.due_on, w.overdue FROM (
             SELECT k.question, k.assignee_id, max(k.due_on) AS due_on, sum(k.due_on < ",
    );
    query.push_bind(today.to_string()).push(") AS overdue FROM ");
    query.push(by_place(shows_all)).push(" WHERE");
    open.push(&mut query, person, today);
    query.push(" AND k.unit_id = ").push_bind(unit);
    query.push(
        " GROUP BY k.question, k.assignee_id) w JOIN people p ON p.id = w.assignee_id
           ORDER BY w.question, w.assignee_id",
    );
    query
}

/// The open tasks of a unit and those below it, or everywhere, by unit and question.
pub(super) fn work_ahead(
    under: Option<UnitId>,
    person: PersonId,
    today: Day,
    shows_all: bool,
) -> QueryBuilder<Sqlite> {
    let open = TaskFilter { unit: under, ..TaskFilter::default() };
    let mut query =
        QueryBuilder::new("SELECT k.unit_id, k.question, max(k.due_on), sum(k.due_on < ");
    query.push_bind(today.to_string()).push(") FROM ");
    query.push(by_place(shows_all)).push(" WHERE");
    open.push(&mut query, person, today);
    query.push(" GROUP BY k.unit_id, k.question ORDER BY k.unit_id, k.question");
    query
}

/// The delays of what was verified last. The newest come first, which is where it ends.
pub(super) fn delays(
    under: Option<UnitId>,
    person: PersonId,
    shows_all: bool,
) -> QueryBuilder<Sqlite> {
    let source = if shows_all { "tasks k INDEXED BY tasks_settled" } else { "tasks k" };
    let mut query = QueryBuilder::new(format!(
        "SELECT CAST(julianday(substr(k.done_at, 1, 10)) - julianday(k.due_on) AS INTEGER)
           FROM {source}
          WHERE k.settled_at IS NOT NULL AND k.state = 'verified' AND k.done_at IS NOT NULL
            AND +k.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = "
    ));
    query.push_bind(person).push(")");
    if let Some(unit) = under {
        query.push(" AND +k.unit_id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ");
        query.push_bind(unit).push(")");
    }
    query.push(" ORDER BY k.settled_at DESC, k.id DESC LIMIT ").push_bind(DELAYS);
    query
}

impl Read<'_> {
    /// The work under way in a unit itself, by question and by whose it is.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when the person may not see the unit.
    pub async fn unit_work(&self, unit: UnitId) -> Result<Vec<UnitWork>> {
        self.must(Action::Read, unit).await?;
        let today = self.store.clock.today();
        let rows: Vec<(QuestionNo, PersonId, String, String, i64)> =
            unit_work(unit, self.actor.person, today, self.store.shows_all())
                .build_query_as()
                .fetch_all(self.pool())
                .await?;
        let read = |(question, assignee, assignee_name, due_on, late): (_, _, _, String, i64)| {
            let due_on = day(&due_on, "tasks", "due_on", unit.0)?;
            let work = OpenWork { question, due_on, assignee };
            Ok(UnitWork { assignee_name, work, overdue: count(late) })
        };
        rows.into_iter().map(read).collect()
    }

    /// The work under way in a unit and those below it, or everywhere, by unit and question.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn work_ahead(&self, under: Option<UnitId>) -> Result<Vec<WorkAhead>> {
        let today = self.store.clock.today();
        let rows: Vec<(UnitId, QuestionNo, String, i64)> =
            work_ahead(under, self.actor.person, today, self.store.shows_all())
                .build_query_as()
                .fetch_all(self.pool())
                .await?;
        let read = |(unit, question, due_on, late): (UnitId, _, String, i64)| {
            let due_on = day(&due_on, "tasks", "due_on", unit.0)?;
            Ok(WorkAhead { unit, question, due_on, overdue: count(late) })
        };
        rows.into_iter().map(read).collect()
    }

    /// By how many days each of the tasks that were verified last was done after its due day, in a unit
    /// and those below it, or everywhere; fewer than none where it was early.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delays(&self, under: Option<UnitId>) -> Result<Vec<i64>> {
        if let Some(unit) = under
            && self.has_few_units(unit).await?
        {
            return Ok(delays_of_each(unit, self.actor.person, DELAYS)
                .build_query_scalar()
                .fetch_all(self.pool())
                .await?);
        }
        Ok(delays(under, self.actor.person, self.store.shows_all())
            .build_query_scalar()
            .fetch_all(self.pool())
            .await?)
    }
}

fn count(late: i64) -> usize {
    usize::try_from(late).unwrap_or_default()
}
