//! Questions 7 to 10: suppliers, training, keys and the response plan.

use super::*;

#[test]
fn question_7_a_suppliers_model_was_not_validated_or_too_late() {
    for provenance in Provenance::ALL {
        let unchecked = |m: &mut ModelFacts| {
            m.details.provenance = *provenance;
            m.validations.clear();
        };
        let concerned = matches!(provenance, Provenance::PreTrained | Provenance::ThirdPartyApi);
        assert_eq!(!against(7, unchecked).is_empty(), concerned, "{provenance}");
        assert!(against(7, on_paper(unchecked)).is_empty(), "{provenance}");
    }
    let checked = |days| {
        move |m: &mut ModelFacts| {
            m.validations[0].checked_on = ago(days, today());
        }
    };
    assert!(against(7, checked(100)).is_empty(), "on the day of its go-live");
    assert_eq!(
        against(7, checked(99)),
        ["Shop Assistant went live on 15 Aug 2026 and was first validated on 16 Aug 2026."]
    );
    let again = |m: &mut ModelFacts| {
        m.validations.push(Validation { checked_on: today(), ..validation() });
    };
    assert!(against(7, again).is_empty(), "the first check counts");
    let not_live = |m: &mut ModelFacts| m.details.went_live = None;
    assert!(against(7, not_live).is_empty());
}

#[test]
fn question_8_training_access_is_open_or_unknown() {
    for provenance in Provenance::ALL {
        for access in TrainingAccess::ALL {
            let change = |m: &mut ModelFacts| {
                m.details.provenance = *provenance;
                m.details.training_access = *access;
            };
            let here = matches!(provenance, Provenance::InHouse | Provenance::FineTuned);
            let (open, unknown) =
                (*access == TrainingAccess::Open, *access == TrainingAccess::Unknown);
            assert_eq!(!against(8, change).is_empty(), here && (open || unknown), "{provenance}");
            assert_eq!(!against(8, on_paper(change)).is_empty(), here && open, "{provenance}");
        }
    }
}

#[test]
fn question_9_a_credential_is_late_outside_a_secret_store_or_missing() {
    let rotated = |days| {
        move |m: &mut ModelFacts| {
            m.credentials[0].last_rotated = Some(ago(days, today()));
        }
    };
    assert!(against(9, rotated(90)).is_empty(), "the last day for it is today");
    assert_eq!(
        against(9, rotated(91)),
        ["Shop Assistant has 1 credential past the rotation date: provider key."]
    );
    let never = |m: &mut ModelFacts| m.credentials[0].last_rotated = None;
    assert_eq!(
        against(9, never),
        ["Shop Assistant has 1 credential without a recorded rotation: provider key."]
    );
    let no_period = |m: &mut ModelFacts| m.credentials[0].rotation_days = None;
    assert!(against(9, no_period).is_empty());

    for place in SecretPlace::ALL {
        let found = against(9, |m| m.credentials[0].kept_in = *place);
        assert_eq!(found.is_empty(), *place == SecretPlace::SecretStore, "{place}");
    }
    for provenance in Provenance::ALL {
        let none = |m: &mut ModelFacts| {
            m.details.provenance = *provenance;
            m.credentials.clear();
        };
        let is_api = *provenance == Provenance::ThirdPartyApi;
        assert_eq!(!against(9, none).is_empty(), is_api, "{provenance}");
        assert!(against(9, on_paper(none)).is_empty(), "{provenance}");
    }
}

#[test]
fn question_10_the_response_plan_is_missing_or_was_exercised_too_long_ago() {
    assert_eq!(EXERCISE_DAYS, 365);
    let against = |plan: Option<&str>, exercised: Option<i64>| {
        let unit = UnitInventory {
            models: vec![],
            response_plan: plan.map(str::to_owned),
            response_exercised: exercised.map(|days| ago(days, today())),
        };
        let mut found = clashes(QuestionNo(10), &unit, today());
        assert!(found.iter().all(|clash| clash.model.is_none()));
        found.pop().map(|clash| clash.sentence)
    };
    assert_eq!(against(Some("Runbook"), Some(365)), None);
    assert_eq!(
        against(Some("Runbook"), Some(366)).unwrap(),
        "The response plan was last exercised on 22 Nov 2025, 366 days ago."
    );
    let never = "No exercise of the response plan is on record.";
    assert_eq!(against(Some("Runbook"), None).unwrap(), never);
    for missing in [None, Some(""), Some("  \n")] {
        let sentence = "The unit has no response plan on record.";
        assert_eq!(against(missing, Some(1)).unwrap(), sentence);
    }
}
