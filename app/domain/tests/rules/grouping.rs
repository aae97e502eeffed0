//! How the list of tasks is grouped by due days, and which filters of it are kept.

use chrono::Duration;
use domain::AppError;
use domain::tasks::{DueWindow, TaskState, filter_name, must_be_filter, must_have_room};

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

fn said_about<T: std::fmt::Debug>(field: &str, result: Result<T, AppError>) -> String {
    match result {
        Err(AppError::Invalid(invalid)) => invalid.about(field).unwrap_or_default().to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_kept_filter_has_a_name_of_at_most_sixty_characters() {
    assert_eq!(filter_name("  Blocked and mine ").unwrap(), "Blocked and mine");
    assert_eq!(filter_name(&"ü".repeat(60)).unwrap().chars().count(), 60);
    for wrong in ["", "   ", &"x".repeat(61), "two\nlines", "\u{202e}turned"] {
        assert!(filter_name(wrong).unwrap_err().about("name").is_some(), "{wrong:?}");
    }
}

#[test]
fn a_kept_filter_says_something_and_is_nothing_but_an_address() {
    for good in ["unit=3", "q=a%20b%26c&standing=in-progress&view=board", "q=~._"] {
        assert_eq!(must_be_filter(good), Ok(()));
    }
    assert!(said_about("", must_be_filter("")).contains("first"));
    let long = format!("q={}", "x".repeat(3000));
    for wrong in ["q=a b", "q=\"", "q=<b>", "q=ä", "?unit=3", "unit=3#top", "/tasks", &long] {
        assert!(said_about("", must_be_filter(wrong)).contains("too long"), "{wrong}");
    }
}

#[test]
fn one_person_keeps_at_most_twenty_filters() {
    assert_eq!(must_have_room(19), Ok(()));
    assert!(said_about("name", must_have_room(20)).contains("Remove one first"));
}
