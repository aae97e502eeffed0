//! How SQLite answers the queries of the log: by one step into an index for each stream, never by
//! reading the log whole and never by sorting it.

use std::sync::Arc;

use domain::{Clock, Timestamp};
use sqlx::AssertSqlSafe;

use super::export::stretch_sql;
use super::near::near_sql;
use super::page::{BEFORE, SINCE, Span, entries_sql, heads_sql, of_thing_sql};
use super::streams::{HAPPENED, PLACES, Shape};
use crate::open::{Store, StoreOptions};

const SHAPES: [(Shape, &str); 6] = [
    (Shape::Whole, "SEARCH x USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"),
    (Shape::Actor, "SEARCH x USING COVERING INDEX audit_log_by_actor (actor_id=? AND seq>?"),
    (Shape::Unit, "SEARCH x USING COVERING INDEX audit_log_by_unit (unit_id=? AND seq>?"),
    (Shape::Action, "SEARCH x USING COVERING INDEX audit_log_by_action (action=? AND rowid>?"),
    (
        Shape::UnitAction,
        "SEARCH x USING COVERING INDEX audit_log_by_unit_action (unit_id=? AND action=? AND rowid>?",
    ),
    (
        Shape::ActorPlace,
        "SEARCH x USING COVERING INDEX audit_log_by_actor_place \
         (actor_id=? AND unit_id=? AND action=? AND rowid>?",
    ),
];

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }
}

async fn plan(store: &Store, sql: &str) -> String {
    let explained = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let steps: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(explained).fetch_all(&store.readers).await.unwrap();
    steps.into_iter().map(|(.., step)| step).collect::<Vec<_>>().join("\n")
}

/// Only lists that were passed in are read whole, and nothing is sorted.
fn must_be_stepwise(plan: &str) {
    for step in plan.lines() {
        let harmless =
            ["SCAN k ", "SCAN j ", "SCAN l", "SCAN json_each ", "SCAN unit", "SCAN place"];
        let is_scan = step.starts_with("SCAN") && !harmless.iter().any(|it| step.starts_with(it));
        // The innermost rows of a list of at most a thousand, around one moment.
        let is_bounded = step.starts_with("SCAN (subquery") || step == "SCAN CONSTANT ROW";
        assert!(!is_scan || is_bounded, "{step} in:\n{plan}");
        assert!(!step.contains("TEMP B-TREE"), "{plan}");
    }
}

#[tokio::test]
async fn no_filter_reads_the_log_whole_or_sorts_it() {
    let directory = tempfile::tempdir().unwrap();
    let options = StoreOptions::new(directory.path().join("data"));
    let (store, _) = Store::open(options, Arc::new(Noon)).await.unwrap();
    for rising in [false, true] {
        let span = Span { low: 0, high: i64::MAX, rising };
        for (shape, step) in SHAPES {
            for sql in [heads_sql(shape, span), entries_sql(shape, span)] {
                let plan = plan(&store, &sql).await;
                assert!(plan.contains(step), "{shape:?} is not answered by {step}:\n{plan}");
                must_be_stepwise(&plan);
            }
        }
        // What a look at wide streams reads of an entry is not in their indexes.
        for (shape, step) in [&SHAPES[..2], &SHAPES[3..4]].concat() {
            let plan = plan(&store, &near_sql(shape, span)).await;
            assert!(plan.contains(&step.replace("COVERING ", "")), "{shape:?}:\n{plan}");
            must_be_stepwise(&plan);
        }
        let thing = plan(&store, &of_thing_sql(span)).await;
        let step = "SEARCH l USING COVERING INDEX audit_log_by_subject \
                    (subject=? AND subject_id=? AND seq>? AND seq<?)";
        assert!(thing.contains(step), "{thing}");
        must_be_stepwise(&thing);
    }
    for sql in [PLACES, HAPPENED, SINCE, BEFORE] {
        must_be_stepwise(&plan(&store, sql).await);
    }
    let stretch = plan(&store, &stretch_sql()).await;
    let step = "SEARCH l USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)";
    assert!(stretch.contains(step), "{stretch}");
    must_be_stepwise(&stretch);
}
