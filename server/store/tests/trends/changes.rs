//! What changed since last time, and what waits to be decided.

use super::*;

#[tokio::test]
async fn changes_compare_with_the_assessment_before_as_it_last_stood() {
    let world = World::new().await;
    let unit = world.online_store;
    let read = || world.store.read(&world.manager);
    assert_eq!(read().changes_since_previous(unit).await.unwrap(), None, "never assessed");

    world.clock.set("2026-09-14T09:00:00Z");
    let third = world.assessment(unit, "Q3 2026").await;
    let first = world.attach(third, 1, "2026-10-31").await;
    let second = world.attach(third, 2, "2027-06-30").await;
    world.submit(third, &[1, 2, 3]).await;
    let changes = read().changes_since_previous(unit).await.unwrap().unwrap();
    assert_eq!(changes.previous, None);
    assert!(changes.questions.iter().all(|question| question.before.is_none()));
    world.clock.set("2026-09-20T09:00:00Z");
    world.judge(first, unit, 1, Verdict::Accepted).await;

    // Gathered for the next assessment: no merit of this one.
    world.clock.set("2026-10-05T09:00:00Z");
    let fourth = world.assessment(unit, "Q4 2026").await;
    let early = world.attach(fourth, 3, "2027-06-30").await;
    world.judge(early, unit, 3, Verdict::Accepted).await;
    world.clock.set("2026-11-02T09:00:00Z");
    world.submit(fourth, &[1, 2, 4]).await;
    world.clock.set("2026-11-10T09:00:00Z");
    world.judge(second, unit, 2, Verdict::Accepted).await;
    world.clock.set("2026-11-23T09:00:00Z");
    let changes = read().changes_since_previous(unit).await.unwrap().unwrap();
    let previous = changes.previous.unwrap();
    assert_eq!((previous.name.as_str(), previous.day), ("Q3 2026", day("2026-09-30")));
    assert_eq!((previous.score.claimed, previous.score.evidenced), (Points(70), Points(90)));
    let line = read().unit_series(unit, &[previous.day, world.today()]).await.unwrap();
    assert_eq!(line[0].unwrap().score, previous.score, "the line says the same");
    assert_eq!(line[1].unwrap().score, changes.latest.score);
    assert_eq!(
        (changes.latest.taken.assessment, changes.latest.name.as_str()),
        (fourth, "Q4 2026")
    );
    assert_eq!(changes.latest.submitted_by, "Ingrid Solheim");
    assert_eq!(changes.latest.score.evidenced, Points(90));
    let question = |no: usize| {
        let found = &changes.questions[no - 1];
        (found.answer, found.support, found.before.unwrap())
    };
    assert_eq!(question(1), (Answer::Yes, Support::Expired, (Answer::Yes, true)));
    assert_eq!(question(2), (Answer::Yes, Support::Accepted, (Answer::Yes, false)));
    assert_eq!(question(3), (Answer::No, Support::Accepted, (Answer::Yes, false)));
    assert_eq!(question(4), (Answer::Yes, Support::Nothing, (Answer::No, false)));
    assert_eq!(changes.questions[0].label, "Inventory");
    let costs: u16 = changes.questions.iter().map(|question| question.cost().evidenced.0).sum();
    assert_eq!(Points(costs), changes.latest.score.evidenced);
}

#[tokio::test]
async fn what_waits_is_listed_for_those_who_may_see_it() {
    let world = World::new().await;
    world.clock.set("2026-09-01T09:00:00Z");
    let round = world.round(world.commerce, "Q3 2026", "2026-09-30").await;
    let read = world.store.read(&world.manager);
    let units = [world.commerce, world.online_store, world.customer_care, world.logistics];
    let found = read.units_in_round(round, &units).await.unwrap();
    assert_eq!(found.len(), 3, "Logistics is not in the round");
    let of = |unit| found[&unit].assessment;
    // Question 10: no response plan is recorded, so the register disagrees.
    world.submit(of(world.online_store), &[10]).await;
    world.submit(of(world.customer_care), &[1]).await;
    world.clock.set("2026-10-05T09:00:00Z");
    let reason = "Look at question 1 again.";
    world
        .store
        .decide(
            &world.join("Marta Lindqvist", domain::Role::Manager, world.root).await,
            of(world.customer_care),
            Step::Return,
            reason,
        )
        .await
        .unwrap();

    let scores = read.scores(None).await.unwrap();
    let decisions = read.decisions(&scores).await.unwrap();
    let names = |list: &[store::OpenAssessment]| -> Vec<String> {
        list.iter().map(|open| open.unit_name.clone()).collect()
    };
    assert_eq!(names(&decisions.to_approve), ["Online Store"]);
    assert_eq!(names(&decisions.returned), ["Customer Care"]);
    assert_eq!(names(&decisions.overdue), ["Commerce"]);
    assert_eq!((decisions.clash_count, decisions.clash_units), (1, 1));
    let clash = &decisions.clashes[0];
    assert_eq!(
        (clash.unit_name.as_str(), clash.label.as_str()),
        ("Online Store", "Incident response")
    );
    assert_eq!(clash.sentences.len(), 1);
    assert_eq!(
        scores.of(world.online_store).unwrap().newest(world.today()).unwrap().clashes,
        set(&[10])
    );

    // A later assessment overtakes the draft that was never handed in.
    world.assess(world.commerce, "Ad hoc", &[1]).await;
    assert_eq!(names(&read.decisions(&scores).await.unwrap().overdue), Vec::<String>::new());

    let outside = world.store.read(&world.outsider);
    let scores = outside.scores(None).await.unwrap();
    let decisions = outside.decisions(&scores).await.unwrap();
    assert_eq!(decisions, store::Decisions::default());
}
