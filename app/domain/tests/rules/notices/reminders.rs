//! What a daily run reminds of, said once and never in a flood.

use std::collections::BTreeSet;

use domain::notices::{
    NoticeKind, Reminder, acceptance_stage, evidence_stage, is_due_soon, overdue_number,
    round_stage,
};
use domain::{AcceptanceId, Day, EvidenceId, RoundId, TaskId};

use crate::{ago, day};

const LAST: &str = "2026-12-31";

/// What is said with so many days left.
fn left(days: i64, rule: fn(Day, Day) -> Option<u16>) -> Option<u16> {
    rule(day(LAST), ago(days, day(LAST)))
}

#[test]
fn evidence_is_spoken_of_30_7_and_1_days_before_its_end_the_most_urgent_alone() {
    for (days, expected) in [
        (31, None),
        (30, Some(30)),
        (8, Some(30)),
        (7, Some(7)),
        (2, Some(7)),
        (1, Some(1)),
        (0, Some(1)),
        (-1, None),
        (-9000, None),
        (90_000, None),
    ] {
        assert_eq!(left(days, evidence_stage), expected, "{days} days left");
    }
}

#[test]
fn rounds_are_spoken_of_7_and_1_days_before_and_acceptances_14_3_and_1() {
    let rounds: Vec<_> = [8, 7, 2, 1, 0, -1].map(|days| left(days, round_stage)).into();
    assert_eq!(rounds, [None, Some(7), Some(7), Some(1), Some(1), None]);
    let days = [15, 14, 4, 3, 2, 1, 0, -1];
    let acceptances: Vec<_> = days.map(|days| left(days, acceptance_stage)).into();
    let expected = [None, Some(14), Some(14), Some(3), Some(3), Some(1), Some(1), None];
    assert_eq!(acceptances, expected);
}

#[test]
fn a_task_is_due_soon_for_three_days_and_then_overdue_week_by_week() {
    let due = day(LAST);
    let soon: Vec<i64> = (-5..10).filter(|days| is_due_soon(due, ago(*days, due))).collect();
    assert_eq!(soon, [0, 1, 2, 3]);
    let numbers = [0, 1, 7, 8, 14, 15, 365].map(|late| overdue_number(due, ago(-late, due)));
    assert_eq!(numbers, [None, Some(1), Some(1), Some(2), Some(2), Some(3), Some(53)]);
    assert_eq!(overdue_number(due, ago(30, due)), None);
}

#[test]
fn a_reminder_has_a_key_that_stays_the_same_until_the_day_moves() {
    let today = day("2026-12-24");
    let last = day(LAST);
    let said = |reminder: Option<Reminder>| reminder.unwrap().to_string();
    let evidence = Reminder::of_evidence(EvidenceId(77), last, today);
    assert_eq!(said(evidence), "evidence-expiring:77:7:2026-12-31");
    assert_eq!(evidence.unwrap().kind(), NoticeKind::EvidenceExpiring);
    assert_eq!(said(Reminder::of_round(RoundId(3), last, today)), "round-due:3:7:2026-12-31");
    let acceptance = Reminder::of_acceptance(AcceptanceId(4), last, today);
    assert_eq!(said(acceptance), "acceptance-expiring:4:14:2026-12-31");
    let task = |today| Reminder::of_task(TaskId(12), last, today);
    assert_eq!(task(today), None);
    assert_eq!(said(task(day("2026-12-28"))), "due-soon:12:2026-12-31");
    assert_eq!(said(task(last)), "due-soon:12:2026-12-31");
    assert_eq!(said(task(day("2027-01-01"))), "overdue:12:1:2026-12-31");
    assert_eq!(said(task(day("2027-01-07"))), "overdue:12:1:2026-12-31");
    assert_eq!(said(task(day("2027-01-08"))), "overdue:12:2:2026-12-31");
    let moved = Reminder::of_task(TaskId(12), day("2027-01-31"), day("2027-01-30"));
    assert_eq!(said(moved), "due-soon:12:2027-01-31", "a new day is a new reminder");
}

/// How many reminders a year of daily runs says, with gaps in which nothing ran.
fn said(of: impl Fn(Day) -> Option<Reminder>, runs: impl Iterator<Item = i64>) -> usize {
    let days = runs.map(|days| ago(-days, day("2026-01-01")));
    days.filter_map(of).map(|reminder| reminder.to_string()).collect::<BTreeSet<_>>().len()
}

#[test]
fn a_year_of_daily_runs_says_each_once_and_a_downtime_brings_no_flood() {
    let last = day("2026-06-30");
    let evidence = |today| Reminder::of_evidence(EvidenceId(1), last, today);
    assert_eq!(said(evidence, 0..365), 3);
    assert_eq!(said(evidence, (0..365).chain(0..365)), 3, "a day run twice says it once");
    assert_eq!(
        said(evidence, (0..100).chain(179..365)),
        1,
        "what was slept through is not made up"
    );
    let task = |today| Reminder::of_task(TaskId(1), last, today);
    assert_eq!(said(task, 0..181), 1, "up to its day");
    assert_eq!(said(task, 0..181 + 28), 1 + 4, "and once a week after it");
    assert_eq!(said(task, std::iter::once(364)), 1);
}
