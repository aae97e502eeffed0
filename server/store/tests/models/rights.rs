//! Who may do what where: roles, owners, moving between units.

use domain::models::ModelDetails;
use domain::{AppError, ModelId, Role};
use store::{ModelFilter, PartKind};

use crate::samples::{full_details, names, permission, register};
use crate::world::{World, said_about, told};

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
    assert!(store.read(actor).models_in_sight(&[id]).await.unwrap().is_empty());
    assert!(store.read(&world.manager).models_in_sight(&[id]).await.unwrap().contains(&id));
    let model = store.read(&world.viewer).model(id).await.unwrap();
    assert_eq!(model.unit, world.customer_care);
    let both = world.join("Rosa Klein", Role::Assessor, world.commerce).await;
    store.move_model(&both, id, world.online_store).await.unwrap();
    let history = store.read(actor).history_of("model", id.0, 1).await.unwrap();
    assert!(history[0].before.contains("Customer Care"), "{}", history[0].before);
    world.verified().await;
}
