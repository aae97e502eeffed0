//! Which models and which answers the table speaks of.

use super::*;

#[test]
fn nothing_contradicts_a_well_kept_model_nor_a_unit_without_models() {
    let all: QuestionSet = (1..=10).map(QuestionNo).collect();
    assert_eq!(clash_set(all, &unit(vec![model()]), today()), QuestionSet::EMPTY);
    assert_eq!(clash_set(all, &unit(vec![]), today()), QuestionSet::EMPTY);
    assert!(clashes(QuestionNo(11), &UnitInventory::default(), today()).is_empty());
}

#[test]
fn retired_models_never_count_and_a_planned_model_that_runs_does() {
    let bare = |retired, lifecycle| {
        let details = ModelDetails {
            lifecycle,
            provenance: Provenance::ThirdPartyApi,
            ..ModelDetails::named("Old Ranker")
        };
        ModelFacts { retired, ..ModelFacts::new(ModelId(7), details) }
    };
    let all: QuestionSet = (1..=10).map(QuestionNo).collect();
    let found = |model| {
        let set = clash_set(all, &unit(vec![model]), today());
        set.iter().map(|question| question.0).collect::<Vec<_>>()
    };
    assert!(found(bare(true, Lifecycle::Production)).is_empty());
    assert_eq!(found(bare(false, Lifecycle::Production)), [1, 2, 3, 7, 9]);
    assert_eq!(found(bare(false, Lifecycle::Planned)), [1]);
    let deployed =
        ModelFacts { deployments: vec![deployment()], ..bare(false, Lifecycle::Planned) };
    assert_eq!(found(deployed), [1, 2, 3, 7, 9]);
}

#[test]
fn only_questions_answered_yes_are_contradicted() {
    let bare = unit(vec![ModelFacts::new(ModelId(7), ModelDetails::named("Ranker"))]);
    let yes = QuestionSet::EMPTY.with(QuestionNo(2));
    assert_eq!(clash_set(yes, &bare, today()), QuestionSet::EMPTY);
    let yes = yes.with(QuestionNo(1));
    assert_eq!(clash_set(yes, &bare, today()), QuestionSet::EMPTY.with(QuestionNo(1)));
}
