use domain::reports::{Asked, Matter, Report, TaskDays};
use domain::{Day, QuestionNo, UnitId};
use proptest::prelude::*;

use super::{day, first, matter, on, taken, unit};

fn task(question: u16, opened: &str, due: &str, closed: Option<&str>) -> TaskDays {
    TaskDays {
        unit: UnitId(1),
        question: QuestionNo(question),
        opened: on(opened),
        due: on(due),
        done: None,
        closed: closed.map(on),
        is_put_aside: false,
    }
}

fn report(tasks: Vec<TaskDays>) -> Report {
    let shop = unit(1, "Shop", vec![taken(1, on("2025-11-01"), first(4))], Vec::new());
    Report::of(Asked::default(), Matter { tasks, ..matter([shop]) })
}

#[test]
fn tasks_are_counted_in_the_period_in_which_they_were_opened_and_closed() {
    let report = report(vec![
        task(5, "2025-10-01", "2026-02-01", Some("2026-02-10")),
        task(6, "2026-01-01", "2026-06-01", Some("2026-06-30")),
        task(7, "2026-09-01", "2026-10-01", None),
        task(7, "2026-11-01", "2026-12-01", None),
    ]);
    let flow: Vec<_> =
        report.work.flow.iter().map(|it| (it.opened, it.closed, it.open, it.overdue)).collect();
    assert_eq!(flow, [(0, 0, 1, 0), (1, 1, 1, 0), (0, 1, 0, 0), (1, 0, 1, 0), (1, 0, 2, 1)]);
    let days: Vec<_> = report.work.flow.iter().map(|it| it.days_to_close).collect();
    assert_eq!(days, [None, Some(132), Some(180), None, None]);
    assert_eq!(report.work.days_to_close, Some(132));
    assert_eq!((report.work.ages.month, report.work.ages.quarter), (1, 1));
    assert_eq!(report.work.at_stake, 10, "two tasks about one question win it back once");
    let said = report.said();
    let expected =
        "3 tasks were opened and 2 closed; 2 are open, 1 of them late, with 10 points at stake.";
    assert!(said.iter().any(|it| it == expected), "{said:?}");
}

#[test]
fn what_is_done_is_not_late_and_an_accepted_risk_is_not_open() {
    let late = task(7, "2026-09-01", "2026-10-01", None);
    let done = TaskDays { done: Some(on("2026-11-02")), ..late };
    let aside = TaskDays { closed: Some(on("2026-11-03")), is_put_aside: true, ..late };
    let report = report(vec![late, done, aside]);
    let open = report.work.open();
    assert_eq!((open.open, open.overdue, open.closed), (2, 1, 1));
    assert_eq!(report.work.days_to_close, None, "nobody did what was put aside");
}

#[test]
fn the_forecast_follows_from_the_open_tasks_and_is_none_without_any() {
    let ahead = report(vec![task(7, "2026-11-01", "2026-12-20", None)]).work.ahead;
    let shown: Vec<String> = ahead.iter().map(|it| it.on_time.points()).collect();
    assert_eq!(shown, ["100", "90", "90", "90", "90", "90"]);
    assert_eq!(ahead[0].as_usual, None, "nobody knows how punctual tasks are");
    assert!(report(Vec::new()).work.ahead.is_empty());
}

#[test]
fn tasks_of_a_unit_that_is_no_part_of_the_report_are_none_of_its_tasks() {
    let other = TaskDays { unit: UnitId(2), ..task(7, "2026-11-01", "2026-12-20", None) };
    assert_eq!(report(vec![other]).work.open().open, 0);
}

prop_compose! {
    fn any_task()(opened in 0..340u32, due in 0..60u32, takes in 0..200u32, is_open: bool) -> TaskDays {
        let closed = day(opened + takes);
        let closed = (!is_open && closed <= on("2026-11-28")).then_some(closed);
        let (opened, due): (Day, Day) = (day(opened), day(opened + due));
        let (unit, question) = (UnitId(1), QuestionNo(1));
        TaskDays { unit, question, opened, due, done: None, closed, is_put_aside: false }
    }
}

proptest! {
    #[test]
    fn what_is_open_is_what_was_open_and_opened_without_what_was_closed(
        tasks in prop::collection::vec(any_task(), 0..60),
    ) {
        let work = report(tasks).work;
        for two in work.flow.windows(2) {
            prop_assert_eq!(two[1].open + two[1].closed, two[0].open + two[1].opened);
            prop_assert!(two[1].overdue <= two[1].open);
            prop_assert_eq!(two[1].days_to_close.is_some(), two[1].closed > 0);
        }
        let ages = work.ages;
        let all = ages.month + ages.quarter + ages.half_year + ages.older;
        prop_assert_eq!(all, work.open().open);
    }
}
