//! The queue of auditors: what it holds, in which order, and what each filter leaves.

use std::collections::BTreeSet;

use chrono::Duration;
use domain::assessment::Round;
use domain::audits::NewAudit;
use domain::evidence::{Standing, Verdict};
use domain::{Answer, AssessmentId, AuditId, QuestionNo, Role, RoundId};
use store::{AnswerDraft, AssessmentFilter, NewRound, Place, QueueFilter};

use crate::world::World;
use crate::{EXPOSURE, KEYS, Shop, draft, note, verdict, waiting};

#[tokio::test]
async fn what_waits_longest_comes_first_and_a_verdict_takes_it_away() {
    let shop = Shop::new().await;
    let first = shop.attach(EXPOSURE, "first", "2027-02-18").await;
    shop.world.clock.advance(Duration::days(2));
    shop.attach(KEYS, "second", "2027-02-18").await;
    assert_eq!(shop.titles(&waiting()).await, ["first", "second"]);
    shop.judge(first, EXPOSURE, &verdict(Verdict::Accepted, "")).await;
    assert_eq!(shop.titles(&waiting()).await, ["second"]);
    let accepted = QueueFilter { standing: Some(Standing::Accepted), ..QueueFilter::default() };
    assert_eq!(shop.titles(&accepted).await, ["first"]);
}

#[tokio::test]
async fn the_queue_stands_as_the_rules_say_whatever_happened_to_an_item() {
    let shop = Shop::new().await;
    let (store, actor) = (&shop.world.store, &shop.world.assessor);
    shop.attach(EXPOSURE, "pending", "2027-02-18").await;
    for (title, given) in [
        ("accepted", verdict(Verdict::Accepted, "")),
        ("rejected", verdict(Verdict::Rejected, "No.")),
        ("asked", verdict(Verdict::Asked, "Which?")),
    ] {
        let id = shop.attach(EXPOSURE, title, "2027-02-18").await;
        shop.judge(id, EXPOSURE, &given).await;
    }
    let answered = shop.attach(EXPOSURE, "answered", "2027-02-18").await;
    shop.judge(answered, EXPOSURE, &verdict(Verdict::Asked, "Which?")).await;
    shop.reply(actor, answered).await.unwrap();
    shop.attach(EXPOSURE, "expired", "2026-11-24").await;
    let withdrawn = shop.attach(EXPOSURE, "withdrawn", "2027-02-18").await;
    store.withdraw_evidence(actor, withdrawn, "Wrong file.").await.unwrap();
    shop.world.clock.advance(Duration::days(3));
    let all = store.read(&shop.world.auditor).queue(&QueueFilter::default()).await.unwrap();
    assert_eq!(all.len(), 7);
    for standing in Standing::ALL {
        let filter = QueueFilter { standing: Some(*standing), ..QueueFilter::default() };
        let by_rule: Vec<_> = all
            .iter()
            .filter(|row| row.standing == *standing)
            .map(|row| row.item.title.clone())
            .collect();
        assert_eq!(shop.titles(&filter).await, by_rule, "{standing:?}");
        assert!(!by_rule.is_empty(), "{standing:?} has a case");
    }
}

#[tokio::test]
async fn each_filter_leaves_what_it_names() {
    let shop = Shop::new().await;
    let world = &shop.world;
    shop.attach(EXPOSURE, "old", "2026-12-01").await;
    world.clock.advance(Duration::days(5));
    shop.attach(KEYS, "new", "2027-05-18").await;
    let elsewhere = draft(world, world.logistics).await;
    let place = Place { assessment: elsewhere, question: KEYS };
    let far = note("far", "2027-05-18");
    world.store.attach_evidence(&world.outsider, place, &far).await.unwrap();
    let all = QueueFilter::default();
    for (filter, expected) in [
        (QueueFilter { unit: Some(world.commerce), ..all.clone() }, vec!["old", "new"]),
        (QueueFilter { unit: Some(world.logistics), ..all.clone() }, vec!["far"]),
        (QueueFilter { question: Some(KEYS), ..all.clone() }, vec!["new", "far"]),
        (QueueFilter { older_days: Some(5), ..all.clone() }, vec!["old"]),
        (QueueFilter { older_days: Some(0), ..all.clone() }, vec!["old", "new", "far"]),
        (QueueFilter { uploader: Some(world.outsider.person), ..all.clone() }, vec!["far"]),
        (QueueFilter { expires_days: Some(3), ..all.clone() }, vec!["old"]),
        (QueueFilter { expires_days: Some(2), ..all.clone() }, vec![]),
        (QueueFilter { disagrees: true, ..all.clone() }, vec![]),
    ] {
        assert_eq!(shop.titles(&filter).await, expected, "{filter:?}");
    }
    let uploaders = world.store.read(&world.auditor).queue_uploaders().await.unwrap();
    let names: Vec<&str> = uploaders.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Kenji Ota", "Priya Raman"]);
}

#[tokio::test]
async fn where_the_inventory_disagreed_the_queue_says_so() {
    let shop = Shop::new().await;
    let world = &shop.world;
    shop.attach(QuestionNo(10), "plan", "2027-02-18").await;
    shop.attach(KEYS, "keys", "2027-02-18").await;
    let answers: Vec<AnswerDraft> = (1..=10)
        .map(|no| AnswerDraft {
            question: QuestionNo(no),
            answer: Some(if no == 10 { Answer::Yes } else { Answer::No }),
            note: String::new(),
            seen: 0,
        })
        .collect();
    world.store.save_answers(&world.assessor, shop.assessment, &answers).await.unwrap();
    world.store.submit(&world.assessor, shop.assessment).await.unwrap();
    let filter = QueueFilter { disagrees: true, ..QueueFilter::default() };
    assert_eq!(shop.titles(&filter).await, ["plan"], "a yes without a response plan");
}

#[tokio::test]
async fn only_who_gives_verdicts_has_a_queue() {
    let shop = Shop::new().await;
    shop.attach(EXPOSURE, "first", "2027-02-18").await;
    let near = shop.world.join("Jo Park", Role::Auditor, shop.world.logistics).await;
    for actor in [&shop.world.manager, &shop.world.assessor, &shop.world.admin, &near] {
        let rows = shop.world.store.read(actor).queue(&QueueFilter::default()).await.unwrap();
        assert!(rows.is_empty(), "{}", actor.name);
    }
}

#[tokio::test]
async fn a_round_holds_what_was_attached_in_it_and_what_it_took_over() {
    let world = World::new().await;
    let (store, assessor) = (&world.store, &world.assessor);
    let first = round(&world, "Q3 2026").await;
    let ask = |title: &'static str, assessment, until: &'static str| {
        let place = Place { assessment, question: KEYS };
        async move { store.attach_evidence(assessor, place, &note(title, until)).await.unwrap() }
    };
    let long = ask("long", first.1, "2027-05-18").await;
    ask("short", first.1, "2026-11-30").await;
    let wrong = ask("wrong", first.1, "2027-05-18").await;
    let no = verdict(Verdict::Rejected, "No.");
    store.give_verdict(&world.auditor, wrong, world.online_store, KEYS, &no).await.unwrap();
    submit(&world, first.1).await;
    world.clock.advance(Duration::days(30));
    let second = round(&world, "Q4 2026").await;
    let titles = |round| titles_of_round(&world, round);
    assert_eq!(titles(first.0).await, ["long", "short", "wrong"]);
    assert_eq!(titles(second.0).await, ["long", "short"], "what stands in the draft");
    world.clock.advance(Duration::days(1));
    ask("new", second.1, "2027-05-18").await;
    assert_eq!(titles(second.0).await, ["long", "short", "new"]);
    submit(&world, second.1).await;
    world.clock.advance(Duration::days(1));
    let ad_hoc = draft(&world, world.online_store).await;
    ask("after", ad_hoc, "2027-05-18").await;
    store.withdraw_evidence(assessor, long, "Wrong file.").await.unwrap();
    assert_eq!(titles(second.0).await, ["long", "short", "new"], "as the submission names them");
    assert_eq!(titles(first.0).await, ["long", "short", "wrong"]);
}

/// A round over Online Store, with its draft there.
async fn round(world: &World, name: &str) -> (RoundId, AssessmentId) {
    let today = world.store.now().day();
    let round = Round {
        name: name.to_owned(),
        opens_on: today,
        due_on: today + Duration::days(20),
        cadence_days: 92,
    };
    let new = NewRound { unit: world.online_store, round };
    let id = world.store.open_round(&world.manager, &new).await.unwrap();
    let filter = AssessmentFilter { round: Some(id), limit: 10, ..AssessmentFilter::default() };
    let (rows, _) = world.store.read(&world.assessor).assessments(filter).await.unwrap();
    (id, rows[0].id)
}

/// All answered with yes, and submitted.
async fn submit(world: &World, assessment: AssessmentId) {
    let answers: Vec<AnswerDraft> = (1..=10)
        .map(|no| AnswerDraft {
            question: QuestionNo(no),
            answer: Some(Answer::Yes),
            note: String::new(),
            seen: 0,
        })
        .collect();
    world.store.save_answers(&world.assessor, assessment, &answers).await.unwrap();
    world.store.submit(&world.assessor, assessment).await.unwrap();
}

async fn titles_of_round(world: &World, round: RoundId) -> Vec<String> {
    let filter = QueueFilter { round: Some(round), ..QueueFilter::default() };
    let rows = world.store.read(&world.auditor).queue(&filter).await.unwrap();
    rows.into_iter().map(|row| row.item.title).collect()
}

#[tokio::test]
async fn an_audit_holds_the_evidence_of_its_units_and_its_days() {
    let shop = Shop::new().await;
    let world = &shop.world;
    shop.attach(KEYS, "within", "2027-02-18").await;
    shop.attach(KEYS, "before", "2026-12-09").await;
    shop.attach(KEYS, "at the edge", "2026-12-10").await;
    let elsewhere = draft(world, world.logistics).await;
    let place = Place { assessment: elsewhere, question: KEYS };
    let far = note("far", "2027-05-18");
    world.store.attach_evidence(&world.outsider, place, &far).await.unwrap();
    let audit = NewAudit {
        name: "Year end".to_owned(),
        about: String::new(),
        from: "2026-12-10".parse().unwrap(),
        to: "2026-12-31".parse().unwrap(),
        units: BTreeSet::from([world.commerce]),
        rounds: BTreeSet::new(),
        auditors: BTreeSet::new(),
    };
    let audit = world.store.open_audit(&world.auditor, &audit).await.unwrap();
    let within = QueueFilter { audit: Some(audit), ..QueueFilter::default() };
    assert_eq!(shop.titles(&within).await, ["within", "at the edge"]);
    let other = QueueFilter { audit: Some(AuditId(99)), ..QueueFilter::default() };
    assert!(shop.titles(&other).await.is_empty());
}
