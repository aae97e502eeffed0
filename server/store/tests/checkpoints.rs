//! The signing key and the checkpoints: what stands against somebody who holds the database.

#![expect(clippy::unwrap_used, reason = "what can't be set up has failed")]

mod world;

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use domain::audit::{AuditEntry, GENESIS};
use sqlx::{Connection as _, Row as _, SqliteConnection};
use store::{Store, StoreError, StoreOptions};
use world::World;

/// A database that somebody changes past the program.
async fn tampering(world: &World) -> SqliteConnection {
    let path = world.store.data().join("plumbline.db");
    let mut database =
        SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    for trigger in ["audit_log_stays", "audit_log_remains"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("DROP TRIGGER {trigger}")))
            .execute(&mut database)
            .await
            .unwrap();
    }
    database
}

/// What `verify` finds, as sentences.
async fn found(world: &World) -> Vec<String> {
    let report = world.store.verify().await.unwrap();
    report.findings.into_iter().map(|found| format!("{}: {}", found.place, found.fault)).collect()
}

fn private_key(world: &World) -> PathBuf {
    world.store.data().join("keys/signing.key")
}

async fn something_happens(world: &World, name: &str) {
    world.store.rename_unit(&world.admin, world.logistics, name).await.unwrap();
}

#[tokio::test]
async fn the_key_is_made_once_for_its_owner_alone_and_the_log_names_it() {
    let world = World::new().await;
    let key = world.store.signing_key().await.unwrap().public();
    assert_eq!(world.store.signing_key().await.unwrap().public(), key);
    let mode = |path: PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(private_key(&world)), 0o600);
    assert_eq!(mode(world.store.data().join("keys")), 0o700);
    assert_eq!(world.store.public_keys().unwrap(), [key]);
    let mut database = tampering(&world).await;
    let logged: Vec<String> = sqlx::query_scalar(
        "SELECT after ->> '$.fingerprint' FROM audit_log WHERE action = 'key.made'",
    )
    .fetch_all(&mut database)
    .await
    .unwrap();
    assert_eq!(logged, [key.fingerprint()]);
}

#[tokio::test]
async fn a_key_that_others_can_read_is_refused() {
    let world = World::new().await;
    world.store.signing_key().await.unwrap();
    for mode in [0o640, 0o604, 0o666] {
        std::fs::set_permissions(private_key(&world), PermissionsExt::from_mode(mode)).unwrap();
        let refused = world.store.signing_key().await.unwrap_err();
        assert!(matches!(refused, StoreError::KeyIsOpen(_)), "{refused}");
        assert!(refused.to_string().contains("chmod 600"), "{refused}");
    }
    std::fs::set_permissions(private_key(&world), PermissionsExt::from_mode(0o600)).unwrap();
    let directory = world.store.data().join("keys");
    std::fs::set_permissions(&directory, PermissionsExt::from_mode(0o777)).unwrap();
    let refused = world.store.signing_key().await.unwrap_err();
    assert!(matches!(refused, StoreError::KeysAreOpen(_)), "{refused}");
    std::fs::set_permissions(&directory, PermissionsExt::from_mode(0o700)).unwrap();
    std::fs::write(private_key(&world), "nothing of the kind").unwrap();
    let refused = world.store.signing_key().await.unwrap_err();
    assert!(matches!(refused, StoreError::Key(..)), "{refused}");
}

#[tokio::test]
async fn a_new_key_leaves_the_old_public_one_and_is_named_in_the_log() {
    let world = World::new().await;
    let old = world.store.signing_key().await.unwrap().public();
    world.store.checkpoint().await.unwrap().unwrap();
    let new = world.store.rotate_key().await.unwrap().public();
    assert_ne!(old, new);
    let known = world.store.public_keys().unwrap();
    assert!(known.len() == 2 && known.contains(&old) && known.contains(&new));
    assert_eq!(world.store.checkpoint().await.unwrap().unwrap().key, new.fingerprint());
    assert!(found(&world).await.is_empty());
}

#[tokio::test]
async fn a_checkpoint_is_written_only_where_there_is_something_new() {
    let world = World::new().await;
    assert_eq!(world.store.last_checkpoint().unwrap(), None);
    let first = world.store.checkpoint().await.unwrap().unwrap();
    assert_eq!(world.store.checkpoint().await.unwrap(), None);
    something_happens(&world, "Freight").await;
    let second = world.store.checkpoint().await.unwrap().unwrap();
    // Between them stand what happened and the entry that the first was noted.
    assert_eq!(second.seq, first.seq + 2);
    assert_eq!(world.store.last_checkpoint().unwrap(), Some(second));
    let report = world.store.verify().await.unwrap();
    assert!(report.findings.is_empty() && report.checkpoints == 2, "{report:?}");
}

#[tokio::test]
async fn checkpoints_can_lie_elsewhere() {
    let world = World::new().await;
    let elsewhere = world.dir.path().join("other-disk.jsonl");
    let options = StoreOptions {
        checkpoints: Some(elsewhere.clone()),
        ..StoreOptions::new(world.store.data())
    };
    let (store, _) = Store::open(options, world.clock.clone()).await.unwrap();
    store.checkpoint().await.unwrap().unwrap();
    assert_eq!(std::fs::read_to_string(&elsewhere).unwrap().lines().count(), 1);
    assert!(!world.store.checkpoints().exists());
}

#[tokio::test]
async fn entries_removed_from_the_end_are_missed() {
    let world = World::new().await;
    something_happens(&world, "Freight").await;
    something_happens(&world, "Haulage").await;
    let noted = world.store.checkpoint().await.unwrap().unwrap();
    let mut database = tampering(&world).await;
    sqlx::query("DELETE FROM audit_log WHERE seq > ?")
        .bind(noted.seq - 2)
        .execute(&mut database)
        .await
        .unwrap();
    let expected = format!(
        "audit log, after entry {}: checkpoint 1 noted entry {} on 23 Nov 2026, 09:00 UTC: the last 2 \
         entries were removed",
        noted.seq - 2,
        noted.seq
    );
    assert_eq!(found(&world).await, [expected]);
}

/// Somebody changes an entry and computes every later hash anew: the chain is whole again.
#[tokio::test]
async fn a_log_that_was_rewritten_whole_is_not_what_was_noted() {
    let world = World::new().await;
    let noted = world.store.checkpoint().await.unwrap().unwrap();
    something_happens(&world, "Freight").await;
    world.store.checkpoint().await.unwrap().unwrap();
    let mut database = tampering(&world).await;
    let rows = sqlx::query("SELECT * FROM audit_log ORDER BY seq").fetch_all(&mut database).await;
    let mut prev_hash = GENESIS.to_owned();
    for row in rows.unwrap() {
        let mut entry = AuditEntry {
            seq: row.get("seq"),
            at: row.get("at"),
            actor_id: row.get("actor_id"),
            actor_name: row.get("actor_name"),
            action: row.get("action"),
            subject: row.get("subject"),
            subject_id: row.get("subject_id"),
            unit_id: row.get("unit_id"),
            before: row.get("before"),
            after: row.get("after"),
            salt: row.get("salt"),
            since: row.get("since"),
            prev_hash: prev_hash.clone(),
            hash: String::new(),
        };
        if entry.seq == 5 {
            entry.actor_name = "Somebody else".to_owned();
        }
        entry.hash = entry.expected_hash();
        sqlx::query("UPDATE audit_log SET actor_name = ?, prev_hash = ?, hash = ? WHERE seq = ?")
            .bind(&entry.actor_name)
            .bind(&entry.prev_hash)
            .bind(&entry.hash)
            .bind(entry.seq)
            .execute(&mut database)
            .await
            .unwrap();
        prev_hash = entry.hash;
    }
    let expected = format!(
        "audit log, entry {}: it is not the entry that checkpoint 1 noted on 23 Nov 2026, 09:00 UTC: \
         the log was rewritten",
        noted.seq
    );
    assert_eq!(found(&world).await, [expected]);
    // The page of the log tells the same, and nothing is signed on top of what was rewritten.
    let lines = std::fs::read_to_string(world.store.checkpoints()).unwrap();
    something_happens(&world, "Haulage").await;
    assert_eq!(world.store.checkpoint().await.unwrap(), None);
    assert_eq!(std::fs::read_to_string(world.store.checkpoints()).unwrap(), lines);
    let told = world.store.verify_log_chain(&world.auditor, |_| {}).await.unwrap().wrong.unwrap();
    assert!(told.seq == noted.seq && told.fault.contains("rewritten"), "{told:?}");
}

#[tokio::test]
async fn a_line_cut_off_by_a_crash_is_survived() {
    let world = World::new().await;
    world.store.checkpoint().await.unwrap().unwrap();
    let path = world.store.checkpoints();
    let whole = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{whole}{}", &whole[..40])).unwrap();
    assert!(found(&world).await.is_empty());
    something_happens(&world, "Freight").await;
    world.store.checkpoint().await.unwrap().unwrap();
    something_happens(&world, "Haulage").await;
    world.store.checkpoint().await.unwrap().unwrap();
    let report = world.store.verify().await.unwrap();
    assert!(report.findings.is_empty() && report.checkpoints == 3, "{report:?}");
    // A line that has its end was not cut off: somebody made it unreadable.
    let whole = std::fs::read_to_string(&path).unwrap();
    let last = whole.trim_end().rfind('\n').unwrap() + 1;
    std::fs::write(&path, format!("{}x{}", &whole[..last], &whole[last..])).unwrap();
    let found = found(&world).await;
    assert!(found[0].contains("no crash cut it off"), "{found:?}");
}

#[tokio::test]
async fn a_changed_removed_or_foreign_checkpoint_is_named() {
    let world = World::new().await;
    for name in ["Freight", "Haulage", "Carriage"] {
        something_happens(&world, name).await;
        world.store.checkpoint().await.unwrap().unwrap();
    }
    let path = world.store.checkpoints();
    let whole = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    std::fs::write(&path, [lines[0], lines[2], ""].join("\n")).unwrap();
    let named = found(&world).await;
    assert_eq!(named[0], "checkpoint 2: it does not follow from the line before it");
    assert!(named[1].ends_with("a line was removed or changed"), "{named:?}");
    std::fs::write(&path, whole.replace("\"at\":\"2026", "\"at\":\"2025")).unwrap();
    let named = found(&world).await;
    assert!(
        named[0].starts_with("checkpoint 1: its signature is not that of its content"),
        "{named:?}"
    );
    std::fs::write(&path, &whole).unwrap();
    for key in std::fs::read_dir(world.store.data().join("keys")).unwrap() {
        let key = key.unwrap().path();
        if key.extension().is_some_and(|ending| ending == "pub") {
            std::fs::remove_file(key).unwrap();
        }
    }
    let named = found(&world).await;
    assert!(
        named[0].starts_with("checkpoint 1: it is signed with a key that is not known"),
        "{named:?}"
    );
}

#[tokio::test]
async fn a_file_of_checkpoints_that_was_removed_or_shortened_is_named() {
    let world = World::new().await;
    let mut noted = Vec::new();
    for name in ["Freight", "Haulage", "Carriage"] {
        something_happens(&world, name).await;
        noted.push(world.store.checkpoint().await.unwrap().unwrap());
    }
    assert!(found(&world).await.is_empty());
    let path = world.store.checkpoints();
    let whole = std::fs::read_to_string(&path).unwrap();
    let recorded = |which: usize| {
        let seq = noted[which].seq;
        format!(
            "checkpoints: entry {} of the audit log records a checkpoint of entry {seq}",
            seq + 1
        )
    };
    std::fs::remove_file(&path).unwrap();
    let named = found(&world).await;
    assert!(named.len() == 1 && named[0].starts_with(&recorded(0)), "{named:?}");
    assert!(named[0].contains("the file was removed, or lies elsewhere"), "{named:?}");
    let told = world.store.verify_log_chain(&world.auditor, |_| {}).await.unwrap().wrong.unwrap();
    assert!(told.fault.contains("the file was removed"), "{told:?}");
    let shorter: String = whole.split_inclusive('\n').take(2).collect();
    std::fs::write(&path, &shorter).unwrap();
    let named = found(&world).await;
    assert!(named.len() == 1 && named[0].starts_with(&recorded(2)), "{named:?}");
    assert!(named[0].ends_with("lines were removed from its end"), "{named:?}");
    // Going on from the shorter file doesn't make it whole.
    something_happens(&world, "Transport").await;
    world.store.checkpoint().await.unwrap().unwrap();
    let named = found(&world).await;
    assert!(named.len() == 1 && named[0].starts_with(&recorded(2)), "{named:?}");
}

#[tokio::test]
async fn a_copy_holds_public_keys_and_checkpoints_and_never_the_private_key() {
    let world = World::new().await;
    world.store.checkpoint().await.unwrap().unwrap();
    let old = world.store.signing_key().await.unwrap().public();
    let (copy, back) = (world.dir.path().join("copy"), world.dir.path().join("back"));
    world.store.backup(&copy).await.unwrap();
    assert!(!copy.join("keys/signing.key").exists());
    store::restore(&copy, &StoreOptions::new(&back)).await.unwrap();
    let (store, _) = Store::open(StoreOptions::new(&back), world.clock.clone()).await.unwrap();
    let new = store.signing_key().await.unwrap().public();
    assert_ne!(old, new);
    assert_eq!(store.public_keys().unwrap().len(), 2);
    store.checkpoint().await.unwrap().unwrap();
    let report = store.verify().await.unwrap();
    assert!(report.findings.is_empty() && report.checkpoints == 2, "{report:?}");
}

#[tokio::test]
async fn a_key_can_be_made_before_the_installation_is_there() {
    let clock = world::ManualClock::at("2026-11-23T09:00:00Z");
    let (store, _dir) = world::empty(&clock).await;
    store.signing_key().await.unwrap();
    store.checkpoint().await.unwrap().unwrap();
    let report = store.verify().await.unwrap();
    assert!(report.findings.is_empty() && report.checkpoints == 1, "{report:?}");
}
