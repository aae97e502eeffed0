//! Scoring: a no costs 10, a yes 0; bands; holes.

use std::borrow::Cow;

use domain::score::{BASELINE, BandRange, Rules, RulesFault, band};
use domain::{Answer, Band, Points, QuestionNo, QuestionSet, Score, Sheet, Support};
use proptest::prelude::*;

/// A set of the ten questions from ten bits.
fn set(bits: u32) -> QuestionSet {
    QuestionSet(i64::from(bits))
}

/// The band that the product's rules give: 0 to 10, 11 to 20, 30 and above.
fn band_by_the_book(points: u16) -> Band {
    match points {
        0..=10 => Band::Advanced,
        11..=20 => Band::Moderate,
        30.. => Band::High,
        21..30 => panic!("ten-point questions never land on {points}"),
    }
}

#[test]
fn all_1024_sheets_by_all_1024_coverages_claim_and_prove_what_the_rules_say() {
    for yes in 0..1024_u32 {
        for covered in 0..1024_u32 {
            let score = BASELINE.score(set(yes), set(covered));
            let claimed = u16::try_from(10 * (10 - yes.count_ones())).unwrap();
            let evidenced = u16::try_from(10 * (10 - (yes & covered).count_ones())).unwrap();
            assert_eq!(score, Score { claimed: Points(claimed), evidenced: Points(evidenced) });
            assert_eq!(band(score.claimed, true), Some(band_by_the_book(claimed)));
            assert_eq!(band(score.evidenced, true), Some(band_by_the_book(evidenced)));
        }
    }
}

/// Ten digits to the base of three: 0 is no, 1 an unproven yes, 2 a proven yes.
fn sheet_of(mut code: u32) -> (Sheet, u32, u32) {
    let mut sheet = Sheet::new(&BASELINE);
    let (mut yes, mut covered) = (0, 0);
    for no in 1..=10_u16 {
        let (answer, support) = match code % 3 {
            0 => (Answer::No, [Support::Nothing, Support::Accepted][usize::from(no % 2)]),
            1 => (Answer::Yes, [Support::Pending, Support::Rejected][usize::from(no % 2)]),
            _ => (Answer::Yes, Support::Accepted),
        };
        sheet.answer(QuestionNo(no), Some(answer));
        sheet.support(QuestionNo(no), support);
        let bit = 1_u32 << (no - 1);
        yes |= if answer == Answer::Yes { bit } else { 0 };
        covered |= if support == Support::Accepted { bit } else { 0 };
        code /= 3;
    }
    (sheet, yes, covered)
}

#[test]
fn all_59049_sheets_of_no_and_yes_proven_or_not_score_alike_by_sheet_and_by_set() {
    for code in 0..59_049 {
        let (sheet, yes, covered) = sheet_of(code);
        let score = sheet.score().expect("every question is answered");
        assert_eq!(score, BASELINE.score(set(yes), set(covered)), "{code}");
        assert!(score.claimed <= score.evidenced, "evidence never makes a score better: {code}");
        let proven = (yes & covered).count_ones();
        assert_eq!(u32::from(score.claimed.0), 100 - 10 * yes.count_ones(), "{code}");
        assert_eq!(u32::from(score.evidenced.0), 100 - 10 * proven, "{code}");
        assert_eq!(u32::from(score.believed().0), 10 * (yes.count_ones() - proven), "{code}");
        assert_eq!(sheet.yes(), set(yes), "{code}");
    }
}

#[test]
fn a_band_appears_only_when_the_assessment_is_complete() {
    for points in (0..=100).map(Points) {
        assert_eq!(band(points, false), None);
    }
    let complete = |points| band(Points(points), true);
    assert_eq!(complete(0), Some(Band::Advanced));
    assert_eq!(complete(10), Some(Band::Advanced));
    assert_eq!(complete(11), Some(Band::Moderate));
    assert_eq!(complete(20), Some(Band::Moderate));
    for gap in 21..30 {
        assert_eq!(complete(gap), None, "the paper leaves {gap} open");
    }
    assert_eq!(complete(30), Some(Band::High));
    assert_eq!(complete(100), Some(Band::High));
}

#[test]
fn the_baseline_can_be_published() {
    assert_eq!(BASELINE.publishable(), Ok(()));
    assert_eq!(BASELINE.reachable_hole(), None);
    assert_eq!(BASELINE.total(), 10);
    assert_eq!(BASELINE.most(), Points(100));
    assert_eq!(Rules::of("baseline/1"), Some(&BASELINE));
    assert_eq!(Rules::of("baseline/2"), None);
}

fn rules(weights: &[u16], bands: &[(Band, u16, Option<u16>)]) -> Rules {
    let range = |(band, from, to): &(Band, u16, Option<u16>)| BandRange {
        band: *band,
        from: Points(*from),
        to: to.map(Points),
    };
    Rules {
        weights: Cow::Owned(weights.iter().copied().map(Points).collect()),
        bands: Cow::Owned(bands.iter().map(range).collect()),
    }
}

const BOOK: &[(Band, u16, Option<u16>)] =
    &[(Band::Advanced, 0, Some(10)), (Band::Moderate, 11, Some(20)), (Band::High, 30, None)];

#[test]
fn a_version_whose_thresholds_leave_a_reachable_hole_cannot_be_published() {
    let halves = rules(&[5, 10, 10], BOOK);
    assert_eq!(halves.reachable_hole(), Some(Points(25)));
    assert_eq!(halves.publishable(), Err(RulesFault::Hole(Points(25))));
    let message = halves.publishable().unwrap_err().to_string();
    assert_eq!(message, "A score of 25 can be reached and lies in no band.");

    let open_at_zero = rules(&[10], &[(Band::Advanced, 1, None)]);
    assert_eq!(open_at_zero.publishable(), Err(RulesFault::Hole(Points(0))));
    let open_above = rules(&[10, 10], &[(Band::Advanced, 0, Some(10))]);
    assert_eq!(open_above.publishable(), Err(RulesFault::Hole(Points(20))));
    let closed = rules(&[5, 10, 10], &[(Band::Advanced, 0, Some(10)), (Band::High, 11, None)]);
    assert_eq!(closed.publishable(), Ok(()));
}

#[test]
fn a_version_must_make_sense_in_other_ways_too() {
    assert_eq!(rules(&[], BOOK).publishable(), Err(RulesFault::NoQuestions));
    assert_eq!(rules(&[1; 64], BOOK).publishable(), Err(RulesFault::TooManyQuestions));
    assert_eq!(rules(&[u16::MAX, 1], BOOK).publishable(), Err(RulesFault::TooManyPoints));
    let overlapping = [(Band::Advanced, 0, Some(10)), (Band::High, 10, None)];
    assert_eq!(rules(&[10], &overlapping).publishable(), Err(RulesFault::Overlap(Points(10))));
}

proptest! {
    #[test]
    fn the_hole_is_the_fewest_points_that_some_answers_reach_outside_all_bands(
        weights in prop::collection::vec(0_u16..20, 1..9),
        advanced in 0_u16..30,
        gap in 0_u16..30,
    ) {
        let from = advanced + 1 + gap;
        let rules =
            rules(&weights, &[(Band::Advanced, 0, Some(advanced)), (Band::High, from, None)]);
        let expected = (0..1_u32 << weights.len())
            .map(|nos| {
                let is_no = |i: usize| nos >> i & 1 == 1;
                (0..weights.len()).filter(|i| is_no(*i)).map(|i| weights[i]).sum::<u16>()
            })
            .filter(|points| *points > advanced && *points < from)
            .min();
        prop_assert_eq!(rules.reachable_hole(), expected.map(Points));
        prop_assert_eq!(rules.publishable().is_err(), expected.is_some());
    }
}

#[test]
fn a_set_of_questions_keeps_what_was_put_in_and_its_bits_are_the_documented_ones() {
    let set: QuestionSet = [1, 3, 10, 63].map(QuestionNo).into_iter().collect();
    assert_eq!(set.0, 1 | 1 << 2 | 1 << 9 | 1 << 62);
    assert_eq!(set.iter().map(|q| q.0).collect::<Vec<_>>(), [1, 3, 10, 63]);
    assert_eq!(set.len(), 4);
    assert!(!set.has(QuestionNo(2)));
    assert!(QuestionSet::EMPTY.is_empty());
    for out_of_range in [0, 64, 65, 999].map(QuestionNo) {
        assert_eq!(QuestionSet::EMPTY.with(out_of_range), QuestionSet::EMPTY);
        assert!(!QuestionSet(-1).has(out_of_range));
    }
}

#[test]
fn question_numbers_start_at_one() {
    assert_eq!("7".parse(), Ok(QuestionNo(7)));
    for wrong in ["0", "-1", "", "70000", "7a"] {
        assert!(wrong.parse::<QuestionNo>().is_err(), "{wrong}");
    }
    assert_eq!(BASELINE.weight(QuestionNo(0)), None);
    assert_eq!(BASELINE.weight(QuestionNo(1)), Some(Points(10)));
    assert_eq!(BASELINE.weight(QuestionNo(11)), None);
}
