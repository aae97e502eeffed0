//! The past as a store: what it is made of, how far it reaches, and that nothing is written to it.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod world;

use std::collections::BTreeSet;
use std::str::FromStr as _;

use chrono::Duration;
use domain::{AppError, Day};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection as _};
use store::past::{Keeping, TABLES};
use world::World;

async fn database(world: &World) -> SqliteConnection {
    let file = world.dir.path().join("data/plumbline.db");
    let options = SqliteConnectOptions::from_str(&format!("sqlite://{}", file.display())).unwrap();
    SqliteConnection::connect_with(&options).await.unwrap()
}

async fn columns(database: &mut SqliteConnection, table: &str) -> BTreeSet<String> {
    let found: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
        .bind(table)
        .fetch_all(database)
        .await
        .unwrap();
    found.into_iter().collect()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[tokio::test]
async fn it_is_known_of_every_table_how_its_past_is_found() {
    let world = World::new().await;
    let mut database = database(&world).await;
    let found: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema
          WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlx_%'
            AND name NOT LIKE 'model_search_%' ORDER BY name",
    )
    .fetch_all(&mut database)
    .await
    .unwrap();
    let mut known: Vec<String> = Vec::new();
    for (table, keeping) in TABLES {
        known.push((*table).to_owned());
        if *keeping == Keeping::Versions {
            known.push(format!("{table}_past"));
        }
    }
    known.sort();
    assert_eq!(found, known, "say in server/store/src/past/tables.rs how a new table is kept");
}

#[tokio::test]
async fn versions_hold_every_column_but_what_no_page_shows() {
    const LEFT_OUT: [(&str, &str); 2] = [("people", "password_hash"), ("people", "last_seen_at")];
    let world = World::new().await;
    let mut database = database(&world).await;
    for (table, keeping) in TABLES {
        let own = columns(&mut database, table).await;
        match keeping {
            Keeping::Versions => {
                let mut expected = own;
                expected.retain(|column| !LEFT_OUT.contains(&(table, column.as_str())));
                expected.extend(["from_at".to_owned(), "until_at".to_owned()]);
                assert_eq!(columns(&mut database, &format!("{table}_past")).await, expected);
                let kept: i64 = sqlx::query_scalar(
                    "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1
                        AND name IN (?1 || '_begins', ?1 || '_changes', ?1 || '_ends')",
                )
                .bind(table)
                .fetch_one(&mut database)
                .await
                .unwrap();
                assert_eq!(kept, 3, "{table} is kept by three triggers");
            }
            Keeping::Added(at) => assert!(own.contains(*at), "{table}.{at}"),
            Keeping::Counted(at, number) => {
                assert!(own.contains(*at) && own.contains(*number), "{table}.{at}");
            }
            Keeping::Marked(at, marks) => {
                let named = marks.iter().flat_map(|(time, with)| with.iter().chain([time]));
                let mut named = named.chain([at]);
                assert!(named.all(|column| own.contains(*column)), "{table}: {own:?}");
            }
            Keeping::Present(reason) => assert!(!reason.is_empty(), "{table}"),
        }
    }
}

#[tokio::test]
async fn the_present_versions_are_the_rows_themselves() {
    let world = World::new().await;
    world.clock.advance(Duration::days(1));
    world.store.rename_self(&world.assessor, "Priya Raman-Holt").await.unwrap();
    world.store.retire_unit(&world.admin, world.logistics).await.unwrap();
    let mut database = database(&world).await;
    for (table, _) in TABLES.iter().filter(|(_, keeping)| *keeping == Keeping::Versions) {
        let kept: Vec<String> = columns(&mut database, &format!("{table}_past"))
            .await
            .into_iter()
            .filter(|column| column != "from_at" && column != "until_at")
            .collect();
        let list = kept.join(", ");
        let apart = format!(
            "SELECT (SELECT count(*) FROM (SELECT {list} FROM {table}
                       EXCEPT SELECT {list} FROM {table}_past WHERE until_at = '9999'))
                  + (SELECT count(*) FROM (SELECT {list} FROM {table}_past WHERE until_at = '9999'
                       EXCEPT SELECT {list} FROM {table}))"
        );
        let apart: i64 =
            sqlx::query_scalar(AssertSqlSafe(apart)).fetch_one(&mut database).await.unwrap();
        assert_eq!(apart, 0, "{table}");
    }
}

#[tokio::test]
async fn a_day_ends_at_midnight_and_shows_what_was_known_then() {
    let world = World::new().await;
    world.clock.set("2026-11-24T23:59:59.999Z");
    world.store.rename_unit(&world.admin, world.corporate, "Head Office").await.unwrap();
    world.clock.set("2026-11-25T00:00:00Z");
    world.store.rename_unit(&world.admin, world.corporate, "Group Services").await.unwrap();
    for (on, name) in [
        ("2026-11-23", "Corporate"),
        ("2026-11-24", "Head Office"),
        ("2026-11-25", "Group Services"),
    ] {
        let past = world.store.as_of(day(on)).await.unwrap();
        let unit = past.read(&world.manager).unit(world.corporate).await.unwrap();
        assert_eq!(unit.name, name, "{on}");
        assert_eq!(past.now().day(), day(on), "its clock stands at the end of the day");
    }
    let before = world.store.as_of(day("2026-11-22")).await.unwrap();
    assert!(before.read(&world.manager).units().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_past_reaches_back_to_the_first_day_of_the_organisation() {
    let clock = world::ManualClock::at("2026-11-23T09:00:00Z");
    let (store, _directory) = world::empty(&clock).await;
    assert_eq!(store.reach().await.unwrap(), None);

    let world = World::new().await;
    world.clock.advance(Duration::days(40));
    let reach = world.store.reach().await.unwrap().unwrap();
    assert_eq!((reach.first, reach.exact_since), (day("2026-11-23"), None));
}

#[tokio::test]
async fn nothing_is_written_to_the_past() {
    let world = World::new().await;
    world.clock.advance(Duration::days(1));
    let past = world.store.as_of(day("2026-11-23")).await.unwrap();
    assert!(past.is_past() && !world.store.is_past());
    let refused = past.rename_unit(&world.admin, world.corporate, "Elsewhere").await.unwrap_err();
    let AppError::Refused(why) = refused.to_app() else {
        unreachable!("{refused}");
    };
    assert_eq!(why, "The past stays as it was. Go back to today to change something.");
    past.rename_self(&world.manager, "Somebody").await.unwrap_err();
    past.touch_session("session").await.unwrap_err();
}

#[tokio::test]
async fn who_sees_what_in_the_past_is_decided_by_the_roles_and_the_tree_of_today() {
    let world = World::new().await;
    world.clock.advance(Duration::days(1));
    world.store.move_unit(&world.admin, world.online_store, world.logistics).await.unwrap();
    let past = world.store.as_of(day("2026-11-23")).await.unwrap();
    // The assessor of Logistics sees the Online Store from today on, and so what was known of it.
    let seen = past.read(&world.outsider).unit(world.online_store).await.unwrap();
    assert_eq!(seen.parent, Some(world.commerce), "where it was that day");
    past.read(&world.outsider).models_of_unit(world.online_store, 5).await.unwrap();
    // The viewer of Commerce sees it no longer.
    let gone = past.read(&world.viewer).unit(world.online_store).await.unwrap_err();
    assert_eq!(gone.to_app(), AppError::NotFound);
}

#[tokio::test]
async fn the_log_of_a_day_ends_with_its_last_entry() {
    let world = World::new().await;
    let mut names = Vec::new();
    for (hour, name) in ["One", "Two", "Three", "Four", "Five", "Six", "Seven"].iter().enumerate() {
        world.clock.set(&format!("2026-11-{}T{:02}:00:00Z", 24 + hour / 3, hour));
        world.store.rename_unit(&world.admin, world.corporate, name).await.unwrap();
        names.push((format!("2026-11-{}", 24 + hour / 3), *name));
    }
    world.clock.advance(Duration::days(9));
    for (on, last) in [("2026-11-24", "Three"), ("2026-11-25", "Six"), ("2026-11-26", "Seven")] {
        let past = world.store.as_of(day(on)).await.unwrap();
        let read = past.read(&world.manager);
        let entries = read.history_of("unit", world.corporate.0, 100).await.unwrap();
        assert!(entries[0].after.contains(last), "{on}: {:?}", entries[0]);
        let told = names.iter().filter(|(day, _)| day.as_str() <= on).count();
        assert_eq!(entries.len(), told, "{on}");
    }
    let first = world.store.as_of(day("2026-11-23")).await.unwrap();
    let entries =
        first.read(&world.manager).history_of("unit", world.corporate.0, 9).await.unwrap();
    assert!(entries.is_empty(), "{entries:?}");
}
