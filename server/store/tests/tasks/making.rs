//! Who makes tasks for whom, from what, and that the same cause never has two.

use domain::evidence::request::wanted;
use domain::evidence::{GivenVerdict, Verdict};
use domain::models::ModelDetails;
use domain::tasks::{Cause, NewTask, TaskStep};
use domain::{AppError, ModelId, QuestionNo, RequestId, Role};

use crate::world::{World, said_about, told};
use crate::{KEYS, because, day, rotate};

#[tokio::test]
async fn an_assessor_makes_tasks_for_themselves_and_a_manager_for_others() {
    let world = World::new().await;
    let unit = world.online_store;
    let own = rotate(world.assessor.person);
    let id = world.store.create_task(&world.assessor, unit, &own).await.unwrap();
    let task = world.store.read(&world.viewer).task(id).await.unwrap();
    assert_eq!(task.row.assignee_name, "Priya Raman");
    assert_eq!(task.checklist.len(), 2);
    let others = rotate(world.manager.person);
    let refused = world.store.create_task(&world.assessor, unit, &others).await;
    assert!(said_about("assignee", refused).contains("manager"));
    world.store.create_task(&world.manager, unit, &own).await.unwrap();
    for actor in [&world.viewer, &world.auditor, &world.admin] {
        let refused = told(world.store.create_task(actor, unit, &rotate(actor.person)).await);
        assert!(matches!(refused, AppError::Refused(_)), "{}: {refused:?}", actor.name);
    }
    let far = told(world.store.create_task(&world.outsider, unit, &own).await);
    assert_eq!(far, AppError::NotFound);
    for cannot in [world.viewer.person, world.outsider.person, world.auditor.person] {
        let refused = world.store.create_task(&world.manager, unit, &rotate(cannot)).await;
        assert!(said_about("assignee", refused).contains("assessor or a manager"));
    }
    world.verified().await;
}

#[tokio::test]
async fn a_no_has_one_open_task_and_a_new_one_once_that_is_settled() {
    let world = World::new().await;
    let unit = world.online_store;
    world.assessed(unit, &[1, 2]).await;
    let no = because(Cause::No(unit, KEYS), rotate(world.assessor.person));
    let id = world.store.create_task(&world.manager, unit, &no).await.unwrap();
    let again = told(world.store.create_task(&world.manager, unit, &no).await);
    assert_eq!(again.to_string(), format!("Task {id} is about this already."));
    let known = [Cause::No(unit, KEYS), Cause::No(unit, QuestionNo(8))];
    let found = world.store.read(&world.viewer).tasks_of_causes(&known).await.unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [(Cause::No(unit, KEYS), id)]);
    world.step(&world.manager, id, TaskStep::Cancel, "Done elsewhere").await.unwrap();
    world.store.create_task(&world.manager, unit, &no).await.unwrap();

    let yes = NewTask { question: QuestionNo(1), ..no.clone() };
    let yes = because(Cause::No(unit, QuestionNo(1)), yes);
    let refused = told(world.store.create_task(&world.manager, unit, &yes).await);
    assert!(refused.to_string().contains("has changed meanwhile"), "it was answered yes");
    let elsewhere = because(Cause::No(world.logistics, KEYS), rotate(world.assessor.person));
    let refused = told(world.store.create_task(&world.manager, unit, &elsewhere).await);
    assert!(matches!(refused, AppError::Conflict(_)), "the cause is another unit's");
}

#[tokio::test]
async fn all_noes_become_tasks_in_one_step_or_none_does() {
    let world = World::new().await;
    let unit = world.online_store;
    world.assessed(unit, &[1, 2, 3, 4, 5, 6, 7]).await;
    let of = |no: u16| NewTask {
        question: QuestionNo(no),
        cause: Some(Cause::No(unit, QuestionNo(no))),
        ..rotate(world.assessor.person)
    };
    let wrong = [of(8), of(9), of(7)];
    told(world.store.create_tasks(&world.manager, unit, &wrong).await);
    let read = world.store.read(&world.manager);
    assert!(read.work_ahead(None).await.unwrap().is_empty(), "none was made");
    let made =
        world.store.create_tasks(&world.manager, unit, &[of(8), of(9), of(10)]).await.unwrap();
    assert_eq!(made.len(), 3);
    assert_eq!(read.unit_work(unit).await.unwrap().len(), 3);
    let task = read.task(made[0]).await.unwrap();
    assert_eq!(task.assessment.unwrap().1, "Q4 2026");
    let none = world.store.create_tasks(&world.manager, unit, &[]).await;
    assert!(said_about("", none).contains("at least one"));
}

#[tokio::test]
async fn a_rejected_item_and_a_request_are_causes_while_they_stand() {
    let world = World::new().await;
    let unit = world.online_store;
    let first = world.task().await;
    let item = world.proof(&world.assessor, first).await;
    let rejected = because(Cause::Rejected(item, unit, KEYS), rotate(world.assessor.person));
    let early = told(world.store.create_task(&world.manager, unit, &rejected).await);
    assert!(matches!(early, AppError::Conflict(_)), "nobody rejected it");
    let given = GivenVerdict { verdict: Verdict::Rejected, reason: "Not dated".to_owned() };
    world.store.give_verdict(&world.auditor, item, unit, KEYS, &given).await.unwrap();
    world.store.create_task(&world.manager, unit, &rejected).await.unwrap();

    let unknown = because(Cause::Request(RequestId(99)), rotate(world.assessor.person));
    let refused = told(world.store.create_task(&world.manager, unit, &unknown).await);
    assert!(matches!(refused, AppError::Conflict(_)));
    let export = wanted("The export of November.", "2026-12-07", day("2026-11-23")).unwrap();
    let asked = world.store.request_evidence(&world.auditor, unit, KEYS, &export).await.unwrap();
    let request = because(Cause::Request(asked), rotate(world.assessor.person));
    world.store.create_task(&world.manager, unit, &request).await.unwrap();
    world.verified().await;
}

#[tokio::test]
async fn a_form_that_is_behind_is_told_and_changes_nothing() {
    let world = World::new().await;
    let id = world.task().await;
    world.store.tick(&world.assessor, id, 1, true).await.unwrap();
    let revision = world.store.read(&world.manager).task(id).await.unwrap().row.revision;
    let changed = NewTask {
        title: "Rotate both keys".to_owned(),
        steps: vec!["Take the old one away".to_owned(), "Make a new one".to_owned()],
        ..rotate(world.assessor.person)
    };
    world.store.edit_task(&world.assessor, id, revision, &changed).await.unwrap();
    let task = world.store.read(&world.manager).task(id).await.unwrap();
    assert_eq!(task.row.title, "Rotate both keys");
    let ticked: Vec<_> = task.checklist.iter().map(|it| it.ticked_by.is_some()).collect();
    assert_eq!(ticked, [false, true], "a step keeps its tick wherever it moves");
    let behind = world.store.edit_task(&world.manager, id, revision, &changed).await;
    assert!(matches!(told(behind), AppError::Conflict(_)));
    let later = NewTask { due_on: day("2027-01-29"), ..changed };
    let own = world.store.edit_task(&world.assessor, id, revision + 1, &later).await;
    assert!(matches!(told(own), AppError::Refused(_)), "nobody gives themselves more time");
    world.store.edit_task(&world.manager, id, revision + 1, &later).await.unwrap();
    world.verified().await;
}

#[tokio::test]
async fn a_task_names_models_of_its_unit_alone() {
    let world = World::new().await;
    let chat = ModelDetails::named("Chat");
    let (here, there) = (world.online_store, world.logistics);
    let near = world.store.register_model(&world.manager, here, chat.clone()).await.unwrap();
    let far = world.store.register_model(&world.manager, there, chat).await.unwrap();
    for model in [far, ModelId(99)] {
        let about = NewTask { models: [model].into(), ..rotate(world.assessor.person) };
        let refused = world.store.create_task(&world.manager, here, &about).await;
        assert!(said_about("models", refused).contains("this unit"));
    }
    let about = NewTask { models: [near].into(), ..rotate(world.assessor.person) };
    let id = world.store.create_task(&world.manager, here, &about).await.unwrap();
    let task = world.store.read(&world.manager).task(id).await.unwrap();
    assert_eq!(task.models, [(near, "Chat".to_owned())]);
}

#[tokio::test]
async fn whoever_leaves_hands_their_tasks_over() {
    let world = World::new().await;
    let id = world.task().await;
    let next = world.join("Mateo Silva", Role::Assessor, world.online_store).await;
    let far =
        world.store.hand_over(&world.admin, world.assessor.person, world.outsider.person).await;
    assert!(said_about("to", far).contains("Online Store"));
    let done =
        world.store.hand_over(&world.admin, world.assessor.person, next.person).await.unwrap();
    assert_eq!(done.tasks, 1);
    let task = world.store.read(&world.manager).task(id).await.unwrap();
    assert_eq!(task.row.assignee, next.person);
    assert_eq!(task.activity.last().unwrap().what, "assigned");
    world.verified().await;
}
