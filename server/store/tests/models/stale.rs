//! Two people at once: what a stale form is told, and what it isn’t bothered with.

use domain::AppError;
use domain::models::{Exposure, ModelDetails};
use store::PartKind;

use crate::samples::{deployment, full_details, register};
use crate::world::{World, told};

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
    let expected =
        "Ingrid Solheim changed this on 23 Nov 2026, 14:02 UTC, after you opened the form.";
    assert_eq!(said, AppError::Conflict(expected.to_owned()));
    assert_eq!(store.read(actor).model(id).await.unwrap().facts.details.purpose, "By the manager.");

    // Somebody else's part is no conflict for the details, nor for another part.
    let mine = store.add_part(actor, id, deployment(Exposure::Unknown)).await.unwrap();
    let theirs = store.add_part(&world.manager, id, deployment(Exposure::Partner)).await.unwrap();
    store.edit_model(actor, id, 2, named("By the assessor.")).await.unwrap();
    store.change_part(actor, id, mine, 3, deployment(Exposure::Internal)).await.unwrap();
    let said = told(store.change_part(actor, id, mine, 5, deployment(Exposure::Public)).await);
    assert!(
        matches!(&said, AppError::Conflict(text) if text.starts_with("You changed this yourself")),
        "{said:?}"
    );
    store.remove_part(&world.manager, id, PartKind::Deployment, theirs).await.unwrap();
    let said = told(store.change_part(actor, id, theirs, 6, deployment(Exposure::Public)).await);
    assert!(
        matches!(&said, AppError::Conflict(text) if text.starts_with("Ingrid Solheim")),
        "{said:?}"
    );
}

#[tokio::test]
async fn work_that_was_handed_over_meanwhile_is_a_conflict() {
    let world = World::new().await;
    let (store, actor) = (&world.store, &world.assessor);
    let details = ModelDetails { owner: Some(actor.person), ..full_details("Shop Assistant") };
    let id = store.register_model(actor, world.online_store, details.clone()).await.unwrap();
    store.hand_over(&world.admin, actor.person, world.manager.person).await.unwrap();
    let said = told(store.edit_model(actor, id, 1, details.clone()).await);
    assert!(
        matches!(&said, AppError::Conflict(text) if text.starts_with("Callum Reyes")),
        "{said:?}"
    );
    // A revision that never was: nobody can be named.
    let said = told(store.edit_model(actor, id, 0, details.clone()).await);
    assert!(matches!(&said, AppError::Conflict(_)), "{said:?}");
    assert!(matches!(told(store.edit_model(actor, id, 99, details).await), AppError::Conflict(_)));
}
