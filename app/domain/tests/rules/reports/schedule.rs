//! When a report is sent by itself.

use domain::reports::{READERS_MAX, Sending, must_be_readers};
use domain::{Day, RoundId, SavedReportId};

const REPORT: SavedReportId = SavedReportId(7);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn month(since: &str, today: &str) -> Option<String> {
    Sending::of_month(REPORT, day(since), day(today)).map(|it| it.to_string())
}

#[test]
fn a_month_is_sent_once_it_has_ended_and_only_the_last_of_those_missed() {
    let october = Some("report:7:month:2026-10-31".to_owned());
    assert_eq!(month("2026-10-05", "2026-11-01"), october);
    assert_eq!(month("2026-10-05", "2026-11-30"), october, "the same all through the next month");
    assert_eq!(month("2026-01-05", "2026-11-02"), october, "nine months away are one report");
    assert_eq!(month("2026-10-31", "2026-11-01"), october);
    assert_eq!(month("2027-12-31", "2028-01-01").unwrap(), "report:7:month:2027-12-31");
}

#[test]
fn nobody_gets_what_ended_before_they_were_chosen() {
    assert_eq!(month("2026-11-01", "2026-11-30"), None);
    assert_eq!(month("2026-11-01", "2026-12-01").unwrap(), "report:7:month:2026-11-30");
}

#[test]
fn a_round_is_sent_from_the_day_after_it_was_over() {
    let over = (RoundId(3), day("2026-09-30"));
    let sending =
        |since, today| Sending::of_round(REPORT, over, day(since), day(today)).map(Sending::as_of);
    assert_eq!(sending("2026-09-01", "2026-09-30"), None, "its last day is still a day of it");
    assert_eq!(sending("2026-09-01", "2026-10-01"), Some(day("2026-09-30")));
    assert_eq!(sending("2026-10-01", "2026-10-02"), None, "chosen afterwards");
}

#[test]
fn a_notice_says_which_report_and_of_which_day() {
    let sending = Sending::Month(REPORT, day("2026-10-31"));
    assert_eq!(sending.title("Board"), "Report “Board” as of 31 Oct 2026");
}

#[test]
fn a_report_is_sent_to_somebody_and_not_to_everybody() {
    assert!(must_be_readers(0).is_err() && must_be_readers(READERS_MAX + 1).is_err());
    assert!(must_be_readers(1).is_ok() && must_be_readers(READERS_MAX).is_ok());
}
