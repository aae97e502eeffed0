//! Lists of tasks: filtered, sorted and paged; as lanes of a board; and counted.

use domain::tasks::{DueWindow, Grouping, TaskState};
use domain::{Day, PersonId};
use sqlx::{QueryBuilder, Sqlite};

use super::filter::{TaskFilter, TaskStanding};
use super::groups::{TaskGroup, by_window};
use super::row::{COLUMNS, Row, TaskRow};
use crate::error::Result;
use crate::read::Read;

/// How many tasks a page of the list holds.
pub const TASKS_A_PAGE: u32 = 50;

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskPage {
    /// The tasks.
    pub rows: Vec<TaskRow>,
    /// The groups that they are in, one after the other; none where the list isn't grouped.
    pub groups: Vec<TaskGroup>,
    /// Whether there are more on a page after it.
    pub has_more: bool,
}

/// How many tasks match a filter, whatever it says of how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TaskCounts {
    /// Neither settled nor put aside.
    pub open: i64,
    /// Late.
    pub overdue: i64,
    /// Due within seven days.
    pub due_soon: i64,
    /// Done, and not verified.
    pub done: i64,
}

impl TaskCounts {
    /// As the windows of all tasks under way have them.
    fn of(windows: &[(DueWindow, u64)]) -> Self {
        let mut counts = Self::default();
        for (window, count) in windows {
            let count = count.cast_signed();
            counts.open += count;
            match window {
                DueWindow::Overdue => counts.overdue = count,
                DueWindow::Week => counts.due_soon = count,
                // What is put aside isn't under way.
                DueWindow::Rest => counts.done = count,
                DueWindow::Month | DueWindow::Later => {}
            }
        }
        counts
    }
}

/// A lane of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// The state of all its tasks.
    pub state: TaskState,
    /// How many there are; not counted of settled ones, which only grow.
    pub count: Option<i64>,
    /// The first of them: what is due first, or what was settled last.
    pub rows: Vec<TaskRow>,
}

/// The lanes, from left to right.
const LANES: [TaskState; 5] = [
    TaskState::Open,
    TaskState::InProgress,
    TaskState::Blocked,
    TaskState::Done,
    TaskState::Verified,
];

pub(super) fn listing(
    filter: &TaskFilter,
    person: PersonId,
    today: Day,
    (limit, offset): (u32, u32),
    shows_all: bool,
) -> QueryBuilder<Sqlite> {
    let source = filter.source(shows_all);
    let mut query = QueryBuilder::new(format!(
        "SELECT {COLUMNS} FROM {source} CROSS JOIN units u ON u.id = k.unit_id
           CROSS JOIN people p ON p.id = k.assignee_id WHERE"
    ));
    filter.push(&mut query, person, today);
    query.push(filter.order()).push(" LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(offset);
    query
}

/// How many tasks under way are in each state.
pub(super) fn by_state(
    open: &TaskFilter,
    person: PersonId,
    today: Day,
    shows_all: bool,
) -> QueryBuilder<Sqlite> {
    let source = open.source_by_state(shows_all);
    let mut query = QueryBuilder::new(format!("SELECT k.state, count(*) FROM {source} WHERE"));
    open.push(&mut query, person, today);
    query.push(" GROUP BY k.state");
    query
}

impl Read<'_> {
    /// A page of the tasks that the person may see, in groups where the filter asks for them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tasks(&self, filter: &TaskFilter) -> Result<TaskPage> {
        if let Some(by) = filter.group {
            let counts = self.group_counts(filter, by).await?;
            return self.grouped(filter, counts).await;
        }
        let before = filter.page.saturating_sub(1).saturating_mul(TASKS_A_PAGE);
        let mut rows = self.stretch_of(filter, (TASKS_A_PAGE + 1, before)).await?;
        let has_more = rows.len() > TASKS_A_PAGE as usize;
        rows.truncate(TASKS_A_PAGE as usize);
        Ok(TaskPage { rows, groups: Vec::new(), has_more })
    }

    /// The same with how many tasks match, whatever the filter says of how they stand: by due day, of
    /// tasks under way, both are counted at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tasks_and_counts(&self, filter: &TaskFilter) -> Result<(TaskPage, TaskCounts)> {
        if filter.group != Some(Grouping::Due) || filter.standing != TaskStanding::Open {
            return Ok((self.tasks(filter).await?, self.task_counts(filter).await?));
        }
        let windows = self.window_counts(filter).await?;
        let counts = TaskCounts::of(&windows);
        Ok((self.grouped(filter, by_window(windows)).await?, counts))
    }

    /// Tasks that match, from one place in their order on: for exports, a stretch at a time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tasks_from(
        &self,
        filter: &TaskFilter,
        from: u32,
        most: u32,
    ) -> Result<Vec<TaskRow>> {
        self.stretch_of(filter, (most, from)).await
    }

    async fn stretch_of(&self, filter: &TaskFilter, stretch: (u32, u32)) -> Result<Vec<TaskRow>> {
        let today = self.store.clock.today();
        let rows: Vec<Row> =
            listing(filter, self.actor.person, today, stretch, self.store.shows_all())
                .build_query_as()
                .fetch_all(self.pool())
                .await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// How many tasks match a filter, whatever it says of how they stand.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn task_counts(&self, filter: &TaskFilter) -> Result<TaskCounts> {
        let open = TaskFilter { standing: TaskStanding::Open, ..filter.clone() };
        Ok(TaskCounts::of(&self.window_counts(&open).await?))
    }

    /// The board: of each state the first tasks, and how many there are of those that aren't settled.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn task_lanes(&self, filter: &TaskFilter, per_lane: u32) -> Result<Vec<Lane>> {
        let today = self.store.clock.today();
        let open = TaskFilter { standing: TaskStanding::Open, ..filter.clone() };
        let mut query = by_state(&open, self.actor.person, today, self.store.shows_all());
        let counts: Vec<(TaskState, i64)> = query.build_query_as().fetch_all(self.pool()).await?;
        let count = |state| counts.iter().find(|(known, _)| *known == state).map_or(0, |it| it.1);
        let mut lanes = Vec::with_capacity(LANES.len());
        for state in LANES {
            let filter = TaskFilter { standing: TaskStanding::Is(state), ..filter.clone() };
            let rows = self.stretch_of(&filter, (per_lane, 0)).await?;
            lanes.push(Lane { state, count: (!state.is_settled()).then(|| count(state)), rows });
        }
        Ok(lanes)
    }

    /// The tasks of a unit and of those below it that are neither settled nor put aside, what is due first coming first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_tasks_in(&self, unit: domain::UnitId, most: u32) -> Result<Vec<TaskRow>> {
        if self.has_few_units(unit).await? {
            return self.first_of_each(unit, most).await;
        }
        let filter = TaskFilter { unit: Some(unit), ..TaskFilter::default() };
        self.stretch_of(&filter, (most, 0)).await
    }
}
