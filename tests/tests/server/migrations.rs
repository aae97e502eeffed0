//! Opening data that an older, a newer or another program made.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::assessment::State;
use domain::audit::{AuditEntry, GENESIS};
use domain::{AssessmentId, PersonId, UnitId};
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
async fn whoever_made_an_open_task_or_spoke_of_it_watches_it_after_the_update() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let named = |file: &PathBuf| file.to_string_lossy().contains("0026_watchers");
    older(&data, migrations().iter().position(named).unwrap()).await;
    let mut database = Database::open(&data).await;
    for sql in [
        "INSERT INTO people (id, name, email, created_at)
         SELECT value, 'P' || value, value || '@a.example', '2026-01-01T00:00:00.000Z' FROM json_each('[1, 2, 3]')",
        "INSERT INTO units (id, name, created_at) VALUES (1, 'Whole', '2026-01-01T00:00:00.000Z')",
        "INSERT INTO tasks (id, unit_id, question, title, assignee_id, priority, effort, due_on, state,
                            created_by, created_at, settled_at)
         VALUES (1, 1, 1, 'Open', 3, 'high', 'S', '2026-12-01', 'open', 1, '2026-11-01T00:00:00.000Z', NULL),
                (2, 1, 1, 'Over', 3, 'high', 'S', '2026-12-01', 'verified', 1,
                 '2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z')",
        "INSERT INTO task_activity (task_id, what, by_id, at)
         SELECT t.value, w.value, p.value, '2026-11-01T00:00:00.000Z'
           FROM json_each('[1, 2]') t, json_each('[1, 2]') p, json_each('[\"comment\", \"comment\", \"ticked\"]') w",
    ] {
        database.run(sql).await;
    }
    let (store, _) = open(&data, &ManualClock::start()).await.unwrap();
    let watchers = "SELECT group_concat(task_id || ':' || person_id || ':' || stopped)
                      FROM (SELECT * FROM task_watchers ORDER BY task_id, person_id)";
    assert_eq!(database.text(watchers).await, "1:1:0,1:2:0");
    store.close().await;
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

/// A small organisation of before versions were kept: a unit and a model that were retired on 5 March,
/// and an assessment that was submitted on that day.
const OF_OLD: &str = "
    INSERT INTO people (id, name, email, created_at)
    VALUES (1, 'Ada', 'ada@a.example', '2026-03-01T08:00:00.000Z');
    INSERT INTO units (id, parent_id, name, created_at, retired_at) VALUES
        (1, NULL, 'Aldermoor', '2026-03-02T08:00:00.000Z', NULL),
        (2, 1, 'Ventures', '2026-03-03T08:00:00.000Z', '2026-03-05T08:00:00.000Z');
    INSERT INTO unit_tree VALUES (1, 1, 0), (2, 2, 0), (1, 2, 1);
    INSERT INTO grants (person_id, role, unit_id, granted_at)
    VALUES (1, 'manager', 1, '2026-03-02T08:00:00.000Z');
    INSERT INTO models (id, unit_id, name, created_at, updated_at, retired_at)
    VALUES (1, 2, 'Scout', '2026-03-03T09:00:00.000Z', '2026-03-05T08:00:00.000Z',
            '2026-03-05T08:00:00.000Z');
    INSERT INTO assessments (id, unit_id, name, questionnaire, state, cadence_days, opened_at)
    VALUES (1, 2, 'First', 'baseline/1', 'approved', 92, '2026-03-03T10:00:00.000Z');
    INSERT INTO submissions (assessment_id, unit_id, revision, questionnaire, claimed, evidenced,
        yes_mask, clash_mask, cadence_days, submitted_by, submitted_at, content, sha256)
    VALUES (1, 2, 1, 'baseline/1', 0, 0, 1023, 0, 92, 1, '2026-03-05T07:00:00.000Z', '{}', '');
    INSERT INTO audit_log (at, actor_name, action, subject, before, after, prev_hash, hash)
    VALUES ('2026-03-06T08:00:00.000Z', 'Ada', 'session.begun', 'person', '', '', '', '');";

#[tokio::test]
async fn what_is_older_than_the_keeping_of_versions_is_known_by_what_its_rows_tell() {
    let dir = tempfile::tempdir().unwrap();
    let before = migrations().iter().position(|file| file.ends_with("0011_past.sql")).unwrap();
    older(dir.path(), before).await;
    Database::open(dir.path()).await.run(OF_OLD).await;
    let (store, _) = open(dir.path(), &ManualClock::start()).await.unwrap();
    let reach = store.reach().await.unwrap().unwrap();
    assert_eq!(reach.first.to_string(), "2026-03-02");
    assert_eq!(reach.exact_since.unwrap().to_string(), "2026-03-06T08:00:00.000Z");
    let ada = store.actor(PersonId(1)).await.unwrap().unwrap();
    for (day, retired, models, state) in [
        ("2026-03-04", false, 1, State::Draft),
        ("2026-03-05", true, 0, State::Approved),
        ("2026-11-22", true, 0, State::Approved),
    ] {
        let past = store.as_of(day.parse().unwrap()).await.unwrap();
        let read = past.read(&ada);
        let unit = read.unit(UnitId(2)).await.unwrap();
        assert_eq!(unit.retired_at.is_some(), retired, "{day}");
        assert_eq!(read.models_of_unit(UnitId(2), 9).await.unwrap().len(), models, "{day}");
        assert_eq!(read.assessment(AssessmentId(1)).await.unwrap().state, state, "{day}");
    }
    store.close().await;
}

/// Entries as they were sealed before they committed to content hashes: one hash over everything.
async fn sealed_in_the_older_form(database: &mut Database, count: i64) {
    let mut prev_hash = GENESIS.to_owned();
    for seq in 1..=count {
        let mut entry = AuditEntry {
            seq,
            at: "2026-11-20T08:00:00Z".parse().unwrap(),
            actor_id: None,
            actor_name: "Plumbline".to_owned(),
            action: "request.refused".to_owned(),
            subject: "request".to_owned(),
            subject_id: None,
            unit_id: None,
            before: "null".to_owned(),
            after: "null".to_owned(),
            salt: None,
            since: None,
            prev_hash,
            hash: String::new(),
        };
        entry.hash = entry.expected_hash();
        database
            .run(&format!(
                "INSERT INTO audit_log (seq, at, actor_name, action, subject, before, after, prev_hash,
                                        hash)
                 VALUES ({seq}, '{}', '{}', '{}', '{}', 'null', 'null', '{}', '{}')",
                entry.at, entry.actor_name, entry.action, entry.subject, entry.prev_hash, entry.hash
            ))
            .await;
        prev_hash = entry.hash;
    }
}

#[tokio::test]
async fn a_log_of_the_older_form_keeps_its_hashes_and_goes_on_with_content_hashes() {
    let dir = tempfile::tempdir().unwrap();
    let files = migrations();
    let before = files.iter().position(|file| file.ends_with("0014_content_hashes.sql")).unwrap();
    older(dir.path(), before).await;
    let mut database = Database::open(dir.path()).await;
    sealed_in_the_older_form(&mut database, 5).await;
    let hashes =
        "SELECT group_concat(hash) FROM (SELECT hash FROM audit_log WHERE seq <= 5 ORDER BY seq)";
    let sealed = database.text(hashes).await;

    let (store, _) = open(dir.path(), &ManualClock::start()).await.unwrap();
    store.setup_token().await.unwrap();
    store.rotate_key().await.unwrap();
    let report = store.verify().await.unwrap();
    assert_eq!(report.findings, []);
    assert!(report.entries >= 7, "{report:?}");
    assert_eq!(database.text(hashes).await, sealed);
    let older = "SELECT count(*) FROM audit_log WHERE salt IS NULL AND since IS NULL";
    assert_eq!(database.number(older).await, 5);
    let newer = "SELECT count(*) FROM audit_log WHERE length(salt) = 32 AND since = 6";
    assert_eq!(database.number(newer).await, report.entries as i64 - 5);
    let salts = "SELECT count(DISTINCT salt) FROM audit_log";
    assert_eq!(database.number(salts).await, report.entries as i64 - 5);

    // The rows are still held by the triggers, and what goes round them is found.
    let mut past = SqliteConnection::connect_with(
        &SqliteConnectOptions::new().filename(dir.path().join("plumbline.db")),
    )
    .await
    .unwrap();
    let change = "UPDATE audit_log SET since = NULL, salt = NULL WHERE seq = 7";
    assert!(sqlx::query(change).execute(&mut past).await.is_err());
    database.run("DROP TRIGGER audit_log_stays").await;
    database.run(change).await;
    let found = store.verify().await.unwrap().findings;
    let told: Vec<String> =
        found.into_iter().map(|found| format!("{}: {}", found.place, found.fault)).collect();
    assert_eq!(
        told[..2],
        [
            "audit log, entry 7: its content does not match its hash: it was changed",
            "audit log, entry 7: it is of the older form, and entries before it are not"
        ]
    );
    store.close().await;
}
