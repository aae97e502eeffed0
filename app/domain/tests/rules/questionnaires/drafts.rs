//! Drafts: which number their version gets, how they are kept, and what the log says of them.

use domain::audit::{Line, changes};
use domain::questionnaires::{
    Newest, Questionnaire, Subject, check, following, must_be_draft, told, told_changes,
};
use domain::{AppError, Points};

use super::{question, sound};

fn newest(version: u16) -> Option<Newest> {
    Some(Newest { version, subject: Subject::Model })
}

#[test]
fn a_version_follows_the_newest_that_was_published() {
    let number = |it: Questionnaire, before| following(it, before).unwrap().version;
    assert_eq!(number(sound(1), None), 1);
    assert_eq!(number(sound(1), newest(1)), 2);
    let elsewhere = Questionnaire { version: 7, ..sound(1) };
    assert_eq!(number(elsewhere.clone(), None), 7, "a file keeps the number that it came with");
    assert_eq!(number(elsewhere.clone(), newest(3)), 7);
    assert_eq!(number(elsewhere, newest(7)), 8);
    let beyond = following(sound(1), newest(9999)).unwrap();
    assert!(must_be_draft(&beyond).is_err(), "there is no number left");
}

#[test]
fn all_versions_of_a_key_are_asked_about_the_same_kind_of_thing() {
    let other = Questionnaire { subject: Subject::Unit, ..sound(1) };
    let Err(AppError::Invalid(invalid)) = following(other, newest(1)) else {
        panic!("units and models can't be compared");
    };
    assert!(invalid.about("subject").unwrap().contains("asked about a model"));
}

#[test]
fn what_is_sealed_is_read_as_the_same_and_has_one_hash() {
    let sealed = sound(2).seal().unwrap();
    assert_eq!(Questionnaire::read(&sealed.content).unwrap(), sound(2));
    assert_eq!(sealed, sound(2).seal().unwrap());
    assert_ne!(sealed.sha256, sound(3).seal().unwrap().sha256);
}

#[test]
fn what_can_be_kept_can_be_taken_away_as_a_file() {
    let mut long = sound(100);
    for question in &mut long.questions {
        question.guidance = "g".repeat(4000);
    }
    let faults = check(&long);
    assert_eq!(faults.len(), 1);
    assert_eq!(
        faults[0].to_string(),
        "questions: All texts together are too long: as a file this has more than 256 KiB."
    );
    assert!(faults[0].stops_draft());
}

#[test]
fn the_log_tells_of_a_draft_what_changed_and_no_more() {
    let mut after = sound(3);
    after.title = "Another title".to_owned();
    after.bands.high.from = Points(30);
    after.questions[1].weight = Points(20);
    after.questions.push(question(4));
    after.questions.remove(0);
    let (old, new) = told_changes(&sound(3), &after);
    let told: Vec<String> = changes(&old.to_string(), &new.to_string())
        .into_iter()
        .filter(|change| change.lines.iter().any(|line| !matches!(line, Line::Kept(_))))
        .map(|change| change.label)
        .collect();
    assert_eq!(told, ["Bands, high", "Order", "Questions, question 2, weight", "Title"]);
    let told = |side: &serde_json::Value| {
        side["questions"].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(told(&old), ["question-1", "question-2"]);
    assert_eq!(told(&new), ["question-2", "question-4"]);
    assert!(old.get("introduction").is_none(), "{old}");
}

#[test]
fn the_log_tells_two_questions_of_the_same_key_apart() {
    let mut twice = sound(2);
    twice.questions[1].key = "question-1".to_owned();
    let (_, new) = told_changes(&sound(1), &twice);
    assert_eq!(new["questions"]["question-1 (2)"]["title"], "Question 2");
    assert_eq!(told(&twice)["questions"][1]["key"], "question-1");
}
