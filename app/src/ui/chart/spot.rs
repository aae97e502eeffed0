//! Where the two scores of each round lie.

use chart::Scale;
use chart::plane::{column, corners, side_by_side, stretches};

use crate::ui::score::Pair;

/// One point: `x` in percent of the width, the others in pixels from the top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) evidenced: f64,
    pub(super) claimed: f64,
}

/// Places the scores in the first of `of` columns, equal ones side by side.
pub(super) fn place(scores: &[Option<Pair>], of: usize, scale: Scale) -> Vec<Option<Spot>> {
    let spots = scores.iter().enumerate().map(|(index, score)| {
        let pair = (*score)?;
        let ys = [pair.evidenced, pair.claimed].map(|value| Some(scale.y(value)));
        match side_by_side(&ys, scale.top(), scale.base()).as_slice() {
            [Some(evidenced), Some(claimed)] => {
                Some(Spot { x: column(index, of), evidenced: *evidenced, claimed: *claimed })
            }
            _ => None,
        }
    });
    spots.collect()
}

/// The lines between neighbouring points, as the `points` of polylines. A point without a
/// neighbour has no line; its mark is drawn all the same.
pub(super) fn lines(spots: &[Option<Spot>], y: impl Fn(&Spot) -> f64) -> Vec<String> {
    let spots: Vec<_> = spots.iter().map(|spot| spot.map(|spot| (spot.x, y(&spot)))).collect();
    let runs = stretches(&spots, &[]);
    runs.iter().filter(|run| run.len() > 1).map(|run| corners(run)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spots(values: &[Option<(f64, f64)>]) -> Vec<Option<Spot>> {
        let pairs: Vec<_> = values.iter().map(|v| v.map(|(e, c)| Pair::new(e, c))).collect();
        place(&pairs, pairs.len(), Scale::new(300))
    }

    #[test]
    fn no_line_bridges_a_missing_round() {
        let some = |e, c| Some((e, c));
        let spots = spots(&[some(90.0, 60.0), some(80.0, 50.0), None, some(70.0, 40.0), None]);
        let evidenced = lines(&spots, |spot| spot.evidenced);
        assert_eq!(evidenced, ["10,36.4 30,62.8"], "the lonely fourth has no line");
        assert_eq!(spots.iter().flatten().count(), 3, "yet it has its marks");
    }

    #[test]
    fn equal_scores_run_side_by_side() {
        let spots = spots(&[Some((40.0, 40.0)), Some((40.0, 30.0))]);
        let (equal, other) = (spots[0].unwrap(), spots[1].unwrap());
        assert!((equal.claimed - equal.evidenced - 5.0).abs() < 1e-9);
        assert!(other.claimed > other.evidenced + 5.0);
    }
}
