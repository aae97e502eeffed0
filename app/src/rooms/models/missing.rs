//! What is still open about a model, each with the page on which it can be said.

use domain::models::{Exposure, Profile, UsageQuestion};
use store::{PartKind, RegisteredModel};

use super::address;

/// Something that nobody has said yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing {
    /// The usage question that stays open without it; none for what no question asks.
    pub(super) question: Option<UsageQuestion>,
    /// What is missing, as a sentence.
    pub(super) sentence: String,
    /// Where to say it.
    pub(super) href: String,
    /// What the link says.
    pub(super) action: &'static str,
}

/// Everything that is open: the usage questions first, in their order.
pub(super) fn missing(model: &RegisteredModel) -> Vec<Missing> {
    let profile = Profile::of(&model.facts);
    let questions = profile.open.iter().map(|open| {
        let (href, action) = answer(model, open.question);
        Missing { question: Some(open.question), sentence: open.sentence.clone(), href, action }
    });
    let others = profile.also.iter().map(|sentence| {
        let (href, action) = place(model, sentence);
        Missing { question: None, sentence: sentence.clone(), href, action }
    });
    questions.chain(others).collect()
}

/// Where a question can be answered: on the part that leaves it open, or on a new one.
fn answer(model: &RegisteredModel, question: UsageQuestion) -> (String, &'static str) {
    let (kind, action) = match question {
        UsageQuestion::Use => (PartKind::Deployment, "Add a deployment"),
        UsageQuestion::Reach => {
            let open =
                |deployment: &domain::models::Deployment| deployment.exposure == Exposure::Unknown;
            return match model.facts.deployments.iter().position(open) {
                Some(at) => (of(model, PartKind::Deployment, at), "Say from where"),
                None => (blank(model, PartKind::Deployment), "Add a deployment"),
            };
        }
        UsageQuestion::Data => {
            return match first_vague_source(model) {
                Some(at) => (of(model, PartKind::DataSource, at), "Describe it"),
                None => (blank(model, PartKind::DataSource), "Add a data source"),
            };
        }
        UsageQuestion::Rights => (PartKind::Permission, "Add a permission"),
    };
    (blank(model, kind), action)
}

/// The first source with which the question would still be open if it were the only one.
fn first_vague_source(model: &RegisteredModel) -> Option<usize> {
    (0..model.facts.data_sources.len()).find(|at| {
        let mut alone = model.facts.clone();
        alone.data_sources = alone.data_sources.drain(*at..=*at).collect();
        !Profile::of(&alone).is_answered(UsageQuestion::Data)
    })
}

/// Where a further sentence of the profile can be answered.
fn place(model: &RegisteredModel, sentence: &str) -> (String, &'static str) {
    let edit = |field: &str| format!("/models/{}/edit#{field}", model.facts.id);
    let places = [
        ("no owner", edit("owner"), "Name an owner"),
        ("kind", edit("kind"), "Say what it is"),
        ("comes from", edit("provenance"), "Say where from"),
        ("purpose", edit("purpose"), "Describe it"),
        ("Training access", edit("training_access"), "Say who can"),
        ("validation", blank(model, PartKind::Validation), "Add a validation"),
        ("credential", blank(model, PartKind::Credential), "Add a credential"),
    ];
    let known = places.into_iter().find(|(words, ..)| sentence.contains(words));
    known.map_or_else(|| (edit("name"), "Edit the model"), |(_, href, action)| (href, action))
}

fn blank(model: &RegisteredModel, kind: PartKind) -> String {
    format!("{}/new", address(model.facts.id, kind))
}

fn of(model: &RegisteredModel, kind: PartKind, at: usize) -> String {
    let id = model.ids.of(kind).get(at).copied().unwrap_or_default();
    format!("{}/{id}", address(model.facts.id, kind))
}

#[cfg(test)]
mod tests {
    use domain::models::{
        Classification, DataSource, Deployment, Environment, Hosting, ModelDetails, ModelFacts,
        Provenance, Switch, YesNoUnknown,
    };
    use domain::{ModelId, Timestamp, UnitId};
    use store::PartIds;

    use super::*;

    fn model(provenance: Provenance) -> RegisteredModel {
        let at: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        let details = ModelDetails { provenance, ..ModelDetails::named("Shop Assistant") };
        RegisteredModel {
            facts: ModelFacts::new(ModelId(7), details),
            ids: PartIds::default(),
            unit: UnitId(1),
            unit_name: "Online Store".to_owned(),
            owner_name: None,
            revision: 1,
            created_at: at,
            updated_at: at,
            retired_at: None,
        }
    }

    #[test]
    fn every_sentence_leads_to_where_it_can_be_answered() {
        for provenance in Provenance::ALL {
            let open = missing(&model(*provenance));
            assert!(open.len() >= 7, "{open:?}");
            for item in open {
                assert_ne!(item.action, "Edit the model", "{}", item.sentence);
                assert!(item.href.starts_with("/models/7/"), "{}", item.href);
            }
        }
    }

    #[test]
    fn a_part_that_leaves_a_question_open_is_where_the_link_leads() {
        let mut model = model(Provenance::InHouse);
        let deployment = Deployment {
            environment: Environment::Production,
            platform: String::new(),
            hosting: Hosting::Unknown,
            region: String::new(),
            exposure: Exposure::Unknown,
            authentication: String::new(),
            runtime_monitoring: Switch::Unknown,
            provider_monitoring: Switch::Unknown,
        };
        let known = Deployment { exposure: Exposure::Internal, ..deployment.clone() };
        model.facts.deployments = vec![known, deployment];
        model.ids.deployments = vec![4, 9];
        let vague = DataSource {
            name: "Order history".to_owned(),
            classification: Classification::Unknown,
            personal_data: YesNoUnknown::No,
            encrypted_at_rest: YesNoUnknown::Yes,
            encrypted_in_transit: YesNoUnknown::Yes,
            access_control: String::new(),
        };
        let clear = DataSource { classification: Classification::Public, ..vague.clone() };
        model.facts.data_sources = vec![clear, vague];
        model.ids.data_sources = vec![2, 3];
        let open = missing(&model);
        assert_eq!(open[0].href, "/models/7/deployments/9");
        assert_eq!(open[1].href, "/models/7/data-sources/3");
        assert_eq!(open[2].href, "/models/7/permissions/new");
    }
}
