//! How SQLite answers the list's queries: what must not read or sort the whole register.

use std::sync::Arc;

use domain::models::{Exposure, Kind};
use domain::{Actor, Clock, PersonId, Timestamp, UnitId};
use sqlx::{AssertSqlSafe, QueryBuilder, Sqlite};

use super::filter::ModelFilter;
use super::list::{ModelSort, Order};
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

async fn open() -> (Store, tempfile::TempDir, Actor) {
    let directory = tempfile::tempdir().unwrap();
    let options = StoreOptions::new(directory.path().join("data"));
    let (store, _) = Store::open(options, Arc::new(Noon)).await.unwrap();
    let actor = Actor {
        person: PersonId(1),
        name: "Ingrid Solheim".to_owned(),
        email: "ingrid@aldermoor.example".to_owned(),
        grants: Vec::new(),
        only_reads: false,
        only_in: None,
    };
    (store, directory, actor)
}

fn filters() -> [ModelFilter; 4] {
    let none = ModelFilter::default;
    [
        none(),
        ModelFilter { units: vec![UnitId(3)], ..none() },
        ModelFilter { exposures: vec![Some(Exposure::Public)], kinds: vec![Kind::Agent], ..none() },
        ModelFilter { owners: vec![None], tags: vec!["chat".to_owned()], ..none() },
    ]
}

#[tokio::test]
async fn a_long_list_walks_the_index_of_its_order() {
    let (store, _directory, actor) = open().await;
    for (sort, index) in [
        (ModelSort::Name, "SCAN m USING COVERING INDEX models_live_by_name"),
        (ModelSort::Exposure, "SCAN m USING COVERING INDEX models_live_by_exposure"),
        (ModelSort::Data, "SCAN m USING COVERING INDEX models_live_by_data"),
        (ModelSort::Profile, "SCAN m USING COVERING INDEX models_live_by_profile"),
        (ModelSort::Updated, "SCAN m USING COVERING INDEX models_live_by_update"),
        (
            ModelSort::Unit,
            "SEARCH m USING COVERING INDEX models_by_unit (unit_id=? AND retired_at=?)",
        ),
    ] {
        for descending in [false, true] {
            let order = Order { sort, descending, indexed: true };
            for filter in filters() {
                let plan = plan(&store, store.read(&actor).page_of(&filter, order, 4_950)).await;
                assert!(!plan.contains("TEMP B-TREE FOR"), "{sort:?} {filter:?}\n{plan}");
                let name = index.split(' ').find(|word| word.starts_with("models_")).unwrap();
                assert!(plan.contains(&format!("INDEX {name}")), "{filter:?}\n{plan}");
            }
            let all = store.read(&actor).page_of(&ModelFilter::default(), order, 0);
            let plan = plan(&store, all).await;
            assert!(plan.contains(index), "{plan}");
        }
    }
}

#[tokio::test]
async fn counting_and_short_lists_read_what_the_person_may_see_and_no_more() {
    let (store, _directory, actor) = open().await;
    let found = ModelFilter { text: "assistant".to_owned(), ..ModelFilter::default() };
    for filter in filters().into_iter().chain([found]) {
        let order = Order { sort: ModelSort::Name, descending: false, indexed: false };
        let mut count = QueryBuilder::new("SELECT count(*) FROM models m");
        filter.push(&mut count, store.read(&actor), None);
        for query in [count, store.read(&actor).page_of(&filter, order, 0)] {
            let plan = plan(&store, query).await;
            assert!(plan.contains("SEARCH m USING"), "{filter:?}\n{plan}");
            assert!(
                plan.lines().all(|step| !step.starts_with("SCAN m ") && step != "SCAN m"),
                "{plan}"
            );
        }
    }
}

#[tokio::test]
async fn words_are_found_in_the_index() {
    let (store, _directory, actor) = open().await;
    let filter = ModelFilter { text: "assistant".to_owned(), ..ModelFilter::default() };
    let order = Order { sort: ModelSort::Name, descending: false, indexed: false };
    let plan = plan(&store, store.read(&actor).page_of(&filter, order, 0)).await;
    assert!(plan.contains("SCAN model_search VIRTUAL TABLE INDEX"), "{plan}");
}
