//! Tasks: who takes which step, what each asks for, and that no sequence of them leads astray.

use std::collections::BTreeSet;

use domain::tasks::acceptance::{acceptance, is_over};
use domain::tasks::{
    Cause, Needs, Priority, TRANSITIONS, TaskEffort, TaskEntry, TaskState, TaskStep, comment,
    due_on, may_take, new_task, step, step_words, steps_from,
};
use domain::{Action, EvidenceId, FindingId, ModelId, PersonId, QuestionNo, RequestId, UnitId};
use proptest::prelude::*;

use crate::day;

const PRIYA: PersonId = PersonId(1);
const MATEO: PersonId = PersonId(2);
const INGRID: PersonId = PersonId(3);

#[test]
fn a_task_goes_from_open_over_done_to_verified() {
    let mut state = TaskState::Open;
    for (taken, next) in [
        (TaskStep::Start, TaskState::InProgress),
        (TaskStep::Block, TaskState::Blocked),
        (TaskStep::Resume, TaskState::InProgress),
        (TaskStep::Finish, TaskState::Done),
        (TaskStep::SendBack, TaskState::InProgress),
        (TaskStep::Finish, TaskState::Done),
        (TaskStep::Verify, TaskState::Verified),
    ] {
        state = step(state, taken).unwrap();
        assert_eq!(state, next);
    }
    let refused = step(state, TaskStep::Start).unwrap_err();
    assert_eq!(refused.to_string(), "This task is verified, so it can't be started.");
    assert!(step(TaskState::Open, TaskStep::Finish).is_err(), "what was never begun is not done");
    assert!(
        step(TaskState::Done, TaskStep::Cancel).is_err(),
        "what is done is verified or sent back"
    );
}

#[test]
fn every_step_has_one_outcome_and_every_state_can_be_reached() {
    let from: BTreeSet<_> = TRANSITIONS.iter().map(|(from, by, _)| (*from, *by)).collect();
    assert_eq!(from.len(), TRANSITIONS.len());
    for state in TaskState::ALL.iter().filter(|state| **state != TaskState::Open) {
        assert!(TRANSITIONS.iter().any(|(_, _, to)| to == state), "{state} is reached");
    }
    for state in TaskState::ALL {
        assert_eq!(steps_from(*state).count() == 0, state.is_settled(), "{state}");
    }
}

#[test]
fn reasons_and_notes_are_asked_for_where_others_depend_on_them() {
    for by in TaskStep::ALL {
        let silent = step_words(*by, "  ");
        assert_eq!(silent.is_ok(), by.needs() == Needs::Nothing, "{by}");
        assert_eq!(step_words(*by, " Keys are rotated. ").unwrap(), "Keys are rotated.");
    }
    assert_eq!(TaskStep::Finish.needs(), Needs::NoteAndEvidence);
}

#[test]
fn the_assignee_or_a_manager_does_the_work_and_somebody_else_verifies_it() {
    for by in [TaskStep::Start, TaskStep::Block, TaskStep::Resume, TaskStep::Finish] {
        assert_eq!(by.action(), Action::WorkOnTasks);
        assert!(may_take(by, PRIYA, PRIYA, false, &[]).is_ok(), "{by}");
        assert!(may_take(by, INGRID, PRIYA, true, &[]).is_ok(), "{by} by a manager");
        assert!(may_take(by, MATEO, PRIYA, false, &[]).is_err(), "{by} by a colleague");
    }
    for by in [TaskStep::Verify, TaskStep::SendBack] {
        assert_eq!(by.action(), Action::VerifyTasks);
        assert!(may_take(by, INGRID, PRIYA, true, &[PRIYA]).is_ok(), "{by}");
        let own = may_take(by, INGRID, PRIYA, true, &[PRIYA, INGRID]).unwrap_err();
        assert_eq!(own.to_string(), "You worked on this task, so someone else has to verify it.");
    }
    assert!(may_take(TaskStep::Accept, INGRID, PRIYA, true, &[INGRID]).is_err());
    assert_eq!(TaskStep::Cancel.action(), Action::AssignTasks);
    assert_eq!(TaskStep::Accept.action(), Action::AcceptRisk);
}

#[test]
fn a_cause_is_kept_as_text_and_read_back() {
    let causes = [
        Cause::No(UnitId(12), QuestionNo(5)),
        Cause::Rejected(EvidenceId(77), UnitId(12), QuestionNo(5)),
        Cause::Disagreement(UnitId(12), QuestionNo(5)),
        Cause::Request(RequestId(9)),
        Cause::Finding(FindingId(4)),
    ];
    let texts = ["no:12:5", "item:77:12:5", "clash:12:5", "request:9", "finding:4"];
    for (cause, text) in causes.into_iter().zip(texts) {
        assert_eq!(cause.to_string(), text);
        assert_eq!(text.parse(), Ok(cause));
    }
    for wrong in ["", "no", "no:12", "no:12:0", "no:12:5:1", "item:x:12:5", "cake:1"] {
        assert!(wrong.parse::<Cause>().is_err(), "{wrong}");
    }
}

fn entry() -> TaskEntry {
    TaskEntry {
        title: " Scope the refund agent ".to_owned(),
        about: String::new(),
        question: "2".to_owned(),
        assignee: "7".to_owned(),
        due_on: "2026-12-18".to_owned(),
        priority: "high".to_owned(),
        effort: "S".to_owned(),
        models: vec!["3".to_owned(), "3".to_owned()],
        steps: "List its tools\n\n  Take two away \n".to_owned(),
        cause: "no:12:2".to_owned(),
    }
}

#[test]
fn a_task_is_somebodys_work_up_to_a_day() {
    let today = day("2026-11-27");
    let task = new_task(&entry(), 10, today, None).unwrap();
    assert_eq!(task.title, "Scope the refund agent");
    assert_eq!((task.question, task.assignee), (QuestionNo(2), PersonId(7)));
    assert_eq!((task.priority, task.effort), (Priority::High, TaskEffort::Small));
    assert_eq!(task.steps, ["List its tools", "Take two away"]);
    assert_eq!(task.models, BTreeSet::from([ModelId(3)]));
    assert_eq!(task.cause, Some(Cause::No(UnitId(12), QuestionNo(2))));

    let nothing = new_task(&TaskEntry::default(), 10, today, None).unwrap_err();
    for field in ["title", "question", "assignee", "due_on", "priority", "effort"] {
        assert!(nothing.about(field).is_some(), "{field}");
    }
    for (field, wrong) in [
        ("question", TaskEntry { question: "11".to_owned(), ..entry() }),
        ("due_on", TaskEntry { due_on: "2026-11-26".to_owned(), ..entry() }),
        ("due_on", TaskEntry { due_on: "2036-11-26".to_owned(), ..entry() }),
        ("models", TaskEntry { models: vec!["all".to_owned()], ..entry() }),
        ("steps", TaskEntry { steps: "x\n".repeat(41), ..entry() }),
        ("", TaskEntry { cause: "cake:1".to_owned(), ..entry() }),
    ] {
        let invalid = new_task(&wrong, 10, today, None).unwrap_err();
        assert!(invalid.about(field).is_some(), "{field}: {invalid:?}");
    }
    let late = TaskEntry { due_on: "2026-10-01".to_owned(), ..entry() };
    assert!(new_task(&late, 10, today, Some(day("2026-10-01"))).is_ok(), "a day that passed stays");
    assert!(due_on("2026-11-27", today).is_ok() && due_on("yesterday", today).is_err());
    assert!(comment("  ").is_err() && comment("@Priya Raman, see above.").is_ok());
}

#[test]
fn a_risk_is_accepted_for_a_reason_and_up_to_a_day() {
    let today = day("2026-11-27");
    let asked = acceptance("The supplier replaces it in March.", "2027-03-31", today).unwrap();
    assert_eq!(asked.until, day("2027-03-31"));
    for (reason, until, field) in [
        ("", "2027-03-31", "reason"),
        ("x", "2026-11-27", "until"),
        ("x", "2027-12-31", "until"),
        ("x", "soon", "until"),
    ] {
        let invalid = acceptance(reason, until, today).unwrap_err();
        assert!(invalid.about(field).is_some(), "{reason:?} {until}");
    }
    assert!(!is_over(asked.until, day("2027-03-31")) && is_over(asked.until, day("2027-04-01")));
}

fn any_try() -> impl Strategy<Value = (TaskStep, i64, bool)> {
    (proptest::sample::select(TaskStep::ALL), 1_i64..5, any::<bool>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn no_sequence_of_steps_leads_astray(tries in prop::collection::vec(any_try(), 0..40)) {
        let mut state = TaskState::Open;
        let mut doers: Vec<PersonId> = Vec::new();
        for (by, person, is_manager) in tries {
            let person = PersonId(person);
            let was = state;
            let allowed = may_take(by, person, PRIYA, is_manager, &doers);
            let (Ok(()), Ok(next)) = (allowed, step(state, by)) else { continue };
            prop_assert!(!was.is_settled(), "{} after {}", by, was);
            prop_assert!(TRANSITIONS.contains(&(was, by, next)));
            if matches!(by, TaskStep::Start | TaskStep::Block | TaskStep::Resume | TaskStep::Finish) {
                prop_assert!(person == PRIYA || is_manager);
                doers.push(person);
            }
            if next == TaskState::Verified {
                prop_assert_eq!(was, TaskState::Done);
                prop_assert!(!doers.contains(&person), "nobody verifies what they did");
            }
            state = next;
        }
    }
}
