//! Notices: when mail goes out, what is reminded of on which day, and what a mail says.

use domain::Timestamp;
use domain::notices::{ByMail, NoticeKind, not_before};
use proptest::prelude::*;

mod mail;
mod reminders;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// When mail goes out about what happened then: without and with quiet weekends.
fn out(by: ByMail, then: &str) -> [Option<String>; 2] {
    [false, true].map(|quiet| not_before(by, at(then), quiet).map(|moment| moment.to_string()))
}

fn both(text: &str) -> [Option<String>; 2] {
    [Some(text.to_owned()), Some(text.to_owned())]
}

fn apart(loud: &str, quiet: &str) -> [Option<String>; 2] {
    [Some(loud.to_owned()), Some(quiet.to_owned())]
}

// The 27th of November 2026 is a Friday.
const MONDAY: &str = "2026-11-30T07:00:00.000Z";

#[test]
fn mail_at_once_goes_out_at_once_and_waits_for_monday_where_weekends_are_quiet() {
    let now = |then| out(ByMail::Now, then);
    assert_eq!(now("2026-11-27T23:59:59.999Z"), both("2026-11-27T23:59:59.999Z"));
    let saturday = "2026-11-28T00:00:00.000Z";
    assert_eq!(now(saturday), apart(saturday, MONDAY));
    let sunday = "2026-11-29T23:59:59.999Z";
    assert_eq!(now(sunday), apart(sunday, MONDAY));
    let night = "2026-11-30T00:00:00.000Z";
    assert_eq!(now(night), both(night), "Monday is no weekend, however early");
}

#[test]
fn a_digest_is_of_the_next_seven_o_clock_and_of_one_day_each() {
    let digest = |then| out(ByMail::Digest, then);
    assert_eq!(digest("2026-11-26T06:59:59.999Z"), both("2026-11-26T07:00:00.000Z"));
    assert_eq!(digest("2026-11-26T07:00:00.000Z"), both("2026-11-27T07:00:00.000Z"));
    assert_eq!(digest("2026-11-27T06:00:00.000Z"), both("2026-11-27T07:00:00.000Z"));
    let friday_noon = "2026-11-27T12:00:00.000Z";
    assert_eq!(digest(friday_noon), apart("2026-11-28T07:00:00.000Z", MONDAY));
    assert_eq!(digest("2026-11-29T06:00:00.000Z"), apart("2026-11-29T07:00:00.000Z", MONDAY));
    assert_eq!(digest("2026-11-29T08:00:00.000Z"), both(MONDAY));
}

#[test]
fn who_wants_no_mail_gets_none() {
    assert_eq!(out(ByMail::Off, "2026-11-26T06:59:59.999Z"), [None, None]);
}

#[test]
fn somebody_who_waits_or_chose_to_get_it_is_told_at_once_as_long_as_nothing_else_was_chosen() {
    for kind in NoticeKind::ALL {
        let waits = matches!(
            kind,
            NoticeKind::ChainBroken
                | NoticeKind::EvidenceBroken
                | NoticeKind::Assigned
                | NoticeKind::Mentioned
                | NoticeKind::Returned
                | NoticeKind::Rejected
                | NoticeKind::Asked
                | NoticeKind::Report
        );
        assert_eq!(kind.unchosen().by_mail == ByMail::Now, waits, "{kind}");
    }
}

proptest! {
    #[test]
    fn no_mail_goes_out_before_what_it_tells_nor_more_than_three_days_after(
        minutes in 0_i64..1_000_000,
        quiet in any::<bool>(),
    ) {
        use chrono::{Datelike, Duration, Timelike};
        let then = at("2026-01-01T00:00:00Z").plus(Duration::minutes(minutes));
        for by in [ByMail::Now, ByMail::Digest] {
            let out = not_before(by, then, quiet).unwrap();
            prop_assert!(then <= out && out <= then.plus(Duration::days(3)));
            let is_weekend = out.utc().weekday().number_from_monday() > 5;
            prop_assert!(!(quiet && is_weekend), "{}", out);
            prop_assert!(by == ByMail::Now || (out.utc().hour(), out.utc().minute()) == (7, 0));
            let later = not_before(by, then.plus(Duration::minutes(1)), quiet).unwrap();
            prop_assert!(out <= later, "what happened first goes out first");
        }
    }
}
