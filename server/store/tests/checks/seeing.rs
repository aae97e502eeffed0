//! Who sees checks, as of which day, and that the database keeps them.

use std::str::FromStr as _;

use chrono::Duration;
use domain::checks::CheckOf;
use domain::questionnaires::Subject;
use domain::{Actor, AppError, CheckId};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection as _};
use store::{CheckFilter, Store};

use super::{YES, asked, given};
use crate::world::{World, told};

async fn seen(store: &Store, actor: &Actor) -> Vec<CheckId> {
    let filter = CheckFilter { limit: 10, ..CheckFilter::default() };
    let rows = store.read(actor).checks(filter).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn whoever_sees_the_unit_sees_its_checks_and_nobody_else_does() {
    let world = World::new().await;
    let store = &world.store;
    let version = world.published(&asked(Subject::Unit)).await;
    let of = CheckOf::Unit(world.online_store);
    let shop = store.submit_check(&world.assessor, of, version, &given(YES, YES)).await.unwrap();
    let of = CheckOf::Unit(world.logistics);
    let far = store.submit_check(&world.outsider, of, version, &given(YES, YES)).await.unwrap();
    assert_eq!(seen(store, &world.viewer).await, [shop]);
    assert_eq!(seen(store, &world.outsider).await, [far]);
    for actor in [&world.manager, &world.auditor] {
        assert_eq!(seen(store, actor).await, [far, shop], "the newest first");
    }
    assert_eq!(told(store.read(&world.viewer).check(far).await), AppError::NotFound);
    assert_eq!(told(store.read(&world.viewer).check(CheckId(99)).await), AppError::NotFound);
    let filter = CheckFilter { questionnaire: Some(version), limit: 1, of: None };
    let rows = store.read(&world.manager).checks(filter).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [far]);
}

#[tokio::test]
async fn of_each_model_and_unit_the_newest_check_of_a_questionnaire_is_the_current_one() {
    let world = World::new().await;
    let (store, manager) = (&world.store, &world.manager);
    let about_units = world.published(&asked(Subject::Unit)).await;
    let about_models = world.published(&asked(Subject::Model)).await;
    let [moved, retired] = [
        world.model("Shop Assistant", world.online_store).await,
        world.model("Old recommender", world.online_store).await,
    ];
    let submit = async |of, version| {
        store.submit_check(manager, of, version, &given(YES, YES)).await.unwrap()
    };
    let unit = CheckOf::Unit(world.online_store);
    submit(unit, about_units).await;
    let of_unit = submit(unit, about_units).await;
    submit(CheckOf::Model(moved), about_models).await;
    let next = store.begin_next_version(&world.admin, about_models).await.unwrap();
    let newer = store.publish_questionnaire(&world.admin, next, 0).await.unwrap();
    let asked = async || {
        let rows = store.read(manager).questionnaires_to_check().await.unwrap();
        rows.into_iter().map(|row| (row.key, row.version)).collect::<Vec<_>>()
    };
    let [model, unit] = ["model-check", "unit-check"].map(str::to_owned);
    assert_eq!(asked().await, [(unit.clone(), 1), (model.clone(), 2)]);
    store.retire_questionnaire(&world.admin, newer).await.unwrap();
    assert_eq!(asked().await, [(unit, 1), (model, 1)], "the older one is not retired");
    store.reinstate_questionnaire(&world.admin, newer).await.unwrap();
    let of_model = submit(CheckOf::Model(moved), newer).await;
    submit(CheckOf::Model(retired), newer).await;
    store.retire_model(manager, retired).await.unwrap();

    let newest = async |actor: &Actor, under| {
        let checks = store.read(actor).newest_checks(under).await.unwrap();
        checks.into_iter().map(|check| check.id).collect::<Vec<_>>()
    };
    assert_eq!(newest(manager, None).await, [of_unit, of_model]);
    assert_eq!(newest(&world.viewer, Some(world.online_store)).await, [of_unit, of_model]);
    assert_eq!(newest(manager, Some(world.logistics)).await, []);
    assert_eq!(newest(&world.outsider, None).await, []);
    store.move_model(manager, moved, world.logistics).await.unwrap();
    assert_eq!(newest(manager, Some(world.online_store)).await, [of_unit]);
    assert_eq!(newest(manager, Some(world.logistics)).await, [of_model]);
}

#[tokio::test]
async fn a_day_of_the_past_shows_the_checks_that_there_were() {
    let world = World::new().await;
    let store = &world.store;
    let version = world.published(&asked(Subject::Unit)).await;
    let first = store.now().day();
    world.clock.advance(Duration::days(1));
    let of = CheckOf::Unit(world.online_store);
    let id = store.submit_check(&world.assessor, of, version, &given(YES, YES)).await.unwrap();
    let second = store.now().day();
    world.clock.advance(Duration::days(1));
    let then = store.as_of(first).await.unwrap();
    assert_eq!(seen(&then, &world.viewer).await, []);
    assert_eq!(told(then.read(&world.viewer).check(id).await), AppError::NotFound);
    let then = store.as_of(second).await.unwrap();
    assert_eq!(seen(&then, &world.viewer).await, [id]);
}

#[tokio::test]
async fn the_database_keeps_checks_and_verifying_notices_what_was_changed_past_it() {
    let world = World::new().await;
    let store = &world.store;
    let version = world.published(&asked(Subject::Unit)).await;
    let of = CheckOf::Unit(world.online_store);
    store.submit_check(&world.assessor, of, version, &given(YES, YES)).await.unwrap();
    let file = world.dir.path().join("data/plumbline.db");
    let options = SqliteConnectOptions::from_str(&format!("sqlite://{}", file.display()));
    let mut database = SqliteConnection::connect_with(&options.unwrap()).await.unwrap();
    let mut run =
        async |sql: &str| sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut database).await;
    for sql in ["UPDATE checks SET points = 10", "DELETE FROM checks"] {
        assert!(run(sql).await.is_err(), "{sql}");
    }
    run("DROP TRIGGER checks_stay; UPDATE checks SET points = 10, could_reach = 10").await.unwrap();
    let told = store.verify().await.unwrap().findings;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].fault, "the figures beside its content are not those of its content");
    run("UPDATE checks SET points = 0, could_reach = 0, submitted_by = 1").await.unwrap();
    let told = store.verify().await.unwrap().findings;
    assert_eq!(told.len(), 2, "neither stands without the other: {told:?}");
}
