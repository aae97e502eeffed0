//! What is recorded with a model, whichever of the five kinds it is.

use domain::models::{Credential, DataSource, Deployment, Permission, Validation};
use domain::{Day, Invalid};
use serde::Serialize;
use serde_json::{Map, Value};

/// The kinds of things that are recorded with a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// A place where it runs.
    Deployment,
    /// A data source that it reads.
    DataSource,
    /// A permission that is held on it, or that it holds.
    Permission,
    /// A credential by which it is reached.
    Credential,
    /// A check of a supplier's model.
    Validation,
}

impl PartKind {
    /// Every kind, in the order of the questions that they answer.
    pub const ALL: [Self; 5] =
        [Self::Deployment, Self::DataSource, Self::Permission, Self::Credential, Self::Validation];

    /// What one of them is called in a sentence.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Deployment => "deployment",
            Self::DataSource => "data source",
            Self::Permission => "permission",
            Self::Credential => "credential",
            Self::Validation => "validation",
        }
    }

    /// What several are called; in addresses the spaces are hyphens.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Deployment => "deployments",
            Self::DataSource => "data sources",
            Self::Permission => "permissions",
            Self::Credential => "credentials",
            Self::Validation => "validations",
        }
    }

    pub(super) const fn table(self) -> &'static str {
        match self {
            Self::DataSource => "data_sources",
            other => other.plural(),
        }
    }

    pub(super) const fn added(self) -> &'static str {
        match self {
            Self::Deployment => "model.deployment-added",
            Self::DataSource => "model.data-source-added",
            Self::Permission => "model.permission-added",
            Self::Credential => "model.credential-added",
            Self::Validation => "model.validation-added",
        }
    }

    pub(super) const fn changed(self) -> &'static str {
        match self {
            Self::Deployment => "model.deployment-changed",
            Self::DataSource => "model.data-source-changed",
            Self::Permission => "model.permission-changed",
            Self::Credential => "model.credential-changed",
            Self::Validation => "model.validation-changed",
        }
    }

    pub(super) const fn removed(self) -> &'static str {
        match self {
            Self::Deployment => "model.deployment-removed",
            Self::DataSource => "model.data-source-removed",
            Self::Permission => "model.permission-removed",
            Self::Credential => "model.credential-removed",
            Self::Validation => "model.validation-removed",
        }
    }
}

/// Something that is recorded with a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Part {
    /// See [`PartKind::Deployment`].
    Deployment(Deployment),
    /// See [`PartKind::DataSource`].
    DataSource(DataSource),
    /// See [`PartKind::Permission`].
    Permission(Permission),
    /// See [`PartKind::Credential`].
    Credential(Credential),
    /// See [`PartKind::Validation`].
    Validation(Validation),
}

impl Part {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> PartKind {
        match self {
            Self::Deployment(_) => PartKind::Deployment,
            Self::DataSource(_) => PartKind::DataSource,
            Self::Permission(_) => PartKind::Permission,
            Self::Credential(_) => PartKind::Credential,
            Self::Validation(_) => PartKind::Validation,
        }
    }

    /// What to call it in a sentence.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Deployment(deployment) => deployment.label(),
            Self::DataSource(source) => source.name.clone(),
            Self::Permission(permission) => permission.holder.clone(),
            Self::Credential(credential) => credential.name.clone(),
            Self::Validation(validation) => validation.method.clone(),
        }
    }

    /// The part, tidied.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn checked(self, today: Day) -> Result<Self, Invalid> {
        Ok(match self {
            Self::Deployment(part) => Self::Deployment(part.checked()?),
            Self::DataSource(part) => Self::DataSource(part.checked()?),
            Self::Permission(part) => Self::Permission(part.checked(today)?),
            Self::Credential(part) => Self::Credential(part.checked(today)?),
            Self::Validation(part) => Self::Validation(part.checked(today)?),
        })
    }

    /// The part by the names of its fields: they are the columns of its table, what the audit log
    /// keeps of it, and the names of its form's fields.
    #[must_use]
    pub fn fields(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(fields)) => fields,
            // Structs of texts, numbers and days always become objects.
            _ => Map::new(),
        }
    }

    /// The part that has these fields; none when one is missing or of another type.
    #[must_use]
    pub fn from_fields(kind: PartKind, fields: Map<String, Value>) -> Option<Self> {
        let fields = Value::Object(fields);
        match kind {
            PartKind::Deployment => serde_json::from_value(fields).map(Self::Deployment),
            PartKind::DataSource => serde_json::from_value(fields).map(Self::DataSource),
            PartKind::Permission => serde_json::from_value(fields).map(Self::Permission),
            PartKind::Credential => serde_json::from_value(fields).map(Self::Credential),
            PartKind::Validation => serde_json::from_value(fields).map(Self::Validation),
        }
        .ok()
    }
}
