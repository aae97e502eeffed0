//! Evidence: how an item stands, and how a verdict is given.

use domain::evidence::{EvidenceState, Facts, RejectReason, Verdict, given, state, support};
use domain::{Invalid, Support};

use crate::{ago, day};

const TODAY: &str = "2026-11-23";

#[test]
fn the_state_of_an_item_follows_from_its_facts() {
    use EvidenceState as S;
    let today = day(TODAY);
    let fresh = Facts { verdict: None, valid_until: today, withdrawn: false, superseded: false };
    let with = |verdict| Facts { verdict: Some(verdict), ..fresh };
    assert_eq!(state(&fresh, today), S::Pending);
    assert_eq!(state(&with(Verdict::Accepted), today), S::Accepted, "its last day still counts");
    assert_eq!(state(&with(Verdict::Rejected), today), S::Rejected);
    assert_eq!(state(&with(Verdict::Asked), today), S::Asked);

    let tomorrow = ago(-1, today);
    assert_eq!(state(&fresh, tomorrow), S::Expired);
    assert_eq!(state(&with(Verdict::Accepted), tomorrow), S::Expired);
    assert_eq!(state(&with(Verdict::Asked), tomorrow), S::Expired);
    assert_eq!(state(&with(Verdict::Rejected), tomorrow), S::Rejected, "rejected says more");

    for verdict in [None, Some(Verdict::Accepted), Some(Verdict::Rejected), Some(Verdict::Asked)] {
        for superseded in [false, true] {
            let gone = Facts { verdict, withdrawn: true, superseded, ..fresh };
            assert_eq!(state(&gone, tomorrow), S::Withdrawn);
        }
        let replaced = Facts { verdict, superseded: true, ..fresh };
        assert_eq!(state(&replaced, today), S::Superseded);
    }
}

#[test]
fn a_remark_on_what_has_run_out_is_not_what_is_to_be_done() {
    let today = day(TODAY);
    let verdict = Some(Verdict::Rejected);
    let rejected = Facts { verdict, valid_until: today, withdrawn: false, superseded: false };
    let tomorrow = ago(-1, today);
    assert_eq!(state(&rejected.without_spent_remark(today), today), EvidenceState::Rejected);
    assert_eq!(state(&rejected.without_spent_remark(tomorrow), tomorrow), EvidenceState::Expired);
}

#[test]
fn one_accepted_item_is_enough_and_nothing_else_counts() {
    use EvidenceState as S;
    assert_eq!(support([]), Support::Nothing);
    assert_eq!(support([S::Rejected, S::Accepted, S::Expired]), Support::Accepted);
    assert_eq!(support([S::Rejected, S::Asked]), Support::Pending);
    assert_eq!(support([S::Expired, S::Rejected]), Support::Rejected);
    assert_eq!(support([S::Superseded]), Support::Nothing, "its new revision speaks for it");
    assert_eq!(support([S::Withdrawn, S::Superseded]), Support::Withdrawn);
    assert_eq!(support([S::Withdrawn, S::Expired]), Support::Expired);
    for state in S::ALL {
        assert_eq!(state.support() == Support::Accepted, *state == S::Accepted, "{state}");
    }
}

#[test]
fn a_rejection_needs_a_listed_reason_and_words_a_question_needs_words() {
    let late = Some(RejectReason::OutOfDate);
    let rejected = given(Verdict::Rejected, late, " The export is of May. ").unwrap();
    assert_eq!(rejected.reason, "Out of date: The export is of May.");
    let other = given(Verdict::Rejected, Some(RejectReason::Other), "It is a joke.").unwrap();
    assert_eq!(other.reason, "It is a joke.");

    let fields = |result: Result<_, Invalid>| {
        result
            .map(|_: domain::evidence::GivenVerdict| ())
            .unwrap_err()
            .0
            .into_iter()
            .map(|e| e.field)
            .collect::<Vec<_>>()
    };
    assert_eq!(fields(given(Verdict::Rejected, None, "")), ["reason", "comment"]);
    assert_eq!(fields(given(Verdict::Rejected, late, "  ")), ["comment"]);
    assert_eq!(fields(given(Verdict::Asked, None, "")), ["comment"]);
    assert_eq!(fields(given(Verdict::Accepted, None, &"x".repeat(4000))), ["comment"]);
    assert_eq!(given(Verdict::Asked, late, "Which account?").unwrap().reason, "Which account?");
    assert_eq!(given(Verdict::Accepted, None, "").unwrap().reason, "");
    // The column takes 4,000 characters.
    for reason in RejectReason::ALL {
        let longest = given(Verdict::Rejected, Some(*reason), &"x".repeat(3900)).unwrap();
        assert!(longest.reason.chars().count() <= 4000);
    }
}
