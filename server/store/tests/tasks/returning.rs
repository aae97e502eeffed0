//! Tasks that return: each occurrence is a task of its own, the missed ones too.

use chrono::Duration;
use domain::tasks::{Returning, Rhythm, TaskState, TaskStep};
use domain::{AppError, Role, TaskId};
use store::Series;

use crate::world::{World, told};
use crate::{day, rotate};

const MONTHLY: Returning = Returning { rhythm: Rhythm::Months(1), lead_days: 7 };

impl World {
    /// A task due on 18 Dec 2026 that returns each month, a week before it is due.
    async fn monthly(&self) -> TaskId {
        let id = self.task().await;
        self.store.begin_series(&self.manager, id, MONTHLY).await.unwrap();
        id
    }

    async fn series(&self, task: TaskId) -> Series {
        self.store.read(&self.manager).series_of(task).await.unwrap().unwrap()
    }

    async fn made(&self) -> u64 {
        self.store.make_occurrences().await.unwrap()
    }
}

#[tokio::test]
async fn the_next_one_is_made_before_it_is_due_and_is_a_task_of_its_own() {
    let world = World::new().await;
    let first = world.monthly().await;
    assert_eq!(world.series(first).await.next_on, Some(day("2027-01-18")));
    world.clock.set("2027-01-10T23:00:00Z");
    assert_eq!(world.made().await, 0, "eight days before");
    world.clock.set("2027-01-11T00:00:00Z");
    assert_eq!((world.made().await, world.made().await), (1, 0), "and once");
    let series = world.series(first).await;
    assert_eq!(series.next_on, Some(day("2027-02-18")));
    let second = series.occurrences[0].task;
    assert_eq!((series.occurrences[0].number, series.occurrences.len()), (2, 2));
    let task = world.store.read(&world.assessor).task(second).await.unwrap();
    assert_eq!((task.row.due_on, task.row.state), (day("2027-01-18"), TaskState::Open));
    let steps: Vec<_> = task.checklist.iter().map(|step| step.words.as_str()).collect();
    assert_eq!(steps, ["Make a new one", "Take the old one away"], "none of them ticked");
    assert!(task.evidence.is_empty() && task.checklist.iter().all(|it| it.ticked_at.is_none()));
    let notices = world.store.read(&world.assessor).inbox(None).await.unwrap();
    assert_eq!(notices[0].href, format!("/tasks/{second}"), "whose it is is told");
    world.verified().await;
}

#[tokio::test]
async fn whoever_watches_one_watches_those_to_come_and_whoever_stopped_has_stopped() {
    let world = World::new().await;
    let first = world.monthly().await;
    world.store.watch_task(&world.viewer, first).await.unwrap();
    world.store.unwatch_task(&world.manager, first).await.unwrap();
    world.clock.set("2027-01-11T00:00:00Z");
    assert_eq!(world.made().await, 1);
    let second = world.series(first).await.occurrences[0].task;
    let watchers = world.store.read(&world.manager).watchers_of(second).await.unwrap();
    assert_eq!(watchers, [(world.viewer.person, "Hana Novak".to_owned())]);
    world.store.comment_on_task(&world.manager, second, "Mind the vault.").await.unwrap();
    let told = world.store.read(&world.viewer).inbox(None).await.unwrap();
    assert!(told[0].title.starts_with("Ingrid Solheim commented"), "{told:?}");
}

#[tokio::test]
async fn what_was_missed_is_there_each_on_its_own() {
    let world = World::new().await;
    let first = world.monthly().await;
    // The program is away until the middle of March.
    world.clock.set("2027-03-15T08:00:00Z");
    assert_eq!(world.made().await, 3, "due in January, February, and in three days");
    let series = world.series(first).await;
    let today = world.store.now().day();
    let missed: Vec<_> =
        series.occurrences.iter().map(|it| (it.number, it.is_missed(today))).collect();
    assert_eq!(missed, [(4, false), (3, true), (2, true), (1, true)]);
    // One that is done too late was missed all the same.
    world.step(&world.assessor, first, TaskStep::Start, "").await.unwrap();
    world.proof(&world.assessor, first).await;
    world.step(&world.assessor, first, TaskStep::Finish, "Done at last.").await.unwrap();
    let first = &world.series(first).await.occurrences[3];
    assert!(first.state == TaskState::Done && first.is_missed(today));
    world.verified().await;
}

#[tokio::test]
async fn the_next_one_says_what_the_newest_says_by_then() {
    let world = World::new().await;
    let first = world.monthly().await;
    let mut new = rotate(world.assessor.person);
    new.title = "Rotate both keys".to_owned();
    new.steps = vec!["Only this".to_owned()];
    world.store.edit_task(&world.manager, first, 1, &new).await.unwrap();
    world.clock.set("2027-01-11T00:00:00Z");
    world.made().await;
    let second = world.series(first).await.occurrences[0].task;
    let task = world.store.read(&world.manager).task(second).await.unwrap();
    assert_eq!((task.row.title.as_str(), task.checklist.len()), ("Rotate both keys", 1));
}

#[tokio::test]
async fn where_its_person_is_gone_a_manager_gets_the_next_one() {
    let world = World::new().await;
    let first = world.monthly().await;
    world.store.deactivate_person(&world.admin, world.assessor.person).await.unwrap();
    world.clock.set("2027-01-11T00:00:00Z");
    assert_eq!(world.made().await, 1);
    let second = world.series(first).await.occurrences[0].task;
    let task = world.store.read(&world.manager).task(second).await.unwrap();
    assert_eq!(task.row.assignee, world.manager.person);
}

#[tokio::test]
async fn a_series_ends_once_and_its_tasks_stay() {
    let world = World::new().await;
    let first = world.monthly().await;
    let id = world.series(first).await.id;
    world.store.end_series(&world.manager, id).await.unwrap();
    let again = world.store.end_series(&world.manager, id).await;
    assert!(matches!(told(again), AppError::Conflict(_)));
    world.clock.advance(Duration::days(400));
    assert_eq!(world.made().await, 0);
    let series = world.series(first).await;
    assert_eq!((series.next_on, series.occurrences.len()), (None, 1));
    world.verified().await;
}

#[tokio::test]
async fn which_tasks_return_is_decided_by_who_assigns_them_and_once() {
    let world = World::new().await;
    let id = world.task().await;
    let refused = world.store.begin_series(&world.assessor, id, MONTHLY).await;
    assert!(matches!(told(refused), AppError::Refused(_)));
    assert_eq!(
        told(world.store.begin_series(&world.outsider, id, MONTHLY).await),
        AppError::NotFound
    );
    world.store.begin_series(&world.manager, id, MONTHLY).await.unwrap();
    let twice = world.store.begin_series(&world.manager, id, MONTHLY).await;
    assert!(matches!(told(twice), AppError::Conflict(_)));
    let settled = world.task().await;
    world.step(&world.manager, settled, TaskStep::Cancel, "Not needed.").await.unwrap();
    let late = world.store.begin_series(&world.manager, settled, MONTHLY).await;
    assert!(matches!(told(late), AppError::Conflict(_)));
    let far = world.join("Jo Park", Role::Manager, world.logistics).await;
    assert_eq!(world.store.read(&far).series_of(id).await.unwrap(), None);
    let series = world.series(id).await.id;
    assert_eq!(told(world.store.end_series(&far, series).await), AppError::NotFound);
}

#[tokio::test]
async fn in_a_retired_unit_nothing_returns() {
    let world = World::new().await;
    world.monthly().await;
    world.store.retire_unit(&world.admin, world.online_store).await.unwrap();
    world.clock.set("2027-01-11T00:00:00Z");
    assert_eq!(world.made().await, 0);
}

#[tokio::test]
async fn what_is_overdue_begins_no_series_of_the_past() {
    let world = World::new().await;
    let id = world.task().await;
    world.clock.set("2027-02-20T09:00:00Z");
    let late = world.store.begin_series(&world.manager, id, MONTHLY).await;
    assert!(matches!(told(late), AppError::Conflict(_)), "it would have missed two at once");
    world.store.redate_tasks(&world.manager, &[id], day("2027-03-01")).await.unwrap();
    world.store.begin_series(&world.manager, id, MONTHLY).await.unwrap();
    assert_eq!(world.made().await, 0);
}

#[tokio::test]
async fn what_was_sent_back_and_never_done_again_is_missed() {
    let world = World::new().await;
    let id = world.monthly().await;
    world.step(&world.assessor, id, TaskStep::Start, "").await.unwrap();
    world.proof(&world.assessor, id).await;
    world.step(&world.assessor, id, TaskStep::Finish, "Done.").await.unwrap();
    world.clock.set("2026-12-30T09:00:00Z");
    let today = world.store.now().day();
    let missed = async || world.series(id).await.occurrences.last().unwrap().is_missed(today);
    assert!(!missed().await, "it was done in time");
    world.step(&world.manager, id, TaskStep::SendBack, "Which key?").await.unwrap();
    assert!(missed().await);
}
