//! Why the mean of several units moved between two days: what each unit and each cause contributed,
//! without a remainder.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Which;
use crate::UnitId;
use crate::evidence::CoverEnd;
use crate::rollup::Mean;
use crate::trends::{Between, Cause, Member, Scores};

/// What moved a mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moving {
    /// Answers were changed.
    Answered,
    /// Evidence was accepted.
    Proven,
    /// Evidence counts no longer, for this reason.
    Unproven(CoverEnd),
    /// Units were asked by another version of the questionnaire.
    OtherRules,
    /// Units were assessed for the first time.
    FirstAssessed,
    /// Units with a score came here from elsewhere.
    MovedIn,
    /// Units with a score were retired.
    Retired,
    /// Units with a score moved elsewhere.
    MovedOut,
}

impl Moving {
    /// What happened, as a row says it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Answered => "Answers changed",
            Self::Proven => "Evidence was accepted",
            Self::Unproven(CoverEnd::Expired) => "Evidence expired",
            Self::Unproven(CoverEnd::Rejected) => "Evidence was rejected",
            Self::Unproven(CoverEnd::Asked) => "Evidence was asked about",
            Self::Unproven(CoverEnd::Withdrawn) => "Evidence was withdrawn",
            Self::Unproven(CoverEnd::Superseded) => "Evidence was replaced",
            Self::OtherRules => "Another version of the questionnaire",
            Self::FirstAssessed => "Units were assessed for the first time",
            Self::MovedIn => "Units came from elsewhere",
            Self::Retired => "Units were retired",
            Self::MovedOut => "Units moved elsewhere",
        }
    }
}

/// A part of the change of a mean: of a cause, or of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Share<T> {
    /// Whose part.
    pub of: T,
    /// How many things did it: answers, items that ended, units.
    pub times: usize,
    /// The exact part, as a fraction of [`WhyMany::whole`] points.
    #[serde(skip)]
    pub exact: i128,
    /// The part in tenths of a point as it is shown: rounded so that what is shown adds up too.
    pub tenths: i64,
}

/// Why a mean moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyMany {
    /// The mean at the end of the first day.
    pub before: Mean,
    /// The mean at the end of the last day.
    pub after: Mean,
    /// By cause; the parts add up to the change.
    pub causes: Vec<Share<Moving>>,
    /// By unit; the parts add up to the change as well.
    pub units: Vec<Share<UnitId>>,
    /// So many make one point in [`Share::exact`].
    #[serde(skip)]
    pub whole: i128,
}

/// A unit's points on both days, as far as it counted.
struct Ends<'a> {
    member: &'a Member,
    then: Option<i128>,
    now: Option<i128>,
}

impl Scores {
    /// Why the mean moved after one day and up to another; none where no unit had a score on one of
    /// both days, so that there is nothing that could have moved.
    ///
    /// With *B* the units that have a score on both days, each of them adds its own change over the
    /// size of *B*. A unit that joined adds by how much it stands above the mean of *B* on the last day,
    /// over all units of that day; one that left takes away the same of the first. Nothing is left over.
    #[must_use]
    pub fn why_mean(&self, days: Between, which: Which) -> Option<WhyMany> {
        let ends: Vec<Ends<'_>> =
            self.members.iter().map(|member| Ends::of(member, days, which)).collect();
        let then = sum(ends.iter().filter_map(|end| end.then));
        let now = sum(ends.iter().filter_map(|end| end.now));
        let stayed: Vec<(i128, i128)> =
            ends.iter().filter_map(|end| end.then.zip(end.now)).collect();
        if then.0 == 0 || now.0 == 0 {
            return None;
        }
        let both = i128::try_from(stayed.len()).ok()?.max(1);
        let whole = lcm(then.0, now.0) * both;
        let of_stayed = |of: fn(&(i128, i128)) -> i128| stayed.iter().map(of).sum::<i128>();
        // Without a unit on both days, what left takes the whole mean along and what joined brings it.
        let (mean_then, mean_now) = (of_stayed(|it| it.0), of_stayed(|it| it.1));
        let mut tally = Tally::default();
        for end in &ends {
            match (end.then, end.now) {
                (Some(_), Some(_)) => tally.moved(end.member, days, which, whole / both),
                (None, Some(points)) => {
                    let above = (points * both - mean_now) * (whole / (both * now.0));
                    tally.add(end.member.unit.unit, end.joined(days), above, 1);
                }
                (Some(points), None) => {
                    let above = (mean_then - points * both) * (whole / (both * then.0));
                    tally.add(end.member.unit.unit, end.left(days), above, 1);
                }
                (None, None) => {}
            }
        }
        let mean = |(n, sum): (i128, i128)| {
            Mean::of_sum(u64::try_from(sum).ok()?, usize::try_from(n).ok()?)
        };
        Some(tally.told(mean(then)?, mean(now)?, whole))
    }
}

impl<'a> Ends<'a> {
    fn of(member: &'a Member, days: Between, which: Which) -> Self {
        let points = |day| {
            let score = member.unit.score_on(day).filter(|_| member.counts(day))?;
            Some(i128::from(which.of(score).0))
        };
        Self { member, then: points(days.from), now: points(days.to) }
    }

    /// Why a unit counts that did not before.
    fn joined(&self, days: Between) -> Moving {
        let had_one = self.member.unit.score_on(days.from).is_some();
        if had_one && !self.member.belongs(days.from) {
            Moving::MovedIn
        } else {
            Moving::FirstAssessed
        }
    }

    /// Why a unit counts no longer.
    fn left(&self, days: Between) -> Moving {
        if self.member.belongs(days.to) { Moving::Retired } else { Moving::MovedOut }
    }
}

#[derive(Default)]
struct Tally {
    causes: BTreeMap<Moving, (i128, usize)>,
    units: BTreeMap<UnitId, (i128, usize)>,
}

impl Tally {
    fn add(&mut self, unit: UnitId, cause: Moving, exact: i128, times: usize) {
        let add = |at: &mut (i128, usize)| *at = (at.0 + exact, at.1 + times);
        add(self.causes.entry(cause).or_default());
        add(self.units.entry(unit).or_default());
    }

    /// The parts of a unit that has a score on both days; `point` is what one of its points weighs.
    fn moved(&mut self, member: &Member, days: Between, which: Which, point: i128) {
        for part in member.unit.parts(days.from, days.to).unwrap_or_default() {
            let moved = match which {
                Which::Evidenced => part.moved.evidenced,
                Which::Claimed => part.moved.claimed,
            };
            let cause = match part.cause {
                Cause::Answered { .. } => Moving::Answered,
                Cause::OtherRules { .. } => Moving::OtherRules,
                Cause::Proven { .. } => Moving::Proven,
                Cause::Unproven { why, .. } => Moving::Unproven(why),
            };
            if moved != 0 {
                self.add(member.unit.unit, cause, i128::from(moved) * point, 1);
            }
        }
    }

    fn told(self, before: Mean, after: Mean, whole: i128) -> WhyMany {
        let all = i64::from(after.tenths()) - i64::from(before.tenths());
        let causes = shares(self.causes, whole, all);
        let units = shares(self.units, whole, all);
        WhyMany { before, after, causes, units, whole }
    }
}

/// The parts with what is shown of them. Each is rounded down to a tenth, and what that leaves of the
/// whole goes to those that lost most: so the shown tenths add up to the shown change.
fn shares<T>(parts: BTreeMap<T, (i128, usize)>, whole: i128, all: i64) -> Vec<Share<T>> {
    let mut shares: Vec<Share<T>> = parts
        .into_iter()
        .map(|(of, (exact, times))| {
            let tenths = i64::try_from((exact * 10).div_euclid(whole)).unwrap_or_default();
            Share { of, times, exact, tenths }
        })
        .collect();
    let mut left = all - shares.iter().map(|share| share.tenths).sum::<i64>();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let lost = |share: &Share<T>| (share.exact * 10).rem_euclid(whole);
    order.sort_by_key(|at| std::cmp::Reverse(shares.get(*at).map(lost)));
    // Both means are rounded, so that by a tenth too many may have been given.
    if left < 0 {
        order.reverse();
    }
    for at in order.iter().cycle().take(2 * order.len()) {
        let Some(share) = shares.get_mut(*at).filter(|_| left != 0) else {
            break;
        };
        share.tenths += left.signum();
        left -= left.signum();
    }
    shares
}

/// How many there are, and what they add up to.
fn sum(points: impl Iterator<Item = i128>) -> (i128, i128) {
    points.fold((0, 0), |(n, sum), points| (n + 1, sum + points))
}

fn lcm(one: i128, other: i128) -> i128 {
    let (mut a, mut b) = (one, other);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    if a == 0 { 0 } else { one / a * other }
}
