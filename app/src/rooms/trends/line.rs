//! Lines over the quarters: of one unit, of the mean of several, and the small one in a row.

use domain::Day;
use domain::score::BASELINE;
use domain::trends::UnitScores;
use leptos::prelude::AnyView;
use store::Point;

use super::lost::{self, Lost};
use super::sight::{Sight, mean};
use crate::ui::chart::{TrendPoint, spark};

/// The present quarter is not over: its point says as of when it stands.
fn so_far(point: &Point, sight: &Sight) -> String {
    if point.day == sight.today && point.day != point.quarter.last_day() {
        format!("As of {}", domain::text::day(point.day))
    } else {
        String::new()
    }
}

/// One unit's own scores. A quarter before its first submission is a gap. Where evidence stopped
/// counting, the point says which and why.
pub(super) fn of_unit(unit: &UnitScores, sight: &Sight) -> Vec<TrendPoint> {
    let points = sight.points(unit.first_day());
    let point = |(at, point): (usize, &Point)| {
        let standing = unit.standing(point.day);
        let band = standing.and_then(|standing| BASELINE.band(standing.score.evidenced, true));
        TrendPoint::new(point.quarter.to_string(), standing.map(|standing| standing.score))
            .band(band)
            .stale(standing.is_some_and(|standing| standing.is_stale(point.day)))
            .remark(both(so_far(point, sight), lost::told(unit, begins(&points, at), point.day)))
    };
    points.iter().enumerate().map(point).collect()
}

/// The day of the point before: what was lost since then is told at a point.
fn begins(points: &[Point], at: usize) -> Day {
    at.checked_sub(1).and_then(|at| points.get(at)).map_or(Day::MIN, |it| it.day)
}

fn both(first: String, second: String) -> String {
    let said = [first, second].into_iter().filter(|said| !said.is_empty());
    said.collect::<Vec<_>>().join(". ")
}

/// Whether a point of the unit's line is stale, so that the legend has to say what its mark means.
pub(super) fn has_stale(unit: &UnitScores, sight: &Sight) -> bool {
    let is_stale = |day| unit.standing(day).is_some_and(|standing| standing.is_stale(day));
    sight.points(unit.first_day()).iter().any(|point| is_stale(point.day))
}

/// The mean of all units that were there at each point, with the coverage beside it, and how much
/// evidence stopped counting and why.
pub(super) fn of_all(sight: &Sight) -> Vec<TrendPoint> {
    let points = sight.points(sight.scores.first_day());
    let point = |(at, point): (usize, &Point)| {
        let rolled = sight.rolled(point.day);
        let lost = Lost::of(sight, begins(&points, at), point.day);
        let lost = lost.map_or_else(String::new, |lost| lost.words());
        TrendPoint::new(point.quarter.to_string(), mean(&rolled))
            .remark(both(both(so_far(point, sight), rolled.coverage.to_string()), lost))
    };
    points.iter().enumerate().map(point).collect()
}

/// A unit's evidenced score over the last few quarters.
pub(super) fn small(unit: &UnitScores, points: &[Point]) -> AnyView {
    let evidenced = points.iter().map(|point| {
        unit.standing(point.day).map(|standing| f64::from(standing.score.evidenced.0))
    });
    spark(&evidenced.collect::<Vec<_>>())
}
