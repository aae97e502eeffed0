//! How SQLite answers the queries of this room: by the units that a person may see, never by
//! reading a large table whole.

use std::sync::Arc;

use domain::{Clock, Timestamp};
use sqlx::AssertSqlSafe;

use super::{decisions, load, members, unproven};
use crate::open::{Store, StoreOptions};

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

#[tokio::test]
async fn scores_are_read_from_indexes_alone() {
    let directory = tempfile::tempdir().unwrap();
    let options = StoreOptions::new(directory.path().join("data"));
    let (store, _) = Store::open(options, Arc::new(Noon)).await.unwrap();

    let submissions = plan(&store, load::SUBMISSIONS).await;
    let search = "SEARCH s USING COVERING INDEX submissions_by_unit (unit_id=?";
    assert!(submissions.contains(search), "{submissions}");
    let coverage = plan(&store, load::COVERAGE).await;
    assert!(coverage.contains("SEARCH c USING PRIMARY KEY (unit_id=?)"), "{coverage}");
    let items = plan(&store, unproven::ITEMS).await;
    assert!(items.contains("SEARCH l USING PRIMARY KEY (unit_id=? AND question=?)"), "{items}");
    assert!(items.contains("SEARCH x USING COVERING INDEX verdicts_by_place"), "{items}");
    let open = plan(&store, decisions::OPEN).await;
    assert!(open.contains("SEARCH a USING INDEX assessments_by_"), "{open}");
    assert!(open.contains("SEARCH b USING INDEX assessments_by_unit"), "{open}");
    let waiting = plan(&store, decisions::WAITING).await;
    assert!(
        waiting.contains("SEARCH e USING INDEX evidence_by_validity (valid_until>?)"),
        "{waiting}"
    );
    assert!(waiting.contains("SEARCH l USING INDEX evidence_links_by_evidence"), "{waiting}");

    for plan in
        [members::MEMBERS, load::SUBMISSIONS, load::COVERAGE, unproven::ITEMS, decisions::WAITING]
    {
        let plan = self::plan(&store, plan).await;
        for large in ["s", "c", "e", "l", "d", "x", "a"] {
            assert!(plan.lines().all(|step| !is_scan_of(large, step)), "{plan}");
        }
    }
}

fn is_scan_of(table: &str, step: &str) -> bool {
    step == format!("SCAN {table}") || step.starts_with(&format!("SCAN {table} "))
}
