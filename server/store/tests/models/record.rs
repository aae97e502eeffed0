//! Registering models and what belongs to them, and retiring them.

use domain::AppError;
use domain::models::{Classification, Exposure, ModelDetails, Profile};
use store::{ModelFilter, PartKind};

use crate::samples::{
    credential, day, deployment, full_details, names, permission, register, source, validation,
};
use crate::world::{World, said_about, told};

#[tokio::test]
async fn a_name_and_a_unit_are_enough() {
    let world = World::new().await;
    let id = register(&world, &world.assessor, world.online_store, "  Shop Assistant ").await;
    let model = world.store.read(&world.assessor).model(id).await.unwrap();
    assert_eq!(model.facts.details, ModelDetails::named("Shop Assistant"));
    assert_eq!((model.unit, model.unit_name.as_str()), (world.online_store, "Online Store"));
    assert_eq!((model.revision, model.owner_name.clone()), (1, None));
    assert_eq!(Profile::of(&model.facts).answered(), 0);
    let history = world.store.read(&world.viewer).history_of("model", id.0, 10).await.unwrap();
    assert_eq!(history[0].action, "model.registered");
    assert_eq!(history[0].actor_name, "Priya Raman");
    world.verified().await;
}

#[tokio::test]
async fn everything_recorded_of_a_model_reads_back() {
    let world = World::new().await;
    let (store, actor) = (&world.store, &world.assessor);
    let details = ModelDetails { owner: Some(actor.person), ..full_details("Shop Assistant") };
    let id = store.register_model(actor, world.online_store, details.clone()).await.unwrap();
    let parts = [
        deployment(Exposure::Public),
        source(Classification::Confidential),
        permission(),
        credential("Tessera API key"),
        validation(),
    ];
    for part in &parts {
        let part_id = store.add_part(actor, id, part.clone()).await.unwrap();
        let model = store.read(actor).model(id).await.unwrap();
        assert_eq!(model.part(part.kind(), part_id).as_ref(), Some(part));
        assert_eq!(model.parts(part.kind()), [(part_id, part.clone())]);
    }
    let model = store.read(actor).model(id).await.unwrap();
    assert_eq!(model.facts.details, details);
    assert_eq!((model.revision, model.owner_name.as_deref()), (6, Some("Priya Raman")));
    assert!(Profile::of(&model.facts).is_complete());

    store
        .record_response_plan(
            actor,
            world.online_store,
            "Wiki, AI incidents",
            Some(day("2026-05-01")),
        )
        .await
        .unwrap();
    let inventory = store.read(&world.viewer).unit_inventory(world.online_store).await.unwrap();
    assert_eq!(inventory.models, [model.facts]);
    assert_eq!(inventory.plan(), Some("Wiki, AI incidents"));
    assert_eq!(inventory.response_exercised, Some(day("2026-05-01")));

    let history = store.read(actor).history_of("model", id.0, 10).await.unwrap();
    let credential = history.iter().find(|e| e.action == "model.credential-added").unwrap();
    assert!(credential.after.contains("Tessera API key"), "{}", credential.after);
    assert_eq!(history.len(), 6);
    world.verified().await;
}

#[tokio::test]
async fn a_part_is_changed_and_removed_with_what_it_was_in_the_log() {
    let world = World::new().await;
    let (store, actor) = (&world.store, &world.assessor);
    let id = register(&world, actor, world.online_store, "Size Adviser").await;
    let part = store.add_part(actor, id, deployment(Exposure::Unknown)).await.unwrap();
    store.change_part(actor, id, part, 2, deployment(Exposure::Internal)).await.unwrap();
    let history = store.read(actor).history_of("model", id.0, 1).await.unwrap();
    assert!(history[0].before.contains(r#""exposure":"unknown""#), "{}", history[0].before);
    assert!(history[0].after.contains(r#""exposure":"internal""#), "{}", history[0].after);

    // The same again changes nothing and leaves no entry.
    store.change_part(actor, id, part, 3, deployment(Exposure::Internal)).await.unwrap();
    assert_eq!(store.read(actor).model(id).await.unwrap().revision, 3);

    // A part of another kind or of another model is not this one.
    let other = register(&world, actor, world.online_store, "Another").await;
    let kinds = [(other, PartKind::Deployment), (id, PartKind::Validation)];
    for (model, kind) in kinds {
        assert_eq!(told(store.remove_part(actor, model, kind, part).await), AppError::NotFound);
    }
    assert_eq!(
        told(store.change_part(actor, other, part, 1, deployment(Exposure::Public)).await),
        AppError::NotFound
    );
    store.remove_part(actor, id, PartKind::Deployment, part).await.unwrap();
    assert!(store.read(actor).model(id).await.unwrap().facts.deployments.is_empty());
    assert_eq!(
        told(store.remove_part(actor, id, PartKind::Deployment, part).await),
        AppError::NotFound
    );
    world.verified().await;
}

#[tokio::test]
async fn what_looks_like_a_secret_never_arrives() {
    let world = World::new().await;
    let (store, actor) = (&world.store, &world.assessor);
    let id = register(&world, actor, world.online_store, "Shop Assistant").await;
    let key = concat!("sk-", "a1B2c3D4e5F6g7H8i9J0k1L2");
    let said = said_about("name", store.add_part(actor, id, credential(key)).await);
    assert!(said.starts_with("This looks like an API key."), "{said}");
    let kept = store.add_part(actor, id, credential("Tessera API key")).await.unwrap();
    said_about("name", store.change_part(actor, id, kept, 2, credential(key)).await);
    let history = store.read(actor).history_of("model", id.0, 10).await.unwrap();
    assert!(history.iter().all(|entry| !entry.after.contains(key) && !entry.before.contains(key)));
}

#[tokio::test]
async fn a_retired_model_keeps_its_past_and_comes_back_whole() {
    let world = World::new().await;
    let (store, actor) = (&world.store, &world.assessor);
    let id = register(&world, actor, world.online_store, "Shop Assistant").await;
    store.add_part(actor, id, deployment(Exposure::Public)).await.unwrap();
    store.retire_model(actor, id).await.unwrap();
    for error in [
        told(store.retire_model(actor, id).await),
        told(store.edit_model(actor, id, 3, ModelDetails::named("Other")).await),
        told(store.add_part(actor, id, permission()).await),
    ] {
        let expected = "“Shop Assistant” is retired. Restore it before you change it.";
        assert_eq!(error, AppError::Conflict(expected.to_owned()));
    }
    let read = store.read(actor);
    assert!(read.model(id).await.unwrap().facts.retired);
    assert_eq!(read.unit_inventory(world.online_store).await.unwrap().models, []);
    assert_eq!(names(&world, actor, &ModelFilter::default()).await, [] as [&str; 0]);
    let retired = ModelFilter { retired: true, ..ModelFilter::default() };
    assert_eq!(names(&world, actor, &retired).await, ["Shop Assistant"]);
    store.restore_model(actor, id).await.unwrap();
    assert!(matches!(told(store.restore_model(actor, id).await), AppError::Conflict(_)));
    let model = read.model(id).await.unwrap();
    assert_eq!((model.facts.retired, model.facts.deployments.len()), (false, 1));
    assert_eq!(names(&world, actor, &ModelFilter::default()).await, ["Shop Assistant"]);
}

#[tokio::test]
async fn the_organisation_itself_and_a_retired_unit_take_no_models() {
    let world = World::new().await;
    let store = &world.store;
    let root = store.register_model(&world.manager, world.root, ModelDetails::named("A")).await;
    said_about("unit", root);
    store.retire_unit(&world.admin, world.corporate).await.unwrap();
    let retired = store.register_model(&world.manager, world.corporate, ModelDetails::named("A"));
    assert!(matches!(told(retired.await), AppError::Conflict(_)));
    said_about(
        "name",
        store.register_model(&world.manager, world.commerce, ModelDetails::named(" ")).await,
    );
}
