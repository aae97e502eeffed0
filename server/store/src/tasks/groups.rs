//! A list of tasks in groups: what the tasks of each have in common, how many there are, and the page.

use domain::tasks::{DueWindow, Grouping, TaskState};
use domain::{Day, PersonId, QuestionNo, UnitId};
use sqlx::{QueryBuilder, Sqlite};

use super::filter::{TaskFilter, TaskStanding, WORK_LEFT};
use super::list::{TASKS_A_PAGE, TaskPage};
use super::row::{COLUMNS, Row, TaskRow};
use crate::error::Result;
use crate::read::Read;

/// What the tasks of a group have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupOf {
    /// Whose they are, with the name.
    Person(PersonId, String),
    /// Their unit, with its name now.
    Unit(UnitId, String),
    /// Their question.
    Question(QuestionNo),
    /// When they are due.
    Due(DueWindow),
}

/// A group, as far as it is on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskGroup {
    /// What its tasks have in common.
    pub of: GroupOf,
    /// How many tasks it has, on whatever page.
    pub count: u64,
    /// How many of the page's tasks are in it.
    pub shown: usize,
    /// Whether it began on a page before.
    pub is_continued: bool,
}

/// The filter and the source of a group's tasks; and a condition that the filter has no word for.
pub(super) fn narrowed(
    filter: &TaskFilter,
    of: &GroupOf,
    shows_all: bool,
) -> (TaskFilter, &'static str) {
    let mut filter = filter.clone();
    // Under way without work left is what waits to be verified: an index knows the state.
    if *of == GroupOf::Due(DueWindow::Rest) && filter.standing == TaskStanding::Open {
        filter.standing = TaskStanding::Is(TaskState::Done);
    }
    let source = match (of, filter.standing) {
        _ if !shows_all => "tasks k",
        (GroupOf::Unit(..), _) => "tasks k INDEXED BY tasks_by_unit",
        (GroupOf::Person(..), _) => "tasks k INDEXED BY tasks_by_assignee",
        (GroupOf::Due(window), TaskStanding::All)
            if *window != DueWindow::Rest && !filter.narrows() =>
        {
            "tasks k INDEXED BY tasks_open_by_due"
        }
        _ => filter.source(shows_all),
    };
    (filter, source)
}

fn push_group(query: &mut QueryBuilder<Sqlite>, of: &GroupOf, today: Day) {
    match of {
        GroupOf::Person(id, _) => query.push(" AND k.assignee_id = ").push_bind(*id),
        GroupOf::Unit(id, _) => query.push(" AND k.unit_id = ").push_bind(*id),
        GroupOf::Question(no) => query.push(" AND k.question = ").push_bind(*no),
        GroupOf::Due(DueWindow::Rest) => query.push(format!(" AND NOT {WORK_LEFT}")),
        GroupOf::Due(window) => {
            query.push(format!(" AND k.settled_at IS NULL AND {WORK_LEFT}"));
            let day = |days| today.checked_add_signed(chrono::Duration::days(days));
            let (first, last) = window.days();
            for (compares, days) in [(" AND k.due_on >= ", first), (" AND k.due_on <= ", last)] {
                if let Some(day) = days.and_then(day) {
                    query.push(compares).push_bind(day.to_string());
                }
            }
            query
        }
    };
}

/// The tasks of one group, in the order of the list.
pub(super) fn group_listing(
    filter: &TaskFilter,
    of: &GroupOf,
    person: PersonId,
    today: Day,
    (limit, offset): (u64, u64),
    shows_all: bool,
) -> QueryBuilder<Sqlite> {
    let (narrow, source) = narrowed(filter, of, shows_all);
    let mut query = QueryBuilder::new(format!(
        "SELECT {COLUMNS} FROM {source} CROSS JOIN units u ON u.id = k.unit_id
           CROSS JOIN people p ON p.id = k.assignee_id WHERE"
    ));
    narrow.push(&mut query, person, today);
    push_group(&mut query, of, today);
    query.push(filter.order());
    query.push(" LIMIT ").push_bind(limit.cast_signed());
    query.push(" OFFSET ").push_bind(offset.cast_signed());
    query
}

/// How many tasks there are in each window. A run of the index for each of them costs half of what one
/// over all costs that asks every task for its window.
pub(super) fn window_counting(
    filter: &TaskFilter,
    person: PersonId,
    today: Day,
    shows_all: bool,
) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new("");
    for (at, window) in DueWindow::ALL.iter().enumerate() {
        let of = GroupOf::Due(*window);
        let (narrow, source) = narrowed(filter, &of, shows_all);
        query.push(if at == 0 { "" } else { " UNION ALL " });
        query.push(format!("SELECT '{window}', count(*) FROM {source} WHERE"));
        narrow.push(&mut query, person, today);
        push_group(&mut query, &of, today);
    }
    query
}

/// How many tasks each person, unit or question has that has any, in the order of the groups.
pub(super) fn group_counting(
    filter: &TaskFilter,
    (column, names): (&str, Option<&str>),
    person: PersonId,
    today: Day,
    shows_all: bool,
) -> QueryBuilder<Sqlite> {
    let source = filter.source(shows_all);
    let mut query = QueryBuilder::new(format!(
        "WITH counted (id, tasks) AS (SELECT k.{column}, count(*) FROM {source} WHERE"
    ));
    filter.push(&mut query, person, today);
    query.push(format!(" GROUP BY k.{column}) "));
    query.push(match names {
        None => "SELECT id, '', tasks FROM counted ORDER BY id".to_owned(),
        Some(names) => format!(
            "SELECT n.id, n.name, c.tasks FROM counted c CROSS JOIN {names} n ON n.id = c.id
              ORDER BY n.name COLLATE NOCASE, n.id"
        ),
    });
    query
}

/// The windows that have tasks, as groups.
pub(super) fn by_window(counts: Vec<(DueWindow, u64)>) -> Vec<(GroupOf, u64)> {
    let some = counts.into_iter().filter(|(_, count)| *count > 0);
    some.map(|(window, count)| (GroupOf::Due(window), count)).collect()
}

impl Read<'_> {
    /// A page of the list in groups. Only those that are on it are read; what lies before it is known
    /// from the counts.
    pub(super) async fn grouped(
        &self,
        filter: &TaskFilter,
        counts: Vec<(GroupOf, u64)>,
    ) -> Result<TaskPage> {
        let size = u64::from(TASKS_A_PAGE);
        let first = u64::from(filter.page.saturating_sub(1)) * size;
        let end = first + size;
        let (mut rows, mut groups, mut begins) = (Vec::new(), Vec::new(), 0);
        for (of, count) in counts {
            let ends = begins + count;
            let before = first.saturating_sub(begins);
            if begins < end && ends > first {
                let most = ends.min(end) - begins.max(first);
                let found = self.stretch_in(filter, &of, (most, before)).await?;
                let (shown, is_continued) = (found.len(), before > 0);
                groups.push(TaskGroup { of, count, shown, is_continued });
                rows.extend(found);
            }
            begins = ends;
        }
        Ok(TaskPage { rows, groups, has_more: begins > end })
    }

    async fn stretch_in(
        &self,
        filter: &TaskFilter,
        of: &GroupOf,
        stretch: (u64, u64),
    ) -> Result<Vec<TaskRow>> {
        let (person, today) = (self.actor.person, self.store.clock.today());
        let shows_all = self.store.shows_all();
        let mut query = group_listing(filter, of, person, today, stretch, shows_all);
        let rows: Vec<Row> = query.build_query_as().fetch_all(self.pool()).await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// The groups that have tasks, in their order, with how many.
    pub(super) async fn group_counts(
        &self,
        filter: &TaskFilter,
        by: Grouping,
    ) -> Result<Vec<(GroupOf, u64)>> {
        let (kind, of): (_, fn(i64, String) -> GroupOf) = match by {
            Grouping::Due => return Ok(by_window(self.window_counts(filter).await?)),
            Grouping::Person => {
                (("assignee_id", Some("people")), |id, name| GroupOf::Person(PersonId(id), name))
            }
            Grouping::Unit => {
                (("unit_id", Some("units")), |id, name| GroupOf::Unit(UnitId(id), name))
            }
            Grouping::Question => (("question", None), |no, _| {
                GroupOf::Question(QuestionNo(u16::try_from(no).unwrap_or_default()))
            }),
        };
        let (person, today) = (self.actor.person, self.store.clock.today());
        let mut query = group_counting(filter, kind, person, today, self.store.shows_all());
        let rows: Vec<(i64, String, i64)> = query.build_query_as().fetch_all(self.pool()).await?;
        let rows = rows.into_iter();
        Ok(rows.map(|(id, name, count)| (of(id, name), count.unsigned_abs())).collect())
    }

    /// How many tasks there are in each window of due days.
    pub(super) async fn window_counts(&self, filter: &TaskFilter) -> Result<Vec<(DueWindow, u64)>> {
        let (person, today) = (self.actor.person, self.store.clock.today());
        let mut query = window_counting(filter, person, today, self.store.shows_all());
        let mut rows: Vec<(DueWindow, i64)> = query.build_query_as().fetch_all(self.pool()).await?;
        rows.sort_unstable();
        Ok(rows.into_iter().map(|(window, count)| (window, count.unsigned_abs())).collect())
    }
}
