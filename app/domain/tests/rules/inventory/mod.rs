//! "The inventory disagrees": every row of the table, on both sides of every boundary.

mod deployments;
mod facts;
mod rights_and_data;
mod scope;
mod supply;

use domain::inventory::{EXERCISE_DAYS, REVIEW_DAYS, UnitInventory, clash_set, clashes};
use domain::models::{
    AccessLevel, Classification, Credential, DataSource, Deployment, Environment, Exposure,
    Hosting, Lifecycle, ModelDetails, ModelFacts, Permission, Provenance, SecretPlace, Switch,
    TrainingAccess, Validation, ValidationResult, YesNoUnknown,
};
use domain::{Day, ModelId, PersonId, QuestionNo, QuestionSet};

use crate::{ago, day};

pub(crate) fn today() -> Day {
    day("2026-11-23")
}

pub(crate) fn deployment() -> Deployment {
    Deployment {
        environment: Environment::Production,
        platform: "shop cluster".to_owned(),
        hosting: Hosting::Cloud,
        region: "eu-west".to_owned(),
        exposure: Exposure::Internal,
        authentication: "mTLS".to_owned(),
        runtime_monitoring: Switch::On,
        provider_monitoring: Switch::On,
    }
}

fn source() -> DataSource {
    DataSource {
        name: "Orders".to_owned(),
        classification: Classification::Confidential,
        personal_data: YesNoUnknown::Yes,
        encrypted_at_rest: YesNoUnknown::Yes,
        encrypted_in_transit: YesNoUnknown::Yes,
        access_control: "Row filter".to_owned(),
    }
}

fn permission() -> Permission {
    Permission {
        holder: "basket-service".to_owned(),
        level: AccessLevel::Use,
        reason: String::new(),
        last_reviewed: Some(ago(10, today())),
    }
}

fn credential() -> Credential {
    Credential {
        name: "provider key".to_owned(),
        kept_in: SecretPlace::SecretStore,
        place: "vault/kv/prod".to_owned(),
        last_rotated: Some(ago(30, today())),
        rotation_days: Some(90),
    }
}

fn validation() -> Validation {
    Validation {
        checked_on: ago(100, today()),
        method: "Red team".to_owned(),
        result: ValidationResult::Passed,
    }
}

/// A model against which nothing can be said.
pub(crate) fn model() -> ModelFacts {
    let details = ModelDetails {
        owner: Some(PersonId(1)),
        provenance: Provenance::ThirdPartyApi,
        lifecycle: Lifecycle::Production,
        training_access: TrainingAccess::NotApplicable,
        went_live: Some(ago(100, today())),
        ..ModelDetails::named("Shop Assistant")
    };
    ModelFacts {
        deployments: vec![deployment()],
        data_sources: vec![source()],
        permissions: vec![permission()],
        credentials: vec![credential()],
        validations: vec![validation()],
        ..ModelFacts::new(ModelId(120), details)
    }
}

pub(crate) fn unit(models: Vec<ModelFacts>) -> UnitInventory {
    UnitInventory {
        models,
        response_plan: Some("The AI section of the incident runbook".to_owned()),
        response_exercised: Some(ago(30, today())),
    }
}

/// What contradicts a yes to a question when the good model is changed.
fn against(question: u16, change: impl FnOnce(&mut ModelFacts)) -> Vec<String> {
    let mut changed = model();
    change(&mut changed);
    let found = clashes(QuestionNo(question), &unit(vec![changed]), today());
    found.into_iter().map(|clash| clash.sentence).collect()
}

fn on_paper(change: impl FnOnce(&mut ModelFacts)) -> impl FnOnce(&mut ModelFacts) {
    |model| {
        model.details.lifecycle = Lifecycle::Planned;
        model.deployments.clear();
        change(model);
    }
}
