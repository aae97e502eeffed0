//! When a questionnaire may be kept as a draft, and when it may be published.

use domain::questionnaires::{
    Fault, Questionnaire, Reach, Subject, baseline, check, must_be_draft, must_be_publishable,
};
use domain::{AppError, Band, Points, score};

use super::{cited, question, sound};

/// What is wrong after a change of a sound questionnaire of three questions.
fn wrong(change: impl FnOnce(&mut Questionnaire)) -> Vec<String> {
    let mut questionnaire = sound(3);
    change(&mut questionnaire);
    check(&questionnaire).iter().map(Fault::to_string).collect()
}

fn reach(from: u16, to: Option<u16>) -> Reach {
    Reach { from: Points(from), to: to.map(Points) }
}

#[test]
fn a_sound_questionnaire_can_be_published() {
    assert_eq!(check(&sound(3)), []);
    assert_eq!(must_be_publishable(&sound(3)), Ok(()));
    assert_eq!(sound(3).code(), "own-check/1");
    let rules = sound(3).rules();
    assert_eq!((rules.most(), rules.total()), (Points(30), 3));
    assert_eq!(rules.band(Points(10), true), Some(Band::Advanced));
    assert_eq!(rules.band(Points(30), true), Some(Band::High));
}

#[test]
fn a_blank_one_can_be_kept_as_a_draft_and_not_published() {
    let blank = Questionnaire::blank(" own-check ", "Our own check", Subject::Unit);
    assert_eq!(blank.key, "own-check");
    assert_eq!(must_be_draft(&blank), Ok(()));
    let Err(AppError::Invalid(invalid)) = must_be_publishable(&blank) else {
        panic!("it has no questions");
    };
    assert_eq!(invalid.about("questions"), Some("There are no questions yet."));
}

#[test]
fn thresholds_that_leave_a_reachable_hole_keep_a_version_from_being_published() {
    let hole = |it: &mut Questionnaire| it.bands.high = reach(30, None);
    assert_eq!(wrong(hole), Vec::<String>::new(), "no sum of tens lies between 20 and 30");
    let reached = wrong(|it| {
        hole(it);
        it.questions[1].weight = Points(15);
    });
    assert_eq!(reached, ["bands: A score of 25 can be reached and lies in no band."]);
    let above = wrong(|it| it.bands.high.to = Some(Points(29)));
    assert_eq!(above, ["bands: A score of 30 can be reached and lies in no band."]);
    let below = wrong(|it| it.bands.advanced.from = Points(1));
    assert_eq!(below, ["bands: A score of 0 can be reached and lies in no band."]);
}

#[test]
fn bands_follow_each_other_from_the_best_to_the_worst() {
    let moderate = |from, to| wrong(move |it| it.bands.moderate = reach(from, to));
    let overlap = "This band must begin above the end of the better one.";
    assert_eq!(moderate(10, Some(20)), [format!("bands.moderate: {overlap}")]);
    assert_eq!(moderate(11, None), [format!("bands.high: {overlap}")]);
    assert_eq!(
        moderate(11, Some(5)),
        [
            "bands.moderate: This band ends before it begins.",
            "bands: A score of 20 can be reached and lies in no band."
        ]
    );
}

#[test]
fn every_question_has_a_key_of_its_own_words_and_a_weight() {
    let found = wrong(|it| {
        it.questions[1].key = "question-1".to_owned();
        it.questions[1].weight = Points(0);
        it.questions[2].key = "Question 3".to_owned();
        it.questions[2].title = String::new();
        it.questions[2].text = String::new();
        it.questions[2].weight = Points(101);
    });
    assert_eq!(
        found,
        [
            "questions[1].key: The question at place 1 has the same key.",
            "questions[1].weight: A question weighs at least 1 point.",
            "questions[2].key: Use small letters, digits and single hyphens, beginning with a letter.",
            "questions[2].title: This can’t be empty.",
            "questions[2].text: This can’t be empty.",
            "questions[2].weight: A question weighs at most 100 points."
        ]
    );
}

#[test]
fn texts_have_limits_that_hold_for_drafts_too() {
    let mut long = sound(1);
    long.title = "t".repeat(121);
    long.questions[0].text = "?".repeat(501);
    long.questions[0].guidance = "turned \u{202E} around".to_owned();
    let Err(AppError::Invalid(invalid)) = must_be_draft(&long) else { panic!("it is too long") };
    assert_eq!(invalid.about("title"), Some("At most 120 characters; this has 121."));
    assert_eq!(invalid.about("questions[0].text"), Some("At most 500 characters; this has 501."));
    assert!(invalid.about("questions[0].guidance").unwrap().contains("direction"));
}

#[test]
fn a_questionnaire_has_at_most_a_hundred_questions() {
    assert_eq!(check(&sound(100)), []);
    let faults = check(&sound(101));
    assert_eq!(faults[0].to_string(), "questions: At most 100 questions; there are 101.");
    assert!(faults[0].stops_draft());
}

#[test]
fn a_reference_is_one_that_the_crosswalk_knows() {
    let found = wrong(|it| {
        it.questions[0].references = vec![cited("LLM05:2025")];
        it.questions[1].references = vec![cited("LLM01:2025"), cited("LLM01:2025")];
        it.questions[2].references = vec![cited("LLM01:2025"); 21];
    });
    assert_eq!(
        found,
        [
            "questions[0].references[0]: No such item is known. Framework, version and id must be \
             those of the crosswalk.",
            "questions[1].references[1]: This item is named twice.",
            "questions[2].references: At most 20 references; there are 21."
        ]
    );
}

#[test]
fn keys_and_versions_are_written_one_way_and_the_baselines_key_is_taken() {
    for key in ["baseline", "", "9-lives", "a--b", "-a", "a-", "Ä", "a b", "a/b"] {
        let found = wrong(|it| it.key = key.to_owned());
        assert!(found[0].starts_with("key: "), "{key}: {found:?}");
    }
    assert!(wrong(|it| it.key = "a1-b2".to_owned()).is_empty());
    for version in [0, 10_000] {
        let found = wrong(|it| it.version = version);
        assert_eq!(found, ["version: A version is a number from 1 to 9999."]);
    }
}

#[test]
fn the_baseline_in_this_form_is_the_built_in_one() {
    let baseline = baseline();
    assert_eq!(baseline.code(), "baseline/1");
    assert_eq!(&baseline.rules(), &score::BASELINE);
    let built_in = domain::questionnaire::baseline();
    let texts = built_in.questions.iter().map(|question| question.text.as_str());
    assert!(baseline.questions.iter().map(|question| question.text.as_str()).eq(texts));
    // Its key is reserved for it, and nothing else is to be said.
    let faults: Vec<String> = check(baseline).iter().map(Fault::to_string).collect();
    assert_eq!(faults, ["key: This key belongs to the built-in baseline. Choose another."]);
}

#[test]
fn what_nobody_means_to_type_is_tidied_away() {
    let mut typed = sound(1);
    typed.title = "  Our own check ".to_owned();
    typed.questions[0] = question(1);
    typed.questions[0].guidance = "Look twice.\r\nThen once more.\r\n".to_owned();
    assert_eq!(typed.tidied(), sound(1));
}
