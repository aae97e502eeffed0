//! The table of contradictions, question by question.

use super::{Clash, EXERCISE_DAYS, ModelFacts, REVIEW_DAYS, UnitInventory};
use crate::models::{
    Classification, Deployment, Environment, Exposure, Hosting, Provenance, SecretPlace, Switch,
    TrainingAccess,
};
use crate::{Day, QuestionNo, QuestionSet, text};

/// The most names in one sentence; the rest is counted.
const NAMES: usize = 3;

/// Everything in the register that contradicts a yes to the question. None for a question that
/// the baseline does not have.
#[must_use]
pub fn clashes(question: QuestionNo, inventory: &UnitInventory, today: Day) -> Vec<Clash> {
    if question.0 == 10 {
        let sentence = response(inventory, today);
        return sentence.map(|sentence| Clash { model: None, sentence }).into_iter().collect();
    }
    let of_model = |model: &ModelFacts| {
        let (id, name) = (model.id, model.details.name.clone());
        let reasons = reasons(question, model, today).into_iter();
        reasons.map(move |why| Clash { model: Some(id), sentence: format!("{name} {why}.") })
    };
    inventory.current().flat_map(of_model).collect()
}

/// The questions answered yes that the register contradicts.
#[must_use]
pub fn clash_set(yes: QuestionSet, inventory: &UnitInventory, today: Day) -> QuestionSet {
    yes.iter().filter(|question| !clashes(*question, inventory, today).is_empty()).collect()
}

/// What one model has against a yes to one of the first nine questions. Each reason continues a
/// sentence that begins with the model's name.
pub(super) fn reasons(question: QuestionNo, model: &ModelFacts, today: Day) -> Vec<String> {
    let found = match question.0 {
        1 => vec![model.details.owner.is_none().then(|| "has no owner".to_owned())],
        2 => least_privilege(model, today),
        3 => data_sources(model),
        4 => runtime_monitoring(model),
        5 => {
            vec![deployments(model, "has unknown exposure in", |d| d.exposure == Exposure::Unknown)]
        }
        6 => provider_monitoring(model),
        7 => vec![validation(model)],
        8 => vec![training(model)],
        9 => credentials(model, today),
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// A reason that holds for what is missing, unless the model is on paper only.
fn lacking(model: &ModelFacts, is_missing: bool, reason: &str) -> Option<String> {
    (is_missing && !model.is_on_paper()).then(|| reason.to_owned())
}

/// A reason that names the things concerned, if there are any.
fn naming(head: &str, one: &str, many: &str, tail: &str, names: &[&str]) -> Option<String> {
    let counted = text::count(names.len(), one, many);
    let listed = text::list_at_most(names, NAMES);
    (!names.is_empty()).then(|| format!("{head} {counted}{tail}: {listed}"))
}

fn least_privilege(model: &ModelFacts, today: Day) -> Vec<Option<String>> {
    let (mut never, mut late, mut unexplained) = (Vec::new(), Vec::new(), Vec::new());
    for permission in &model.permissions {
        let holder = permission.holder.as_str();
        match permission.last_reviewed {
            None => never.push(holder),
            Some(day) if days_since(day, today) > REVIEW_DAYS => late.push(holder),
            Some(_) => {}
        }
        if permission.level.is_broad() && permission.reason.trim().is_empty() {
            unexplained.push(holder);
        }
    }
    let (one, many) = ("permission", "permissions");
    let over = format!(" last reviewed over {REVIEW_DAYS} days ago");
    vec![
        lacking(model, model.permissions.is_empty(), "has no recorded permissions"),
        naming("has", one, many, " that nobody ever reviewed", &never),
        naming("has", one, many, &over, &late),
        naming("has", "broad right", "broad rights", " without a reason", &unexplained),
    ]
}

fn data_sources(model: &ModelFacts) -> Vec<Option<String>> {
    let (mut unknown, mut clear, mut uncontrolled) = (Vec::new(), Vec::new(), Vec::new());
    for source in &model.data_sources {
        let name = source.name.as_str();
        if source.classification == Classification::Unknown {
            unknown.push(name);
        }
        if source.is_sensitive() && !source.is_encrypted() {
            clear.push(name);
        }
        if source.is_sensitive() && source.access_control.trim().is_empty() {
            uncontrolled.push(name);
        }
    }
    let (one, many) = ("sensitive data source", "sensitive data sources");
    vec![
        lacking(model, model.data_sources.is_empty(), "has no recorded data source"),
        naming("has", "data source", "data sources", " of unknown classification", &unknown),
        naming("reads", one, many, " without encryption at rest and in transit", &clear),
        naming("reads", one, many, " without access control", &uncontrolled),
    ]
}

/// A reason that names the deployments concerned, if there are any.
fn deployments(
    model: &ModelFacts,
    head: &str,
    concerned: impl Fn(&Deployment) -> bool,
) -> Option<String> {
    let labels: Vec<String> =
        model.deployments.iter().filter(|d| concerned(d)).map(Deployment::label).collect();
    // Labels have commas of their own, so one is named and the others are counted.
    let first = labels.first()?;
    let more = match labels.len() - 1 {
        0 => String::new(),
        others => format!(" and {others} more"),
    };
    Some(format!(
        "{head} {} ({first}{more})",
        text::count(labels.len(), "deployment", "deployments")
    ))
}

fn runtime_monitoring(model: &ModelFacts) -> Vec<Option<String>> {
    let when = |switch| {
        move |d: &Deployment| {
            d.environment == Environment::Production && d.runtime_monitoring == switch
        }
    };
    vec![
        deployments(model, "has runtime monitoring off in", when(Switch::Off)),
        deployments(model, "has unknown runtime monitoring in", when(Switch::Unknown)),
    ]
}

fn provider_monitoring(model: &ModelFacts) -> Vec<Option<String>> {
    let when = |switch| {
        move |d: &Deployment| d.hosting == Hosting::Cloud && d.provider_monitoring == switch
    };
    vec![
        deployments(model, "has provider monitoring off in", when(Switch::Off)),
        deployments(model, "has unknown provider monitoring in", when(Switch::Unknown)),
    ]
}

fn validation(model: &ModelFacts) -> Option<String> {
    if !model.details.provenance.is_from_supplier() {
        return None;
    }
    let Some(first) = model.validations.iter().map(|check| check.checked_on).min() else {
        return lacking(model, true, "has no validation record");
    };
    let live = model.details.went_live.filter(|live| first > *live)?;
    let (live, first) = (text::day(live), text::day(first));
    Some(format!("went live on {live} and was first validated on {first}"))
}

fn training(model: &ModelFacts) -> Option<String> {
    if !model.details.provenance.is_trained_here() {
        return None;
    }
    match model.details.training_access {
        TrainingAccess::Open => Some("has open training access".to_owned()),
        TrainingAccess::Unknown => lacking(model, true, "has unknown training access"),
        TrainingAccess::Restricted | TrainingAccess::NotApplicable => None,
    }
}

fn credentials(model: &ModelFacts, today: Day) -> Vec<Option<String>> {
    let (mut late, mut never, mut outside) = (Vec::new(), Vec::new(), Vec::new());
    for credential in &model.credentials {
        let name = credential.name.as_str();
        if credential.rotate_by().is_some_and(|day| day < today) {
            late.push(name);
        }
        if credential.rotation_days.is_some() && credential.last_rotated.is_none() {
            never.push(name);
        }
        if credential.kept_in != SecretPlace::SecretStore {
            outside.push(name);
        }
    }
    let (one, many) = ("credential", "credentials");
    let is_api = model.details.provenance == Provenance::ThirdPartyApi;
    let none = is_api && model.credentials.is_empty();
    vec![
        lacking(model, none, "is an external API and records no credential"),
        naming("has", one, many, " past the rotation date", &late),
        naming("has", one, many, " without a recorded rotation", &never),
        naming("has", one, many, " outside a secret store", &outside),
    ]
}

/// What the unit's response plan has against a yes to question 10.
pub(super) fn response(inventory: &UnitInventory, today: Day) -> Option<String> {
    if inventory.plan().is_none() {
        return Some("The unit has no response plan on record.".to_owned());
    }
    let Some(day) = inventory.response_exercised else {
        return Some("No exercise of the response plan is on record.".to_owned());
    };
    let days = days_since(day, today);
    (days > EXERCISE_DAYS).then(|| {
        format!("The response plan was last exercised on {}, {days} days ago.", text::day(day))
    })
}

fn days_since(day: Day, today: Day) -> i64 {
    today.signed_duration_since(day).num_days()
}
