//! The life of a task: every state by every step, who takes it, and that no sequence leads astray.

use std::collections::BTreeSet;

use domain::duties::Duty;
use domain::tasks::{
    Needs, TRANSITIONS, Taker, TaskState, TaskStep, may_take, step, step_words, steps_from,
};
use domain::{Action, AppError, PersonId};
use proptest::prelude::*;

const PRIYA: PersonId = PersonId(1);
const MATEO: PersonId = PersonId(2);
const INGRID: PersonId = PersonId(3);

/// The line of product.md: open → in progress → (blocked with a reason) → done (needs a note and
/// evidence) → verified by someone else; or cancelled with a reason.
#[test]
fn a_task_goes_from_open_over_done_to_verified() {
    let mut state = TaskState::Open;
    for (taken, needs, next) in [
        (TaskStep::Start, Needs::Nothing, TaskState::InProgress),
        (TaskStep::Block, Needs::Reason, TaskState::Blocked),
        (TaskStep::Resume, Needs::Nothing, TaskState::InProgress),
        (TaskStep::Finish, Needs::NoteAndEvidence, TaskState::Done),
        (TaskStep::SendBack, Needs::Reason, TaskState::InProgress),
        (TaskStep::Finish, Needs::NoteAndEvidence, TaskState::Done),
        (TaskStep::Verify, Needs::Nothing, TaskState::Verified),
    ] {
        state = step(state, taken).unwrap();
        assert_eq!((taken.needs(), state), (needs, next), "{taken}");
    }
    assert_eq!(TaskStep::Cancel.needs(), Needs::Reason);
}

#[test]
fn every_state_by_every_step_leads_where_the_rules_say_or_is_refused() {
    use TaskState::{Accepted, Blocked, Cancelled, Done, InProgress, Open, Verified};
    // Rows: states. Columns: start, block, resume, finish, verify, send back, cancel, accept, reopen.
    let go = Some;
    let by_the_book = [
        (
            Open,
            [
                go(InProgress),
                go(Blocked),
                None,
                None,
                None,
                None,
                go(Cancelled),
                go(Accepted),
                None,
            ],
        ),
        (
            InProgress,
            [None, go(Blocked), None, go(Done), None, None, go(Cancelled), go(Accepted), None],
        ),
        (
            Blocked,
            [None, None, go(InProgress), None, None, None, go(Cancelled), go(Accepted), None],
        ),
        (Done, [None, None, None, None, go(Verified), go(InProgress), None, None, None]),
        (Verified, [None; 9]),
        (Cancelled, [None; 9]),
        (Accepted, [None, None, None, None, None, None, None, None, go(Open)]),
    ];
    assert_eq!(by_the_book.map(|(state, _)| state), TaskState::ALL);
    for (state, row) in by_the_book {
        for (taken, expected) in TaskStep::ALL.iter().zip(row) {
            match expected {
                Some(next) => assert_eq!(step(state, *taken), Ok(next), "{state} {taken}"),
                None => {
                    let refused = step(state, *taken);
                    assert!(matches!(refused, Err(AppError::Conflict(_))), "{state} {taken}");
                }
            }
        }
        let allowed: Vec<TaskStep> = steps_from(state).collect();
        let expected = TaskStep::ALL.iter().zip(row).filter(|(_, to)| to.is_some());
        let expected: BTreeSet<TaskStep> = expected.map(|(taken, _)| *taken).collect();
        assert_eq!(allowed.len(), expected.len(), "{state}: a step has one outcome");
        assert_eq!(allowed.into_iter().collect::<BTreeSet<_>>(), expected, "{state}");
    }
}

#[test]
fn a_refused_step_says_why() {
    let refused = step(TaskState::Verified, TaskStep::Start).unwrap_err();
    assert_eq!(refused.to_string(), "This task is verified, so it can't be started.");
    let refused = step(TaskState::Open, TaskStep::Finish).unwrap_err();
    assert_eq!(refused.to_string(), "This task is open, so it can't be marked as done.");
    let refused = step(TaskState::Accepted, TaskStep::Cancel).unwrap_err();
    let why = "This task is put aside while its risk is accepted, so it can't be cancelled.";
    assert_eq!(refused.to_string(), why);
}

#[test]
fn every_state_is_reached_from_open_and_none_is_left_once_settled() {
    let mut reached = BTreeSet::from([TaskState::Open]);
    for _ in TaskState::ALL {
        let next = TRANSITIONS.iter().filter(|(from, _, _)| reached.contains(from));
        reached.extend(next.map(|(_, _, to)| *to).collect::<Vec<_>>());
    }
    assert_eq!(reached, TaskState::ALL.iter().copied().collect());
    for state in TaskState::ALL {
        assert_eq!(steps_from(*state).count() == 0, state.is_settled(), "{state}");
    }
    let pairs: BTreeSet<_> = TRANSITIONS.iter().map(|(from, by, _)| (*from, *by)).collect();
    assert_eq!(pairs.len(), TRANSITIONS.len(), "a state and a step have one outcome");
}

#[test]
fn what_is_under_way_can_still_bring_points() {
    use TaskState::{Blocked, Done, InProgress, Open};
    let under_way: Vec<_> =
        TaskState::ALL.iter().copied().filter(|state| state.is_under_way()).collect();
    assert_eq!(under_way, [Open, InProgress, Blocked, Done]);
    let waiting: Vec<_> =
        TaskState::ALL.iter().copied().filter(|state| state.is_waiting_for_work()).collect();
    assert_eq!(waiting, [Open, InProgress, Blocked], "what waits for its verifier is not late");
}

#[test]
fn the_assignee_or_a_manager_does_the_work_and_somebody_else_verifies_it() {
    for by in [TaskStep::Start, TaskStep::Block, TaskStep::Resume, TaskStep::Finish] {
        assert_eq!((by.action(), by.taker()), (Action::WorkOnTasks, Taker::Assignee));
        assert!(may_take(by, PRIYA, PRIYA, false, &[]).is_ok(), "{by}");
        assert!(may_take(by, INGRID, PRIYA, true, &[]).is_ok(), "{by} by a manager");
        assert!(may_take(by, MATEO, PRIYA, false, &[]).is_err(), "{by} by a colleague");
    }
    for by in [TaskStep::Verify, TaskStep::SendBack] {
        assert_eq!((by.action(), by.duty()), (Action::VerifyTasks, Some(Duty::VerifyTask)));
        assert!(may_take(by, INGRID, PRIYA, true, &[PRIYA]).is_ok(), "{by}");
        let own = may_take(by, INGRID, PRIYA, true, &[PRIYA, INGRID]).unwrap_err();
        assert_eq!(own.to_string(), "You worked on this task, so someone else has to verify it.");
    }
    assert_eq!(TaskStep::Cancel.action(), Action::AssignTasks);
}

#[test]
fn a_risk_is_accepted_by_another_than_asked_for_it() {
    let accept = TaskStep::Accept;
    assert_eq!((accept.action(), accept.duty()), (Action::AcceptRisk, Some(Duty::AcceptRisk)));
    let own = may_take(accept, INGRID, PRIYA, true, &[INGRID]).unwrap_err();
    assert_eq!(own.status(), 403);
    assert!(own.to_string().starts_with("You asked for this risk to be accepted"));
    assert!(may_take(accept, INGRID, PRIYA, true, &[PRIYA]).is_ok());
    assert_eq!(TaskStep::Reopen.action(), Action::AcceptRisk);
}

#[test]
fn reasons_and_notes_are_asked_for_where_others_depend_on_them() {
    for by in TaskStep::ALL {
        let silent = step_words(*by, "  ");
        assert_eq!(silent.is_ok(), by.needs() == Needs::Nothing, "{by}");
        assert_eq!(step_words(*by, " Keys are rotated. ").unwrap(), "Keys are rotated.");
    }
}

/// Somebody who tries something: a step of the task, or asking for its risk to be accepted.
#[derive(Debug, Clone, Copy)]
enum Try {
    Take(TaskStep),
    Ask,
}

fn any_try() -> impl Strategy<Value = (Try, PersonId, bool)> {
    let what = prop_oneof![
        9 => prop::sample::select(TaskStep::ALL).prop_map(Try::Take),
        1 => Just(Try::Ask),
    ];
    // Five people, of whom any may be a manager at the moment: roles come and go.
    (what, (1_i64..=5).prop_map(PersonId), any::<bool>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn no_sequence_of_steps_leads_astray(tries in prop::collection::vec(any_try(), 0..60)) {
        let mut state = TaskState::Open;
        let mut workers: BTreeSet<PersonId> = BTreeSet::new();
        let mut asker: Option<PersonId> = None;
        for (tried, person, is_manager) in tries {
            let Try::Take(by) = tried else {
                asker = state.is_waiting_for_work().then_some(person);
                continue;
            };
            // Without the role, the gate has refused what isn't the assignee's to do.
            let has_role = is_manager || by.taker() == Taker::Assignee;
            let is_asked_for = by != TaskStep::Accept || asker.is_some();
            let doers: Vec<PersonId> = match by.duty() {
                Some(Duty::AcceptRisk) => asker.into_iter().collect(),
                _ => workers.iter().copied().collect(),
            };
            let allowed = may_take(by, person, PRIYA, is_manager, &doers);
            let next = step(state, by);
            let (true, true, Ok(()), Ok(next)) = (has_role, is_asked_for, allowed, next) else {
                continue;
            };
            prop_assert!(!state.is_settled(), "{} after {}", by, state);
            prop_assert!(TRANSITIONS.contains(&(state, by, next)));
            if by.taker() == Taker::Assignee {
                prop_assert!(person == PRIYA || is_manager, "{} by a colleague", by);
                workers.insert(person);
            }
            if next == TaskState::Verified {
                prop_assert_eq!(state, TaskState::Done);
                prop_assert!(!workers.is_empty(), "what nobody did is never verified");
                prop_assert!(!workers.contains(&person), "nobody verifies what they did");
            }
            if next == TaskState::Accepted {
                prop_assert_ne!(asker.take(), Some(person), "nobody accepts what they asked for");
            }
            state = next;
        }
        prop_assert!(TaskState::ALL.contains(&state));
    }
}
