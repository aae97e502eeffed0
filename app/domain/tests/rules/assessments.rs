//! The life of an assessment: every state by every step.

use domain::assessment::{
    Correction, DEFAULT_CADENCE_DAYS, NOTE_MAX, Round, State, Step, TRANSITIONS, correctable,
    correction, note, reason, step, steps_from, submittable,
};
use domain::duties::Duty;
use domain::score::BASELINE;
use domain::tasks::TaskState;
use domain::{Action, Answer, AppError, Points, QuestionNo, Sheet};

use crate::day;

#[test]
fn every_state_by_every_step_leads_where_the_rules_say_or_is_refused() {
    // Rows: states; columns: submit, approve, return, revise.
    let by_the_book = [
        (State::Draft, [Some(State::Submitted), None, None, None]),
        (State::Submitted, [None, Some(State::Approved), Some(State::Draft), Some(State::Draft)]),
        (State::Approved, [None, None, None, Some(State::Draft)]),
    ];
    assert_eq!(by_the_book.map(|(state, _)| state), State::ALL);
    for (state, row) in by_the_book {
        for (taken, expected) in Step::ALL.iter().zip(row) {
            let found = step(state, *taken);
            match expected {
                Some(next) => assert_eq!(found, Ok(next), "{state} {taken}"),
                None => assert!(matches!(found, Err(AppError::Conflict(_))), "{state} {taken}"),
            }
        }
        let allowed: Vec<Step> = steps_from(state).collect();
        let expected = Step::ALL.iter().zip(row).filter(|(_, to)| to.is_some());
        assert_eq!(allowed, expected.map(|(taken, _)| *taken).collect::<Vec<_>>());
    }
    assert_eq!(TRANSITIONS.len(), 5);
}

#[test]
fn a_refused_step_says_why() {
    let refused = step(State::Approved, Step::Return).unwrap_err();
    assert_eq!(refused.to_string(), "This assessment is approved, so it can't be returned.");
    let refused = step(State::Draft, Step::Approve).unwrap_err();
    assert_eq!(refused.to_string(), "This assessment is a draft, so it can't be approved.");
}

#[test]
fn only_a_draft_is_open_for_answers() {
    let open: Vec<&State> = State::ALL.iter().filter(|state| state.is_open()).collect();
    assert_eq!(open, [&State::Draft]);
}

#[test]
fn who_may_take_a_step_and_who_must_not() {
    assert_eq!(Step::Submit.action(), Action::Submit);
    assert_eq!(Step::Revise.action(), Action::Submit);
    assert_eq!(Step::Approve.action(), Action::Approve);
    assert_eq!(Step::Return.action(), Action::Approve);
    for taken in Step::ALL {
        let is_managers = taken.action() == Action::Approve;
        assert_eq!(taken.duty(), is_managers.then_some(Duty::Approve), "{taken}");
        assert_eq!(taken.needs_reason(), *taken == Step::Return, "{taken}");
    }
}

#[test]
fn submitting_needs_all_ten_answers() {
    let mut sheet = Sheet::new(&BASELINE);
    for no in [1, 2, 3, 5, 6, 7, 8].map(QuestionNo) {
        sheet.answer(no, Some(Answer::No));
    }
    let refused = submittable(&sheet).unwrap_err();
    assert_eq!(refused.to_string(), "Answer the remaining 3 questions first: 4, 9 and 10.");
    assert_eq!(refused.status(), 409);
    sheet.answer(QuestionNo(4), Some(Answer::No));
    sheet.answer(QuestionNo(10), Some(Answer::No));
    assert_eq!(submittable(&sheet).unwrap_err().to_string(), "Answer question 9 first.");
    sheet.answer(QuestionNo(9), Some(Answer::Yes));
    assert_eq!(submittable(&sheet).unwrap().claimed, Points(90));
}

#[test]
fn a_note_may_be_empty_and_has_a_limit_a_reason_may_not_be_empty() {
    assert_eq!(note("  "), Ok(String::new()));
    assert_eq!(note("a\r\nb "), Ok("a\nb".to_owned()));
    assert!(note(&"é".repeat(NOTE_MAX)).is_ok(), "characters are counted, not bytes");
    assert!(note(&"x".repeat(NOTE_MAX + 1)).is_err());
    for empty in ["", " \n\t "] {
        assert_eq!(reason(empty).unwrap_err(), "Say what has to change before it can be approved.");
    }
    assert_eq!(reason(" Question 3 lacks its note. ").unwrap(), "Question 3 lacks its note.");
}

#[test]
fn a_round_has_a_name_an_order_of_days_and_a_cadence() {
    let round = Round {
        name: " Q4 2026 ".to_owned(),
        opens_on: day("2026-10-01"),
        due_on: day("2026-12-11"),
        cadence_days: DEFAULT_CADENCE_DAYS,
    };
    assert_eq!(DEFAULT_CADENCE_DAYS, 92);
    assert_eq!(round.clone().checked().unwrap().name, "Q4 2026");
    let wrong = Round { name: String::new(), due_on: day("2026-09-30"), cadence_days: 0, ..round };
    let fields: Vec<String> =
        wrong.checked().unwrap_err().0.into_iter().map(|error| error.field).collect();
    assert_eq!(fields, ["name", "due_on", "cadence_days"]);
}

#[test]
fn an_answer_is_put_right_in_a_draft_or_by_opening_what_was_submitted() {
    let (yes, no) = (Some(Answer::Yes), Some(Answer::No));
    for (state, answer, takes) in [
        (State::Draft, None, Correction::InDraft),
        (State::Draft, no, Correction::InDraft),
        (State::Draft, yes, Correction::Stands),
        (State::Submitted, no, Correction::Opens),
        (State::Approved, no, Correction::Opens),
    ] {
        assert_eq!(correction(state, answer), takes, "{state} {answer:?}");
    }
}

#[test]
fn only_verified_work_on_a_no_gives_cause_to_put_the_answer_right() {
    for state in TaskState::ALL.iter().copied() {
        for judged in [None, Some(Answer::Yes), Some(Answer::No)] {
            let may = correctable(state, judged);
            let should = state == TaskState::Verified && judged == Some(Answer::No);
            assert_eq!(may.is_ok(), should, "{state} {judged:?}");
            assert!(should || matches!(may, Err(AppError::Conflict(_))), "{state} {judged:?}");
        }
    }
}
