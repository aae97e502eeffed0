//! The log as a person reads it: who sees which entries, every filter, page by page; following the
//! chain; and what is handed out.

#![expect(clippy::unwrap_used, reason = "a helper that can't do its part has failed")]

mod world;

use std::collections::BTreeSet;

use domain::audit::{ActionGroup, AuditEntry, SubjectKind, action_words};
use domain::{Actor, AppError, PersonId, Role, UnitId};
use sqlx::{Connection as _, SqliteConnection};
use store::{AuditFilter, AuditPage, LOG_PAGE, LogActor, LogCursor, Store};
use world::{World, told};

/// A world in which a few hundred things happened, by several people in several units.
async fn busy() -> World {
    let world = World::new().await;
    for round in 0..60 {
        world.clock.advance(chrono::Duration::hours(7));
        for (actor, unit) in [(&world.admin, world.online_store), (&world.admin, world.logistics)] {
            let name = format!("Unit {unit} {round}");
            world.store.rename_unit(actor, unit, &name).await.unwrap();
        }
        let refused = world.store.note_refusal(&world.auditor, "POST", "/people").await;
        refused.unwrap();
    }
    world
}

/// Every entry that a person finds, followed from page to page.
async fn all(store: &Store, actor: &Actor, filter: &AuditFilter) -> Vec<AuditEntry> {
    let mut found = Vec::new();
    let mut cursor = LogCursor::Newest;
    loop {
        let page = page(store, actor, filter, cursor).await;
        found.extend(page.entries);
        match page.older {
            Some(seq) => cursor = LogCursor::Before(seq),
            None => return found,
        }
    }
}

async fn page(store: &Store, actor: &Actor, filter: &AuditFilter, at: LogCursor) -> AuditPage {
    store.read(actor).audit_page(filter, at).await.unwrap()
}

fn numbers(entries: &[AuditEntry]) -> Vec<i64> {
    entries.iter().map(|entry| entry.seq).collect()
}

/// What a plain walk over everything finds.
async fn walked(world: &World, matches: impl Fn(&AuditEntry) -> bool) -> Vec<i64> {
    let everything = all(&world.store, &world.admin, &AuditFilter::default()).await;
    numbers(&everything.into_iter().filter(|it| matches(it)).collect::<Vec<_>>())
}

#[tokio::test]
async fn an_administrator_reads_every_entry_once_newest_first() {
    let world = busy().await;
    let entries = all(&world.store, &world.admin, &AuditFilter::default()).await;
    let expected: Vec<i64> = (1..=world.verified().await as i64).rev().collect();
    assert!(expected.len() > 3 * LOG_PAGE);
    assert_eq!(numbers(&entries), expected);
    assert!(entries.iter().all(|entry| action_words(&entry.action).is_some()));
}

#[tokio::test]
async fn an_auditor_reads_their_units_and_their_own_entries_without_one() {
    let world = busy().await;
    let near = world.join("Aiko Tanaka", Role::Auditor, world.commerce).await;
    world.store.note_refusal(&near, "POST", "/units").await.unwrap();
    let seen = all(&world.store, &near, &AuditFilter::default()).await;
    let units = [world.commerce, world.online_store, world.customer_care];
    let may = |entry: &AuditEntry| match entry.unit_id {
        Some(unit) => units.contains(&unit),
        None => entry.actor_id == Some(near.person),
    };
    assert_eq!(numbers(&seen), walked(&world, may).await);
    assert!(seen.iter().any(|entry| entry.action == "request.refused"));
    // Naming another's unit, or another person, opens nothing more.
    let far = AuditFilter { unit: Some(world.logistics), ..AuditFilter::default() };
    assert!(all(&world.store, &near, &far).await.is_empty());
    let whole = AuditFilter { unit: Some(world.root), ..AuditFilter::default() };
    let in_units = |entry: &AuditEntry| entry.unit_id.is_some_and(|unit| units.contains(&unit));
    assert_eq!(numbers(&all(&world.store, &near, &whole).await), walked(&world, in_units).await);
}

#[tokio::test]
async fn for_everyone_else_there_is_no_log() {
    let world = World::new().await;
    for actor in [&world.manager, &world.assessor, &world.viewer, &world.outsider] {
        let read = world.store.read(actor);
        let page = read.audit_page(&AuditFilter::default(), LogCursor::Newest).await;
        assert_eq!(told(page), AppError::NotFound);
        assert_eq!(told(read.log_head().await), AppError::NotFound);
        assert_eq!(told(read.last_verified().await), AppError::NotFound);
        let export = world.store.export_log(actor, &AuditFilter::default()).await;
        assert_eq!(told(export), AppError::NotFound);
        assert_eq!(told(world.store.verify_log_chain(actor, |_| ()).await), AppError::NotFound);
    }
    let head = world.verified().await;
    assert_eq!(all(&world.store, &world.admin, &AuditFilter::default()).await.len() as u64, head);
}

/// Every combination of filters, some of which match nothing, against a plain walk.
#[tokio::test]
async fn every_combination_of_filters_finds_what_a_walk_finds() {
    let world = busy().await;
    let checked = combine(&world, world.commerce, "2026-11-25", "2026-12-02").await;
    assert!(checked.len() > 5, "the filters hardly differ: {checked:?}");
    let nobody = AuditFilter { actors: Some(Vec::new()), ..AuditFilter::default() };
    assert!(all(&world.store, &world.admin, &nobody).await.is_empty());
    let program = AuditFilter { actors: Some(vec![LogActor::Nobody]), ..AuditFilter::default() };
    let by_nobody = |entry: &AuditEntry| entry.actor_id.is_none();
    let found = numbers(&all(&world.store, &world.admin, &program).await);
    assert!(!found.is_empty());
    assert_eq!(found, walked(&world, by_nobody).await);
}

/// A log in which the newest entries alone don't answer every filter.
#[tokio::test]
async fn what_lies_far_back_in_a_long_log_is_found_as_well() {
    let world = busy().await;
    let cast = world.store.cast().await.unwrap();
    for seed in 0..60 {
        world.clock.advance(chrono::Duration::hours(3));
        world.store.grow_log(&cast, seed, 100).await.unwrap();
    }
    let few = AuditFilter { unit: Some(world.customer_care), ..AuditFilter::default() };
    let matches = |entry: &AuditEntry| entry.unit_id == Some(world.customer_care);
    assert_eq!(
        numbers(&all(&world.store, &world.admin, &few).await),
        walked(&world, matches).await
    );
    let checked = combine(&world, world.commerce, "2026-11-25", "2026-12-12").await;
    assert!(checked.len() > 5, "the filters hardly differ: {checked:?}");
}

/// How the actions of the group of units begin.
const UNITS: [&str; 3] = ["unit.", "units.", "target."];

/// Holds 64 filters against a walk, and gives how many entries they found.
async fn combine(world: &World, unit: UnitId, from: &str, until: &str) -> BTreeSet<usize> {
    let (from, until) = (from.parse().unwrap(), until.parse().unwrap());
    let below_commerce = [world.commerce, world.online_store, world.customer_care];
    let everything = all(&world.store, &world.admin, &AuditFilter::default()).await;
    let (mut checked, mut pages) = (BTreeSet::new(), Vec::new());
    for chosen in 0..64_u8 {
        let on = |bit: u8| chosen & (1 << bit) != 0;
        let filter = AuditFilter {
            actors: on(0).then(|| vec![LogActor::Person(world.admin.person)]),
            action: on(1).then_some("unit.renamed"),
            group: on(2).then_some(ActionGroup::Units),
            kind: on(3).then_some(SubjectKind::Unit),
            id: on(3).then_some(world.online_store.0),
            unit: on(4).then_some(unit),
            from: on(5).then_some(from),
            until: on(5).then_some(until),
        };
        let matches = |entry: &AuditEntry| {
            let units = UNITS.map(|it| entry.action.starts_with(it));
            (!on(0) || entry.actor_id == Some(world.admin.person))
                && (!on(1) || entry.action == "unit.renamed")
                && (!on(2) || units.contains(&true))
                && (!on(3)
                    || entry.subject == "unit" && entry.subject_id == Some(world.online_store.0))
                && (!on(4) || entry.unit_id.is_some_and(|unit| below_commerce.contains(&unit)))
                && (!on(5) || (from..=until).contains(&entry.at.day()))
        };
        let found = numbers(&all(&world.store, &world.admin, &filter).await);
        let walked: Vec<AuditEntry> = everything.iter().filter(|it| matches(it)).cloned().collect();
        assert_eq!(found, numbers(&walked), "{filter:?}");
        pages.push((filter, found));
    }
    // An export enters itself into the log, so it comes after what was compared.
    for (filter, found) in pages {
        let lines = exported(&world.store, &world.admin, &filter).await;
        let exported: Vec<i64> = lines.iter().rev().map(|line| line.seq).collect();
        let exported: Vec<i64> = exported.into_iter().filter(|seq| found.contains(seq)).collect();
        assert_eq!(exported, found, "{filter:?}");
        checked.insert(found.len());
    }
    checked
}

#[tokio::test]
async fn paging_goes_back_the_way_it_came() {
    let world = busy().await;
    let filter = AuditFilter { group: Some(ActionGroup::Units), ..AuditFilter::default() };
    let turn = async |at| page(&world.store, &world.admin, &filter, at).await;
    let first = turn(LogCursor::Newest).await;
    assert_eq!((first.entries.len(), first.newer), (LOG_PAGE, None));
    let second = turn(LogCursor::Before(first.older.unwrap())).await;
    let back = turn(LogCursor::After(second.newer.unwrap())).await;
    assert_eq!(numbers(&back.entries), numbers(&first.entries));
    assert_eq!(back.newer, None);
    // What is written meanwhile moves nothing that was seen.
    world.store.rename_unit(&world.admin, world.corporate, "Corporate services").await.unwrap();
    let again = turn(LogCursor::Before(first.older.unwrap())).await;
    assert_eq!(again, second);
}

#[tokio::test]
async fn a_day_without_entries_and_a_day_beyond_the_calendar_match_nothing() {
    let world = busy().await;
    let on = |from: &str, until: &str| AuditFilter {
        from: from.parse().ok(),
        until: until.parse().ok(),
        ..AuditFilter::default()
    };
    for (from, until) in
        [("2020-01-01", "2020-01-02"), ("9999-12-31", "9999-12-31"), ("2026-12-02", "2026-11-25")]
    {
        let filter = on(from, until);
        assert!(all(&world.store, &world.admin, &filter).await.is_empty(), "{filter:?}");
    }
}

#[tokio::test]
async fn a_clock_that_was_set_back_hides_no_entry_of_a_day() {
    let world = World::new().await;
    for moment in ["2026-11-25T00:00:04Z", "2026-11-24T23:59:58Z", "2026-11-25T00:00:02Z"] {
        world.clock.set(moment);
        world.store.note_refusal(&world.auditor, "POST", "/people").await.unwrap();
    }
    for day in ["2026-11-24", "2026-11-25"] {
        let day = day.parse().ok();
        let filter = AuditFilter { from: day, until: day, ..AuditFilter::default() };
        let found = numbers(&all(&world.store, &world.admin, &filter).await);
        let on_day = |entry: &AuditEntry| Some(entry.at.day()) == day;
        assert_eq!(found, walked(&world, on_day).await);
        assert!(!found.is_empty());
    }
}

/// All lines of an export.
async fn exported(store: &Store, actor: &Actor, filter: &AuditFilter) -> Vec<AuditEntry> {
    let mut export = store.export_log(actor, filter).await.unwrap();
    let mut entries = Vec::new();
    while let Some(lines) = export.next_lines().await.unwrap() {
        entries.extend(lines.lines().map(|line| serde_json::from_str::<AuditEntry>(line).unwrap()));
    }
    entries
}

#[tokio::test]
async fn an_export_is_entered_first_and_holds_every_entry_as_it_was_sealed() {
    let world = busy().await;
    let before = world.verified().await;
    let entries = exported(&world.store, &world.admin, &AuditFilter::default()).await;
    assert_eq!(entries.len() as u64, before + 1);
    assert_eq!(entries.last().unwrap().action, "log.exported");
    assert!(entries.iter().all(|entry| entry.hash == entry.expected_hash()));
    let salts: BTreeSet<&String> = entries.iter().filter_map(|it| it.salt.as_ref()).collect();
    assert_eq!(salts.len(), entries.len(), "each has a salt of its own");
    let near = world.join("Aiko Tanaka", Role::Auditor, world.commerce).await;
    let filter = AuditFilter { unit: Some(world.commerce), ..AuditFilter::default() };
    let seen = numbers(&all(&world.store, &near, &filter).await);
    let mut taken = numbers(&exported(&world.store, &near, &filter).await);
    taken.reverse();
    assert_eq!(taken, seen);
    let last = all(&world.store, &world.admin, &AuditFilter::default()).await.swap_remove(0);
    assert_eq!((last.action.as_str(), last.actor_id), ("log.exported", Some(near.person)));
    assert!(last.after.contains(&format!("\"unit_number\":{}", world.commerce)), "{}", last.after);
}

/// A second connection that is held by no rule.
async fn past_the_program(world: &World, sql: &'static str) {
    let path = world.dir.path().join("data/plumbline.db");
    let url = format!("sqlite://{}", path.display());
    let mut database = SqliteConnection::connect(&url).await.unwrap();
    let off = "DROP TRIGGER audit_log_stays; DROP TRIGGER audit_log_remains;";
    sqlx::raw_sql(off).execute(&mut database).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut database).await.unwrap();
}

#[tokio::test]
async fn verifying_enters_what_came_of_it_and_names_the_first_wrong_entry() {
    let world = busy().await;
    let mut heard = 0;
    let before = world.verified().await;
    let report = world.store.verify_log_chain(&world.auditor, |n| heard = n).await.unwrap();
    assert_eq!((report.entries, report.wrong.clone(), heard), (before, None, before));
    let last = world.store.read(&world.admin).last_verified().await.unwrap().unwrap();
    assert_eq!((last.by.as_str(), &last.report), ("Dele Adeyemi", &report));
    past_the_program(&world, "UPDATE audit_log SET after = '{}' WHERE seq IN (7, 9)").await;
    let report = world.store.verify_log_chain(&world.admin, |_| ()).await.unwrap();
    let wrong = report.wrong.clone().unwrap();
    assert_eq!((wrong.seq, report.faults), (7, 2));
    assert_eq!(wrong.fault, "its content does not match its hash: it was changed");
    let last = world.store.read(&world.auditor).last_verified().await.unwrap().unwrap();
    assert_eq!(last.report, report);
}

#[tokio::test]
async fn no_byte_of_an_entry_changes_unnoticed() {
    for (sql, fault) in [
        ("UPDATE audit_log SET seq = 1000 WHERE seq = 7", "entry 7 is missing before it"),
        ("DELETE FROM audit_log WHERE seq BETWEEN 7 AND 9", "entries 7 to 9 are missing before it"),
        ("UPDATE audit_log SET at = replace(at, '00Z', '001Z') WHERE seq = 7", "its time is not"),
        ("UPDATE audit_log SET at = 'noon' WHERE seq = 7", "its time is not"),
        ("UPDATE audit_log SET after = CAST(x'ff' AS TEXT) WHERE seq = 7", "it was changed"),
        ("UPDATE audit_log SET actor_id = NULL WHERE seq = 7", "does not match its hash"),
        ("UPDATE audit_log SET hash = prev_hash WHERE seq = 7", "does not match its hash"),
        (
            "UPDATE audit_log SET salt = replace(salt, 'a', 'b')||'c' WHERE seq = 7",
            "does not match",
        ),
        ("UPDATE audit_log SET salt = NULL WHERE seq = 7", "does not match its hash"),
        ("UPDATE audit_log SET since = 7 WHERE seq = 7", "does not match its hash"),
        ("UPDATE audit_log SET salt = NULL, since = NULL WHERE seq = 7", "does not match its hash"),
    ] {
        let world = World::new().await;
        world.store.note_refusal(&world.auditor, "POST", "/people").await.unwrap();
        past_the_program(&world, sql).await;
        let report = world.store.verify_log_chain(&world.admin, |_| ()).await.unwrap();
        let wrong = report.wrong.unwrap_or_else(|| panic!("{sql} went unnoticed"));
        assert!(wrong.fault.contains(fault), "{sql}: {wrong:?}");
        assert!((7..=10).contains(&wrong.seq), "{sql}: {wrong:?}");
        assert!(!world.store.verify().await.unwrap().findings.is_empty(), "{sql}");
    }
}

#[tokio::test]
async fn an_entry_whose_time_cannot_be_read_is_told_of_beside_the_others() {
    let world = World::new().await;
    world.store.note_refusal(&world.auditor, "POST", "/people").await.unwrap();
    past_the_program(&world, "UPDATE audit_log SET at = 'noon' WHERE seq = 7").await;
    let read = world.store.read(&world.admin);
    let page = read.audit_page(&AuditFilter::default(), LogCursor::Newest).await.unwrap();
    assert_eq!(page.unreadable, [7]);
    let shown: Vec<i64> = page.entries.iter().map(|entry| entry.seq).collect();
    assert!(shown.contains(&6) && shown.contains(&8) && !shown.contains(&7), "{shown:?}");
}

#[tokio::test]
async fn things_have_names_and_open_for_those_who_may_open_them() {
    let world = busy().await;
    let entries = all(&world.store, &world.admin, &AuditFilter::default()).await;
    let unit = (SubjectKind::Unit, world.logistics.0);
    let seen = world.store.read(&world.auditor).audit_subjects(&entries).await.unwrap();
    assert!(seen[&unit].opens && seen[&unit].name.starts_with("Unit "));
    let near = world.join("Aiko Tanaka", Role::Auditor, world.commerce).await;
    let seen = world.store.read(&near).audit_subjects(&entries).await.unwrap();
    assert!(!seen.contains_key(&unit));
    let person = (SubjectKind::Person, world.auditor.person.0);
    assert!(!seen[&person].opens);
    let seen = world.store.read(&world.admin).audit_subjects(&entries).await.unwrap();
    assert!(seen[&person].opens);
    let found = world.store.read(&near).log_actors("ADEYEMI", 20).await.unwrap();
    assert_eq!(found, [LogActor::Person(world.auditor.person)]);
    let unknown: UnitId = UnitId(999);
    let filter = AuditFilter { unit: Some(unknown), ..AuditFilter::default() };
    assert!(all(&world.store, &near, &filter).await.is_empty());
    assert_eq!(world.store.read(&near).log_actor_name(PersonId(1)).await.unwrap(), None);
}
