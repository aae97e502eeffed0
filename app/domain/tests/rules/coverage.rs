//! Coverage: for which items of public frameworks the current answers and evidence speak.

use domain::assessment::FrozenPerson;
use domain::checks::{CheckedQuestion, FrozenCheck, FrozenModel};
use domain::coverage::{Asking, Counts, Framework, Item, Said, Standing, Voice, coverage};
use domain::evidence::CoverEnd;
use domain::questionnaire::baseline;
use domain::questionnaires::{Bands, Citation, Question, Questionnaire, Subject};
use domain::score::BASELINE;
use domain::trends::{Cover, Span, Taken, UnitScores};
use domain::{
    Answer, AssessmentId, EvidenceId, ModelId, PersonId, Points, QuestionNo, QuestionSet,
    SubmissionId, Timestamp, UnitId,
};

use crate::day;

/// The item that the first question of the baseline cites first; nothing else cites it there.
fn cited() -> Citation {
    let alone = baseline().questions[0].references.iter().find(|reference| {
        let all = baseline().questions.iter().flat_map(|it| &it.references);
        all.filter(|it| (&it.framework, &it.id) == (&reference.framework, &reference.id)).count()
            == 1
    });
    let it = alone.unwrap();
    Citation { framework: it.framework.clone(), version: it.version.clone(), id: it.id.clone() }
}

fn find(frameworks: &[Framework]) -> &Item {
    let cited = cited();
    let framework = frameworks.iter().find(|it| it.source.name == cited.framework).unwrap();
    framework.items.iter().find(|it| it.id == cited.id).unwrap()
}

/// A unit that said yes to some questions on the first of November, with evidence for some of them up to
/// the tenth of December; without a set it was never assessed.
fn unit(id: i64, yes: Option<&[u16]>, proven: &[u16]) -> UnitScores {
    let submitted_at = Timestamp::start_of(day("2026-11-01"));
    let taken = yes.map(|yes| Taken {
        id: SubmissionId(id),
        assessment: AssessmentId(id),
        revision: 1,
        rules: &BASELINE,
        yes: yes.iter().map(|no| QuestionNo(*no)).collect(),
        clashes: QuestionSet::EMPTY,
        cadence_days: 92,
        submitted_at,
        first: Some(submitted_at),
    });
    let span = |no: &u16| Span {
        question: QuestionNo(*no),
        evidence: EvidenceId(id),
        from: day("2026-11-02"),
        until: day("2026-12-10"),
        why: CoverEnd::Expired,
    };
    UnitScores {
        unit: UnitId(id),
        name: format!("Unit {id}"),
        parent: None,
        created: day("2026-01-01"),
        retired: None,
        taken: taken.into_iter().collect(),
        cover: Cover::of(proven.iter().map(span).collect()),
    }
}

fn voices(units: &[UnitScores], today: &str) -> Vec<Voice> {
    units.iter().map(|unit| Voice::of_unit(unit, day(today))).collect()
}

/// How the cited item stands, and what units say to it.
fn stands(units: &[UnitScores], today: &str) -> (Standing, Counts) {
    let frameworks = coverage(&[Asking::baseline()], &voices(units, today));
    let item = find(&frameworks);
    (item.standing(), item.units)
}

/// A questionnaire about models with one question that cites the item, and more that cite nothing.
fn own(version: u16, keys: &[&str]) -> Questionnaire {
    let mut own = Questionnaire::blank("own-check", "Our own check", Subject::Model);
    own.version = version;
    let question = |(at, key): (usize, &&str)| Question {
        key: (*key).to_owned(),
        title: key.to_uppercase(),
        text: "Is it so?".to_owned(),
        guidance: String::new(),
        weight: Points(10),
        references: if at == 0 { vec![cited()] } else { Vec::new() },
    };
    own.questions = keys.iter().enumerate().map(question).collect();
    own
}

fn check(model: i64, answers: &[(&str, Option<Answer>)]) -> FrozenCheck {
    let question = |(key, answer): &(&str, Option<Answer>)| CheckedQuestion {
        key: (*key).to_owned(),
        title: key.to_uppercase(),
        text: "Is it so?".to_owned(),
        weight: Points(10),
        answer: *answer,
        note: String::new(),
    };
    FrozenCheck {
        format: FrozenCheck::FORMAT,
        questionnaire: "own-check".to_owned(),
        questionnaire_version: 1,
        questionnaire_title: "Our own check".to_owned(),
        questionnaire_sha256: "7c1e".repeat(16),
        unit: UnitId(1),
        unit_name: "Online Store".to_owned(),
        unit_path: vec!["Online Store".to_owned()],
        model: Some(FrozenModel { id: ModelId(model), name: format!("Model {model}") }),
        bands: Bands::default(),
        questions: answers.iter().map(question).collect(),
        submitted_by: FrozenPerson { id: PersonId(4), name: "Priya Raman".to_owned() },
        submitted_at: Timestamp::start_of(day("2026-11-20")),
    }
}

#[test]
fn a_yes_supports_an_item_while_accepted_evidence_has_not_expired_and_is_claimed_after() {
    let units = [unit(1, Some(&[1]), &[1])];
    let (standing, counts) = stands(&units, "2026-12-09");
    assert_eq!(standing, Standing::Supported);
    assert_eq!(counts, Counts { supported: 1, ..Counts::default() });
    let (standing, counts) = stands(&units, "2026-12-10");
    assert_eq!(standing, Standing::Claimed, "it expired");
    assert_eq!(counts, Counts { claimed: 1, ..Counts::default() });
}

#[test]
fn a_no_contradicts_an_item_whatever_others_say_and_whatever_evidence_there_is() {
    let units = [unit(1, Some(&[1]), &[1]), unit(2, Some(&[2]), &[1]), unit(3, None, &[])];
    let (standing, counts) = stands(&units, "2026-11-29");
    assert_eq!(standing, Standing::Contradicted);
    assert_eq!(counts, Counts { supported: 1, denied: 1, unknown: 1, claimed: 0 });
    assert_eq!(counts.said("unit", "units"), "3 units: 1 supported, 1 denied and 1 unknown");
}

#[test]
fn a_unit_that_was_never_assessed_stays_in_the_denominator_and_is_never_counted_as_good() {
    let units = [unit(1, Some(&[1]), &[1]), unit(2, None, &[])];
    let (standing, counts) = stands(&units, "2026-11-29");
    assert_eq!((standing, counts.all(), counts.unknown), (Standing::Partly, 2, 1));
    let (standing, counts) = stands(&units[1..], "2026-11-29");
    assert_eq!((standing, counts.unknown), (Standing::Unanswered, 1));
    assert_eq!(stands(&units, "2026-10-31").0, Standing::Unanswered, "the day before");
    assert_eq!(stands(&[], "2026-11-29").0, Standing::Unanswered, "there is nobody to ask");
}

#[test]
fn of_several_questions_about_an_item_the_worst_answer_of_a_unit_counts() {
    let mut twice = Asking::baseline();
    twice.questions[1].items.push(cited());
    let standing = |yes: &[u16], proven: &[u16]| {
        let voices = voices(&[unit(1, Some(yes), proven)], "2026-11-29");
        let item = find(&coverage(std::slice::from_ref(&twice), &voices)).clone();
        assert_eq!((item.asked_by.len(), item.units.all()), (2, 1), "a unit counts once");
        item.standing()
    };
    assert_eq!(standing(&[1, 2], &[1, 2]), Standing::Supported);
    assert_eq!(standing(&[1, 2], &[1]), Standing::Claimed);
    assert_eq!(standing(&[1], &[1]), Standing::Contradicted);
}

#[test]
fn a_check_has_no_evidence_so_its_yes_is_claimed_and_what_it_leaves_open_is_unknown() {
    let asked = [Asking::baseline(), Asking::from(own(1, &["first", "second"]))];
    let said = |answer| {
        let mut voices = voices(&[unit(1, Some(&[1]), &[1])], "2026-11-29");
        voices.push(Voice::of_check(&check(5, &[("first", answer), ("second", None)])));
        let frameworks = coverage(&asked, &voices);
        let item = find(&frameworks);
        assert_eq!(item.units.supported, 1, "models are counted apart");
        (item.standing(), item.models.said("model", "models"))
    };
    let words = |text: &str| text.to_owned();
    assert_eq!(said(Some(Answer::Yes)), (Standing::Claimed, words("1 model: 1 claimed")));
    assert_eq!(said(Some(Answer::No)), (Standing::Contradicted, words("1 model: 1 denied")));
    assert_eq!(said(None), (Standing::Partly, words("1 model: 1 unknown")));
}

#[test]
fn an_older_check_counts_for_the_questions_that_its_questionnaire_still_asks() {
    let voices = [Voice::of_check(&check(5, &[("first", Some(Answer::Yes))]))];
    let models = |keys: &[&str]| {
        let asked = [Asking::baseline(), Asking::from(own(2, keys))];
        find(&coverage(&asked, &voices)).models
    };
    assert_eq!(models(&["first", "new"]), Counts { claimed: 1, ..Counts::default() });
    assert_eq!(models(&["new", "first"]), Counts { unknown: 1, ..Counts::default() });
    let retired = [Asking::baseline()];
    assert_eq!(find(&coverage(&retired, &voices)).models.all(), 0, "it is asked no more");
    assert_eq!(voices[0].to("never asked"), Said::Unknown);
}

#[test]
fn every_item_of_the_crosswalk_stands_once_under_its_framework_with_the_questions_that_ask_it() {
    let frameworks = coverage(&[Asking::baseline()], &[]);
    for question in &baseline().questions {
        for reference in &question.references {
            let framework =
                frameworks.iter().find(|it| it.source.name == reference.framework).unwrap();
            let mut found = framework.items.iter().filter(|it| it.id == reference.id);
            let item = found.next().unwrap();
            assert_eq!(found.next(), None, "{} stands twice", item.id);
            assert_eq!(item.title, reference.title);
            assert!(item.asked_by.iter().any(|it| it.question == question.label), "{}", item.id);
        }
        assert!(frameworks.iter().all(|it| it.count(Standing::Unanswered) == it.items.len()));
    }
    let nist = frameworks.iter().find(|it| it.source.name == "NIST AI RMF").unwrap();
    let ids: Vec<&str> = nist.items.iter().map(|it| it.id.as_str()).collect();
    let at = |id: &str| ids.iter().position(|it| *it == id).unwrap();
    assert!(at("MEASURE 2.7") < at("MEASURE 2.10"), "{ids:?}");
}
