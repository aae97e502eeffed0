//! Opening data that an older, a newer or another program made.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::Connection as _;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use store::{Store, StoreError, StoreOptions};
use tests::{Database, ManualClock, Site};

/// Everything that a database is made of, besides its rows.
const SCHEMA: &str =
    "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY type, name)";

fn migrations() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// A database as the program left it when it had only the first few migrations.
async fn older(data: &Path, count: usize) {
    let folder = tempfile::tempdir().unwrap();
    for file in &migrations()[..count] {
        std::fs::copy(file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    std::fs::create_dir_all(data).unwrap();
    let options =
        SqliteConnectOptions::new().filename(data.join("plumbline.db")).create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    Migrator::new(folder.path())
        .await
        .unwrap()
        .run_direct(None, &mut connection, false)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

async fn open(data: &Path, clock: &Arc<ManualClock>) -> store::Result<(Store, store::Opened)> {
    Store::open(StoreOptions::new(data), clock.clone()).await
}

#[tokio::test]
async fn an_older_database_is_copied_before_it_is_brought_up_to_date() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let all = migrations().len();
    for done in 1..all {
        let data = data.join(done.to_string());
        older(&data, done).await;
        let mut database = Database::open(&data).await;
        database
            .run("INSERT INTO people (name, email, created_at) VALUES ('Ada', 'ada@a.example', '2026-01-01T00:00:00.000Z')")
            .await;
        let before = database.text(SCHEMA).await;
        let clock = ManualClock::start();
        let (store, opened) = open(&data, &clock).await.unwrap();
        assert_eq!(opened.migrated.len(), all - done, "{:?}", opened.migrated);
        assert_eq!(database.text("SELECT name FROM people").await, "Ada");
        store.close().await;

        // The copy is the database as it was: with the row, and without anything newer.
        let copy = opened.backup.unwrap();
        assert_eq!(copy.parent(), Some(data.as_path()));
        let kept = dir.path().join(format!("kept-{done}"));
        std::fs::create_dir(&kept).unwrap();
        std::fs::copy(copy, kept.join("plumbline.db")).unwrap();
        let mut kept = Database::open(&kept).await;
        assert_eq!(kept.text("SELECT name FROM people").await, "Ada");
        let applied = kept.number("SELECT count(*) FROM _sqlx_migrations").await;
        assert_eq!(usize::try_from(applied), Ok(done));
        assert_eq!(kept.text(SCHEMA).await, before);
        assert_ne!(database.text(SCHEMA).await, before);
    }
}

#[tokio::test]
async fn a_new_database_and_one_that_is_up_to_date_are_not_copied() {
    let dir = tempfile::tempdir().unwrap();
    let clock = ManualClock::start();
    let data = dir.path().join("some/where/new");
    let (store, opened) = open(&data, &clock).await.unwrap();
    assert_eq!((opened.backup, opened.migrated.len()), (None, migrations().len()));
    store.close().await;
    let (store, opened) = open(&data, &clock).await.unwrap();
    assert_eq!((opened.backup, opened.migrated.len()), (None, 0));
    store.close().await;
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_can_enter_the_data() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let (store, _) = open(&data, &ManualClock::start()).await.unwrap();
    for folder in [data.clone(), data.join("evidence"), data.join("evidence/incoming")] {
        let mode = std::fs::metadata(&folder).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{}", folder.display());
    }
    store.close().await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let site = Site::start().await;
    site.store.close().await;
    let mut database = site.database().await;
    database
        .run(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'from the future', 1, x'00', 1)",
        )
        .await;
    let before = database.digests().await;
    let refused = open(site.data(), &site.clock).await.unwrap_err();
    assert!(matches!(refused, StoreError::Newer(9999)), "{refused:?}");
    assert_eq!(database.digests().await, before);
}

#[tokio::test]
async fn a_database_with_other_migrations_than_ours_is_refused() {
    let site = Site::start().await;
    site.store.close().await;
    site.database()
        .await
        .run("UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 2")
        .await;
    let refused = open(site.data(), &site.clock).await.unwrap_err();
    assert!(matches!(refused, StoreError::Migrate(_)), "{refused:?}");
}

#[tokio::test]
async fn a_migration_that_fails_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    older(dir.path(), 1).await;
    let mut database = Database::open(dir.path()).await;
    // In the way of the second migration.
    database.run("CREATE TABLE units (id INTEGER PRIMARY KEY)").await;
    let before = database.digests().await;
    let clock = ManualClock::start();
    let refused = open(dir.path(), &clock).await.unwrap_err();
    assert!(matches!(refused, StoreError::Migrate(_)), "{refused:?}");
    assert_eq!(database.digests().await, before);
    let copies = std::fs::read_dir(dir.path()).unwrap().filter(|entry| {
        entry.as_ref().unwrap().file_name().to_string_lossy().contains("before-migration")
    });
    assert_eq!(copies.count(), 1, "the copy is there to go back to");
}
