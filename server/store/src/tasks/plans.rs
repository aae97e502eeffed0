//! How SQLite answers the list's queries: what must not read or sort all tasks that there ever were.

use std::sync::Arc;

use domain::tasks::TaskState;
use domain::{Clock, PersonId, QuestionNo, Timestamp, UnitId};
use sqlx::{AssertSqlSafe, QueryBuilder, Sqlite};

use super::filter::{TaskFilter, TaskSort, TaskStanding};
use super::list::{counting, listing};
use crate::open::{Store, StoreOptions};

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }
}

async fn plan(store: &Store, query: QueryBuilder<Sqlite>) -> String {
    let explained = format!("EXPLAIN QUERY PLAN {}", query.into_string());
    let steps: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(AssertSqlSafe(explained)).fetch_all(&store.readers).await.unwrap();
    steps.into_iter().map(|(.., step)| step).collect::<Vec<_>>().join("\n")
}

async fn open() -> (Store, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let options = StoreOptions::new(directory.path().join("data"));
    let (store, _) = Store::open(options, Arc::new(Noon)).await.unwrap();
    (store, directory)
}

fn filters() -> [TaskFilter; 7] {
    let of = |standing| TaskFilter { standing, ..TaskFilter::default() };
    [
        of(TaskStanding::Open),
        of(TaskStanding::Is(TaskState::Blocked)),
        of(TaskStanding::Overdue),
        of(TaskStanding::DueSoon),
        TaskFilter { unit: Some(UnitId(3)), ..TaskFilter::default() },
        TaskFilter { assignee: Some(PersonId(3)), ..TaskFilter::default() },
        TaskFilter { question: Some(QuestionNo(5)), ..TaskFilter::default() },
    ]
}

#[tokio::test]
async fn a_list_of_open_tasks_reads_no_settled_ones() {
    let (store, _directory) = open().await;
    for filter in filters() {
        for sort in [TaskSort::Due, TaskSort::Unit, TaskSort::Priority] {
            let filter = TaskFilter { sort, ..filter.clone() };
            let plan = plan(&store, listing(&filter, PersonId(1), noon(), (51, 0))).await;
            let tasks: Vec<_> = plan.lines().filter(|step| reads(step, 'k')).collect();
            assert_eq!(tasks.len(), 1, "{plan}");
            assert!(
                tasks[0].contains("USING") && tasks[0].contains("INDEX tasks_"),
                "{filter:?}\n{plan}"
            );
            assert!(!tasks[0].contains("tasks_settled"), "{filter:?}\n{plan}");
        }
    }
}

#[tokio::test]
async fn the_order_by_day_walks_an_index_and_sorts_nothing() {
    let (store, _directory) = open().await;
    let plan = plan(&store, listing(&TaskFilter::default(), PersonId(1), noon(), (51, 0))).await;
    assert!(plan.contains("INDEX tasks_open_by_due"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{plan}");
    let settled = TaskFilter { standing: TaskStanding::Settled, ..TaskFilter::default() };
    let plan = self::plan(&store, listing(&settled, PersonId(1), noon(), (51, 0))).await;
    assert!(plan.contains("INDEX tasks_settled"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{plan}");
}

#[tokio::test]
async fn counting_reads_an_index_and_never_the_tasks_themselves() {
    let (store, _directory) = open().await;
    let plan = plan(&store, counting(&TaskFilter::default(), PersonId(1), noon())).await;
    assert!(plan.contains("k USING COVERING INDEX tasks_"), "{plan}");
}

fn noon() -> domain::Day {
    Noon.now().day()
}

fn reads(step: &str, table: char) -> bool {
    step.starts_with(&format!("SCAN {table}")) || step.starts_with(&format!("SEARCH {table}"))
}
