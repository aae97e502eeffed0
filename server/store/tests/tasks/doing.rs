//! The steps of a task's life, and who takes them.

use domain::evidence::{EvidenceState, GivenVerdict, Verdict};
use domain::tasks::{TaskState, TaskStep};
use domain::{AppError, Role};
use store::PackRequest;

use crate::world::{World, said_about, told};
use crate::{KEYS, day};

#[tokio::test]
async fn a_task_is_done_with_evidence_and_verified_by_somebody_else() {
    let world = World::new().await;
    let id = world.task().await;
    world.step(&world.assessor, id, TaskStep::Start, "").await.unwrap();
    let bare = world.step(&world.assessor, id, TaskStep::Finish, "Rotated.").await;
    assert!(said_about("", bare).contains("Attach what shows"));
    let item = world.proof(&world.assessor, id).await;
    world.step(&world.assessor, id, TaskStep::Finish, "Rotated.").await.unwrap();
    let own = world.step(&world.assessor, id, TaskStep::Verify, "").await;
    assert!(matches!(told(own), AppError::Refused(_)), "assessors verify nothing");
    world.step(&world.manager, id, TaskStep::Verify, "").await.unwrap();

    let read = world.store.read(&world.viewer);
    assert_eq!(read.delays(Some(world.commerce)).await.unwrap(), [-25], "25 days early");
    assert_eq!(read.delays(None).await.unwrap(), [-25], "wherever it was");
    assert!(read.delays(Some(world.logistics)).await.unwrap().is_empty());
    let task = world.store.read(&world.viewer).task(id).await.unwrap();
    assert_eq!(task.row.state, TaskState::Verified);
    assert!(task.row.settled_at.is_some());
    let told: Vec<_> = task.activity.iter().map(|it| it.what.as_str()).collect();
    assert_eq!(told, ["created", "start", "evidence", "finish", "verify"]);
    assert!(task.evidence.is_empty(), "a viewer opens no evidence");
    let seen = world.store.read(&world.auditor).task(id).await.unwrap().evidence;
    assert_eq!((seen[0].id, seen[0].state), (item, EvidenceState::Pending));
    world.verified().await;
}

#[tokio::test]
async fn whoever_ever_worked_on_it_does_not_verify_it() {
    let world = World::new().await;
    let id = world.task().await;
    let other = world.join("Joel Okafor", Role::Manager, world.commerce).await;
    // A manager steps in for the assignee, and somebody else finishes it.
    world.step(&other, id, TaskStep::Start, "").await.unwrap();
    world.proof(&world.assessor, id).await;
    world.step(&world.assessor, id, TaskStep::Finish, "Rotated.").await.unwrap();
    let own = told(world.step(&other, id, TaskStep::Verify, "").await);
    assert_eq!(own.to_string(), "You worked on this task, so someone else has to verify it.");
    world.step(&world.manager, id, TaskStep::SendBack, "Which key?").await.unwrap();
    let task = world.store.read(&world.manager).task(id).await.unwrap();
    assert_eq!((task.row.state, task.words.as_str()), (TaskState::InProgress, "Which key?"));
    assert!(!task.doers.contains(&world.manager.person), "sending back is no work on it");

    // Taking a task over after it was finished does not launder it.
    world.step(&world.assessor, id, TaskStep::Finish, "Both.").await.unwrap();
    world.store.assign_tasks(&world.manager, &[id], world.manager.person).await.unwrap();
    world.step(&world.manager, id, TaskStep::Verify, "").await.unwrap();
    world.verified().await;
}

#[tokio::test]
async fn a_step_is_its_takers_and_its_states() {
    let world = World::new().await;
    let id = world.task().await;
    let colleague = world.join("Mateo Silva", Role::Assessor, world.online_store).await;
    for actor in [&colleague, &world.viewer, &world.auditor] {
        let refused = world.step(actor, id, TaskStep::Start, "").await;
        assert!(matches!(told(refused), AppError::Refused(_)), "{}", actor.name);
    }
    let far = world.step(&world.outsider, id, TaskStep::Start, "").await;
    assert_eq!(told(far), AppError::NotFound);
    let cancelled = world.step(&world.assessor, id, TaskStep::Cancel, "No").await;
    assert!(matches!(told(cancelled), AppError::Refused(_)), "a manager cancels");
    let early = world.step(&world.manager, id, TaskStep::Verify, "").await;
    assert!(matches!(told(early), AppError::Conflict(_)), "nothing is done yet");
    let accepted = world.step(&world.manager, id, TaskStep::Accept, "").await;
    assert!(told(accepted) != AppError::Internal);
    let behind = world.store.take_step(&world.assessor, id, 7, TaskStep::Start, "").await;
    assert!(matches!(told(behind), AppError::Conflict(_)), "as it was never read");
    world.step(&world.manager, id, TaskStep::Cancel, "The gateway is gone.").await.unwrap();
    for (what, late) in [
        ("comment", world.store.comment_on_task(&world.assessor, id, "Good.").await),
        ("tick", world.store.tick(&world.assessor, id, 1, true).await),
        ("step", world.step(&world.assessor, id, TaskStep::Start, "").await),
    ] {
        assert_eq!(late.is_ok(), what == "comment", "{what}: {late:?}");
    }
    world.verified().await;
}

#[tokio::test]
async fn what_a_task_was_done_with_counts_for_the_answer_once_it_is_accepted() {
    let world = World::new().await;
    let unit = world.online_store;
    world.assessed(unit, &[9]).await;
    let id = world.task().await;
    let score = async || {
        let read = world.store.read(&world.manager);
        let series = read.unit_series(unit, &[day("2026-11-23")]).await.unwrap();
        series[0].unwrap().score
    };
    assert_eq!((score().await.claimed.0, score().await.evidenced.0), (90, 100));
    let item = world.proof(&world.assessor, id).await;
    let given = GivenVerdict { verdict: Verdict::Accepted, reason: String::new() };
    let own = world.store.give_verdict(&world.assessor, item, unit, KEYS, &given).await;
    assert!(matches!(told(own), AppError::Refused(_)));
    world.store.give_verdict(&world.auditor, item, unit, KEYS, &given).await.unwrap();
    assert_eq!(score().await.evidenced.0, 90);
}

#[tokio::test]
async fn a_pack_of_the_unit_holds_what_came_with_a_task_and_verifies() {
    let world = World::new().await;
    world.assessed(world.online_store, &[9]).await;
    let id = world.task().await;
    let item = world.proof(&world.assessor, id).await;
    world.step(&world.assessor, id, TaskStep::Start, "").await.unwrap();
    let asked = PackRequest { unit: Some(world.online_store), ..PackRequest::default() };
    let taken = world.store.take_pack(Some(&world.auditor), asked).await.unwrap();
    let bytes = world.store.write_pack(&taken, Vec::new()).await.unwrap();
    let file = world.dir.path().join("PACK.zip");
    std::fs::write(&file, &bytes).unwrap();
    let verified = pack::verify::verify(&file, None).unwrap();
    assert_eq!((verified.submissions, verified.evidence), (1, 1), "item {item}");
}
