//! The baseline's content: all ten questions, with guidance and references for each.

use std::collections::HashSet;

use domain::questionnaire::{Effort, baseline, by_id};
use domain::{QuestionNo, Rules};

#[test]
fn the_baseline_asks_the_ten_questions_in_their_order() {
    let questionnaire = baseline();
    assert_eq!(questionnaire.key(), "baseline/1");
    let keys: Vec<&str> = questionnaire.questions.iter().map(|q| q.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "ai-model-inventory",
            "least-privilege",
            "data-sources",
            "runtime-monitoring",
            "public-exposure",
            "provider-monitoring",
            "third-party-models",
            "training-access",
            "api-keys",
            "incident-response"
        ]
    );
    let numbers = questionnaire.questions.iter().map(|q| q.no);
    assert!(numbers.eq((1..=10).map(QuestionNo)));
    assert!(questionnaire.questions.iter().all(|q| q.text.ends_with('?')));
    assert_eq!(questionnaire.question(QuestionNo(9)).unwrap().label, "API keys");
    assert_eq!(questionnaire.question_by_key("api-keys").unwrap().no, QuestionNo(9));
    assert!(questionnaire.question(QuestionNo(11)).is_none());
}

#[test]
fn it_is_found_by_its_stored_key_and_scored_by_the_same_rules_everywhere() {
    assert_eq!(by_id("baseline/1"), Some(baseline()));
    assert!(by_id("baseline/2").is_none());
    assert_eq!(Some(&baseline().rules), Rules::of(&baseline().key()));
    assert_eq!(usize::from(baseline().rules.total()), baseline().questions.len());
    assert_eq!(baseline().rules.publishable(), Ok(()));
}

#[test]
fn every_question_has_its_guidance() {
    for question in &baseline().questions {
        let no = question.no;
        assert!(question.good.len() >= 3, "{no}");
        assert!(question.evidence_examples.len() >= 3, "{no}");
        assert!(question.steps.len() >= 3, "{no}");
        assert!(question.references.len() >= 3, "{no}");
        assert!((1..=365).contains(&question.evidence_valid_days), "{no}");
        assert!((1..=365).contains(&question.default_due_days), "{no}");
    }
    let exposure = baseline().question(QuestionNo(5)).unwrap();
    assert_eq!((exposure.evidence_valid_days, exposure.default_due_days), (30, 14));
    assert_eq!(exposure.effort, Effort::Small);
    assert_eq!(exposure.effort.summary(), "up to two weeks for one team");
}

#[test]
fn every_reference_names_a_known_framework_and_can_be_followed() {
    let known: HashSet<&str> = baseline().sources.iter().map(|s| s.name.as_str()).collect();
    assert!(baseline().sources.iter().all(|s| !s.licence.is_empty() && !s.title.is_empty()));
    for question in &baseline().questions {
        let ids: HashSet<_> = question.references.iter().map(|r| (&r.framework, &r.id)).collect();
        assert_eq!(ids.len(), question.references.len(), "{}: no reference twice", question.no);
        for reference in &question.references {
            assert!(known.contains(reference.framework.as_str()), "{}", reference.framework);
            assert!(reference.url.starts_with("https://"), "{}", reference.url);
            assert!(!reference.title.is_empty() && !reference.why.is_empty(), "{}", reference.id);
        }
    }
    assert!(baseline().reading_note.contains("does not say that a yes satisfies the item"));
}

#[test]
fn a_loose_match_comes_with_its_gap() {
    for question in &baseline().questions {
        let loose = question.references.iter().any(|reference| reference.is_loose());
        assert!(!loose || !question.gaps.is_empty(), "{}", question.no);
    }
}
