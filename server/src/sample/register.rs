//! Models with everything that is recorded of them, from a few words each.

use chrono::Days;
use domain::Day;
use domain::models::{
    AccessLevel, Classification, Credential, DataSource, Deployment, Environment, Exposure,
    Hosting, Kind, Lifecycle, ModelDetails, Permission, Provenance, SecretPlace, Switch,
    TrainingAccess, Validation, ValidationResult, YesNoUnknown,
};
use store::Part;

use super::draw::Draw;
use super::plan::Mark;

/// A model in a few words.
#[derive(Debug, Clone)]
pub(super) struct Sketch<'a> {
    pub(super) name: &'a str,
    pub(super) kind: Kind,
    /// Empty for what the unit makes itself.
    pub(super) provider: &'a str,
    pub(super) exposure: Exposure,
    pub(super) data: &'a str,
    pub(super) access: AccessLevel,
    pub(super) is_pilot: bool,
    /// Whether a supplier's model lacks its check.
    pub(super) unchecked: bool,
    pub(super) purpose: &'a str,
}

/// How the unit stands today, question by question: what the register says follows from it.
pub(super) type Today = [Mark; 10];

impl Sketch<'_> {
    pub(super) fn details(&self, draw: Draw, today: Day, unit: Today) -> ModelDetails {
        let provenance = self.provenance(draw);
        let trained_here = matches!(provenance, Provenance::InHouse | Provenance::FineTuned);
        ModelDetails {
            version: format!("{}.{}", 1 + draw.of(1).below(4), draw.of(2).below(10)),
            kind: self.kind,
            provider: self.provider.to_owned(),
            provenance,
            lifecycle: if self.is_pilot { Lifecycle::Development } else { Lifecycle::Production },
            purpose: self.purpose.to_owned(),
            training_access: match (trained_here, unit[7]) {
                (false, _) => TrainingAccess::NotApplicable,
                (true, Mark::No) => TrainingAccess::Unknown,
                (true, _) => TrainingAccess::Restricted,
            },
            went_live: (!self.is_pilot).then(|| before(today, 700 + draw.of(3).below(300))),
            tags: tags(self, draw),
            ..ModelDetails::named(self.name)
        }
    }

    fn provenance(&self, draw: Draw) -> Provenance {
        match (self.provider.is_empty(), draw.of(4).percent(40)) {
            (true, true) => Provenance::FineTuned,
            (true, false) => Provenance::InHouse,
            (false, true) => Provenance::PreTrained,
            (false, false) => Provenance::ThirdPartyApi,
        }
    }

    pub(super) fn parts(&self, draw: Draw, today: Day, unit: Today) -> Vec<Part> {
        let provenance = self.provenance(draw);
        let mut parts = vec![
            Part::Deployment(self.deployment(draw, unit)),
            Part::DataSource(self.data_source(draw)),
            Part::Permission(self.permission(draw, today, unit)),
        ];
        if provenance == Provenance::ThirdPartyApi {
            parts.push(Part::Credential(self.credential(draw, today, unit)));
        }
        if matches!(provenance, Provenance::PreTrained | Provenance::ThirdPartyApi)
            && !self.unchecked
        {
            parts.push(Part::Validation(Validation {
                checked_on: before(today, 1100 + draw.of(20).below(60)),
                method: draw
                    .of(21)
                    .one(&[
                        "Supplier questionnaire and red-team test",
                        "Scan of the weights and licence review",
                        "Security review of the API",
                    ])
                    .to_owned(),
                result: draw.of(22).one(&[
                    ValidationResult::Passed,
                    ValidationResult::Passed,
                    ValidationResult::PassedWithConditions,
                ]),
            }));
        }
        parts
    }

    fn deployment(&self, draw: Draw, unit: Today) -> Deployment {
        let on_unless_no = |mark: Mark, draw: Draw| match (mark, draw.percent(60)) {
            (Mark::No, true) => Switch::Off,
            (Mark::No, false) => Switch::Unknown,
            _ => Switch::On,
        };
        Deployment {
            environment: if self.is_pilot { Environment::Staging } else { Environment::Production },
            platform: if self.provider.is_empty() {
                draw.of(5).one(&["Kubernetes", "vLLM on Kubernetes", "Batch cluster"]).to_owned()
            } else {
                format!("{} API", self.provider)
            },
            hosting: if self.provider.is_empty() { Hosting::Cloud } else { Hosting::Vendor },
            region: draw.of(6).one(&["eu-west-1", "eu-central-1", "eu-north-1"]).to_owned(),
            exposure: self.exposure,
            authentication: if self.exposure == Exposure::Public {
                "None, rate limited"
            } else {
                "Single sign-on"
            }
            .to_owned(),
            runtime_monitoring: on_unless_no(unit[3], draw.of(7)),
            provider_monitoring: on_unless_no(unit[5], draw.of(8)),
        }
    }

    fn data_source(&self, draw: Draw) -> DataSource {
        let (classification, personal) = match self.data {
            "Personal" => (Classification::Confidential, YesNoUnknown::Yes),
            "Payment" => (Classification::Restricted, YesNoUnknown::Yes),
            "Confidential" => (Classification::Confidential, YesNoUnknown::No),
            "Internal" => (Classification::Internal, YesNoUnknown::No),
            _ => (Classification::Public, YesNoUnknown::No),
        };
        DataSource {
            name: format!(
                "{} {}",
                self.name.split(' ').next().unwrap_or(self.name),
                draw.of(9).one(&["events", "records", "documents", "index"])
            ),
            classification,
            personal_data: personal,
            encrypted_at_rest: YesNoUnknown::Yes,
            encrypted_in_transit: YesNoUnknown::Yes,
            access_control: draw
                .of(10)
                .one(&[
                    "Service role, read only",
                    "Row-level by tenant",
                    "Group membership, reviewed quarterly",
                ])
                .to_owned(),
        }
    }

    fn permission(&self, draw: Draw, today: Day, unit: Today) -> Permission {
        let age = if unit[1] == Mark::No {
            200 + draw.of(11).below(200)
        } else {
            5 + draw.of(11).below(120)
        };
        Permission {
            holder: format!("{} service account", self.name),
            level: self.access,
            reason: if self.access.is_broad() && unit[1] == Mark::No {
                ""
            } else {
                "Needed to answer requests of the application that calls it"
            }
            .to_owned(),
            last_reviewed: Some(before(today, age)),
        }
    }

    fn credential(&self, draw: Draw, today: Day, unit: Today) -> Credential {
        let is_kept_well = unit[8] != Mark::No;
        Credential {
            name: format!("{} API key", self.provider),
            kept_in: if is_kept_well { SecretPlace::SecretStore } else { SecretPlace::Environment },
            place: "Vault, path ai/production".to_owned(),
            last_rotated: Some(before(
                today,
                if is_kept_well { 10 + draw.of(12).below(60) } else { 150 },
            )),
            rotation_days: Some(90),
        }
    }
}

fn tags(sketch: &Sketch<'_>, draw: Draw) -> Vec<String> {
    let mut tags = vec![sketch.data.to_lowercase()];
    if sketch.is_pilot {
        tags.push("pilot".to_owned());
    }
    if draw.of(13).percent(30) {
        tags.push("customer-facing".to_owned());
    }
    tags
}

fn before(today: Day, days: u64) -> Day {
    today.checked_sub_days(Days::new(days)).unwrap_or(today)
}
