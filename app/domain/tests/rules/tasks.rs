//! Tasks: what they come from, what is typed about them, what is proposed, and accepting a risk.

use std::collections::BTreeSet;

use domain::tasks::acceptance::{
    AcceptanceDecision, AcceptanceEnd, AcceptanceState, acceptance, acceptance_state,
    decision_words, is_over,
};
use domain::tasks::{Cause, Priority, TaskEffort, TaskEntry, comment, due_on, new_task};
use domain::{EvidenceId, FindingId, ModelId, PersonId, QuestionNo, RequestId, UnitId};

use crate::day;

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

#[cfg(feature = "content")]
#[test]
fn every_question_has_a_task_to_propose_that_lacks_nothing_but_whose_it_is() {
    use domain::questionnaire::baseline;
    use domain::tasks::proposal;

    let today = day("2026-11-27");
    for question in &baseline().questions {
        let fresh = proposal(question, today, today);
        let task = new_task(&TaskEntry { assignee: "7".to_owned(), ..fresh }, 10, today, None);
        let task = task.unwrap_or_else(|invalid| panic!("{}: {invalid:?}", question.key));
        assert_eq!(task.question, question.no);
        assert_eq!((task.due_on - today).num_days(), i64::from(question.default_due_days));
        assert_eq!(task.steps, question.steps);
        assert_ne!(task.title, question.label, "{}", question.key);
        let late = proposal(question, day("2020-01-01"), today);
        assert_eq!(late.due_on, "2026-12-04", "a week is left at least");
    }
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

#[test]
fn an_acceptance_stands_as_it_was_decided_until_its_day_is_over() {
    use AcceptanceDecision::{Declined, Granted};
    use AcceptanceState as S;
    let (last, next) = (day("2027-03-31"), day("2027-04-01"));
    let stands = |decision, ended, today| acceptance_state(decision, ended, last, today);
    assert_eq!(stands(None, None, last), S::Asked);
    assert_eq!(stands(Some(Granted), None, last), S::Granted, "with its last day");
    assert_eq!(stands(Some(Granted), None, next), S::Lapsed, "before anything noted it");
    assert_eq!(stands(None, None, next), S::Lapsed, "nobody decided in time");
    assert_eq!(stands(Some(Declined), None, next), S::Declined);
    assert_eq!(stands(Some(Granted), Some(AcceptanceEnd::Withdrawn), next), S::Withdrawn);
    assert_eq!(stands(Some(Granted), Some(AcceptanceEnd::Lapsed), next), S::Lapsed);
}

#[test]
fn a_no_to_a_risk_needs_a_reason() {
    assert_eq!(decision_words("", false).unwrap(), "");
    assert!(decision_words(" ", true).unwrap_err().about("words").is_some());
    assert_eq!(decision_words(" Not this one. ", true).unwrap(), "Not this one.");
}
