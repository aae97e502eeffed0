//! When the program's own jobs are due.

use chrono::Duration;
use domain::Timestamp;
use domain::jobs::{Every, Job, Ran};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn ran(text: &str, failed: bool) -> Ran {
    Ran { begun: at(text), failed }
}

#[test]
fn a_job_that_never_ran_is_due() {
    for job in Job::ALL {
        assert!(job.is_due(None, at("2026-11-28T00:00:00Z")), "{job}");
    }
}

#[test]
fn a_daily_job_is_due_when_the_day_begins() {
    let ran = ran("2026-11-28T09:30:00Z", false);
    assert_eq!(Job::Reminders.every(), Every::Day);
    assert!(!Job::Reminders.is_due(Some(ran), at("2026-11-28T23:59:59Z")));
    assert!(Job::Reminders.is_due(Some(ran), at("2026-11-29T00:00:00Z")));
}

#[test]
fn an_hourly_job_is_due_an_hour_later() {
    let ran = ran("2026-11-28T09:30:00Z", false);
    assert_eq!(Job::Heads.every(), Every::Hour);
    assert!(!Job::Heads.is_due(Some(ran), at("2026-11-28T10:29:59Z")));
    assert!(Job::Heads.is_due(Some(ran), at("2026-11-28T10:30:00Z")));
}

#[test]
fn what_failed_is_tried_again_after_an_hour() {
    let ran = ran("2026-11-28T09:30:00Z", true);
    assert!(!Job::Reminders.is_due(Some(ran), at("2026-11-28T10:29:59Z")));
    assert!(Job::Reminders.is_due(Some(ran), at("2026-11-28T10:30:00Z")));
}

#[test]
fn a_month_away_is_made_up_for_by_one_run() {
    let (away, back) = (ran("2026-10-28T09:30:00Z", false), at("2026-11-28T08:00:00Z"));
    for job in Job::ALL {
        assert!(job.is_due(Some(away), back), "{job}");
        let again = Ran { begun: back, failed: false };
        assert!(!job.is_due(Some(again), back.plus(Duration::minutes(1))), "{job}");
    }
}

#[test]
fn a_clock_that_was_put_back_does_not_stop_a_job() {
    let ahead = ran("2027-11-28T09:30:00Z", false);
    assert!(Job::Heads.is_due(Some(ahead), at("2026-11-28T09:30:00Z")));
}
