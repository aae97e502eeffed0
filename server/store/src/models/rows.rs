//! Rows of the register's tables, private to the room.

use domain::models::{
    AccessLevel, Classification, Credential, DataSource, Deployment, Environment, Exposure,
    Hosting, Kind, Lifecycle, ModelDetails, Permission, Provenance, SecretPlace, Switch,
    TrainingAccess, Validation, ValidationResult, YesNoUnknown,
};
use domain::{Day, ModelId, PersonId, Timestamp, UnitId};
use sqlx::FromRow;

use crate::error::{Result, StoreError};

/// A day as it is stored. What is no day is a fault of the data, and is said to be one.
pub(super) fn day(
    table: &'static str,
    column: &'static str,
    row: i64,
    stored: Option<&str>,
) -> Result<Option<Day>> {
    let wrong = |_| StoreError::Inconsistent { table, column, row };
    stored.map(|text| text.parse().map_err(wrong)).transpose()
}

#[derive(FromRow)]
pub(super) struct ModelRow {
    pub(super) id: ModelId,
    pub(super) unit_id: UnitId,
    pub(super) name: String,
    pub(super) version: String,
    pub(super) kind: Kind,
    pub(super) provider: String,
    pub(super) provenance: Provenance,
    pub(super) owner_id: Option<PersonId>,
    pub(super) lifecycle: Lifecycle,
    pub(super) purpose: String,
    pub(super) training_access: TrainingAccess,
    pub(super) went_live: Option<String>,
    pub(super) revision: i64,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
    pub(super) retired_at: Option<Timestamp>,
}

impl ModelRow {
    /// The model's own fields; its tags lie in a table of their own.
    pub(super) fn details(&self, tags: Vec<String>) -> Result<ModelDetails> {
        Ok(ModelDetails {
            name: self.name.clone(),
            version: self.version.clone(),
            kind: self.kind,
            provider: self.provider.clone(),
            provenance: self.provenance,
            owner: self.owner_id,
            lifecycle: self.lifecycle,
            purpose: self.purpose.clone(),
            training_access: self.training_access,
            went_live: day("models", "went_live", self.id.0, self.went_live.as_deref())?,
            tags,
        })
    }
}

#[derive(FromRow)]
pub(super) struct TagRow {
    pub(super) model_id: ModelId,
    pub(super) tag: String,
}

#[derive(FromRow)]
pub(super) struct DeploymentRow {
    pub(super) id: i64,
    pub(super) model_id: ModelId,
    environment: Environment,
    platform: String,
    hosting: Hosting,
    region: String,
    exposure: Exposure,
    authentication: String,
    runtime_monitoring: Switch,
    provider_monitoring: Switch,
}

impl DeploymentRow {
    pub(super) fn into_part(self) -> Deployment {
        Deployment {
            environment: self.environment,
            platform: self.platform,
            hosting: self.hosting,
            region: self.region,
            exposure: self.exposure,
            authentication: self.authentication,
            runtime_monitoring: self.runtime_monitoring,
            provider_monitoring: self.provider_monitoring,
        }
    }
}

#[derive(FromRow)]
pub(super) struct DataSourceRow {
    pub(super) id: i64,
    pub(super) model_id: ModelId,
    name: String,
    classification: Classification,
    personal_data: YesNoUnknown,
    encrypted_at_rest: YesNoUnknown,
    encrypted_in_transit: YesNoUnknown,
    access_control: String,
}

impl DataSourceRow {
    pub(super) fn into_part(self) -> DataSource {
        DataSource {
            name: self.name,
            classification: self.classification,
            personal_data: self.personal_data,
            encrypted_at_rest: self.encrypted_at_rest,
            encrypted_in_transit: self.encrypted_in_transit,
            access_control: self.access_control,
        }
    }
}

#[derive(FromRow)]
pub(super) struct PermissionRow {
    pub(super) id: i64,
    pub(super) model_id: ModelId,
    holder: String,
    level: AccessLevel,
    reason: String,
    last_reviewed: Option<String>,
}

impl PermissionRow {
    pub(super) fn into_part(self) -> Result<Permission> {
        let reviewed = self.last_reviewed.as_deref();
        Ok(Permission {
            last_reviewed: day("permissions", "last_reviewed", self.id, reviewed)?,
            holder: self.holder,
            level: self.level,
            reason: self.reason,
        })
    }
}

#[derive(FromRow)]
pub(super) struct CredentialRow {
    pub(super) id: i64,
    pub(super) model_id: ModelId,
    name: String,
    kept_in: SecretPlace,
    place: String,
    last_rotated: Option<String>,
    rotation_days: Option<u16>,
}

impl CredentialRow {
    pub(super) fn into_part(self) -> Result<Credential> {
        let rotated = self.last_rotated.as_deref();
        Ok(Credential {
            last_rotated: day("credentials", "last_rotated", self.id, rotated)?,
            name: self.name,
            kept_in: self.kept_in,
            place: self.place,
            rotation_days: self.rotation_days,
        })
    }
}

#[derive(FromRow)]
pub(super) struct ValidationRow {
    pub(super) id: i64,
    pub(super) model_id: ModelId,
    checked_on: String,
    method: String,
    result: ValidationResult,
}

impl ValidationRow {
    pub(super) fn into_part(self) -> Result<Validation> {
        let wrong =
            StoreError::Inconsistent { table: "validations", column: "checked_on", row: self.id };
        Ok(Validation {
            checked_on: self.checked_on.parse().map_err(|_| wrong)?,
            method: self.method,
            result: self.result,
        })
    }
}
