//! Questionnaires of the organisation's own, of which nothing is shown outside.

use domain::Answer;
use domain::checks::{CheckOf, Given};
use domain::models::ModelDetails;
use domain::questionnaires::{Origin, Questionnaire, shipped};

use crate::world::World;

/// One that was published, retired and brought back, a draft, and a check of a model within the audit.
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

    let model = store.register_model(
        &world.manager,
        world.online_store,
        ModelDetails::named("INSIDE checked"),
    );
    let of = CheckOf::Model(model.await.unwrap());
    let note = "SECRET answer".to_owned();
    let given = Given { question: "injection-tests".to_owned(), answer: Some(Answer::No), note };
    store.submit_check(&world.assessor, of, version, &[given]).await.unwrap();
}
