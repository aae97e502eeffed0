//! Separation of duties: nobody reviews evidence that they uploaded or an answer that they gave.

use domain::duties::{Duty, may_answer, may_judge, must_be_someone_else};
use domain::{Answer, AppError, PersonId};

const ME: PersonId = PersonId(1);
const COLLEAGUE: PersonId = PersonId(2);
const AUDITOR: PersonId = PersonId(3);

#[track_caller]
fn why(refused: Result<(), AppError>) -> String {
    let error = refused.unwrap_err();
    assert_eq!(error.status(), 403);
    let AppError::Refused(why) = error else { panic!("{error:?}") };
    assert!(why.contains("someone else"), "{why}");
    why
}

#[test]
fn nobody_does_the_second_step_on_their_own_work() {
    for duty in [Duty::JudgeEvidence, Duty::JudgeAnswer, Duty::Answer, Duty::Approve] {
        assert_eq!(must_be_someone_else(duty, ME, &[COLLEAGUE]), Ok(()));
        assert_eq!(must_be_someone_else(duty, ME, &[]), Ok(()));
        let _ = why(must_be_someone_else(duty, ME, &[COLLEAGUE, ME]));
    }
}

#[test]
fn nobody_reviews_evidence_that_they_uploaded() {
    assert!(why(may_judge(ME, ME, &[])).starts_with("You uploaded this evidence"));
    assert_eq!(may_judge(AUDITOR, ME, &[]), Ok(()));
}

#[test]
fn nobody_reviews_an_answer_that_they_gave_even_if_others_gave_it_too() {
    let answerers = [ME, COLLEAGUE];
    for person in answerers {
        let why = why(may_judge(person, AUDITOR, &answerers));
        assert!(why.starts_with("You have answered this question"), "{why}");
    }
    assert_eq!(may_judge(AUDITOR, ME, &answerers), Ok(()));
}

#[test]
fn nobody_gives_an_answer_whose_evidence_they_reviewed() {
    for answer in [Answer::Yes, Answer::No] {
        let why = why(may_answer(AUDITOR, Some(answer), &[AUDITOR]));
        assert!(why.starts_with("Your verdict stands on evidence for this question"), "{why}");
        assert_eq!(may_answer(ME, Some(answer), &[AUDITOR]), Ok(()));
        assert_eq!(may_answer(AUDITOR, Some(answer), &[]), Ok(()));
    }
}

#[test]
fn a_note_alone_or_an_answer_taken_back_is_open_to_everybody() {
    assert_eq!(may_answer(AUDITOR, None, &[AUDITOR]), Ok(()));
}
