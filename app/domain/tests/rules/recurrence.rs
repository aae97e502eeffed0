//! Work that returns: on which days, which of it is to be made, and what can be typed about it.

use chrono::{Datelike, Duration};
use domain::Day;
use domain::tasks::{
    LEAD_DAYS, OCCURRENCES_A_RUN, Returning, Rhythm, Span, due_between, occurrence, returning,
};
use proptest::prelude::*;

use crate::day;

fn first_days(first: &str, rhythm: Rhythm, n: u32) -> Vec<String> {
    (1..=n).map(|number| occurrence(day(first), rhythm, number).to_string()).collect()
}

#[test]
fn keys_are_rotated_every_90_days() {
    let days = first_days("2026-11-27", Rhythm::Days(90), 3);
    assert_eq!(days, ["2026-11-27", "2027-02-25", "2027-05-26"]);
}

#[test]
fn a_series_from_the_31st_is_due_at_the_end_of_shorter_months_and_does_not_drift() {
    let days = first_days("2027-01-31", Rhythm::Months(1), 5);
    assert_eq!(days, ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]);
    let quarters = first_days("2026-11-30", Rhythm::Months(3), 6);
    let expected =
        ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30", "2027-11-30", "2028-02-29"];
    assert_eq!(quarters, expected);
}

#[test]
fn a_number_that_is_none_and_a_day_beyond_the_calendar_break_nothing() {
    let first = day("2026-11-27");
    assert_eq!(occurrence(first, Rhythm::Days(1), 0), first);
    for rhythm in [Rhythm::Days(u16::MAX), Rhythm::Months(u16::MAX)] {
        assert_eq!(occurrence(first, rhythm, u32::MAX), Day::MAX);
    }
    assert_eq!(due_between(first, Rhythm::Days(1100), u32::MAX, Day::MAX, 90), []);
}

#[test]
fn an_occurrence_is_made_when_its_lead_begins() {
    let made =
        |after, today| due_between(day("2026-12-31"), Rhythm::Months(1), after, day(today), 14);
    assert_eq!(made(0, "2026-12-16"), []);
    assert_eq!(made(0, "2026-12-17"), [(1, day("2026-12-31"))]);
    assert_eq!(made(1, "2026-12-17"), [], "it was made");
    assert_eq!(made(1, "2027-01-17"), [(2, day("2027-01-31"))]);
}

#[test]
fn missed_occurrences_are_each_made_and_not_all_at_once() {
    let (first, rhythm) = (day("2026-01-05"), Rhythm::Days(7));
    let missed = due_between(first, rhythm, 2, day("2026-02-03"), 0);
    let expected = [(3, day("2026-01-19")), (4, day("2026-01-26")), (5, day("2026-02-02"))];
    assert_eq!(missed, expected);
    let long = due_between(first, rhythm, 0, day("2027-01-05"), 0);
    assert_eq!((long.len(), long[23].0), (OCCURRENCES_A_RUN, 24));
    let rest = due_between(first, rhythm, 24, day("2027-01-05"), 0);
    assert_eq!(rest.first(), Some(&(25, day("2026-06-22"))), "the next run goes on there");
}

#[test]
fn a_rhythm_is_kept_as_text_read_back_and_said() {
    for (rhythm, text, label) in [
        (Rhythm::Days(1), "days:1", "every day"),
        (Rhythm::Days(7), "days:7", "every week"),
        (Rhythm::Days(1100), "days:1100", "every 1,100 days"),
        (Rhythm::Months(1), "months:1", "every month"),
        (Rhythm::Months(3), "months:3", "every quarter"),
        (Rhythm::Months(6), "months:6", "every 6 months"),
        (Rhythm::Months(12), "months:12", "every year"),
        (Rhythm::Months(36), "months:36", "every 36 months"),
    ] {
        assert_eq!(rhythm.to_string(), text);
        assert_eq!(text.parse(), Ok(rhythm));
        assert_eq!(rhythm.label(), label);
    }
    for wrong in ["", "days", "days:0", "days:1101", "months:0", "months:37", "weeks:1", "days:-1"]
    {
        assert!(wrong.parse::<Rhythm>().is_err(), "{wrong}");
    }
}

#[test]
fn a_task_returns_by_a_rhythm_with_a_lead() {
    let quarterly = returning(" 90 ", "days", "14").unwrap();
    assert_eq!(quarterly, Returning { rhythm: Rhythm::Days(90), lead_days: 14 });
    assert_eq!(returning("1", "months", "0").unwrap().rhythm, Rhythm::Months(1));
}

#[test]
fn everything_that_is_wrong_with_a_rhythm_is_said_at_once() {
    let nothing = returning("", "", "").unwrap_err();
    for field in ["span", "lead_days"] {
        assert!(nothing.about(field).is_some(), "{field}");
    }
    let wrong = |field: &str, every: &str, span: &str, lead_days: &str| {
        let invalid = returning(every, span, lead_days).unwrap_err();
        invalid.about(field).unwrap_or_default().to_owned()
    };
    assert_eq!(wrong("every", "0", "days", "0"), "Enter a number of days from 1 to 1100.");
    assert_eq!(wrong("every", "37", "months", "0"), "Enter a number of months from 1 to 36.");
    assert_eq!(wrong("span", "1", "moons", "0"), "Choose days or months.");
    assert_eq!(wrong("lead_days", "365", "days", "91"), "Enter a number of days from 0 to 90.");
    assert_eq!(wrong("lead_days", "1", "months", "28"), "Enter a number of days from 0 to 27.");
    assert!(wrong("lead_days", "1", "days", "1").ends_with("enter 0."));
    assert_eq!((LEAD_DAYS, Span::ALL.len()), (90, 2));
}

fn any_rhythm() -> impl Strategy<Value = Rhythm> {
    prop_oneof![
        (1..=Rhythm::MOST_DAYS).prop_map(Rhythm::Days),
        (1..=Rhythm::MOST_MONTHS).prop_map(Rhythm::Months)
    ]
}

fn any_day() -> impl Strategy<Value = Day> {
    (0_i64..4000).prop_map(|days| day("2024-01-01") + Duration::days(days))
}

proptest! {
    #[test]
    fn occurrences_rise_keep_their_day_and_lie_as_far_apart_as_was_said(
        first in any_day(),
        rhythm in any_rhythm(),
        number in 1_u32..200,
    ) {
        let (one, next) = (occurrence(first, rhythm, number), occurrence(first, rhythm, number + 1));
        prop_assert!((next - one).num_days() >= i64::from(rhythm.shortest()));
        match rhythm {
            Rhythm::Days(days) => prop_assert_eq!((next - one).num_days(), i64::from(days)),
            Rhythm::Months(_) => {
                let is_last_of_month = one.succ_opt().unwrap().day() == 1;
                prop_assert!(one.day() == first.day() || one.day() < first.day() && is_last_of_month);
            }
        }
    }

    #[test]
    fn runs_make_every_occurrence_once_whenever_they_run(
        first in any_day(),
        rhythm in any_rhythm(),
        lead in 0_u16..=LEAD_DAYS,
        runs in prop::collection::vec(0_i64..400, 1..12),
    ) {
        let mut today = first - Duration::days(100);
        let mut made: Vec<(u32, Day)> = Vec::new();
        for days in runs {
            today += Duration::days(days);
            let last = made.last().map_or(0, |(number, _)| *number);
            let new = due_between(first, rhythm, last, today, lead);
            prop_assert!(new.len() <= OCCURRENCES_A_RUN);
            prop_assert!(new.iter().all(|(_, due)| *due - Duration::days(lead.into()) <= today));
            let next = last + u32::try_from(new.len()).unwrap() + 1;
            let is_ahead = occurrence(first, rhythm, next) - Duration::days(lead.into()) > today;
            prop_assert!(is_ahead || new.len() == OCCURRENCES_A_RUN, "nothing is left out");
            made.extend(new);
        }
        for (number, (made, due)) in (1..).zip(made) {
            prop_assert_eq!((made, due), (number, occurrence(first, rhythm, number)));
        }
    }

    #[test]
    fn every_rhythm_reads_back(rhythm in any_rhythm()) {
        prop_assert_eq!(rhythm.to_string().parse(), Ok(rhythm));
    }
}
