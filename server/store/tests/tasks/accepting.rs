//! Accepting the risk behind a task.

use chrono::Duration;
use domain::tasks::acceptance::{AcceptanceDecision, AcceptanceState, NewAcceptance};
use domain::tasks::{TaskState, TaskStep};
use domain::{AcceptanceId, Actor, AppError, Role, TaskId};
use sqlx::{Connection as _, SqliteConnection};

use crate::world::{World, told};
use crate::{day, rotate};

const GRANTED: AcceptanceDecision = AcceptanceDecision::Granted;
const DECLINED: AcceptanceDecision = AcceptanceDecision::Declined;

fn until(last: &str) -> NewAcceptance {
    NewAcceptance { reason: "The supplier replaces it in March.".to_owned(), until: day(last) }
}

impl World {
    async fn ask(&self, actor: &Actor, task: TaskId) -> AcceptanceId {
        self.store.ask_to_accept(actor, task, &until("2027-03-31")).await.unwrap()
    }

    async fn states(&self, task: TaskId) -> Vec<AcceptanceState> {
        let known = self.store.read(&self.manager).acceptances_of(task).await.unwrap();
        known.into_iter().map(|it| it.state).collect()
    }

    async fn task_state(&self, task: TaskId) -> TaskState {
        self.store.read(&self.manager).task(task).await.unwrap().row.state
    }

    async fn in_force(&self) -> usize {
        self.store.read(&self.manager).accepted_risks(None).await.unwrap().len()
    }
}

#[tokio::test]
async fn somebody_else_accepts_it_and_on_the_day_after_its_last_the_task_is_open_again() {
    let world = World::new().await;
    let task = world.task().await;
    let asked = world.ask(&world.assessor, task).await;
    assert_eq!(world.task_state(task).await, TaskState::Open, "asking changes nothing yet");
    let to_decide = world.store.read(&world.manager).acceptances_to_decide().await.unwrap();
    assert_eq!(to_decide.iter().map(|it| it.id).collect::<Vec<_>>(), [asked]);
    world.store.decide_acceptance(&world.manager, asked, GRANTED, "Until March.").await.unwrap();
    assert_eq!(world.task_state(task).await, TaskState::Accepted);
    let known = world.store.read(&world.assessor).accepted_risks(None).await.unwrap();
    let decided = known[0].decided.clone().unwrap();
    assert_eq!(
        (known[0].until, decided.by.as_deref()),
        (day("2027-03-31"), Some("Ingrid Solheim"))
    );

    world.clock.set("2027-03-31T23:59:00Z");
    assert_eq!(world.store.lapse_acceptances().await.unwrap(), 0, "its last day counts");
    assert_eq!(world.in_force().await, 1);
    world.clock.advance(Duration::minutes(1));
    assert_eq!(world.in_force().await, 0, "also before anything noted it");
    assert_eq!(world.states(task).await, [AcceptanceState::Lapsed]);
    assert_eq!(world.store.lapse_acceptances().await.unwrap(), 1);
    assert_eq!(world.store.lapse_acceptances().await.unwrap(), 0);
    assert_eq!(world.task_state(task).await, TaskState::Open);
    let activity = world.store.read(&world.manager).task(task).await.unwrap().activity;
    let told: Vec<_> = activity.iter().map(|it| (it.what.as_str(), it.by.as_str())).collect();
    let expected = [
        ("created", "Ingrid Solheim"),
        ("risk-asked", "Priya Raman"),
        ("risk-granted", "Ingrid Solheim"),
        ("risk-lapsed", "Plumbline"),
    ];
    assert_eq!(told, expected);
    // As it was on a day on which it was in force.
    let then = world.store.as_of(day("2027-02-01")).await.unwrap();
    assert_eq!(then.read(&world.manager).accepted_risks(None).await.unwrap().len(), 1);
    world.verified().await;
}

#[tokio::test]
async fn nobody_accepts_what_they_asked_for() {
    let world = World::new().await;
    let task = world.task().await;
    let asked = world.ask(&world.manager, task).await;
    let own = world.store.decide_acceptance(&world.manager, asked, GRANTED, "").await;
    assert!(matches!(told(own), AppError::Refused(_)));
    let to_decide = world.store.read(&world.manager).acceptances_to_decide().await.unwrap();
    assert!(to_decide.is_empty(), "it is not theirs to decide");
    for actor in [&world.assessor, &world.auditor] {
        let refused = world.store.decide_acceptance(actor, asked, GRANTED, "").await;
        assert!(matches!(told(refused), AppError::Refused(_)), "{}", actor.name);
    }
    let far = world.store.decide_acceptance(&world.outsider, asked, GRANTED, "").await;
    assert_eq!(told(far), AppError::NotFound);
    let other = world.join("Jo Park", Role::Manager, world.commerce).await;
    world.store.decide_acceptance(&other, asked, GRANTED, "").await.unwrap();
    // Past the program, either: the database itself keeps the two apart.
    let path = world.store.data().join("plumbline.db");
    let mut database =
        SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
    let again = "UPDATE acceptances SET decision = 'declined'";
    let refused = sqlx::query(again).execute(&mut database).await.unwrap_err().to_string();
    assert!(refused.contains("a decision on a risk stays"), "{refused}");
}

#[tokio::test]
async fn one_waits_or_is_in_force_at_a_time_and_is_decided_once() {
    let world = World::new().await;
    let task = world.task().await;
    let first = world.ask(&world.assessor, task).await;
    let second = world.store.ask_to_accept(&world.assessor, task, &until("2027-01-31")).await;
    assert!(matches!(told(second), AppError::Conflict(_)));
    let why = "The key can be rotated.";
    world.store.decide_acceptance(&world.manager, first, DECLINED, why).await.unwrap();
    let again = world.store.decide_acceptance(&world.manager, first, GRANTED, "").await;
    assert!(matches!(told(again), AppError::Conflict(_)));
    assert_eq!(world.task_state(task).await, TaskState::Open);
    let third = world.ask(&world.assessor, task).await;
    assert_eq!(world.states(task).await, [AcceptanceState::Declined, AcceptanceState::Asked]);
    world.store.decide_acceptance(&world.manager, third, GRANTED, "").await.unwrap();
    let fourth = world.store.ask_to_accept(&world.assessor, task, &until("2027-01-31")).await;
    assert!(matches!(told(fourth), AppError::Conflict(_)), "it is put aside");
}

#[tokio::test]
async fn it_is_taken_back_by_whoever_asked_and_once_in_force_by_who_may_accept() {
    let world = World::new().await;
    let task = world.task().await;
    let asked = world.ask(&world.assessor, task).await;
    world.store.withdraw_acceptance(&world.assessor, asked, "Not needed.").await.unwrap();
    assert_eq!(world.states(task).await, [AcceptanceState::Withdrawn]);
    let late = world.store.decide_acceptance(&world.manager, asked, GRANTED, "").await;
    assert!(matches!(told(late), AppError::Conflict(_)));
    let asked = world.ask(&world.assessor, task).await;
    world.store.decide_acceptance(&world.manager, asked, GRANTED, "").await.unwrap();
    let refused = world.store.withdraw_acceptance(&world.assessor, asked, "").await;
    assert!(matches!(told(refused), AppError::Refused(_)), "it is the decider's now");
    world.store.withdraw_acceptance(&world.manager, asked, "It was abused.").await.unwrap();
    assert_eq!(world.task_state(task).await, TaskState::Open);
    assert_eq!(world.in_force().await, 0);
    world.verified().await;
}

#[tokio::test]
async fn a_task_that_goes_on_takes_back_what_waits() {
    let world = World::new().await;
    let task = world.task().await;
    world.ask(&world.assessor, task).await;
    world.step(&world.assessor, task, TaskStep::Start, "").await.unwrap();
    assert_eq!(world.states(task).await, [AcceptanceState::Asked], "it can still be accepted");
    world.step(&world.manager, task, TaskStep::Cancel, "Switched off.").await.unwrap();
    let known = world.store.read(&world.manager).acceptances_of(task).await.unwrap();
    assert_eq!(known[0].state, AcceptanceState::Withdrawn);
    assert_eq!(known[0].ended.as_ref().unwrap().words, "The task went on: cancelled.");
    let settled = world.store.ask_to_accept(&world.assessor, task, &until("2027-01-31")).await;
    assert!(matches!(told(settled), AppError::Conflict(_)));
    world.verified().await;
}

#[tokio::test]
async fn what_nobody_decided_in_time_is_over() {
    let world = World::new().await;
    let task = world.task().await;
    let asked = world.store.ask_to_accept(&world.assessor, task, &until("2026-12-01")).await;
    world.clock.set("2026-12-02T08:00:00Z");
    let late = world.store.decide_acceptance(&world.manager, asked.unwrap(), GRANTED, "").await;
    let AppError::Conflict(why) = told(late) else { panic!("its day is over") };
    assert!(why.contains("last day is over"), "{why}");
    assert_eq!(world.store.lapse_acceptances().await.unwrap(), 1);
    assert_eq!(world.task_state(task).await, TaskState::Open);
    world.verified().await;
}

#[tokio::test]
async fn it_is_seen_where_its_unit_is_and_nowhere_else() {
    let world = World::new().await;
    let task = world.task().await;
    let new = rotate(world.outsider.person);
    let far = world.store.create_task(&world.manager, world.logistics, &new).await.unwrap();
    let far = world.ask(&world.outsider, far).await;
    world.store.decide_acceptance(&world.manager, far, GRANTED, "").await.unwrap();
    let asked = world.ask(&world.assessor, task).await;
    world.store.decide_acceptance(&world.manager, asked, GRANTED, "").await.unwrap();
    let count = async |actor: &Actor, unit| {
        world.store.read(actor).accepted_risks(unit).await.unwrap().len()
    };
    assert_eq!(count(&world.manager, None).await, 2);
    assert_eq!(count(&world.manager, Some(world.commerce)).await, 1, "with the units below");
    assert_eq!(count(&world.outsider, None).await, 1);
    assert_eq!(count(&world.outsider, Some(world.commerce)).await, 0);
    let read = world.store.read(&world.outsider);
    assert!(read.acceptances_of(task).await.unwrap().is_empty());
}
