//! Where units stand, and what their standing lacks.

use super::*;

#[tokio::test]
async fn each_yes_without_proof_is_told_by_what_it_lacks() {
    let world = World::new().await;
    let unit = world.online_store;
    let id = world.assessment(unit, "Q4 2026").await;
    let accepted = world.attach(id, 1, "2027-06-30").await;
    world.attach(id, 2, "2027-06-30").await;
    let asked = world.attach(id, 3, "2027-06-30").await;
    let expired = world.attach(id, 4, "2026-11-25").await;
    let rejected = world.attach(id, 5, "2027-06-30").await;
    // Rejected, and run out since: what is missing is newer evidence, as behind 4.
    let spent = world.attach(id, 4, "2026-11-24").await;
    world.attach(id, 7, "2027-06-30").await;
    world.submit(id, &[1, 2, 3, 4, 5, 6]).await;
    world.judge(accepted, unit, 1, Verdict::Accepted).await;
    world.judge(asked, unit, 3, Verdict::Asked).await;
    world.judge(expired, unit, 4, Verdict::Accepted).await;
    world.judge(rejected, unit, 5, Verdict::Rejected).await;
    world.judge(spent, unit, 4, Verdict::Rejected).await;
    world.clock.set("2026-11-26T09:00:00Z");

    let read = world.store.read(&world.manager);
    let scores = read.scores(None).await.unwrap();
    let unproven = read.unproven(&scores).await.unwrap();
    let counts = tally(&unproven).map(|(support, count)| (support.key(), count));
    assert_eq!(
        counts,
        [("pending", 2), ("expired", 1), ("rejected", 1), ("withdrawn", 0), ("nothing", 1)]
    );

    let waiting = read.decisions(&scores).await.unwrap().evidence;
    assert_eq!((waiting.pending, waiting.asked), (2, 1), "2 and 7 wait for a verdict");
    assert_eq!(waiting.oldest.unwrap().day(), day("2026-11-23"));
    let outside = world.store.read(&world.outsider).decisions(&scores).await.unwrap();
    assert_eq!(outside.evidence.pending, 0, "another unit's evidence is nobody else's business");
}

#[tokio::test]
async fn a_unit_that_was_never_assessed_stays_in_the_denominator() {
    let world = World::new().await;
    world.assess(world.online_store, "Q4 2026", &[1, 2, 3, 4, 5, 6, 7, 8, 9]).await;
    world.assess(world.logistics, "Q4 2026", &[]).await;
    let standings = world.standings(&world.manager, "2026-11-23").await;
    assert_eq!(
        names(&standings),
        ["Commerce", "Corporate", "Customer Care", "Logistics", "Online Store"],
        "by name, without the organisation itself"
    );
    let rolled = roll_up(&standings, &BASELINE, day("2026-11-23"));
    assert_eq!(rolled.coverage.to_string(), "2 of 5 units assessed and current, 3 not assessed");
    assert_eq!(rolled.claimed.mean.unwrap().tenths(), 550);
    assert_eq!(rolled.claimed.worst.as_ref().unwrap().name, "Logistics");

    let later = day("2026-11-23") + Duration::days(93);
    let rolled = roll_up(&world.standings(&world.manager, "2027-02-24").await, &BASELINE, later);
    assert_eq!(
        rolled.coverage.to_string(),
        "0 of 5 units assessed and current, 2 stale, 3 not assessed"
    );
    assert_eq!(rolled.claimed.mean.unwrap().tenths(), 550, "stale units stay in the mean");
}

#[tokio::test]
async fn the_newest_revision_of_the_newest_assessment_counts() {
    let world = World::new().await;
    let unit = world.online_store;
    world.clock.set("2026-09-14T09:00:00Z");
    let third = world.assess(unit, "Q3 2026", &[1]).await;
    world.clock.set("2026-09-20T09:00:00Z");
    world.store.decide(&world.manager, third, Step::Revise, "").await.unwrap();
    world.submit(third, &[1, 2]).await;
    world.clock.set("2026-11-02T09:00:00Z");
    world.assess(unit, "Q4 2026", &[1, 2, 3, 4]).await;
    world.clock.set("2026-11-20T09:00:00Z");
    world.store.decide(&world.manager, third, Step::Revise, "").await.unwrap();
    world.submit(third, &[1, 2, 3]).await;

    for (on, claimed) in [
        ("2026-09-14", 90),
        ("2026-09-20", 80),
        ("2026-11-01", 80),
        ("2026-11-02", 60),
        ("2026-11-20", 60),
    ] {
        assert_eq!(world.scored(unit, on).await.0, claimed, "{on}");
        // What is read since a day only says the same as what is read whole.
        let since = world.store.read(&world.manager).standings(day(on), Some(unit)).await.unwrap();
        assert_eq!(since[0].latest.unwrap().score.claimed, Points(claimed), "{on}");
    }
    let days = ["2026-09-13", "2026-09-30", "2026-11-23"].map(day);
    let series = world.store.read(&world.manager).standings_over(&days, Some(unit)).await.unwrap();
    let claimed: Vec<_> =
        series.iter().map(|units| Some(units.first()?.latest?.score.claimed.0)).collect();
    assert_eq!(claimed, [None, Some(80), Some(60)]);
    let found = world.store.read(&world.manager).assessments_of_unit(unit, 9).await.unwrap();
    let found: Vec<_> = found.iter().map(|a| (a.name.as_str(), a.revision)).collect();
    assert_eq!(found, [("Q4 2026", 1), ("Q3 2026", 3)]);
}

#[tokio::test]
async fn nobody_reads_scores_beyond_their_units() {
    let world = World::new().await;
    world.assess(world.logistics, "Q4 2026", &[1]).await;
    let viewer = world.standings(&world.viewer, "2026-11-23").await;
    assert_eq!(names(&viewer), ["Commerce", "Customer Care", "Online Store"]);
    let read = world.store.read(&world.viewer);
    let today = world.today();
    assert!(read.standings(today, Some(world.logistics)).await.unwrap().is_empty());
    let unknown = UnitId(4_711);
    for unit in [world.logistics, unknown] {
        assert_eq!(told(read.unit_series(unit, &[today]).await), AppError::NotFound);
        assert_eq!(told(read.changes_since_previous(unit).await), AppError::NotFound);
        assert_eq!(told(read.assessments_of_unit(unit, 5).await), AppError::NotFound);
    }
    assert_eq!(read.models_per_unit().await.unwrap().len(), 0);
    let admin = world.standings(&world.admin, "2026-11-23").await;
    assert_eq!(admin.len(), 5, "an administrator sees every unit");
}

#[tokio::test]
async fn the_points_of_a_line_begin_with_the_first_submission() {
    let world = World::new().await;
    world.clock.set("2026-05-04T09:00:00Z");
    world.assess(world.online_store, "Q2 2026", &[1]).await;
    world.clock.set("2026-11-23T09:00:00Z");
    let read = world.store.read(&world.manager);
    let scores = read.scores(None).await.unwrap();
    let points = quarter_ends(scores.first_day(), world.today(), 4, 8);
    let days: Vec<Day> = points.iter().map(|point| point.day).collect();
    let series = read.unit_series(world.online_store, &days).await.unwrap();
    let labels: Vec<String> = points.iter().map(|point| point.quarter.to_string()).collect();
    assert_eq!(labels, ["Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"]);
    assert_eq!(series.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true, true, true]);
    let stale = |at: usize| series[at].unwrap().is_stale(days[at]);
    assert!(!stale(1) && stale(2) && stale(3), "nobody assessed the unit again");
}
