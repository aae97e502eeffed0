//! What stands in a person's calendar, and at which secret address.

use chrono::Duration;
use domain::assessment::Round;
use domain::evidence::request::Wanted;
use domain::tasks::acceptance::{AcceptanceDecision, NewAcceptance};
use domain::tasks::calendar::{Calendar, Dated};
use domain::tasks::{NewTask, TaskState, TaskStep};
use domain::{Actor, AppError, Role};
use store::{NewAssessment, NewRound};

use crate::world::{World, told};
use crate::{KEYS, day, rotate};

/// Everything in a person's calendar, as its programs show it.
async fn of(world: &World, actor: &Actor) -> Calendar {
    world.store.read(actor).calendar(100).await.unwrap()
}

async fn summaries(world: &World, actor: &Actor) -> Vec<String> {
    let calendar = of(world, actor).await;
    calendar.entries.iter().map(|it| format!("{} {}", it.day, it.summary())).collect()
}

async fn open_round(world: &World, unit: domain::UnitId, name: &str, due: &str) {
    let round = Round {
        name: name.to_owned(),
        opens_on: day("2026-11-01"),
        due_on: day(due),
        cadence_days: 92,
    };
    world.store.open_round(&world.manager, &NewRound { unit, round }).await.unwrap();
}

#[tokio::test]
async fn it_holds_what_of_theirs_has_a_day() {
    let world = World::new().await;
    let id = world.task().await;
    let _ = world.proof(&world.assessor, id).await;
    open_round(&world, world.commerce, "Q4 2026", "2026-12-31").await;
    let alone = NewAssessment {
        unit: world.online_store,
        name: "After the move".to_owned(),
        due_on: Some(day("2026-12-01")),
    };
    world.store.open_assessment(&world.manager, &alone).await.unwrap();
    let wanted = Wanted {
        wanted: "The log of the last rotation.\nAs a file.".to_owned(),
        due_on: day("2026-11-30"),
    };
    let asker = &world.auditor;
    world.store.request_evidence(asker, world.online_store, KEYS, &wanted).await.unwrap();

    let theirs = summaries(&world, &world.assessor).await;
    let expected = [
        "2026-11-30 Evidence asked for: The log of the last rotation.…",
        "2026-12-01 Assessment due: After the move, Online Store",
        "2026-12-18 Task due: Rotate the gateway's key",
        "2026-12-31 Assessment due: Q4 2026, Online Store",
        "2027-02-20 Evidence counts until today: Rotation of 30 November",
    ];
    assert_eq!(theirs, expected);
    // The three drafts of the round are one entry to whoever answers for all of them.
    let managers = of(&world, &world.manager).await;
    let round = managers.entries.iter().find(|it| matches!(it.what, Dated::Round { .. })).unwrap();
    assert_eq!(round.units, ["Commerce", "Customer Care", "Online Store"]);
    assert!(summaries(&world, &world.viewer).await.is_empty(), "nothing of this is theirs");
    assert!(summaries(&world, &world.outsider).await.is_empty());
    assert!(summaries(&world, &world.admin).await.is_empty());
}

#[tokio::test]
async fn what_is_over_or_put_aside_leaves_it() {
    let world = World::new().await;
    let (done, gone, aside) = (world.task().await, world.task().await, world.task().await);
    world.step(&world.manager, gone, TaskStep::Cancel, "Not ours.").await.unwrap();
    let risk = NewAcceptance { reason: "It is replaced.".to_owned(), until: day("2027-03-31") };
    let asked = world.store.ask_to_accept(&world.assessor, aside, &risk).await.unwrap();
    let granted = AcceptanceDecision::Granted;
    world.store.decide_acceptance(&world.manager, asked, granted, "").await.unwrap();
    world.step(&world.assessor, done, TaskStep::Start, "").await.unwrap();
    let item = world.proof(&world.assessor, done).await;
    world.step(&world.assessor, done, TaskStep::Finish, "As asked.").await.unwrap();
    let expected = [
        "2026-12-18 Done, to be verified: Rotate the gateway's key",
        "2027-02-20 Evidence counts until today: Rotation of 30 November",
    ];
    assert_eq!(summaries(&world, &world.assessor).await, expected);
    world.step(&world.manager, done, TaskStep::Verify, "").await.unwrap();
    world.store.withdraw_evidence(&world.assessor, item, "The wrong one.").await.unwrap();
    assert!(summaries(&world, &world.assessor).await.is_empty());
}

#[tokio::test]
async fn what_they_no_longer_see_leaves_it() {
    let world = World::new().await;
    let id = world.task().await;
    let _ = world.proof(&world.assessor, id).await;
    assert_eq!(summaries(&world, &world.assessor).await.len(), 2);
    let (person, unit) = (world.assessor.person, Some(world.online_store));
    world.store.revoke_role(&world.admin, person, Role::Assessor, unit).await.unwrap();
    assert!(summaries(&world, &world.again(person).await).await.is_empty());
    world.store.grant_role(&world.admin, person, Role::Viewer, unit).await.unwrap();
    let theirs = summaries(&world, &world.again(person).await).await;
    assert_eq!(
        theirs,
        ["2026-12-18 Task due: Rotate the gateway's key"],
        "viewers open no evidence"
    );
}

#[tokio::test]
async fn an_entry_says_when_and_how_often_it_was_changed() {
    let world = World::new().await;
    let id = world.task().await;
    let first = of(&world, &world.assessor).await.entries.remove(0);
    assert_eq!(
        (first.changes, first.changed_at.to_string().as_str()),
        (0, "2026-11-23T09:00:00.000Z")
    );
    assert_eq!(
        of(&world, &world.assessor).await.entries[0],
        first,
        "the same data, the same entry"
    );
    world.clock.advance(Duration::hours(2));
    world.step(&world.assessor, id, TaskStep::Start, "").await.unwrap();
    world.clock.advance(Duration::hours(2));
    let second = of(&world, &world.assessor).await.entries.remove(0);
    assert_eq!(
        (second.changes, second.changed_at.to_string().as_str()),
        (1, "2026-11-23T11:00:00.000Z")
    );
    let is_begun = |what| matches!(what, Dated::Task { state: TaskState::InProgress, .. });
    assert!(is_begun(second.what));
}

#[tokio::test]
async fn a_long_one_is_cut_to_what_is_near() {
    let world = World::new().await;
    for (title, due) in [
        ("Far", "2027-11-01"),
        ("Near", "2026-11-27"),
        ("Late", "2026-11-20"),
        ("Old", "2026-01-02"),
    ] {
        let (title, due_on) = (title.to_owned(), day(due));
        let new = NewTask { title, due_on, ..rotate(world.assessor.person) };
        world.store.create_task(&world.manager, world.online_store, &new).await.unwrap();
    }
    let read = world.store.read(&world.assessor);
    let cut = read.calendar(2).await.unwrap();
    let titles: Vec<_> = cut.entries.iter().map(|it| it.title.as_str()).collect();
    assert_eq!((titles, cut.has_more), (vec!["Late", "Near"], true));
    assert!(!read.calendar(4).await.unwrap().has_more);
}

#[tokio::test]
async fn an_address_opens_one_calendar_until_it_is_replaced_or_removed() {
    let world = World::new().await;
    let (store, me) = (&world.store, &world.assessor);
    assert_eq!(store.read(me).own_calendar().await.unwrap(), None);
    let first = store.make_calendar(me).await.unwrap();
    assert_eq!(store.whose_calendar(&first).await.unwrap().person, me.person);
    assert_eq!(store.read(me).own_calendar().await.unwrap(), Some(store.now()));
    let other = store.make_calendar(&world.manager).await.unwrap();
    let second = store.make_calendar(me).await.unwrap();
    assert_ne!(first, second);
    for gone in [first.as_str(), "", "nonsense"] {
        assert_eq!(told(store.whose_calendar(gone).await), AppError::NotFound, "{gone}");
    }
    store.remove_calendar(me).await.unwrap();
    assert_eq!(told(store.whose_calendar(&second).await), AppError::NotFound);
    assert_eq!(told(store.remove_calendar(me).await), AppError::NotFound);
    let whose = store.whose_calendar(&other).await.unwrap();
    assert_eq!(whose.person, world.manager.person, "the others stay");
    world.verified().await;
}

#[tokio::test]
async fn it_ends_with_the_account_and_does_not_come_back_with_it() {
    let world = World::new().await;
    let (store, me) = (&world.store, &world.assessor);
    let address = store.make_calendar(me).await.unwrap();
    store.deactivate_person(&world.admin, me.person).await.unwrap();
    assert_eq!(told(store.whose_calendar(&address).await), AppError::NotFound);
    assert_eq!(told(store.make_calendar(me).await), AppError::Unauthenticated);
    store.reactivate_person(&world.admin, me.person).await.unwrap();
    assert_eq!(told(store.whose_calendar(&address).await), AppError::NotFound);
    store.make_calendar(me).await.unwrap();
}

#[tokio::test]
async fn only_a_hash_of_the_address_is_kept() {
    let world = World::new().await;
    let address = world.store.make_calendar(&world.assessor).await.unwrap();
    world.store.close().await;
    let kept = std::fs::read(world.dir.path().join("data/plumbline.db")).unwrap();
    let kept = String::from_utf8_lossy(&kept);
    assert!(kept.contains("calendar.made") && !kept.contains(&address));
}

#[tokio::test]
async fn a_question_of_a_task_is_told_with_it() {
    let world = World::new().await;
    world.task().await;
    let entry = of(&world, &world.assessor).await.entries.remove(0);
    assert!(matches!(entry.what, Dated::Task { question: KEYS, .. }), "{entry:?}");
    assert_eq!(entry.units, ["Online Store"]);
}
