//! How SQLite answers the list's queries: what must not read or sort all tasks that there ever were.

use std::sync::Arc;

use domain::tasks::{DueWindow, TaskState};
use domain::{Clock, PersonId, QuestionNo, Timestamp, UnitId};
use sqlx::{AssertSqlSafe, QueryBuilder, Sqlite};

use super::ahead::{delays, unit_work, work_ahead};
use super::each::{delays_of_each, first_of_each};
use super::filter::{TaskFilter, TaskSort, TaskStanding};
use super::groups::{GroupOf, group_counting, group_listing, window_counting};
use super::list::{by_state, listing};
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
    let (store, _) = Store::open(options.clone(), Arc::new(Noon)).await.unwrap();
    // As after the first time that the program was closed, with 100,000 tasks.
    let mut writer = store.writer().unwrap().acquire().await.unwrap();
    sqlx::raw_sql(
        "ANALYZE; DELETE FROM sqlite_stat1;
         INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
            ('tasks', 'tasks_done', '50260 6283 10 1'),
            ('tasks', 'tasks_by_state', '49756 9952 15 1 1 1 1 1'),
            ('tasks', 'tasks_by_assignee', '100016 6251 10 2 1'),
            ('tasks', 'tasks_by_unit', '100016 12502 19 2 1'),
            ('tasks', 'tasks_settled', '50260 72 1 1'),
            ('tasks', 'tasks_by_due', '100016 91 1 1 1'),
            ('tasks', 'tasks_open_by_place', '49756 6220 622 39 2 1 1'),
            ('tasks', 'tasks_open_by_due', '49756 56 1 1 1 1 1 1 1 1');",
    )
    .execute(&mut *writer)
    .await
    .unwrap();
    drop(writer);
    store.close().await;
    let (store, _) = Store::open(options, Arc::new(Noon)).await.unwrap();
    (store, directory)
}

fn of(standing: TaskStanding) -> TaskFilter {
    TaskFilter { standing, ..TaskFilter::default() }
}

fn filters() -> [TaskFilter; 7] {
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
            let plan = plan(&store, listing(&filter, PersonId(1), noon(), (51, 0), true)).await;
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
    let plan =
        plan(&store, listing(&TaskFilter::default(), PersonId(1), noon(), (51, 0), true)).await;
    assert!(plan.contains("INDEX tasks_open_by_due"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{plan}");
    for (filter, index) in [
        (of(TaskStanding::Settled), "INDEX tasks_settled"),
        (of(TaskStanding::All), "INDEX tasks_by_due"),
        // A page of a unit ends where it is full, and so does the panel of what is due first.
        (TaskFilter { unit: Some(UnitId(1)), ..TaskFilter::default() }, "INDEX tasks_open_by_due"),
        (TaskFilter { unit: Some(UnitId(1)), ..of(TaskStanding::All) }, "INDEX tasks_by_due"),
        (
            TaskFilter { question: Some(QuestionNo(5)), ..TaskFilter::default() },
            "INDEX tasks_open_by_due",
        ),
    ] {
        let plan = self::plan(&store, listing(&filter, PersonId(1), noon(), (51, 0), true)).await;
        assert!(plan.contains(index), "{filter:?}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{filter:?}\n{plan}");
    }
}

#[tokio::test]
async fn what_no_index_knows_is_sought_in_the_table_as_it_lies() {
    let (store, _directory) = open().await;
    let words = |standing| TaskFilter { words: "key".to_owned(), ..of(standing) };
    let all = || of(TaskStanding::All);
    for (filter, source) in [
        (words(TaskStanding::Open), "SCAN k USING INDEX tasks_open_by_due"),
        (words(TaskStanding::All), "SCAN k"),
        (words(TaskStanding::Settled), "SCAN k"),
        (words(TaskStanding::Is(TaskState::Verified)), "SCAN k"),
        (TaskFilter { sort: TaskSort::Priority, ..all() }, "SCAN k"),
        (TaskFilter { sort: TaskSort::Unit, unit: Some(UnitId(3)), ..all() }, "SCAN k"),
    ] {
        let plan = plan(&store, listing(&filter, PersonId(1), noon(), (51, 0), true)).await;
        assert!(plan.lines().any(|step| step == source), "{filter:?}\n{plan}");
    }
}

#[tokio::test]
async fn forecasts_read_an_index_in_the_order_in_which_they_are_grouped() {
    let (store, _directory) = open().await;
    let place = "k USING COVERING INDEX tasks_open_by_place";
    let of_unit = plan(&store, unit_work(UnitId(3), PersonId(1), noon(), true)).await;
    assert!(of_unit.contains(&format!("SEARCH {place} (unit_id=?)")), "{of_unit}");
    assert!(!of_unit.contains("TEMP B-TREE FOR GROUP BY"), "{of_unit}");
    for under in [None, Some(UnitId(3))] {
        let plan = plan(&store, work_ahead(under, PersonId(1), noon(), true)).await;
        assert!(plan.contains(place), "{under:?}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE FOR GROUP BY"), "{under:?}\n{plan}");
        let plan = self::plan(&store, delays(under, PersonId(1), true)).await;
        assert!(plan.contains("k USING INDEX tasks_settled"), "{under:?}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{under:?}\n{plan}");
    }
}

#[tokio::test]
async fn of_few_units_each_is_asked_for_its_own() {
    let (store, _directory) = open().await;
    for query in
        [first_of_each(UnitId(3), PersonId(1), 6), delays_of_each(UnitId(3), PersonId(1), 200)]
    {
        let plan = plan(&store, query).await;
        assert!(
            plan.contains("SEARCH x USING INDEX tasks_by_unit (unit_id=? AND settled_at"),
            "{plan}"
        );
        assert!(plan.contains("SEARCH k USING INTEGER PRIMARY KEY"), "{plan}");
    }
}

#[tokio::test]
async fn what_somebody_watches_is_looked_up_one_by_one() {
    let (store, _directory) = open().await;
    let filter = TaskFilter { watcher: Some(PersonId(3)), ..TaskFilter::default() };
    let plan = plan(&store, listing(&filter, PersonId(1), noon(), (51, 0), true)).await;
    assert!(plan.contains("SEARCH k USING INTEGER PRIMARY KEY"), "{plan}");
    assert!(plan.contains("INDEX task_watchers_by_person (person_id=?)"), "{plan}");
}

#[tokio::test]
async fn counting_reads_an_index_and_never_the_tasks_themselves() {
    let (store, _directory) = open().await;
    let mut plans = Vec::new();
    for filter in [
        TaskFilter::default(),
        TaskFilter { unit: Some(UnitId(3)), ..TaskFilter::default() },
        TaskFilter { question: Some(QuestionNo(5)), ..TaskFilter::default() },
    ] {
        plans.push(plan(&store, window_counting(&filter, PersonId(1), noon(), true)).await);
        plans.push(plan(&store, by_state(&filter, PersonId(1), noon(), true)).await);
    }
    let filter = TaskFilter::default();
    for kind in [("assignee_id", Some("people")), ("unit_id", Some("units")), ("question", None)] {
        plans.push(plan(&store, group_counting(&filter, kind, PersonId(1), noon(), true)).await);
    }
    for plan in plans {
        let mut tasks = plan.lines().filter(|step| reads(step, 'k'));
        assert!(tasks.all(|step| step.contains("USING COVERING INDEX tasks_")), "{plan}");
    }
}

#[tokio::test]
async fn a_group_is_read_from_an_index_and_only_as_far_as_the_page_goes() {
    let (store, _directory) = open().await;
    let groups = [
        GroupOf::Unit(UnitId(3), String::new()),
        GroupOf::Person(PersonId(3), String::new()),
        GroupOf::Question(QuestionNo(5)),
        GroupOf::Due(DueWindow::Overdue),
        GroupOf::Due(DueWindow::Month),
        GroupOf::Due(DueWindow::Rest),
    ];
    for group in &groups {
        let plan_of = async |filter: &TaskFilter| {
            plan(&store, group_listing(filter, group, PersonId(1), noon(), (50, 0), true)).await
        };
        let plan = plan_of(&TaskFilter::default()).await;
        assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{group:?}\n{plan}");
        for filter in filters() {
            let plan = plan_of(&filter).await;
            let task = plan.lines().find(|step| reads(step, 'k')).unwrap();
            assert!(task.contains("INDEX tasks_"), "{group:?} {filter:?}\n{plan}");
        }
        // An index that is named and doesn't fit is refused by SQLite itself.
        for standing in [TaskStanding::All, TaskStanding::Settled] {
            let _ = plan_of(&TaskFilter { standing, ..TaskFilter::default() }).await;
        }
    }
}

fn noon() -> domain::Day {
    Noon.now().day()
}

fn reads(step: &str, table: char) -> bool {
    step.starts_with(&format!("SCAN {table}")) || step.starts_with(&format!("SEARCH {table}"))
}
