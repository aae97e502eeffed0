//! The register: what may be typed, and how complete a model is described.

use domain::models::{
    AccessLevel, Classification, Credential, DataSource, Exposure, ModelDetails, ModelFacts,
    Permission, Profile, SecretPlace, UsageQuestion, Validation, ValidationResult, YesNoUnknown,
    parse_tags,
};
use domain::{Invalid, ModelId};

use crate::ago;
use crate::inventory::{deployment, model, today};

fn fields<T: std::fmt::Debug>(result: Result<T, Invalid>) -> Vec<String> {
    result.unwrap_err().0.into_iter().map(|error| error.field).collect()
}

#[test]
fn registering_needs_only_a_name() {
    let details = ModelDetails::named("  Shop Assistant ").checked().unwrap();
    assert_eq!(details.name, "Shop Assistant");
    assert_eq!(fields(ModelDetails::named(" ").checked()), ["name"]);
}

#[test]
fn every_text_of_a_model_has_a_limit() {
    let long = ModelDetails {
        version: "x".repeat(81),
        provider: "x".repeat(121),
        purpose: "x".repeat(2001),
        tags: vec!["x".repeat(41)],
        ..ModelDetails::named("x".repeat(201))
    };
    let expected = ["name", "version", "provider", "purpose", "tags"];
    assert_eq!(fields(long.checked()), expected);
    assert_eq!(fields(long_tags().checked()), ["tags"]);
    let fits =
        ModelDetails { purpose: "x\n".repeat(1000), ..ModelDetails::named("é".repeat(200)) };
    assert_eq!(fits.validate(), Ok(()));
}

fn long_tags() -> ModelDetails {
    let tags = (0..21).map(|n| format!("tag {n}")).collect();
    ModelDetails { tags, ..ModelDetails::named("Shop Assistant") }
}

#[test]
fn tags_are_typed_in_one_field_and_kept_once() {
    let tags = parse_tags(" retail, Chat,, retail\nCHAT ");
    let details = ModelDetails { tags, ..ModelDetails::named("Shop Assistant") };
    assert_eq!(details.checked().unwrap().tags, ["retail", "Chat"]);
}

#[test]
fn parts_need_a_name_and_days_that_have_come() {
    let tomorrow = Some(ago(-1, today()));
    let permission = Permission {
        holder: " ".to_owned(),
        level: AccessLevel::Read,
        reason: "x".repeat(1001),
        last_reviewed: tomorrow,
    };
    assert_eq!(fields(permission.checked(today())), ["holder", "reason", "last_reviewed"]);

    let source = DataSource {
        name: String::new(),
        classification: Classification::Unknown,
        personal_data: YesNoUnknown::Unknown,
        encrypted_at_rest: YesNoUnknown::Unknown,
        encrypted_in_transit: YesNoUnknown::Unknown,
        access_control: "x".repeat(501),
    };
    assert_eq!(fields(source.checked()), ["name", "access_control"]);

    let validation = Validation {
        checked_on: ago(-1, today()),
        method: String::new(),
        result: ValidationResult::Passed,
    };
    assert_eq!(fields(validation.checked(today())), ["checked_on", "method"]);

    let mut wide = deployment();
    wide.platform = "x".repeat(121);
    wide.region = "x".repeat(81);
    wide.authentication = "x".repeat(201);
    assert_eq!(fields(wide.checked()), ["platform", "region", "authentication"]);
    assert_eq!(deployment().validate(), Ok(()));
}

#[test]
fn a_credential_is_a_name_and_a_place_never_the_secret() {
    let credential = Credential {
        name: "Provider key".to_owned(),
        kept_in: SecretPlace::SecretStore,
        place: "vault/kv/prod/openai".to_owned(),
        last_rotated: Some(today()),
        rotation_days: Some(90),
    };
    assert_eq!(credential.validate(today()), Ok(()));
    assert_eq!(credential.rotate_by(), Some(ago(-90, today())));
    let leaked = Credential { name: fake("sk-", 40), place: fake("hf_", 34), ..credential.clone() };
    let wrong = leaked.checked(today()).unwrap_err();
    let advice = "Say only what it is called and where it lies, never its value.";
    assert_eq!(wrong.about("name"), Some(&*format!("This looks like an API key. {advice}")));
    assert!(wrong.about("place").unwrap().starts_with("This looks like a Hugging Face token."));
    for days in [0, 3651] {
        let wrong = Credential { rotation_days: Some(days), ..credential.clone() };
        assert_eq!(fields(wrong.checked(today())), ["rotation_days"]);
    }
    let ahead = Credential { last_rotated: Some(ago(-1, today())), ..credential };
    assert_eq!(fields(ahead.checked(today())), ["last_rotated"]);
}

/// A made-up secret, put together here so that none stands in the source.
fn fake(prefix: &str, length: usize) -> String {
    let letters = "aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0z";
    prefix.chars().chain(letters.chars().cycle().take(length)).collect()
}

#[test]
fn a_profile_counts_the_four_usage_questions() {
    let bare = ModelFacts::new(ModelId(1), ModelDetails::named("Shop Assistant"));
    let profile = Profile::of(&bare);
    assert_eq!(profile.sentence(), "0 of 4 profile questions answered");
    let open: Vec<UsageQuestion> = profile.open.iter().map(|open| open.question).collect();
    assert_eq!(open, UsageQuestion::ALL);
    assert!(profile.open.iter().all(|open| open.sentence.ends_with('.')));
    assert!(profile.also.contains(&"It has no owner.".to_owned()));

    let full = Profile::of(&model());
    assert!(full.is_complete(), "{full:?}");
    assert_eq!(full.answered(), 4);

    let mut used = bare;
    used.deployments = vec![deployment()];
    used.deployments[0].exposure = Exposure::Unknown;
    assert_eq!(Profile::of(&used).sentence(), "1 of 4 profile questions answered");
    assert!(Profile::of(&used).is_answered(UsageQuestion::Use));
    used.deployments[0].exposure = Exposure::Public;
    assert_eq!(Profile::of(&used).answered(), 2);
}

#[test]
fn data_is_described_when_all_is_known_of_each_source_for_better_or_worse() {
    let with = |change: fn(&mut DataSource)| {
        let mut model = model();
        change(&mut model.data_sources[0]);
        Profile::of(&model).is_answered(UsageQuestion::Data)
    };
    assert!(with(|_| {}));
    assert!(with(|s| s.encrypted_at_rest = YesNoUnknown::No), "no is an answer");
    assert!(!with(|s| s.encrypted_at_rest = YesNoUnknown::Unknown));
    assert!(!with(|s| s.personal_data = YesNoUnknown::Unknown));
    assert!(!with(|s| s.classification = Classification::Unknown));
    assert!(!with(|s| s.access_control.clear()));
    assert!(with(|s| {
        s.access_control.clear();
        s.classification = Classification::Public;
    }));
}

#[test]
fn a_deployment_is_called_by_what_is_known_of_it() {
    let mut deployment = deployment();
    assert_eq!(deployment.label(), "Production, shop cluster, eu-west");
    deployment.platform.clear();
    deployment.region.clear();
    assert_eq!(deployment.label(), "Production");
}
