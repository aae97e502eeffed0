use domain::evidence::CoverEnd;
use domain::reports::{Moving, Which, WhyMany};
use domain::trends::{Between, Member, Span, Stay};
use domain::{Day, EvidenceId, QuestionNo, QuestionSet};
use proptest::prelude::*;

use super::{day, first, on, retired, scores, taken, unit};

fn days() -> Between {
    Between { from: on("2026-06-30"), to: on("2026-09-30") }
}

fn shown(why: &WhyMany) -> Vec<(Moving, usize, i64)> {
    why.causes.iter().map(|share| (share.of, share.times, share.tenths)).collect()
}

fn assessed(id: i64, answers: &[(&str, u16)]) -> Member {
    let taken =
        answers.iter().zip(id * 10..).map(|((day, yes), id)| taken(id, on(day), first(*yes)));
    unit(id, &format!("Unit {id}"), taken.collect(), Vec::new())
}

#[test]
fn a_unit_that_joined_or_left_moves_the_mean_and_is_named_as_its_cause() {
    let better = assessed(1, &[("2026-01-01", 5), ("2026-08-01", 7)]);
    let joined = assessed(2, &[("2026-08-01", 2)]);
    let gone = retired(assessed(3, &[("2026-01-01", 1)]), on("2026-09-01"));
    let why = scores([better, joined, gone]).why_mean(days(), Which::Claimed).unwrap();
    // Before: (50 + 90) / 2 = 70. After: (30 + 80) / 2 = 55.
    assert_eq!((why.before.points(), why.after.points()), ("70".to_owned(), "55".to_owned()));
    let expected =
        [(Moving::Answered, 2, -200), (Moving::FirstAssessed, 1, 250), (Moving::Retired, 1, -200)];
    assert_eq!(shown(&why), expected);
}

#[test]
fn a_unit_that_moves_from_one_branch_to_another_is_told_by_both() {
    let moves = on("2026-08-15");
    let mut away = assessed(1, &[("2026-01-01", 2)]);
    let mut here = away.clone();
    away.stays = vec![Stay { until: moves, ..Stay::ALWAYS }];
    here.stays = vec![Stay { from: moves, ..Stay::ALWAYS }];
    let other = assessed(2, &[("2026-01-01", 6)]);
    let left = scores([away, other.clone()]).why_mean(days(), Which::Claimed).unwrap();
    assert_eq!(shown(&left), [(Moving::MovedOut, 1, -200)]);
    let came = scores([here, other]).why_mean(days(), Which::Claimed).unwrap();
    assert_eq!(shown(&came), [(Moving::MovedIn, 1, 200)]);
}

#[test]
fn without_a_score_on_both_days_nothing_moved() {
    let late = assessed(1, &[("2026-08-01", 2)]);
    assert_eq!(scores([late]).why_mean(days(), Which::Claimed), None);
}

#[test]
fn what_is_shown_adds_up_although_each_part_is_rounded() {
    // Three units, each a third of a point of the mean at a time: 3.333… each, 10 together.
    let units = [1, 2, 3].map(|id| assessed(id, &[("2026-01-01", 5), ("2026-08-01", 6)]));
    let why = scores(units).why_mean(days(), Which::Claimed).unwrap();
    let mut tenths: Vec<i64> = why.units.iter().map(|share| share.tenths).collect();
    tenths.sort_unstable();
    assert_eq!(tenths, [-34, -33, -33]);
}

prop_compose! {
    fn any_member()(
        answers in prop::collection::vec((0..400u32, 0..1024i64), 0..5),
        spans in prop::collection::vec((1..9i64, 1..11u16, 0..400u32, 1..200u32, 0..5usize), 0..12),
        gone in prop::option::of(0..400u32),
        from in 0..200u32,
        stays in 1..400u32,
        always: bool,
    ) -> Member {
        let taken = answers.into_iter().zip(1..).map(|((on, yes), id)| taken(id, day(on), QuestionSet(yes << 1)));
        let spans = spans.into_iter().map(|(id, question, from, days, why)| Span {
            question: QuestionNo(question),
            evidence: EvidenceId(id),
            from: day(from),
            until: day(from + days),
            why: CoverEnd::ALL[why],
        });
        let mut member = unit(1, "Unit", taken.collect(), spans.collect());
        if let Some(gone) = gone {
            member = retired(member, day(gone));
        }
        if !always {
            member.stays = vec![Stay { from: day(from), until: day(from + stays) }];
        }
        member
    }
}

/// The sum of the points of those that count on the day, and how many they are.
fn counted(members: &[Member], day: Day, which: Which) -> (i128, i128) {
    let counting = members.iter().filter(|member| member.counts(day));
    let points = counting.filter_map(|member| member.unit.score_on(day));
    points.fold((0, 0), |(sum, n), score| (sum + i128::from(which.of(score).0), n + 1))
}

proptest! {
    #[test]
    fn the_parts_of_a_mean_sum_to_the_whole_exactly_and_as_shown(
        members in prop::collection::vec(any_member(), 0..9),
        from in 0..380u32,
        span in 1..200u32,
        claimed: bool,
    ) {
        let which = if claimed { Which::Claimed } else { Which::Evidenced };
        let days = Between { from: day(from), to: day(from + span) };
        let members: Vec<Member> = members.into_iter().zip(1..).map(|(member, id)| {
            let scores = domain::trends::UnitScores {
                unit: domain::UnitId(id),
                ..member.unit.as_ref().clone()
            };
            Member { unit: std::sync::Arc::new(scores), ..member }
        }).collect();
        let (then, now) = (counted(&members, days.from, which), counted(&members, days.to, which));
        let why = scores(members).why_mean(days, which);
        prop_assert_eq!(why.is_some(), then.1 > 0 && now.1 > 0);
        if let Some(why) = why {
            let exact: i128 = why.causes.iter().map(|share| share.exact).sum();
            // sum_now / n_now - sum_then / n_then = exact / whole, without a fraction.
            prop_assert_eq!(
                (now.0 * then.1 - then.0 * now.1) * why.whole,
                exact * now.1 * then.1
            );
            let by_unit: i128 = why.units.iter().map(|share| share.exact).sum();
            prop_assert_eq!(by_unit, exact);
            let all = i64::from(why.after.tenths()) - i64::from(why.before.tenths());
            prop_assert_eq!(why.causes.iter().map(|share| share.tenths).sum::<i64>(), all);
            prop_assert_eq!(why.units.iter().map(|share| share.tenths).sum::<i64>(), all);
        }
    }
}
