//! Lists, lanes and counts, and what nobody finds.

use chrono::Duration;
use domain::evidence::{GivenVerdict, Verdict};
use domain::tasks::{NewTask, TaskState, TaskStep};
use domain::{AppError, Points, QuestionNo, Role};
use store::{TaskCounts, TaskFilter, TaskSort, TaskStanding};

use crate::world::{World, said_about, told};
use crate::{KEYS, day, rotate};

fn of(standing: TaskStanding) -> TaskFilter {
    TaskFilter { standing, ..TaskFilter::default() }
}

async fn titles(world: &World, filter: TaskFilter) -> Vec<String> {
    let page = world.store.read(&world.manager).tasks(&filter).await.unwrap();
    page.rows.into_iter().map(|row| row.title).collect()
}

/// Five tasks: late, due in four days, later, done, cancelled; the last three in Customer Care.
async fn five(world: &World) {
    let make = async |unit, title: &str, due: &str, question| {
        let new = NewTask {
            title: title.to_owned(),
            due_on: day(due),
            question: QuestionNo(question),
            ..rotate(world.manager.person)
        };
        world.store.create_task(&world.manager, unit, &new).await.unwrap()
    };
    make(world.online_store, "Late", "2026-11-20", 1).await;
    make(world.online_store, "Soon", "2026-11-27", 2).await;
    make(world.customer_care, "Later", "2027-01-29", 3).await;
    let done = make(world.customer_care, "Finished", "2026-11-21", 4).await;
    let gone = make(world.customer_care, "Gone", "2026-11-19", 5).await;
    world.step(&world.manager, done, TaskStep::Start, "").await.unwrap();
    world.proof(&world.manager, done).await;
    world.step(&world.manager, done, TaskStep::Finish, "As asked.").await.unwrap();
    world.step(&world.manager, gone, TaskStep::Cancel, "Not ours.").await.unwrap();
}

#[tokio::test]
async fn lists_hold_what_their_filter_names_and_begin_with_what_is_due() {
    let world = World::new().await;
    five(&world).await;
    for (filter, expected) in [
        (of(TaskStanding::Open), &["Late", "Finished", "Soon", "Later"][..]),
        (of(TaskStanding::Overdue), &["Late"]),
        (of(TaskStanding::DueSoon), &["Soon"]),
        (of(TaskStanding::Settled), &["Gone"]),
        (of(TaskStanding::Is(TaskState::Done)), &["Finished"]),
        (of(TaskStanding::All), &["Gone", "Late", "Finished", "Soon", "Later"]),
        (TaskFilter { unit: Some(world.online_store), ..TaskFilter::default() }, &["Late", "Soon"]),
        (TaskFilter { unit: Some(world.commerce), ..of(TaskStanding::Overdue) }, &["Late"]),
        (TaskFilter { question: Some(QuestionNo(3)), ..TaskFilter::default() }, &["Later"]),
        (TaskFilter { words: "SOO".to_owned(), ..TaskFilter::default() }, &["Soon"]),
        (
            TaskFilter { sort: TaskSort::Unit, ..TaskFilter::default() },
            &["Finished", "Later", "Late", "Soon"],
        ),
        (TaskFilter { assignee: Some(world.assessor.person), ..TaskFilter::default() }, &[]),
    ] {
        assert_eq!(titles(&world, filter.clone()).await, expected, "{filter:?}");
    }
    let read = world.store.read(&world.manager);
    let counts = read.task_counts(&TaskFilter::default()).await.unwrap();
    assert_eq!(counts, TaskCounts { open: 4, overdue: 1, due_soon: 1, done: 1 });
    let lanes = read.task_lanes(&TaskFilter::default(), 20).await.unwrap();
    let lanes: Vec<_> = lanes.iter().map(|lane| lane.count).collect();
    let expected = [Some(3), Some(0), Some(0), Some(1), None];
    assert_eq!(lanes, expected);
}

#[tokio::test]
async fn nobody_finds_tasks_beyond_their_units() {
    let world = World::new().await;
    let id = world.task().await;
    for (actor, sees) in [
        (&world.viewer, true),
        (&world.auditor, true),
        (&world.admin, true),
        (&world.assessor, true),
        (&world.outsider, false),
    ] {
        let read = world.store.read(actor);
        assert_eq!(read.tasks(&TaskFilter::default()).await.unwrap().rows.len(), usize::from(sees));
        assert_eq!(read.task_counts(&TaskFilter::default()).await.unwrap().open, i64::from(sees));
        assert_eq!(read.work_ahead(None).await.unwrap().len(), usize::from(sees));
        assert_eq!(read.assignees().await.unwrap().len(), usize::from(sees));
        let lanes = read.task_lanes(&TaskFilter::default(), 5).await.unwrap();
        assert_eq!(lanes.iter().map(|lane| lane.rows.len()).sum::<usize>(), usize::from(sees));
        match read.task(id).await {
            Ok(_) => assert!(sees, "{}", actor.name),
            error => assert_eq!((told(error), sees), (AppError::NotFound, false)),
        }
    }
}

#[tokio::test]
async fn what_waits_for_me_is_mine_to_do_or_to_verify() {
    let world = World::new().await;
    let id = world.task().await;
    let mine = async |actor| world.store.read(actor).my_work().await.unwrap();
    assert_eq!(mine(&world.assessor).await.tasks.len(), 1);
    assert!(mine(&world.manager).await.to_verify.is_empty());
    let helper = world.join("Joel Okafor", Role::Manager, world.commerce).await;
    world.step(&helper, id, TaskStep::Start, "").await.unwrap();
    world.proof(&world.assessor, id).await;
    world.step(&world.assessor, id, TaskStep::Finish, "Rotated.").await.unwrap();
    assert_eq!(mine(&world.manager).await.to_verify.len(), 1);
    assert!(mine(&helper).await.to_verify.is_empty(), "they worked on it");
    assert!(mine(&world.auditor).await.to_verify.is_empty(), "auditors verify nothing");
}

#[tokio::test]
async fn several_tasks_change_at_once_or_not_at_all() {
    let world = World::new().await;
    let (first, second) = (world.task().await, world.task().await);
    let takers = world.store.read(&world.manager).takers().await.unwrap();
    let names: Vec<_> = takers.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Ingrid Solheim", "Kenji Ota", "Priya Raman"], "also without a task");
    assert!(world.store.read(&world.assessor).takers().await.unwrap().is_empty());
    let later = day("2027-02-26");
    assert_eq!(world.store.redate_tasks(&world.manager, &[first, second], later).await.unwrap(), 2);
    assert_eq!(world.store.redate_tasks(&world.manager, &[first], later).await.unwrap(), 0);
    let to = world.manager.person;
    assert_eq!(world.store.assign_tasks(&world.manager, &[first, second], to).await.unwrap(), 2);
    let own = world.store.redate_tasks(&world.assessor, &[first], day("2027-03-26")).await;
    assert!(matches!(told(own), AppError::Refused(_)));
    world.step(&world.manager, second, TaskStep::Cancel, "Not ours.").await.unwrap();
    let to = world.assessor.person;
    let settled = world.store.assign_tasks(&world.manager, &[first, second], to).await;
    assert!(matches!(told(settled), AppError::Conflict(_)));
    let task = world.store.read(&world.manager).task(first).await.unwrap();
    assert_eq!(task.row.assignee, world.manager.person, "the first did not change either");
    let none = world.store.assign_tasks(&world.manager, &[], to).await;
    assert!(said_about("", none).contains("at least one"));
    world.verified().await;
}

#[tokio::test]
async fn on_a_task_hang_the_points_that_its_question_costs() {
    let world = World::new().await;
    let stakes = async || {
        let page = world.store.read(&world.manager).tasks(&TaskFilter::default()).await.unwrap();
        world.store.read(&world.manager).stakes(&page.rows).await.unwrap()
    };
    let task = world.task().await;
    assert!(stakes().await.is_empty(), "the unit was never assessed");
    world.assessed(world.online_store, &[]).await;
    assert_eq!(stakes().await[&task], Points(10), "a no");
    // A yes that nothing proves costs as much by what is proven.
    let again = world.assessed(world.online_store, &[9]).await;
    assert_eq!(stakes().await[&task], Points(10));
    let item = world.proof(&world.assessor, task).await;
    let accepted = GivenVerdict { verdict: Verdict::Accepted, reason: String::new() };
    let (store, unit) = (&world.store, world.online_store);
    store.give_verdict(&world.auditor, item, unit, KEYS, &accepted).await.unwrap();
    assert_eq!(stakes().await[&task], Points(0), "it is a proven yes, of {again}");
    world.clock.advance(Duration::days(400));
    assert_eq!(stakes().await[&task], Points(10), "the evidence has expired");
}
