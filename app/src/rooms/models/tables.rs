//! The fields of a model and of the five kinds of things that are recorded with it.

use domain::models::{
    AccessLevel, Classification, Environment, Exposure, Hosting, Kind, Lifecycle, Provenance,
    SecretPlace, Switch, TrainingAccess, UsageQuestion, ValidationResult, YesNoUnknown,
};
use serde_json::{Map, Value, json};
use store::PartKind;

use super::fields::{Choices, Holds, Row, choices};

/// The list of a word.
macro_rules! words {
    ($word:ident) => {
        Holds::Word({
            const LIST: Choices = || choices($word::ALL, $word::key, $word::label);
            LIST
        })
    };
}

/// A model's own fields, in the order of the form.
pub(super) const DETAILS: [Row; 11] = [
    Row::needed("name", "Name", Holds::Line(200)).hint("As the people who use it say it."),
    Row::new("owner", "Owner", Holds::Person).hint("Who answers for it."),
    Row::new("kind", "Kind", words!(Kind)),
    Row::new("provenance", "Where it comes from", words!(Provenance)),
    Row::new("provider", "Provider", Holds::Line(120)).hint("Who makes it, or serves it."),
    Row::new("version", "Version", Holds::Line(80)),
    Row::new("lifecycle", "Stage", words!(Lifecycle)),
    Row::new("went_live", "Went live on", Holds::Day),
    Row::new("training_access", "Access to training data and systems", words!(TrainingAccess))
        .hint("Of a model that you train or tune yourselves."),
    Row::new("purpose", "Purpose", Holds::Text(2000)).hint("What it is for, in a sentence or two."),
    Row::new("tags", "Tags", Holds::Words).hint("Words to find it by, separated by commas."),
];

const DEPLOYMENT: [Row; 8] = [
    Row::new("environment", "Environment", words!(Environment)),
    Row::new("platform", "Platform", Holds::Line(120))
        .hint("The product, cluster or service that it runs on."),
    Row::new("exposure", "Can be reached", words!(Exposure))
        .hint("Public: from the internet, even behind a sign-in."),
    Row::new("hosting", "Hosting", words!(Hosting)),
    Row::new("region", "Region", Holds::Line(80)),
    Row::new("authentication", "Authentication", Holds::Line(200))
        .hint("How callers prove who they are."),
    Row::new("runtime_monitoring", "Runtime monitoring", words!(Switch))
        .hint("Watched for anomalies while it runs."),
    Row::new("provider_monitoring", "Provider’s AI monitoring", words!(Switch))
        .hint("The cloud provider’s own, for AI services."),
];

const DATA_SOURCE: [Row; 6] = [
    Row::needed("name", "Name", Holds::Line(200)).hint("Such as “Order history”."),
    Row::new("classification", "Classification", words!(Classification)),
    Row::new("personal_data", "Holds personal data", words!(YesNoUnknown)),
    Row::new("encrypted_at_rest", "Encrypted at rest", words!(YesNoUnknown)),
    Row::new("encrypted_in_transit", "Encrypted in transit", words!(YesNoUnknown)),
    Row::new("access_control", "Access control", Holds::Text(500))
        .hint("Who can reach it, and what keeps others out."),
];

const PERMISSION: [Row; 4] = [
    Row::needed("holder", "Who or what", Holds::Line(200)).hint(
        "A person, group or service that uses the model, or a right that the model itself holds.",
    ),
    Row::needed("level", "Level", words!(AccessLevel)),
    Row::new("last_reviewed", "Last reviewed", Holds::PastDay)
        .hint("When someone last asked whether it is still needed."),
    Row::new("reason", "Reason", Holds::Text(1000))
        .hint("What it is needed for. Broad rights need one."),
];

const CREDENTIAL: [Row; 5] = [
    Row::needed("name", "Name", Holds::Line(200)).hint("What it is called. Never the key itself."),
    Row::new("kept_in", "Kept in", words!(SecretPlace)),
    Row::new("place", "Where exactly", Holds::Line(300))
        .hint("Which vault and path. Never the key itself."),
    Row::new("last_rotated", "Last rotated", Holds::PastDay),
    Row::new("rotation_days", "Rotate every … days", Holds::Number(3650)),
];

const VALIDATION: [Row; 3] = [
    Row::needed("checked_on", "Checked on", Holds::PastDay),
    Row::needed("result", "Result", words!(ValidationResult)),
    Row::needed("method", "Method", Holds::Line(300))
        .hint("Such as a red-team exercise, a scan of the weights, or the supplier’s report."),
];

/// The fields of one kind, in the order of the form.
pub(super) const fn rows(kind: PartKind) -> &'static [Row] {
    match kind {
        PartKind::Deployment => &DEPLOYMENT,
        PartKind::DataSource => &DATA_SOURCE,
        PartKind::Permission => &PERMISSION,
        PartKind::Credential => &CREDENTIAL,
        PartKind::Validation => &VALIDATION,
    }
}

/// What a form for a new part starts with. What is not known starts as unknown; what has no such
/// word and no safe choice starts open.
pub(super) fn blank(kind: PartKind) -> Map<String, Value> {
    let known = match kind {
        PartKind::Deployment => json!({
            "environment": "production", "hosting": "unknown", "exposure": "unknown",
            "runtime_monitoring": "unknown", "provider_monitoring": "unknown",
            "platform": "", "region": "", "authentication": "",
        }),
        PartKind::DataSource => json!({
            "classification": "unknown", "personal_data": "unknown",
            "encrypted_at_rest": "unknown", "encrypted_in_transit": "unknown",
            "access_control": "",
        }),
        PartKind::Permission => json!({ "reason": "", "last_reviewed": null }),
        PartKind::Credential => json!({
            "kept_in": "unknown", "place": "", "last_rotated": null, "rotation_days": null,
        }),
        PartKind::Validation => json!({}),
    };
    match known {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// Why a kind is asked for: the usage question that it answers, and what of the assessment rests
/// on it.
pub(super) const fn reason(kind: PartKind) -> (Option<UsageQuestion>, &'static str) {
    match kind {
        PartKind::Deployment => (
            Some(UsageQuestion::Use),
            "Questions 4, 5 and 6 of the assessment rest on deployments: whether they are watched \
             while they run, from where they can be reached, and whether the provider’s own \
             monitoring is on.",
        ),
        PartKind::DataSource => (
            Some(UsageQuestion::Data),
            "Question 3 of the assessment rests on data sources: confidential, restricted and \
             personal data needs encryption and a control of access.",
        ),
        PartKind::Permission => (
            Some(UsageQuestion::Rights),
            "Question 2 of the assessment rests on permissions: each reviewed within 180 days, and \
             broad ones with a reason.",
        ),
        PartKind::Credential => (
            None,
            "Question 9 of the assessment rests on credentials: kept in a secret store, and rotated \
             in time. Record what a key is called and where it lies. The key itself is never \
             taken down here.",
        ),
        PartKind::Validation => (
            None,
            "Question 7 of the assessment rests on validations: a model from a supplier is checked \
             before it goes live.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::Invalid;
    use domain::models::ModelDetails;
    use store::Part;

    use super::super::fields::{read, typed_of};
    use super::*;
    use crate::ui::Typed;

    fn filled(kind: PartKind) -> Typed {
        let words = [
            ("name", "Order history"),
            ("holder", "basket-service"),
            ("level", "write"),
            ("checked_on", "2026-02-03"),
            ("result", "passed"),
            ("method", "Red team"),
        ];
        words
            .into_iter()
            .fold(typed_of(&blank(kind)), |typed, (name, value)| typed.with(name, value))
    }

    #[test]
    fn each_table_has_the_fields_of_its_part_and_no_others() {
        for kind in PartKind::ALL {
            let (fields, invalid) = read(rows(kind), &filled(kind), blank(kind));
            assert_eq!(invalid, Invalid::new());
            let part = Part::from_fields(kind, fields).unwrap();
            let stored: BTreeSet<String> = part.fields().keys().cloned().collect();
            let shown: BTreeSet<String> =
                rows(kind).iter().map(|row| row.name.to_owned()).collect();
            assert_eq!(stored, shown, "{kind:?}");
            // What is stored comes back through its own form unchanged.
            let (again, _) = read(rows(kind), &typed_of(&part.fields()), Map::new());
            assert_eq!(Part::from_fields(kind, again), Some(part));
        }
        let Value::Object(details) = serde_json::to_value(ModelDetails::named("A")).unwrap() else {
            panic!("details are an object");
        };
        let shown: BTreeSet<&str> = DETAILS.iter().map(|row| row.name).collect();
        assert_eq!(details.keys().map(String::as_str).collect::<BTreeSet<_>>(), shown);
    }

    #[test]
    fn an_empty_form_names_what_is_needed() {
        for (kind, needed) in [
            (PartKind::Permission, vec!["holder", "level"]),
            (PartKind::Validation, vec!["checked_on", "result", "method"]),
        ] {
            let (_, invalid) = read(rows(kind), &Typed::default(), blank(kind));
            let fields: Vec<_> = invalid.0.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields, needed, "{kind:?}");
        }
    }

    #[test]
    fn nonsense_in_a_field_is_a_sentence() {
        let typed = Typed::new([
            ("name", "Key"),
            ("kept_in", "pocket"),
            ("last_rotated", "31.02.2026"),
            ("rotation_days", "many"),
        ]);
        let (_, invalid) = read(rows(PartKind::Credential), &typed, blank(PartKind::Credential));
        assert_eq!(invalid.0.len(), 3, "{invalid:?}");
        assert_eq!(invalid.about("rotation_days"), Some("Enter a whole number from 1 to 3,650."));
    }
}
