//! What the register says beside each question, and where it contradicts a yes.
//!
//! Which models count: retired ones never. A model on paper only (planned, and deployed nowhere)
//! counts in question 1, since an owner is due from the first day, and wherever something recorded
//! of it is wrong; what it merely lacks yet is no contradiction. A planned model that is deployed
//! runs, and counts like any other.
//!
//! What is not known is never taken for good: a permission that was never reviewed counts as one
//! reviewed too long ago, a plan that was never exercised likewise, and so does a credential with a
//! rotation period whose rotation nobody recorded.
//!
//! Question 1 has a second contradiction in the product's rules, a discovered workload that matches
//! no model. Nothing discovers workloads yet, so it is left out.

mod contradictions;
mod facts;

pub use contradictions::{clash_set, clashes};
pub use facts::facts;

use serde::{Deserialize, Serialize};

pub use crate::models::ModelFacts;
use crate::{Day, ModelId, text};

/// Question 2: after how many days without a review a permission contradicts a yes (product.md,
/// "The inventory disagrees").
pub const REVIEW_DAYS: i64 = 180;

/// Question 10: after how many days without an exercise the response plan contradicts a yes
/// (product.md, "The inventory disagrees").
pub const EXERCISE_DAYS: i64 = 365;

/// What the register knows of a unit. Its sub-units are assessed by themselves and not in here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitInventory {
    /// Its models, retired ones or not.
    pub models: Vec<ModelFacts>,
    /// Its response plan: where it lies or what it says. Blank text counts as none.
    pub response_plan: Option<String>,
    /// When the plan was last exercised.
    pub response_exercised: Option<Day>,
}

impl UnitInventory {
    /// The models that count: all that are not retired.
    pub fn current(&self) -> impl Iterator<Item = &ModelFacts> {
        self.models.iter().filter(|model| !model.retired)
    }

    /// The response plan, if there is one.
    #[must_use]
    pub fn plan(&self) -> Option<&str> {
        self.response_plan.as_deref().map(str::trim).filter(|plan| !plan.is_empty())
    }
}

/// A contradiction of a yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    /// The model; none where the unit itself is meant.
    pub model: Option<ModelId>,
    /// What contradicts, naming the model.
    pub sentence: String,
}

/// A number beside a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// What is counted, such as "Production deployments".
    pub label: String,
    /// How many there are.
    pub count: usize,
}

/// A model beside a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The model.
    pub model: ModelId,
    /// Its name.
    pub name: String,
    /// What the register says of it, such as "exposure unknown".
    pub remark: String,
    /// Whether it contradicts a yes.
    pub disagrees: bool,
}

/// What the register says beside a question, whatever the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionFacts {
    /// Whole sentences, such as "No model is registered."
    pub statements: Vec<String>,
    /// Numbers.
    pub counts: Vec<Count>,
    /// The models concerned: those that disagree first, then by name.
    pub listed: Vec<Listed>,
}

impl QuestionFacts {
    /// The statements and numbers as sentences, as a submission keeps them.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let counts =
            self.counts.iter().map(|c| format!("{}: {}.", c.label, text::number(c.count as u64)));
        self.statements.iter().cloned().chain(counts).collect()
    }
}
