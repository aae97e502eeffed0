//! Checks: what is said to a questionnaire of the organisation's own, and what of it is kept.

use domain::assessment::FrozenPerson;
use domain::checks::{CheckOf, FrozenCheck, FrozenModel, Given, answered, must_be_about};
use domain::questionnaires::{Question, Questionnaire, Subject};
use domain::{Answer, AppError, Band, ModelId, PersonId, Points, Timestamp, UnitId};

fn asked() -> Questionnaire {
    let mut asked = Questionnaire::blank("own-check", "Our own check", Subject::Model);
    asked.questions = ["first", "second", "third"]
        .map(|key| Question {
            key: key.to_owned(),
            title: key.to_uppercase(),
            text: "Is it so?".to_owned(),
            guidance: String::new(),
            weight: Points(10),
            references: Vec::new(),
        })
        .to_vec();
    asked
}

fn given(question: &str, answer: Option<Answer>, note: &str) -> Given {
    Given { question: question.to_owned(), answer, note: note.to_owned() }
}

#[cfg(test)]
fn frozen(given: &[Given]) -> FrozenCheck {
    FrozenCheck {
        format: FrozenCheck::FORMAT,
        questionnaire: "own-check".to_owned(),
        questionnaire_version: 1,
        questionnaire_title: "Our own check".to_owned(),
        questionnaire_sha256: "7c1e".repeat(16),
        unit: UnitId(3),
        unit_name: "Online Store".to_owned(),
        unit_path: vec!["Aldermoor Group".to_owned(), "Online Store".to_owned()],
        model: Some(FrozenModel { id: ModelId(5), name: "Shop Assistant".to_owned() }),
        bands: asked().bands,
        questions: answered(&asked(), given).unwrap(),
        submitted_by: FrozenPerson { id: PersonId(4), name: "Priya Raman".to_owned() },
        submitted_at: Timestamp::start_of(crate::day("2026-11-29")),
    }
}

#[test]
fn a_complete_check_has_a_band_and_an_incomplete_one_says_how_far_it_got() {
    let (yes, no) = (Some(Answer::Yes), Some(Answer::No));
    let some = frozen(&[given("second", no, ""), given("first", yes, "")]);
    assert_eq!(some.progress().to_string(), "2 of 3 answered, 10 so far, could reach 20");
    assert_eq!(some.band(), None, "an unanswered question is never counted as good");
    let all = frozen(&[given("second", no, ""), given("first", yes, ""), given("third", no, "")]);
    assert_eq!(all.progress().to_string(), "3 of 3 answered");
    assert_eq!((all.progress().so_far, all.band()), (Points(20), Some(Band::Moderate)));
}

#[test]
fn every_question_is_kept_in_its_order_with_its_text_and_what_was_said() {
    let kept =
        frozen(&[given("third", Some(Answer::No), " Not yet. \r\n"), given("first", None, "?")]);
    let said: Vec<_> =
        kept.questions.iter().map(|it| (it.key.as_str(), it.answer, it.note.as_str())).collect();
    let expected =
        [("first", None, "?"), ("second", None, ""), ("third", Some(Answer::No), "Not yet.")];
    assert_eq!(said, expected);
    assert_eq!(kept.questions[2].text, "Is it so?");
    let sealed = kept.seal().unwrap();
    assert_eq!(FrozenCheck::read(&sealed.content).unwrap(), kept);
}

#[test]
fn what_is_not_asked_or_said_twice_or_too_long_is_told_field_by_field() {
    let yes = Some(Answer::Yes);
    let long = "n".repeat(2001);
    let said =
        [given("fourth", yes, ""), given("first", yes, &long), given("first", None, "Or not?")];
    let Err(AppError::Invalid(invalid)) = answered(&asked(), &said) else { panic!("it is wrong") };
    let about = |field| invalid.about(field).unwrap();
    assert_eq!(about("answers.fourth"), "This questionnaire asks no such question.");
    assert_eq!(about("answers.first"), "This question is answered twice.");
    assert_eq!(about("notes.first"), "At most 2000 characters; this has 2001.");
    let nothing = answered(&asked(), &[given("first", None, "Well.")]);
    assert_eq!(nothing, Err(AppError::field("", "Answer at least one question.")));
}

#[test]
fn a_questionnaire_about_models_is_not_asked_about_a_unit() {
    assert_eq!(must_be_about(&asked(), CheckOf::Model(ModelId(5))), Ok(()));
    let said = "This is asked about a model, and not about a business unit.";
    let wrong = must_be_about(&asked(), CheckOf::Unit(UnitId(3)));
    assert_eq!(wrong, Err(AppError::field("questionnaire", said)));
}
