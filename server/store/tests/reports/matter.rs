//! What a report is made from.

use domain::reports::{Asked, Frame, Report};
use domain::tasks::acceptance::{AcceptanceDecision, NewAcceptance};
use domain::tasks::{NewTask, Priority, TaskEffort, TaskStep};
use domain::{AppError, Points, QuestionNo, TaskId};

use super::day;
use crate::world::{World, told};

async fn task(world: &World, question: u16) -> TaskId {
    let new = NewTask {
        title: "Rotate the gateway's key".to_owned(),
        about: String::new(),
        question: QuestionNo(question),
        assignee: world.manager.person,
        priority: Priority::High,
        effort: TaskEffort::Small,
        due_on: day("2026-12-31"),
        steps: Vec::new(),
        models: Default::default(),
        cause: None,
    };
    world.store.create_task(&world.manager, world.online_store, &new).await.unwrap()
}

async fn report(world: &World, asked: Asked) -> Report {
    let matter = world.store.read(&world.manager).report_matter(&asked).await.unwrap();
    Report::of(asked, matter)
}

#[tokio::test]
async fn everything_that_the_reader_sees_is_one_subject_by_the_organisations_name() {
    let world = World::new().await;
    let whole = report(&world, Asked::default()).await;
    assert_eq!((whole.names, whole.whole[4].coverage.all), (vec!["Aldermoor Group".to_owned()], 5));
    let read = world.store.read(&world.viewer);
    let part = Report::of(Asked::default(), read.report_matter(&Asked::default()).await.unwrap());
    assert_eq!((part.names, part.whole[4].coverage.all), (vec!["All your units".to_owned()], 3));
}

#[tokio::test]
async fn a_unit_is_meant_with_those_below_it_or_alone_and_never_one_that_is_hidden() {
    let world = World::new().await;
    let asked = Asked { units: vec![world.commerce], ..Asked::default() };
    let branch = report(&world, asked.clone()).await;
    assert_eq!(branch.lines.len(), 3);
    let alone = report(&world, Asked { alone: true, ..asked.clone() }).await;
    assert_eq!((alone.lines.len(), alone.sole()), (1, Some(world.commerce)));
    let both = Asked { units: vec![world.commerce, world.logistics], ..Asked::default() };
    let names: Vec<String> =
        report(&world, both).await.lines.into_iter().map(|line| line.name).collect();
    assert_eq!(names, ["Commerce", "Logistics"]);
    let hidden = world.store.read(&world.outsider).report_matter(&asked).await;
    assert_eq!(told(hidden.map(drop)), AppError::NotFound);
}

#[tokio::test]
async fn tasks_and_targets_of_its_units_are_part_of_it() {
    let world = World::new().await;
    let settled = task(&world, 8).await;
    task(&world, 9).await;
    let cancel = world.store.take_step(&world.manager, settled, 1, TaskStep::Cancel, "Not needed");
    cancel.await.unwrap();
    let on = day("2027-03-31");
    world.store.set_target(&world.manager, world.commerce, on, Some(Points(20))).await.unwrap();

    let whole = report(&world, Asked::default()).await;
    assert_eq!((whole.work.open().open, whole.work.in_all()), (1, (2, 1)));
    assert_eq!(whole.targets.len(), 1);
    let elsewhere = Asked { units: vec![world.logistics], ..Asked::default() };
    let elsewhere = report(&world, elsewhere).await;
    assert_eq!((elsewhere.work.open().open, elsewhere.targets.len()), (0, 0));
    let days = domain::trends::Between { from: day("2026-11-20"), to: day("2026-11-22") };
    let before = Asked { frame: Frame::Days(days), ..Asked::default() };
    assert_eq!(report(&world, before).await.work.open().open, 0, "they were made later");
}

#[tokio::test]
async fn an_accepted_risk_is_open_until_somebody_accepted_it_and_closed_by_nobody() {
    let world = World::new().await;
    let risk = task(&world, 8).await;
    let until = day("2027-03-31");
    let new = NewAcceptance { reason: "The supplier replaces it in March.".to_owned(), until };
    let asked = world.store.ask_to_accept(&world.assessor, risk, &new).await.unwrap();
    assert_eq!(report(&world, Asked::default()).await.work.open().open, 1, "asking isn't enough");
    let granted = AcceptanceDecision::Granted;
    world.store.decide_acceptance(&world.manager, asked, granted, "Until March.").await.unwrap();
    let after = report(&world, Asked::default()).await.work;
    assert_eq!((after.open().open, after.in_all(), after.days_to_close), (0, (1, 1), None));
}
