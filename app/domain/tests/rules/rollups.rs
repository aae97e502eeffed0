//! Roll-ups: bands, the worst, the mean and the coverage, with everyone in the denominator.

use domain::rollup::{Mean, Standing, UnitStanding, alike, is_stale, roll_up};
use domain::score::BASELINE;
use domain::{Band, Points, Score, UnitId};
use proptest::prelude::*;

use crate::{ago, day};

const TODAY: &str = "2026-11-23";

fn unit(id: i64, latest: Option<(u16, u16, i64)>) -> UnitStanding {
    let standing = |(claimed, evidenced, age): (u16, u16, i64)| Standing {
        submitted: ago(age, day(TODAY)),
        score: Score { claimed: Points(claimed), evidenced: Points(evidenced) },
        cadence_days: 92,
    };
    UnitStanding { unit: UnitId(id), name: format!("Unit {id}"), latest: latest.map(standing) }
}

#[test]
fn a_roll_up_says_bands_worst_mean_and_coverage_together() {
    let units = [
        unit(1, Some((0, 10, 5))),
        unit(2, Some((20, 60, 92))),
        unit(3, Some((30, 60, 93))),
        unit(4, None),
    ];
    let all = roll_up(&units, &BASELINE, day(TODAY));
    assert_eq!((all.claimed.advanced, all.claimed.moderate, all.claimed.high), (1, 1, 1));
    assert_eq!((all.evidenced.advanced, all.evidenced.moderate, all.evidenced.high), (1, 0, 2));
    assert_eq!(all.claimed.mean.unwrap().to_string(), "16.7");
    assert_eq!(all.evidenced.mean.unwrap().to_string(), "43.3");
    let worst = all.evidenced.worst.unwrap();
    assert_eq!((worst.unit, worst.name.as_str()), (UnitId(2), "Unit 2"), "the first by name");
    assert_eq!((worst.points, worst.band), (Points(60), Some(Band::High)));
    assert_eq!(
        all.coverage.to_string(),
        "2 of 4 units assessed and current, 1 stale, 1 not assessed"
    );
    assert_eq!(all.coverage.assessed(), 3);
}

#[test]
fn a_unit_that_joins_or_leaves_is_no_change_of_the_scores() {
    let then = [unit(1, Some((40, 60, 95))), unit(2, Some((10, 20, 95))), unit(3, None)];
    // The worst is gone, another one has its first score, one is new: the second has not moved.
    let now = [unit(2, Some((10, 20, 5))), unit(3, Some((0, 0, 5))), unit(4, Some((0, 0, 5)))];
    let (then, now) = alike(&then, &now);
    let ids = |units: &[UnitStanding]| units.iter().map(|unit| unit.unit.0).collect::<Vec<_>>();
    assert_eq!((ids(&then), ids(&now)), (vec![2], vec![2]));
    let mean = |units| roll_up(units, &BASELINE, day(TODAY)).evidenced.mean;
    assert_eq!(mean(&then), mean(&now));
}

#[test]
fn no_units_and_none_assessed_have_neither_mean_nor_worst() {
    for units in [vec![], vec![unit(1, None)]] {
        let all = roll_up(&units, &BASELINE, day(TODAY));
        assert_eq!((all.claimed.mean, all.evidenced.mean), (None, None));
        assert_eq!((&all.claimed.worst, &all.evidenced.worst), (&None, &None));
        assert_eq!(all.coverage.all, units.len());
    }
    let one = roll_up(&[unit(1, None)], &BASELINE, day(TODAY));
    assert_eq!(one.coverage.to_string(), "0 of 1 unit assessed and current, 1 not assessed");
}

#[test]
fn an_assessment_is_stale_when_it_is_older_than_its_cadence() {
    let today = day(TODAY);
    assert!(!is_stale(today, 92, today));
    assert!(!is_stale(ago(92, today), 92, today));
    assert!(is_stale(ago(93, today), 92, today));
    assert!(!is_stale(ago(-1, today), 92, today), "as of a day before it was submitted");
}

#[test]
fn a_mean_has_one_decimal_rounded_half_up() {
    let mean = |points: &[u16]| {
        Mean::of(&points.iter().copied().map(Points).collect::<Vec<_>>()).map(|m| m.to_string())
    };
    assert_eq!(mean(&[]), None);
    assert_eq!(mean(&[20]).unwrap(), "20.0");
    assert_eq!(mean(&[20, 30]).unwrap(), "25.0");
    assert_eq!(mean(&[0, 0, 10]).unwrap(), "3.3");
    assert_eq!(mean(&[0, 10, 10]).unwrap(), "6.7");
    assert_eq!(mean(&[0, 0, 0, 0, 0, 0, 0, 10]).unwrap(), "1.3", "1.25, half up");
}

fn any_latest() -> impl Strategy<Value = Option<(u16, u16, i64)>> {
    let score = (0_u16..=10).prop_flat_map(|claimed| (Just(claimed), claimed..=10));
    prop::option::weighted(0.8, (score, 0_i64..200))
        .prop_map(|latest| latest.map(|((c, e), age)| (c * 10, e * 10, age)))
}

fn any_units() -> impl Strategy<Value = Vec<UnitStanding>> {
    prop::collection::vec(any_latest(), 0..30)
        .prop_map(|latest| (1..).zip(latest).map(|(id, latest)| unit(id, latest)).collect())
}

proptest! {
    #[test]
    fn every_unit_is_counted_exactly_once(units in any_units()) {
        let all = roll_up(&units, &BASELINE, day(TODAY));
        let coverage = all.coverage;
        prop_assert_eq!(coverage.all, units.len());
        prop_assert_eq!(coverage.current + coverage.stale + coverage.not_assessed, units.len());
        for spread in [&all.claimed, &all.evidenced] {
            let in_bands: usize = Band::ALL.iter().map(|band| spread.in_band(*band)).sum();
            prop_assert_eq!(in_bands + coverage.not_assessed, units.len());
            prop_assert_eq!(spread.mean.is_some(), coverage.assessed() > 0);
            prop_assert_eq!(spread.worst.is_some(), coverage.assessed() > 0);
        }
    }

    #[test]
    fn the_mean_lies_between_the_best_and_the_worst(units in any_units()) {
        let all = roll_up(&units, &BASELINE, day(TODAY));
        let scores = || units.iter().filter_map(|unit| unit.latest).map(|latest| latest.score);
        for (spread, points) in [
            (&all.claimed, scores().map(|s| u32::from(s.claimed.0)).collect::<Vec<_>>()),
            (&all.evidenced, scores().map(|s| u32::from(s.evidenced.0)).collect()),
        ] {
            if let (Some(mean), Some(worst)) = (spread.mean, &spread.worst) {
                prop_assert!(*points.iter().min().unwrap() * 10 <= mean.tenths());
                prop_assert!(mean.tenths() <= *points.iter().max().unwrap() * 10);
                prop_assert_eq!(u32::from(worst.points.0), *points.iter().max().unwrap());
            }
        }
        prop_assert!(all.claimed.mean <= all.evidenced.mean);
    }

    #[test]
    fn a_unit_that_was_never_assessed_never_improves_anything(units in any_units()) {
        let before = roll_up(&units, &BASELINE, day(TODAY));
        let mut more = units;
        more.push(unit(999, None));
        let after = roll_up(&more, &BASELINE, day(TODAY));
        prop_assert_eq!(&after.claimed, &before.claimed);
        prop_assert_eq!(&after.evidenced, &before.evidenced);
        let (was, is) = (before.coverage, after.coverage);
        prop_assert_eq!(is.current, was.current);
        prop_assert_eq!(is.not_assessed, was.not_assessed + 1);
        // current/all, without a division by zero.
        prop_assert!(is.current * was.all <= was.current * is.all);
    }

    #[test]
    fn the_order_of_the_units_does_not_matter(units in any_units(), turn in 0_usize..30) {
        let mut turned = units.clone();
        let by = turn % turned.len().max(1);
        turned.rotate_left(by);
        prop_assert_eq!(
            roll_up(&units, &BASELINE, day(TODAY)),
            roll_up(&turned, &BASELINE, day(TODAY))
        );
    }

    #[test]
    fn time_alone_only_ever_makes_assessments_stale(units in any_units(), days in 0_i64..400) {
        let now = roll_up(&units, &BASELINE, day(TODAY));
        let later = roll_up(&units, &BASELINE, ago(-days, day(TODAY)));
        prop_assert!(later.coverage.stale >= now.coverage.stale);
        prop_assert_eq!(later.coverage.assessed(), now.coverage.assessed());
        prop_assert_eq!(later.evidenced, now.evidenced);
    }
}
