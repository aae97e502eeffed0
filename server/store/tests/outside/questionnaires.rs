//! Questionnaires of the organisation's own, of which nothing is shown outside.

use domain::questionnaires::{Origin, Questionnaire, shipped};

use crate::world::World;

/// One that was published, retired and brought back, and a draft.
pub async fn secret(world: &World) {
    let (store, admin) = (&world.store, &world.admin);
    let title = "SECRET check".to_owned();
    let it =
        Questionnaire { key: "secret-check".to_owned(), title, ..shipped()[0].questionnaire() };
    let draft = store.begin_questionnaire(admin, &it, Origin::Shipped).await.unwrap();
    let version = store.publish_questionnaire(admin, draft, 0).await.unwrap();
    store.retire_questionnaire(admin, version).await.unwrap();
    store.reinstate_questionnaire(admin, version).await.unwrap();
    store.begin_next_version(admin, version).await.unwrap();
}
