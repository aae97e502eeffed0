//! What the tests of the register record: one of each kind, and the shortest ways to ask.

use domain::models::{
    AccessLevel, Classification, Credential, DataSource, Deployment, Environment, Exposure,
    Hosting, Kind, Lifecycle, ModelDetails, Permission, Provenance, SecretPlace, Switch,
    TrainingAccess, Validation, ValidationResult, YesNoUnknown,
};
use domain::{Actor, Day, ModelId, UnitId};
use store::{ModelFilter, ModelSort, Part};

use crate::world::World;

/// A day as it is written in the tests.
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A deployment in production with this exposure.
pub fn deployment(exposure: Exposure) -> Part {
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

/// A described source of personal data.
pub fn source(classification: Classification) -> Part {
    Part::DataSource(DataSource {
        name: "Order history".to_owned(),
        classification,
        personal_data: YesNoUnknown::Yes,
        encrypted_at_rest: YesNoUnknown::Yes,
        encrypted_in_transit: YesNoUnknown::No,
        access_control: "Row filter by shopper".to_owned(),
    })
}

/// A permission that was reviewed.
pub fn permission() -> Part {
    Part::Permission(Permission {
        holder: "basket-service".to_owned(),
        level: AccessLevel::Write,
        reason: "Places items".to_owned(),
        last_reviewed: Some(day("2026-09-01")),
    })
}

/// A credential with this name.
pub fn credential(name: &str) -> Part {
    Part::Credential(Credential {
        name: name.to_owned(),
        kept_in: SecretPlace::SecretStore,
        place: "vault, kv/shop/assistant".to_owned(),
        last_rotated: Some(day("2026-10-01")),
        rotation_days: Some(90),
    })
}

/// A check that passed with conditions.
pub fn validation() -> Part {
    Part::Validation(Validation {
        checked_on: day("2026-02-03"),
        method: "Supplier questionnaire".to_owned(),
        result: ValidationResult::PassedWithConditions,
    })
}

/// Details in which nothing is left open but the owner.
pub fn full_details(name: &str) -> ModelDetails {
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
pub async fn names(world: &World, actor: &Actor, filter: &ModelFilter) -> Vec<String> {
    let page = world.store.read(actor).models(filter, ModelSort::Name, false, 1).await.unwrap();
    page.lines.into_iter().map(|line| line.name).collect()
}

/// Registers a model of which only the name is known.
pub async fn register(world: &World, actor: &Actor, unit: UnitId, name: &str) -> ModelId {
    world.store.register_model(actor, unit, ModelDetails::named(name)).await.unwrap()
}

/// Three models that differ in everything a list filters by.
pub async fn three(world: &World) -> [ModelId; 3] {
    let (store, actor) = (&world.store, &world.manager);
    let assistant =
        ModelDetails { owner: Some(world.assessor.person), ..full_details("Shop Assistant") };
    let assistant = store.register_model(actor, world.online_store, assistant).await.unwrap();
    store.add_part(actor, assistant, deployment(Exposure::Internal)).await.unwrap();
    store.add_part(actor, assistant, deployment(Exposure::Public)).await.unwrap();
    store.add_part(actor, assistant, source(Classification::Confidential)).await.unwrap();
    store.add_part(actor, assistant, permission()).await.unwrap();
    let ranker = ModelDetails {
        kind: Kind::Recommender,
        provenance: Provenance::InHouse,
        provider: "Self-hosted".to_owned(),
        purpose: "Ranks über 100% of_results".to_owned(),
        ..ModelDetails::named("Product Search Ranker")
    };
    let ranker = store.register_model(actor, world.commerce, ranker).await.unwrap();
    store.add_part(actor, ranker, deployment(Exposure::Unknown)).await.unwrap();
    let planner = store
        .register_model(actor, world.logistics, ModelDetails::named("Route Planner"))
        .await
        .unwrap();
    [assistant, ranker, planner]
}
