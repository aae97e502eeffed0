//! What the register says beside each question, whatever the answer.

use domain::inventory::{QuestionFacts, UnitInventory, clashes, facts};
use domain::models::{Exposure, Lifecycle, ModelDetails, ModelFacts};
use domain::{ModelId, QuestionNo};

use super::{deployment, model, today, unit};
use crate::ago;

fn beside(question: u16, unit: &UnitInventory) -> QuestionFacts {
    facts(QuestionNo(question), unit, today())
}

fn counts(facts: &QuestionFacts) -> Vec<(&str, usize)> {
    facts.counts.iter().map(|count| (count.label.as_str(), count.count)).collect()
}

/// The unit of the design's pages: of eight models, three have unknown exposure.
fn online_store() -> UnitInventory {
    let named = |id: i64, name: &str, exposure| ModelFacts {
        id: ModelId(id),
        details: ModelDetails { name: name.to_owned(), ..model().details },
        deployments: vec![domain::models::Deployment { exposure, ..deployment() }],
        ..model()
    };
    let mut retired = named(9, "Old Ranker", Exposure::Unknown);
    retired.retired = true;
    let mut models = vec![retired];
    for (id, name) in [(1, "Shop Assistant"), (2, "Product Search Ranker")] {
        models.push(named(id, name, Exposure::Public));
    }
    for (id, name) in [(3, "Fraud Gate"), (4, "Image Tagger"), (5, "Returns Predictor")] {
        models.push(named(id, name, Exposure::Internal));
    }
    for (id, name) in [(6, "Size Adviser"), (7, "Listing Translator"), (8, "Banner Picker")] {
        models.push(named(id, name, Exposure::Unknown));
    }
    unit(models)
}

#[test]
fn numbers_stand_beside_the_question_and_retired_models_are_not_in_them() {
    let exposure = beside(5, &online_store());
    let expected =
        [("Deployments", 8), ("Internal", 3), ("Partner", 0), ("Public", 2), ("Unknown", 3)];
    assert_eq!(counts(&exposure), expected);
    assert!(exposure.sentences().contains(&"Deployments: 8.".to_owned()));
    assert_eq!(counts(&beside(1, &online_store())), [("Models", 8), ("Without an owner", 0)]);
    let monitored = [
        ("Production deployments", 8),
        ("Monitoring on", 8),
        ("Monitoring off", 0),
        ("Monitoring unknown", 0),
    ];
    assert_eq!(counts(&beside(4, &online_store())), monitored);
}

#[test]
fn models_that_disagree_are_listed_first_then_all_by_name() {
    let listed = beside(5, &online_store()).listed;
    let names: Vec<&str> = listed.iter().map(|model| model.name.as_str()).collect();
    assert_eq!(names[..4], ["Banner Picker", "Listing Translator", "Size Adviser", "Fraud Gate"]);
    assert_eq!(listed.iter().filter(|model| model.disagrees).count(), 3);
    assert_eq!(
        listed[0].remark,
        "has unknown exposure in 1 deployment (Production, shop cluster, eu-west)"
    );
    assert_eq!(listed[3].remark, "internal");
}

#[test]
fn what_is_listed_as_disagreeing_is_exactly_what_contradicts() {
    let mut bare = ModelFacts::new(ModelId(2), ModelDetails::named("Bare"));
    bare.details.lifecycle = Lifecycle::Production;
    let paper = ModelFacts::new(ModelId(3), ModelDetails::named("Paper"));
    let unit = unit(vec![model(), bare, paper]);
    for question in (1..=9).map(QuestionNo) {
        let mut contradicting: Vec<_> =
            clashes(question, &unit, today()).iter().filter_map(|clash| clash.model).collect();
        contradicting.dedup();
        let listed = facts(question, &unit, today()).listed;
        let disagreeing: Vec<_> =
            listed.iter().filter(|model| model.disagrees).map(|model| model.model).collect();
        assert_eq!(disagreeing, contradicting, "{question}");
    }
}

#[test]
fn every_question_says_something_of_a_well_kept_model_or_leaves_it_out() {
    let unit = unit(vec![model()]);
    let remark = |question| {
        let listed = beside(question, &unit).listed;
        listed.into_iter().next().map(|model| model.remark)
    };
    let expected = [
        Some("has an owner"),
        Some("1 permission"),
        Some("1 data source"),
        Some("1 deployment monitored"),
        Some("internal"),
        Some("1 deployment monitored by the provider"),
        Some("last validation on 15 Aug 2026: passed"),
        None,
        Some("1 credential"),
    ];
    for (question, expected) in (1..).zip(expected) {
        assert_eq!(remark(question).as_deref(), expected, "{question}");
        assert!(!beside(question, &unit).counts.is_empty(), "{question}");
    }
}

#[test]
fn a_unit_without_models_says_so_and_a_model_on_paper_is_named_as_such() {
    let empty = unit(vec![]);
    for question in 1..=9 {
        assert_eq!(beside(question, &empty).sentences(), ["No model is registered."]);
    }
    let paper = unit(vec![ModelFacts::new(ModelId(3), ModelDetails::named("Paper"))]);
    let facts = beside(2, &paper);
    assert_eq!(facts.statements, ["1 model is planned and deployed nowhere yet."]);
    assert_eq!(facts.listed[0].remark, "planned");
}

#[test]
fn the_response_plan_is_described_for_better_or_worse() {
    assert_eq!(
        beside(10, &unit(vec![])).sentences(),
        [
            "The unit has a response plan on record.",
            "The response plan was last exercised on 24 Oct 2026, 30 days ago."
        ]
    );
    let late = UnitInventory { response_exercised: Some(ago(400, today())), ..unit(vec![]) };
    assert_eq!(
        beside(10, &late).sentences(),
        [
            "The unit has a response plan on record.",
            "The response plan was last exercised on 19 Oct 2025, 400 days ago."
        ]
    );
    let missing = beside(10, &UnitInventory::default());
    assert_eq!(missing.sentences(), ["The unit has no response plan on record."]);
}

#[test]
fn a_question_that_the_baseline_does_not_have_has_no_facts() {
    let none = beside(11, &unit(vec![model()]));
    assert!(none.counts.is_empty() && none.listed.is_empty());
}
