//! What is recorded with a model: where it runs, what it reads, who may do what, and its keys.

use chrono::Days;
use serde::{Deserialize, Serialize};

use super::details::{line, tidy};
use super::{
    AccessLevel, Classification, Environment, Exposure, Hosting, SecretPlace, Switch,
    ValidationResult, YesNoUnknown,
};
use crate::secret::looks_like_a_secret;
use crate::{Day, Invalid, text};

/// A place where a model runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deployment {
    /// What it is for.
    pub environment: Environment,
    /// On what it runs, such as a product or a cluster.
    pub platform: String,
    /// Whose machines those are.
    pub hosting: Hosting,
    /// Where they stand.
    pub region: String,
    /// From where it can be reached.
    pub exposure: Exposure,
    /// How callers prove who they are.
    pub authentication: String,
    /// Whether it is watched for anomalies while it runs.
    pub runtime_monitoring: Switch,
    /// Whether the provider's monitoring of AI services is on.
    pub provider_monitoring: Switch,
}

impl Deployment {
    /// What to call it in a sentence: "Production, shop cluster, eu-west".
    #[must_use]
    pub fn label(&self) -> String {
        let parts = [self.environment.label(), &self.platform, &self.region];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The deployment, tidied.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn checked(mut self) -> Result<Self, Invalid> {
        let mut invalid = Invalid::new();
        tidy(&mut invalid, "platform", &mut self.platform, |t| line(t, 120));
        tidy(&mut invalid, "region", &mut self.region, |t| line(t, 80));
        tidy(&mut invalid, "authentication", &mut self.authentication, |t| line(t, 200));
        invalid.or(self)
    }

    /// Whether the deployment can be kept as it is.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn validate(&self) -> Result<(), Invalid> {
        self.clone().checked().map(drop)
    }
}

/// A data source that a model reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataSource {
    /// What it is called.
    pub name: String,
    /// How sensitive it is.
    pub classification: Classification,
    /// Whether it holds personal data.
    pub personal_data: YesNoUnknown,
    /// Whether it is encrypted where it lies.
    pub encrypted_at_rest: YesNoUnknown,
    /// Whether it is encrypted on its way.
    pub encrypted_in_transit: YesNoUnknown,
    /// How access to it is controlled; empty if it is not, or nobody has said.
    pub access_control: String,
}

impl DataSource {
    /// Whether the data must be encrypted and its access controlled.
    #[must_use]
    pub const fn is_sensitive(&self) -> bool {
        matches!(self.classification, Classification::Confidential | Classification::Restricted)
            || matches!(self.personal_data, YesNoUnknown::Yes)
    }

    /// Whether the data is known to be encrypted at rest and in transit.
    #[must_use]
    pub const fn is_encrypted(&self) -> bool {
        matches!(self.encrypted_at_rest, YesNoUnknown::Yes)
            && matches!(self.encrypted_in_transit, YesNoUnknown::Yes)
    }

    /// The source, tidied.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn checked(mut self) -> Result<Self, Invalid> {
        let mut invalid = Invalid::new();
        tidy(&mut invalid, "name", &mut self.name, |t| text::name(t, 200));
        tidy(&mut invalid, "access_control", &mut self.access_control, |t| text::prose(t, 500));
        invalid.or(self)
    }

    /// Whether the source can be kept as it is.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn validate(&self) -> Result<(), Invalid> {
        self.clone().checked().map(drop)
    }
}

/// A permission on a model, or one that the model holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// Who or what holds it.
    pub holder: String,
    /// How far it reaches.
    pub level: AccessLevel,
    /// What it is needed for.
    pub reason: String,
    /// When someone last asked whether it is still needed.
    pub last_reviewed: Option<Day>,
}

impl Permission {
    /// The permission, tidied.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn checked(mut self, today: Day) -> Result<Self, Invalid> {
        let mut invalid = Invalid::new();
        tidy(&mut invalid, "holder", &mut self.holder, |t| text::name(t, 200));
        tidy(&mut invalid, "reason", &mut self.reason, |t| text::prose(t, 1000));
        not_ahead(&mut invalid, "last_reviewed", self.last_reviewed, today);
        invalid.or(self)
    }

    /// Whether the permission can be kept as it is.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn validate(&self, today: Day) -> Result<(), Invalid> {
        self.clone().checked(today).map(drop)
    }
}

/// A credential by which a model is reached: its name and place, never its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// What it is called.
    pub name: String,
    /// In what it is kept.
    pub kept_in: SecretPlace,
    /// Where exactly: which vault, which path.
    pub place: String,
    /// When it was last rotated.
    pub last_rotated: Option<Day>,
    /// After how many days it must be rotated: 1 to 3,650.
    pub rotation_days: Option<u16>,
}

impl Credential {
    /// The last day on which it must be rotated; none where the rotation or its period is unknown.
    #[must_use]
    pub fn rotate_by(&self) -> Option<Day> {
        self.last_rotated?.checked_add_days(Days::new(u64::from(self.rotation_days?)))
    }

    /// The credential, tidied. A name or place that looks like the secret itself is refused.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn checked(mut self, today: Day) -> Result<Self, Invalid> {
        let mut invalid = Invalid::new();
        for (field, typed) in [("name", &self.name), ("place", &self.place)] {
            if let Some(what) = looks_like_a_secret(typed) {
                let advice = "Say only what it is called and where it lies, never its value.";
                invalid.add(field, format!("This looks like {what}. {advice}"));
            }
        }
        tidy(&mut invalid, "name", &mut self.name, |t| text::name(t, 200));
        tidy(&mut invalid, "place", &mut self.place, |t| line(t, 300));
        not_ahead(&mut invalid, "last_rotated", self.last_rotated, today);
        if self.rotation_days.is_some_and(|days| !(1..=3650).contains(&days)) {
            invalid.add("rotation_days", "Enter a number of days from 1 to 3,650.");
        }
        invalid.or(self)
    }

    /// Whether the credential can be kept as it is.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn validate(&self, today: Day) -> Result<(), Invalid> {
        self.clone().checked(today).map(drop)
    }
}

/// A check of a supplier's model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validation {
    /// When it was done.
    pub checked_on: Day,
    /// How.
    pub method: String,
    /// How it ended.
    pub result: ValidationResult,
}

impl Validation {
    /// The check, tidied.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn checked(mut self, today: Day) -> Result<Self, Invalid> {
        let mut invalid = Invalid::new();
        not_ahead(&mut invalid, "checked_on", Some(self.checked_on), today);
        tidy(&mut invalid, "method", &mut self.method, |t| text::name(t, 300));
        invalid.or(self)
    }

    /// Whether the check can be kept as it is.
    ///
    /// # Errors
    /// What is wrong, under the names of the fields.
    pub fn validate(&self, today: Day) -> Result<(), Invalid> {
        self.clone().checked(today).map(drop)
    }
}

fn not_ahead(invalid: &mut Invalid, field: &str, day: Option<Day>, today: Day) {
    if day.is_some_and(|day| day > today) {
        invalid.add(field, format!("This can't be after today, {}.", text::day(today)));
    }
}
