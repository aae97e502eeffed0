//! The ten-question baseline with its guidance and framework references: content, and server only.

mod guidance;
mod references;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub(crate) use references::is_verified;
pub use references::{Reference, Source};

use crate::words::words;
use crate::{QuestionNo, Rules};

words! {
    /// How much work it is to turn a no into a yes.
    pub enum Effort {
        Small = "S", "Small";
        Medium = "M", "Medium";
        Large = "L", "Large";
    }
}

impl Effort {
    /// What the size stands for.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Small => "up to two weeks for one team",
            Self::Medium => "several weeks or two teams",
            Self::Large => "a quarter or several teams",
        }
    }
}

/// A question with everything that helps to answer it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its number, from 1.
    pub no: QuestionNo,
    /// Its stable key.
    pub key: String,
    /// A word or two, for tables.
    pub label: String,
    /// The question itself.
    pub text: String,
    /// What must be true for a yes.
    pub good: Vec<String>,
    /// What could prove it.
    pub evidence_examples: Vec<String>,
    /// For how many days after it was collected evidence is fresh.
    pub evidence_valid_days: u16,
    /// How to turn a no into a yes, step by step.
    pub steps: Vec<String>,
    /// How much work that is.
    pub effort: Effort,
    /// Within how many days of the assessment a no should be closed.
    pub default_due_days: u16,
    /// Items of public frameworks on the same subject.
    pub references: Vec<Reference>,
    /// Where the frameworks have no good match.
    pub gaps: Vec<String>,
}

/// A version of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    /// Its stable id.
    pub id: String,
    /// Its version, from 1.
    pub version: u16,
    /// What it is called.
    pub title: String,
    /// How it is scored.
    pub rules: Rules,
    /// The questions, in their order.
    pub questions: Vec<Question>,
    /// The frameworks that the references name.
    pub sources: Vec<Source>,
    /// How the references are to be read.
    pub reading_note: String,
}

impl Questionnaire {
    /// Id and version as they are stored: `baseline/1`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}", self.id, self.version)
    }

    /// One question.
    #[must_use]
    pub fn question(&self, no: QuestionNo) -> Option<&Question> {
        self.questions.iter().find(|question| question.no == no)
    }

    /// One question by its stable key.
    #[must_use]
    pub fn question_by_key(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == key)
    }
}

/// Key, label and text of each question. Its number is its place.
const QUESTIONS: [(&str, &str, &str); 10] = [
    ("ai-model-inventory", "Inventory", "Can we name every AI model that runs in our environment?"),
    (
        "least-privilege",
        "Least privilege",
        "Does every person and service hold only the permissions on our AI applications that it needs?",
    ),
    (
        "data-sources",
        "Data sources",
        "Do we know which data sources our models can reach, and is each of them protected?",
    ),
    (
        "runtime-monitoring",
        "Runtime monitoring",
        "Are our AI workloads watched for anomalies while they run?",
    ),
    (
        "public-exposure",
        "Exposure",
        "Do we know which of our AI workloads can be reached from the public internet?",
    ),
    (
        "provider-monitoring",
        "Provider monitoring",
        "Is our cloud provider's monitoring of AI services switched on by default?",
    ),
    (
        "third-party-models",
        "Third-party models",
        "Do we check the security of pre-trained and third-party models before we put them to use?",
    ),
    (
        "training-access",
        "Training data and systems",
        "Is access to training data and to the systems beneath our models restricted?",
    ),
    (
        "api-keys",
        "API keys",
        "Are the API keys of our AI services kept safe and rotated regularly?",
    ),
    (
        "incident-response",
        "Incident response",
        "Do we have a response plan for incidents that involve AI?",
    ),
];

static BASELINE: LazyLock<Questionnaire> = LazyLock::new(|| {
    let guidance = guidance::embedded();
    let crosswalk = references::embedded();
    let questions = (1..).zip(QUESTIONS).map(|(no, (key, label, text))| {
        let help = guidance.of(no);
        let (references, gaps) = crosswalk.of(no);
        Question {
            no: QuestionNo(no),
            key: key.to_owned(),
            label: label.to_owned(),
            text: text.to_owned(),
            good: help.what_good_looks_like,
            evidence_examples: help.evidence_examples,
            evidence_valid_days: help.evidence_valid_days,
            steps: help.remediation_steps,
            effort: help.remediation_effort,
            default_due_days: help.default_due_days,
            references,
            gaps,
        }
    });
    Questionnaire {
        id: "baseline".to_owned(),
        version: 1,
        title: "AI security baseline".to_owned(),
        rules: crate::score::BASELINE.clone(),
        questions: questions.collect(),
        sources: crosswalk.sources(),
        reading_note: crosswalk.reading_note.clone(),
    }
});

/// The ten-question baseline.
#[must_use]
pub fn baseline() -> &'static Questionnaire {
    &BASELINE
}

/// A version of a questionnaire by its stored key, such as `baseline/1`.
#[must_use]
pub fn by_id(key: &str) -> Option<&'static Questionnaire> {
    (key == "baseline/1").then(baseline)
}
