//! The register: who may change it, what is refused, what a stale form is told, and the list.

mod world;

use domain::models::{
    AccessLevel, Classification, Credential, DataSource, Deployment, Environment, Exposure,
    Hosting, Kind, Lifecycle, ModelDetails, Permission, Profile, Provenance, SecretPlace, Switch,
    TrainingAccess, Validation, ValidationResult, YesNoUnknown,
};
use domain::{Actor, AppError, Day, ModelId, Role, UnitId};
use store::{ModelFilter, ModelSort, Part, PartKind};
use world::{World, said_about, told};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn deployment(exposure: Exposure) -> Part {
    Part::Deployment(Deployment {
        environment: Environment::Production,
        platform: "shop-web".to_owned(),
        hosting: Hosting::Cloud,
        region: "eu-west".to_owned(),
        exposure,
        authentication: "Session".to_owned(),
        runtime_monitoring: Switch::On,
        provider_monitoring: Switch::Unknown,
    })
}

fn source(classification: Classification) -> Part {
    Part::DataSource(DataSource {
        name: "Order history".to_owned(),
        classification,
        personal_data: YesNoUnknown::Yes,
        encrypted_at_rest: YesNoUnknown::Yes,
        encrypted_in_transit: YesNoUnknown::No,
        access_control: "Row filter by shopper".to_owned(),
    })
}

fn permission() -> Part {
    Part::Permission(Permission {
        holder: "basket-service".to_owned(),
        level: AccessLevel::Write,
        reason: "Places items".to_owned(),
        last_reviewed: Some(day("2026-09-01")),
    })
}

fn credential(name: &str) -> Part {
    Part::Credential(Credential {
        name: name.to_owned(),
        kept_in: SecretPlace::SecretStore,
        place: "vault, kv/shop/assistant".to_owned(),
        last_rotated: Some(day("2026-10-01")),
        rotation_days: Some(90),
    })
}

fn validation() -> Part {
    Part::Validation(Validation {
        checked_on: day("2026-02-03"),
        method: "Supplier questionnaire".to_owned(),
        result: ValidationResult::PassedWithConditions,
    })
}

fn full_details(name: &str) -> ModelDetails {
    ModelDetails {
        version: "4.2".to_owned(),
        kind: Kind::LanguageModel,
        provider: "Tessera AI".to_owned(),
        provenance: Provenance::ThirdPartyApi,
        lifecycle: Lifecycle::Production,
        purpose: "Answers shoppers’ questions.".to_owned(),
        training_access: TrainingAccess::NotApplicable,
        went_live: Some(day("2026-03-01")),
        tags: vec!["chat".to_owned(), "Shop".to_owned()],
        ..ModelDetails::named(name)
    }
}

/// The names on the list's first page.
async fn names(world: &World, actor: &Actor, filter: &ModelFilter) -> Vec<String> {
    let page = world.store.read(actor).models(filter, ModelSort::Name, false, 1).await.unwrap();
    page.lines.into_iter().map(|line| line.name).collect()
}

async fn register(world: &World, actor: &Actor, unit: UnitId, name: &str) -> ModelId {
    world.store.register_model(actor, unit, ModelDetails::named(name)).await.unwrap()
}

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

    store.record_response_plan(actor, world.online_store, "Wiki, AI incidents", Some(day("2026-05-01"))).await.unwrap();
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
    assert_eq!(told(store.remove_part(actor, id, PartKind::Deployment, part).await), AppError::NotFound);
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
async fn roles_decide_and_what_lies_elsewhere_does_not_exist() {
    let world = World::new().await;
    let store = &world.store;
    let id = register(&world, &world.assessor, world.online_store, "Shop Assistant").await;
    for actor in [&world.viewer, &world.auditor, &world.admin] {
        assert_eq!(store.read(actor).model(id).await.unwrap().facts.details.name, "Shop Assistant");
        let refused = [
            told(store.register_model(actor, world.online_store, ModelDetails::named("A")).await),
            told(store.edit_model(actor, id, 1, ModelDetails::named("A")).await),
            told(store.set_model_owner(actor, id, None).await),
            told(store.move_model(actor, id, world.customer_care).await),
            told(store.retire_model(actor, id).await),
            told(store.restore_model(actor, id).await),
            told(store.add_part(actor, id, permission()).await),
            told(store.change_part(actor, id, 1, 1, permission()).await),
            told(store.remove_part(actor, id, PartKind::Permission, 1).await),
        ];
        assert!(refused.iter().all(|error| matches!(error, AppError::Refused(_))), "{refused:?}");
    }
    let outsider = &world.outsider;
    let hidden = [
        told(store.read(outsider).model(id).await),
        told(store.read(outsider).models_of_unit(world.online_store, 5).await),
        told(store.read(outsider).unit_inventory(world.online_store).await),
        told(store.register_model(outsider, world.online_store, ModelDetails::named("A")).await),
        told(store.edit_model(outsider, id, 1, ModelDetails::named("A")).await),
        told(store.add_part(outsider, id, permission()).await),
        told(store.retire_model(outsider, id).await),
        told(store.edit_model(outsider, ModelId(999), 1, ModelDetails::named("A")).await),
    ];
    assert!(hidden.iter().all(|error| *error == AppError::NotFound), "{hidden:?}");
    assert_eq!(names(&world, outsider, &ModelFilter::default()).await, [] as [&str; 0]);
    assert_eq!(store.read(outsider).register_figures().await.unwrap().registered, 0);
    assert_eq!(store.read(outsider).history_of("model", id.0, 9).await.unwrap(), []);
}

#[tokio::test]
async fn a_stale_form_is_told_who_changed_the_same_thing() {
    let world = World::new().await;
    let (store, actor) = (&world.store, &world.assessor);
    let id = register(&world, actor, world.online_store, "Shop Assistant").await;
    let named = |purpose: &str| ModelDetails {
        purpose: purpose.to_owned(),
        ..ModelDetails::named("Shop Assistant")
    };
    world.clock.set("2026-11-23T14:02:00Z");
    store.edit_model(&world.manager, id, 1, named("By the manager.")).await.unwrap();
    let said = told(store.edit_model(actor, id, 1, named("By the assessor.")).await);
    let expected = "Ingrid Solheim changed this on 23 Nov 2026, 14:02 UTC, after you opened the form.";
    assert_eq!(said, AppError::Conflict(expected.to_owned()));
    assert_eq!(store.read(actor).model(id).await.unwrap().facts.details.purpose, "By the manager.");

    // Somebody else's part is no conflict for the details, nor for another part.
    let mine = store.add_part(actor, id, deployment(Exposure::Unknown)).await.unwrap();
    let theirs = store.add_part(&world.manager, id, deployment(Exposure::Partner)).await.unwrap();
    store.edit_model(actor, id, 2, named("By the assessor.")).await.unwrap();
    store.change_part(actor, id, mine, 3, deployment(Exposure::Internal)).await.unwrap();
    let said = told(store.change_part(actor, id, mine, 5, deployment(Exposure::Public)).await);
    assert!(matches!(&said, AppError::Conflict(text) if text.starts_with("You changed this yourself")), "{said:?}");
    store.remove_part(&world.manager, id, PartKind::Deployment, theirs).await.unwrap();
    let said = told(store.change_part(actor, id, theirs, 6, deployment(Exposure::Public)).await);
    assert!(matches!(&said, AppError::Conflict(text) if text.starts_with("Ingrid Solheim")), "{said:?}");
}

#[tokio::test]
async fn work_that_was_handed_over_meanwhile_is_a_conflict() {
    let world = World::new().await;
    let (store, actor) = (&world.store, &world.assessor);
    let details = ModelDetails { owner: Some(actor.person), ..full_details("Shop Assistant") };
    let id = store.register_model(actor, world.online_store, details.clone()).await.unwrap();
    store.hand_over(&world.admin, actor.person, world.manager.person).await.unwrap();
    let said = told(store.edit_model(actor, id, 1, details.clone()).await);
    assert!(matches!(&said, AppError::Conflict(text) if text.starts_with("Callum Reyes")), "{said:?}");
    // A revision that never was: nobody can be named.
    let said = told(store.edit_model(actor, id, 0, details.clone()).await);
    assert!(matches!(&said, AppError::Conflict(_)), "{said:?}");
    assert!(matches!(told(store.edit_model(actor, id, 99, details).await), AppError::Conflict(_)));
}

#[tokio::test]
async fn an_owner_holds_a_role_in_the_unit() {
    let world = World::new().await;
    let (store, actor) = (&world.store, &world.assessor);
    let id = register(&world, actor, world.online_store, "Shop Assistant").await;
    store.set_model_owner(actor, id, Some(world.manager.person)).await.unwrap();
    let model = store.read(actor).model(id).await.unwrap();
    assert_eq!(model.owner_name.as_deref(), Some("Ingrid Solheim"));
    let outsider = Some(world.outsider.person);
    said_about("owner", store.set_model_owner(actor, id, outsider).await);
    let details = ModelDetails { owner: outsider, ..ModelDetails::named("Another") };
    said_about("owner", store.register_model(actor, world.online_store, details).await);

    // An owner who has left may stay until somebody else is named.
    store.deactivate_person(&world.admin, world.manager.person).await.unwrap();
    let kept = ModelDetails { owner: Some(world.manager.person), ..full_details("Shop Assistant") };
    store.edit_model(actor, id, 2, kept).await.unwrap();
    store.set_model_owner(actor, id, None).await.unwrap();
    said_about("owner", store.set_model_owner(actor, id, Some(world.manager.person)).await);
}

#[tokio::test]
async fn moving_needs_the_right_in_both_units() {
    let world = World::new().await;
    let (store, actor) = (&world.store, &world.assessor);
    let id = register(&world, actor, world.online_store, "Shop Assistant").await;
    assert_eq!(told(store.move_model(actor, id, world.customer_care).await), AppError::NotFound);
    said_about("unit", store.move_model(&world.manager, id, world.root).await);
    store.move_model(&world.manager, id, world.customer_care).await.unwrap();
    assert_eq!(told(store.read(actor).model(id).await), AppError::NotFound);
    let model = store.read(&world.viewer).model(id).await.unwrap();
    assert_eq!(model.unit, world.customer_care);
    let both = world.join("Rosa Klein", Role::Assessor, world.commerce).await;
    store.move_model(&both, id, world.online_store).await.unwrap();
    let history = store.read(actor).history_of("model", id.0, 1).await.unwrap();
    assert!(history[0].before.contains("Customer Care"), "{}", history[0].before);
    world.verified().await;
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
    said_about("name", store.register_model(&world.manager, world.commerce, ModelDetails::named(" ")).await);
}
