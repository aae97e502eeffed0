//! The windows of due days by which a list of tasks is grouped.

use chrono::Duration;
use domain::tasks::{DueWindow, TaskState};

use crate::{ago, day};

#[test]
fn work_is_overdue_from_the_day_after_its_due_day() {
    let today = day("2026-11-23");
    let window = |due| DueWindow::of(TaskState::InProgress, day(due), today);
    assert_eq!(window("2026-11-22"), DueWindow::Overdue);
    assert_eq!(window("2026-11-23"), DueWindow::Week, "on the day itself it is in time");
    assert_eq!(window("2026-11-30"), DueWindow::Week);
    assert_eq!(window("2026-12-01"), DueWindow::Month);
    assert_eq!(window("2026-12-23"), DueWindow::Month);
    assert_eq!(window("2026-12-24"), DueWindow::Later);
}

#[test]
fn what_waits_for_no_work_is_not_due() {
    let today = day("2026-11-23");
    for state in TaskState::ALL {
        let is_rest = DueWindow::of(*state, ago(9, today), today) == DueWindow::Rest;
        assert_eq!(is_rest, !state.is_waiting_for_work(), "{state}");
    }
}

#[test]
fn the_windows_follow_each_other_without_a_hole() {
    let today = day("2026-11-23");
    for days in -400..400 {
        let due = today + Duration::days(days);
        let fits = |window: &&DueWindow| {
            let (first, last) = window.days();
            **window != DueWindow::Rest
                && first.is_none_or(|first| first <= days)
                && last.is_none_or(|last| days <= last)
        };
        let windows: Vec<_> = DueWindow::ALL.iter().filter(fits).collect();
        assert_eq!(windows, [&DueWindow::of(TaskState::Open, due, today)], "{days}");
    }
}
