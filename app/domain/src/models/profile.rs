//! How completely a model is described: which of the four usage questions are still open.

use serde::{Deserialize, Serialize};

use super::{
    Classification, DataSource, Exposure, Kind, ModelFacts, Provenance, TrainingAccess,
    YesNoUnknown,
};
use crate::text;
use crate::words::words;

words! {
    /// The four questions about AI usage.
    pub enum UsageQuestion {
        Use = "use", "Where is it used?";
        Reach = "reach", "Is it internal, or reachable from outside?";
        Data = "data", "What data does it access, and how is that data protected?";
        Rights = "rights", "Which permissions does it hold, and who consumes it?";
    }
}

/// A usage question that is still open, and what would close it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenQuestion {
    /// The question.
    pub question: UsageQuestion,
    /// What is missing, as a sentence.
    pub sentence: String,
}

/// How completely a model is described. Nothing here ever blocks a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The questions that are still open, in their order.
    pub open: Vec<OpenQuestion>,
    /// What else is missing, as sentences.
    pub also: Vec<String>,
}

impl Profile {
    /// The number of usage questions.
    pub const QUESTIONS: usize = UsageQuestion::ALL.len();

    /// What is known of a model and what is not.
    #[must_use]
    pub fn of(model: &ModelFacts) -> Self {
        let missing = [
            (UsageQuestion::Use, missing_use(model)),
            (UsageQuestion::Reach, missing_reach(model)),
            (UsageQuestion::Data, missing_data(model)),
            (UsageQuestion::Rights, missing_rights(model)),
        ];
        let open = missing.into_iter().filter_map(|(question, sentence)| {
            sentence.map(|sentence| OpenQuestion { question, sentence })
        });
        Self { open: open.collect(), also: also_missing(model) }
    }

    /// Whether a question is answered.
    #[must_use]
    pub fn is_answered(&self, question: UsageQuestion) -> bool {
        !self.open.iter().any(|open| open.question == question)
    }

    /// The number of questions answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        Self::QUESTIONS - self.open.len()
    }

    /// Whether all four questions are answered.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.open.is_empty()
    }

    /// "1 of 4 profile questions answered".
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("{} of {} profile questions answered", self.answered(), Self::QUESTIONS)
    }
}

fn missing_use(model: &ModelFacts) -> Option<String> {
    model.deployments.is_empty().then(|| "No deployment is recorded.".to_owned())
}

fn missing_reach(model: &ModelFacts) -> Option<String> {
    if model.deployments.is_empty() {
        return Some("Its exposure is open until a deployment is recorded.".to_owned());
    }
    let unknown = model.deployments.iter().filter(|d| d.exposure == Exposure::Unknown).count();
    let all = text::count(model.deployments.len(), "deployment", "deployments");
    (unknown > 0).then(|| format!("Exposure is unknown for {unknown} of {all}."))
}

fn missing_data(model: &ModelFacts) -> Option<String> {
    if model.data_sources.is_empty() {
        return Some("No data source is recorded.".to_owned());
    }
    let vague: Vec<&str> = model
        .data_sources
        .iter()
        .filter(|source| !is_described(source))
        .map(|source| source.name.as_str())
        .collect();
    let names = text::list_at_most(&vague, 3);
    (!vague.is_empty())
        .then(|| format!("Classification or protection is not described for {names}."))
}

/// Whether everything about a source is known, for better or worse. Public data needs no control
/// of access.
fn is_described(source: &DataSource) -> bool {
    let known = [source.personal_data, source.encrypted_at_rest, source.encrypted_in_transit];
    source.classification != Classification::Unknown
        && !known.contains(&YesNoUnknown::Unknown)
        && (source.classification == Classification::Public || !source.access_control.is_empty())
}

fn missing_rights(model: &ModelFacts) -> Option<String> {
    let sentence = "Nobody is recorded who uses it, nor what it may do.";
    model.permissions.is_empty().then(|| sentence.to_owned())
}

fn also_missing(model: &ModelFacts) -> Vec<String> {
    let details = &model.details;
    let supplier = details.provenance.is_from_supplier();
    let api = details.provenance == Provenance::ThirdPartyApi;
    let training = details.training_access == TrainingAccess::Unknown;
    let sentences = [
        (details.owner.is_none(), "It has no owner."),
        (details.kind == Kind::Unknown, "Its kind is unknown."),
        (details.provenance == Provenance::Unknown, "Where it comes from is unknown."),
        (details.purpose.is_empty(), "Its purpose is not described."),
        (supplier && model.validations.is_empty(), "No validation is recorded."),
        (details.provenance.is_trained_here() && training, "Training access is unknown."),
        (api && model.credentials.is_empty(), "No credential is recorded."),
    ];
    sentences.into_iter().filter(|(missing, _)| *missing).map(|(_, s)| s.to_owned()).collect()
}
