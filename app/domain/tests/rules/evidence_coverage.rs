//! On which days evidence counts. The days and the state of an item must never tell two stories.

use chrono::Duration;
use domain::Day;
use domain::evidence::{
    CoverEnd, Coverage, EvidenceState, Facts, History, Verdict, cover_end, coverage, state,
};
use proptest::prelude::*;

use crate::day;
use Verdict::{Accepted, Asked, Rejected};

fn history(verdicts: &[(Verdict, &str)], valid_until: &str) -> History {
    History {
        verdicts: verdicts.iter().map(|(verdict, on)| (*verdict, day(on))).collect(),
        valid_until: day(valid_until),
        withdrawn: None,
        superseded: None,
    }
}

fn days(history: &History) -> Vec<(String, String)> {
    let shown = |c: &Coverage| (c.from.to_string(), c.until.to_string());
    coverage(history).iter().map(shown).collect()
}

fn stretch(from: &str, until: &str) -> (String, String) {
    (from.to_owned(), until.to_owned())
}

#[test]
fn evidence_counts_from_its_acceptance_up_to_and_with_its_last_valid_day() {
    let accepted = history(&[(Accepted, "2026-07-02")], "2026-09-30");
    assert_eq!(days(&accepted), [stretch("2026-07-02", "2026-10-01")]);
    let [only] = coverage(&accepted)[..] else { panic!("one stretch") };
    assert!(!only.contains(day("2026-07-01")));
    assert!(only.contains(day("2026-07-02")));
    assert!(only.contains(day("2026-09-30")));
    assert!(!only.contains(day("2026-10-01")));
}

#[test]
fn without_an_acceptance_nothing_counts() {
    assert!(days(&history(&[], "2026-09-30")).is_empty());
    let never = [(Rejected, "2026-07-02"), (Asked, "2026-07-03")];
    assert!(days(&history(&never, "2026-09-30")).is_empty());
    assert!(days(&history(&[(Accepted, "2026-10-01")], "2026-09-30")).is_empty(), "too late");
}

#[test]
fn a_later_rejection_or_question_ends_it_on_its_day() {
    for later in [Rejected, Asked] {
        let ended = history(&[(Accepted, "2026-07-02"), (later, "2026-08-01")], "2026-09-30");
        assert_eq!(days(&ended), [stretch("2026-07-02", "2026-08-01")], "{later}");
    }
}

#[test]
fn it_can_be_accepted_again() {
    let again = [(Accepted, "2026-07-02"), (Asked, "2026-08-01"), (Accepted, "2026-08-05")];
    assert_eq!(
        days(&history(&again, "2026-09-30")),
        [stretch("2026-07-02", "2026-08-01"), stretch("2026-08-05", "2026-10-01")]
    );
    let twice = [(Accepted, "2026-07-02"), (Accepted, "2026-08-05")];
    assert_eq!(days(&history(&twice, "2026-09-30")), [stretch("2026-07-02", "2026-10-01")]);
}

#[test]
fn of_several_verdicts_on_a_day_the_last_counts() {
    let out = [(Accepted, "2026-07-02"), (Rejected, "2026-07-02")];
    assert!(days(&history(&out, "2026-09-30")).is_empty());
    let back = [(Accepted, "2026-07-02"), (Rejected, "2026-08-01"), (Accepted, "2026-08-01")];
    assert_eq!(days(&history(&back, "2026-09-30")), [stretch("2026-07-02", "2026-10-01")]);
}

#[test]
fn withdrawing_or_superseding_ends_it_on_its_day() {
    let accepted = history(&[(Accepted, "2026-07-02")], "2026-09-30");
    let on = |on: &str| Some(day(on));
    let withdrawn = History { withdrawn: on("2026-08-01"), ..accepted.clone() };
    assert_eq!(days(&withdrawn), [stretch("2026-07-02", "2026-08-01")]);
    let superseded = History { superseded: on("2026-07-02"), ..accepted.clone() };
    assert!(days(&superseded).is_empty(), "on the day of its acceptance");
    let late = History { withdrawn: on("2027-01-01"), ..accepted };
    assert_eq!(days(&late), [stretch("2026-07-02", "2026-10-01")], "it had expired before");
}

fn any_day() -> impl Strategy<Value = Day> {
    (0_i64..40).prop_map(|n| day("2026-01-01") + Duration::days(n))
}

fn any_history() -> impl Strategy<Value = History> {
    let verdict = (prop::sample::select(Verdict::ALL.to_vec()), any_day());
    (
        prop::collection::vec(verdict, 0..6),
        any_day(),
        prop::option::weighted(0.3, any_day()),
        prop::option::weighted(0.3, any_day()),
    )
        .prop_map(|(mut verdicts, valid_until, withdrawn, superseded)| {
            // Verdicts are only ever added: their order is that of time.
            verdicts.sort_by_key(|(_, on)| *on);
            History { verdicts, valid_until, withdrawn, superseded }
        })
}

/// What was known of the item at the end of a day.
fn as_of(history: &History, today: Day) -> Facts {
    let newest = history.verdicts.iter().rfind(|(_, on)| *on <= today);
    Facts {
        verdict: newest.map(|(verdict, _)| *verdict),
        valid_until: history.valid_until,
        withdrawn: history.withdrawn.is_some_and(|on| on <= today),
        superseded: history.superseded.is_some_and(|on| on <= today),
    }
}

#[test]
fn why_an_item_stopped_counting_is_told_by_what_happened_on_the_day() {
    let accepted = || history(&[(Accepted, "2026-07-02")], "2026-09-30");
    let on = day("2026-08-04");
    let rejected = history(&[(Accepted, "2026-07-02"), (Rejected, "2026-08-04")], "2026-09-30");
    let asked = history(&[(Accepted, "2026-07-02"), (Asked, "2026-08-04")], "2026-09-30");
    let withdrawn = History { withdrawn: Some(on), ..rejected.clone() };
    let replaced = History { superseded: Some(on), ..accepted() };
    assert_eq!(cover_end(&rejected, on), CoverEnd::Rejected);
    assert_eq!(cover_end(&asked, on), CoverEnd::Asked);
    assert_eq!(cover_end(&withdrawn, on), CoverEnd::Withdrawn);
    assert_eq!(cover_end(&replaced, on), CoverEnd::Superseded);
    assert_eq!(cover_end(&accepted(), day("2026-10-01")), CoverEnd::Expired);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn an_item_counts_on_exactly_the_days_on_which_its_state_is_accepted(history in any_history()) {
        let stretches = coverage(&history);
        for n in -2..45 {
            let today = day("2026-01-01") + Duration::days(n);
            let counts = stretches.iter().any(|stretch| stretch.contains(today));
            let state = state(&as_of(&history, today), today);
            prop_assert_eq!(counts, state == EvidenceState::Accepted, "{} {:?}", today, state);
        }
    }

    #[test]
    fn stretches_are_not_empty_in_order_and_apart(history in any_history()) {
        let stretches = coverage(&history);
        prop_assert!(stretches.iter().all(|stretch| stretch.from < stretch.until));
        prop_assert!(stretches.windows(2).all(|pair| pair[0].until < pair[1].from));
    }

    #[test]
    fn withdrawing_never_adds_a_day(history in any_history(), on in any_day()) {
        let more = coverage(&History { withdrawn: None, ..history.clone() });
        for kept in coverage(&History { withdrawn: Some(on), ..history }) {
            prop_assert!(kept.until <= on);
            prop_assert!(more.iter().any(|all| all.from <= kept.from && kept.until <= all.until));
        }
    }
}
