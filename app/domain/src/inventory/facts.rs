//! What the register says beside a question, whatever the answer: numbers, and the models concerned.

use super::contradictions::{reasons, response};
use super::{Count, Listed, ModelFacts, QuestionFacts, UnitInventory};
use crate::models::{
    Classification, DataSource, Deployment, Environment, Exposure, Hosting, SecretPlace, Switch,
    TrainingAccess,
};
use crate::{Day, QuestionNo, text};

/// What the register says beside the question. Empty for a question that the baseline does not
/// have.
#[must_use]
pub fn facts(question: QuestionNo, inventory: &UnitInventory, today: Day) -> QuestionFacts {
    let models: Vec<&ModelFacts> = inventory.current().collect();
    match question.0 {
        10 => {
            return QuestionFacts {
                statements: plan(inventory, today),
                ..QuestionFacts::default()
            };
        }
        1..=9 if models.is_empty() => {
            let statements = vec!["No model is registered.".to_owned()];
            return QuestionFacts { statements, ..QuestionFacts::default() };
        }
        _ => {}
    }
    QuestionFacts {
        statements: on_paper(&models),
        counts: counts(question, &models, today),
        listed: listed(question, &models, today),
    }
}

fn on_paper(models: &[&ModelFacts]) -> Vec<String> {
    let n = models.iter().filter(|model| model.is_on_paper()).count();
    let are = if n == 1 { "is" } else { "are" };
    let counted = text::count(n, "model", "models");
    let sentence = format!("{counted} {are} planned and deployed nowhere yet.");
    if n == 0 { Vec::new() } else { vec![sentence] }
}

/// Builds the numbers beside a question.
struct Counts<'m> {
    models: &'m [&'m ModelFacts],
    counts: Vec<Count>,
}

impl Counts<'_> {
    fn add(mut self, label: &str, count: usize) -> Self {
        self.counts.push(Count { label: label.to_owned(), count });
        self
    }

    fn models(self, label: &str, is_counted: impl Fn(&ModelFacts) -> bool) -> Self {
        let n = self.models.iter().filter(|model| is_counted(model)).count();
        self.add(label, n)
    }

    fn deployments(self, label: &str, is_counted: impl Fn(&Deployment) -> bool) -> Self {
        let all = self.models.iter().flat_map(|model| &model.deployments);
        let n = all.filter(|deployment| is_counted(deployment)).count();
        self.add(label, n)
    }

    fn sources(self, label: &str, is_counted: impl Fn(&DataSource) -> bool) -> Self {
        let all = self.models.iter().flat_map(|model| &model.data_sources);
        let n = all.filter(|source| is_counted(source)).count();
        self.add(label, n)
    }
}

fn counts(question: QuestionNo, models: &[&ModelFacts], today: Day) -> Vec<Count> {
    let all = Counts { models, counts: Vec::new() };
    let production = |d: &Deployment| d.environment == Environment::Production;
    let cloud = |d: &Deployment| d.hosting == Hosting::Cloud;
    let counted = match question.0 {
        1 => {
            all.models("Models", |_| true).models("Without an owner", |m| m.details.owner.is_none())
        }
        2 => {
            let recorded = models.iter().map(|model| model.permissions.len()).sum();
            all.add("Permissions", recorded)
                .models("Models without permissions", |m| m.permissions.is_empty())
        }
        3 => all
            .sources("Data sources", |_| true)
            .sources("Sensitive", DataSource::is_sensitive)
            .sources("Unknown classification", |s| s.classification == Classification::Unknown)
            .models("Models without data sources", |m| m.data_sources.is_empty()),
        4 => switched(all, "Production deployments", production, |d| d.runtime_monitoring),
        5 => Exposure::ALL
            .iter()
            .fold(all.deployments("Deployments", |_| true), |counts, exposure| {
                counts.deployments(exposure.label(), |d| d.exposure == *exposure)
            }),
        6 => switched(all, "Cloud deployments", cloud, |d| d.provider_monitoring),
        7 => {
            let bought = |m: &ModelFacts| m.details.provenance.is_from_supplier();
            all.models("Third-party or pre-trained models", bought)
                .models("Without validation", |m| bought(m) && m.validations.is_empty())
        }
        8 => training(all),
        9 => credentials(all, models, today),
        _ => all,
    };
    counted.counts
}

fn switched<'m>(
    counts: Counts<'m>,
    label: &str,
    concerned: fn(&Deployment) -> bool,
    switch: fn(&Deployment) -> Switch,
) -> Counts<'m> {
    Switch::ALL.iter().fold(counts.deployments(label, concerned), |counts, position| {
        let label = format!("Monitoring {}", position.key());
        counts.deployments(&label, |d| concerned(d) && switch(d) == *position)
    })
}

fn training(counts: Counts<'_>) -> Counts<'_> {
    let here = |m: &ModelFacts| m.details.provenance.is_trained_here();
    let shown = [TrainingAccess::Restricted, TrainingAccess::Open, TrainingAccess::Unknown];
    shown.iter().fold(counts.models("In-house or fine-tuned models", here), |counts, access| {
        let label = format!("Training access {}", access.key());
        counts.models(&label, |m| here(m) && m.details.training_access == *access)
    })
}

fn credentials<'m>(counts: Counts<'m>, models: &[&ModelFacts], today: Day) -> Counts<'m> {
    let all: Vec<_> = models.iter().flat_map(|model| &model.credentials).collect();
    let stored = all.iter().filter(|c| c.kept_in == SecretPlace::SecretStore).count();
    let late = all.iter().filter(|c| c.rotate_by().is_some_and(|day| day < today)).count();
    counts
        .add("Credentials", all.len())
        .add("In a secret store", stored)
        .add("Past the rotation date", late)
}

fn listed(question: QuestionNo, models: &[&ModelFacts], today: Day) -> Vec<Listed> {
    let mut listed: Vec<Listed> = models
        .iter()
        .filter_map(|model| {
            let reasons = reasons(question, model, today);
            let disagrees = !reasons.is_empty();
            let remark = if disagrees { reasons.join("; ") } else { remark(question, model)? };
            Some(Listed { model: model.id, name: model.details.name.clone(), remark, disagrees })
        })
        .collect();
    listed.sort_by(|a, b| b.disagrees.cmp(&a.disagrees).then_with(|| a.name.cmp(&b.name)));
    listed
}

/// What there is to say of a model that contradicts nothing; none where the question does not
/// concern it.
fn remark(question: QuestionNo, model: &ModelFacts) -> Option<String> {
    let details = &model.details;
    let some = |n: usize, one: &str, many: &str| (n > 0).then(|| text::count(n, one, many));
    let deployed = |is_counted: fn(&Deployment) -> bool, tail: &str| {
        let n = model.deployments.iter().filter(|d| is_counted(d)).count();
        some(n, "deployment", "deployments").map(|counted| format!("{counted} {tail}"))
    };
    let planned = || model.is_on_paper().then(|| "planned".to_owned());
    match question.0 {
        1 => Some("has an owner".to_owned()),
        2 => some(model.permissions.len(), "permission", "permissions").or_else(planned),
        3 => some(model.data_sources.len(), "data source", "data sources").or_else(planned),
        4 => deployed(|d| d.environment == Environment::Production, "monitored"),
        5 => exposures(model).or_else(planned),
        6 => deployed(|d| d.hosting == Hosting::Cloud, "monitored by the provider"),
        7 if details.provenance.is_from_supplier() => {
            let last = model.validations.iter().max_by_key(|check| check.checked_on);
            last.map(|check| {
                let (result, day) = (check.result.label(), text::day(check.checked_on));
                format!("last validation on {day}: {}", result.to_lowercase())
            })
            .or_else(planned)
        }
        8 if details.provenance.is_trained_here() => {
            let access = details.training_access;
            (access == TrainingAccess::Unknown)
                .then(planned)
                .flatten()
                .or_else(|| Some(format!("training access {}", access.label().to_lowercase())))
        }
        9 => some(model.credentials.len(), "credential", "credentials"),
        _ => None,
    }
}

/// "public, internal": the exposures of a model's deployments, the widest first.
fn exposures(model: &ModelFacts) -> Option<String> {
    let widest_first = [Exposure::Public, Exposure::Partner, Exposure::Internal];
    let found: Vec<String> = widest_first
        .iter()
        .filter(|exposure| model.deployments.iter().any(|d| d.exposure == **exposure))
        .map(|exposure| exposure.label().to_lowercase())
        .collect();
    (!found.is_empty()).then(|| found.join(", "))
}

fn plan(inventory: &UnitInventory, today: Day) -> Vec<String> {
    let contradiction = response(inventory, today);
    let plan = inventory.plan().map(|_| "The unit has a response plan on record.".to_owned());
    let exercised = inventory.response_exercised.filter(|_| contradiction.is_none()).map(|day| {
        let (on, ago) = (text::day(day), text::relative(day, today));
        format!("The response plan was last exercised on {on}, {ago}.")
    });
    plan.into_iter().chain(exercised).chain(contradiction).collect()
}
