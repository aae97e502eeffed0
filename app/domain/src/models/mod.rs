//! The register of AI models: the four questions about AI usage, as data.

mod details;
mod parts;
mod profile;
mod vocabulary;

pub use details::{ModelDetails, TAG_MAX, TAGS_MAX, parse_tags};
pub use parts::{Credential, DataSource, Deployment, Permission, Validation};
pub use profile::{OpenQuestion, Profile, UsageQuestion};
pub use vocabulary::{
    AccessLevel, Classification, Environment, Exposure, Hosting, Kind, Lifecycle, Provenance,
    SecretPlace, Switch, TrainingAccess, ValidationResult, YesNoUnknown,
};

use serde::{Deserialize, Serialize};

use crate::ModelId;

/// All that the register knows of one model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelFacts {
    /// The model.
    pub id: ModelId,
    /// Its own fields.
    pub details: ModelDetails,
    /// Whether it was retired.
    pub retired: bool,
    /// Where it runs. Like the lists below, without what was removed.
    pub deployments: Vec<Deployment>,
    /// What it reads.
    pub data_sources: Vec<DataSource>,
    /// Who holds what on it, and what it holds.
    pub permissions: Vec<Permission>,
    /// By what it is reached.
    pub credentials: Vec<Credential>,
    /// How it was checked before use.
    pub validations: Vec<Validation>,
}

impl ModelFacts {
    /// A model of which nothing but its own fields is recorded.
    #[must_use]
    pub const fn new(id: ModelId, details: ModelDetails) -> Self {
        Self {
            id,
            details,
            retired: false,
            deployments: Vec::new(),
            data_sources: Vec::new(),
            permissions: Vec::new(),
            credentials: Vec::new(),
            validations: Vec::new(),
        }
    }

    /// Whether the model is on paper only: planned, and deployed nowhere.
    #[must_use]
    pub fn is_on_paper(&self) -> bool {
        self.details.lifecycle == Lifecycle::Planned && self.deployments.is_empty()
    }
}
