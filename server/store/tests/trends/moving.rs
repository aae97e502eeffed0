//! What moves a score, on which day, and how that is told.

use super::*;

#[tokio::test]
async fn the_score_moves_on_the_day_of_the_verdict_and_not_before() {
    let world = World::new().await;
    let id = world.assessment(world.online_store, "Q4 2026").await;
    let item = world.attach(id, 1, "2027-02-28").await;
    world.submit(id, &[1, 2, 3]).await;
    assert_eq!(world.standing(world.online_store, "2026-11-22").await, None, "not yet submitted");
    assert_eq!(world.scored(world.online_store, "2026-11-23").await, (70, 100));

    world.clock.set("2026-12-04T10:00:00Z");
    world.judge(item, world.online_store, 1, Verdict::Accepted).await;
    assert_eq!(world.scored(world.online_store, "2026-12-03").await, (70, 100), "the past stays");
    assert_eq!(world.scored(world.online_store, "2026-12-04").await, (70, 90));
}

#[tokio::test]
async fn why_a_score_moved_is_told_with_what_moved_it() {
    let world = World::new().await;
    let unit = world.online_store;
    world.assess(unit, "Q4 2026", &[1]).await;
    world.clock.set("2026-12-04T10:00:00Z");
    let second = world.assessment(unit, "After the audit").await;
    let item = world.attach(second, 2, "2026-12-20").await;
    world.submit(second, &[1, 2]).await;
    world.clock.set("2026-12-07T10:00:00Z");
    world.judge(item, unit, 2, Verdict::Accepted).await;
    world.clock.set("2026-12-24T10:00:00Z");

    let read = world.store.read(&world.manager);
    let why = read.why_moved(unit, day("2026-11-23"), day("2026-12-24")).await.unwrap();
    let (before, after) = (why.before.unwrap(), why.after.unwrap());
    assert_eq!((before.claimed, after.claimed), (Points(90), Points(80)));
    let parts = why.parts.unwrap();
    let steps: Vec<_> = parts
        .into_iter()
        .map(|told| {
            let Change { claimed, evidenced } = told.part.moved;
            (told.part.day, told.source, (claimed, evidenced))
        })
        .collect();
    let submission = Source::Submission {
        assessment: second,
        name: "After the audit".to_owned(),
        revision: 1,
        by: world.manager.name.clone(),
    };
    let proof = Source::Item { id: item, title: "Proof of 2".to_owned() };
    let expected = [
        (day("2026-12-04"), submission, (-10, 0)),
        (day("2026-12-07"), proof.clone(), (0, -10)),
        (day("2026-12-21"), proof, (0, 10)),
    ];
    assert_eq!(steps, expected);

    let early = read.why_moved(unit, day("2026-11-22"), day("2026-12-24")).await.unwrap();
    assert_eq!((early.before, early.parts), (None, None), "there was nothing to move from");
    let elsewhere = world.store.read(&world.viewer);
    let refused = elsewhere.why_moved(world.logistics, day("2026-11-23"), day("2026-12-24")).await;
    assert_eq!(told(refused), AppError::NotFound);
}

#[tokio::test]
async fn the_score_moves_on_expiry_without_any_write() {
    let world = World::new().await;
    let id = world.assessment(world.online_store, "Q4 2026").await;
    let item = world.attach(id, 1, "2026-12-10").await;
    world.submit(id, &[1]).await;
    world.judge(item, world.online_store, 1, Verdict::Accepted).await;
    let before = world.verified().await;
    for (now, evidenced) in [("2026-12-10", 90), ("2026-12-11", 100)] {
        world.clock.set(&format!("{now}T09:00:00Z"));
        let today = world.today();
        let read = world.store.read(&world.manager);
        let standings = read.standings(today, Some(world.online_store)).await.unwrap();
        assert_eq!(standings[0].latest.unwrap().score.evidenced, Points(evidenced), "{now}");
    }
    assert_eq!(world.verified().await, before, "nothing was written");

    let scores = world.store.read(&world.manager).scores(None).await.unwrap();
    let expiring = scores.expiring(day("2026-11-23"), day("2026-12-10"));
    assert_eq!((expiring.items, expiring.points), (0, Points(0)), "it counts on its last day");
    let expiring = scores.expiring(day("2026-11-23"), day("2026-12-11"));
    assert_eq!((expiring.items, expiring.points), (1, Points(10)));
    let scores = world.store.read(&world.manager).scores(None).await.unwrap();
    let unit = scores.of(world.online_store).unwrap();
    let ended = unit.lost(day("2026-12-10"), day("2026-12-11"));
    let expected =
        CoverEnded { question: QuestionNo(1), on: day("2026-12-11"), why: CoverEnd::Expired };
    assert_eq!(ended, [expected]);
    assert!(unit.lost(day("2026-12-11"), day("2027-01-31")).is_empty(), "not on a later day");
    assert!(unit.lost(Day::MIN, day("2026-12-10")).is_empty(), "nor before");
}

#[tokio::test]
async fn rejecting_and_withdrawing_move_the_score_on_their_own_day() {
    let world = World::new().await;
    let unit = world.online_store;
    let id = world.assessment(unit, "Q4 2026").await;
    let rejected = world.attach(id, 1, "2027-06-30").await;
    let withdrawn = world.attach(id, 2, "2027-06-30").await;
    world.submit(id, &[1, 2]).await;
    world.judge(rejected, unit, 1, Verdict::Accepted).await;
    world.judge(withdrawn, unit, 2, Verdict::Accepted).await;
    assert_eq!(world.scored(unit, "2026-11-23").await, (80, 80));

    world.clock.set("2026-12-01T09:00:00Z");
    world.judge(rejected, unit, 1, Verdict::Rejected).await;
    world.clock.set("2026-12-05T09:00:00Z");
    world.store.withdraw_evidence(&world.manager, withdrawn, "Wrong system").await.unwrap();
    for (on, evidenced) in
        [("2026-11-30", 80), ("2026-12-01", 90), ("2026-12-04", 90), ("2026-12-05", 100)]
    {
        assert_eq!(world.scored(unit, on).await, (80, evidenced), "{on}");
    }
    let scores = world.store.read(&world.manager).scores(None).await.unwrap();
    let unproven = world.store.read(&world.manager).unproven(&scores).await.unwrap();
    let found: Vec<_> = unproven.iter().map(|yes| (yes.question.0, yes.support)).collect();
    assert_eq!(found, [(1, Support::Rejected), (2, Support::Withdrawn)]);
    let scores = world.store.read(&world.viewer).scores(None).await.unwrap();
    let ended = scores.of(unit).unwrap().lost(day("2026-11-30"), day("2026-12-05"));
    let told: Vec<_> = ended.iter().map(|end| (end.question.0, end.on, end.why)).collect();
    let expected =
        [(1, day("2026-12-01"), CoverEnd::Rejected), (2, day("2026-12-05"), CoverEnd::Withdrawn)];
    assert_eq!(told, expected, "each with its cause");
}
