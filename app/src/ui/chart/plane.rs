//! Where the points of a line lie. A missing one is a gap: no line is drawn across it.

use super::scale::{Scale, px};
use crate::ui::score::Pair;

/// Equal values run side by side, this far apart.
const APART: f64 = 5.0;

/// One point: `x` in percent of the width, the others in pixels from the top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) evidenced: f64,
    pub(super) claimed: f64,
}

/// The middle of the `index`th of `of` equal columns, in percent.
pub(super) fn column(index: usize, of: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a chart has few columns")]
    let (index, of) = (index as f64, of.max(1) as f64);
    (index + 0.5) / of * 100.0
}

/// Places the scores in the first of `of` columns.
pub(super) fn place(scores: &[Option<Pair>], of: usize, scale: Scale) -> Vec<Option<Spot>> {
    let spots = scores.iter().enumerate().map(|(index, score)| {
        score.map(|pair| {
            let (evidenced, claimed) = (scale.y(pair.evidenced), scale.y(pair.claimed));
            let aside = if (evidenced - claimed).abs() < 1e-9 { APART / 2.0 } else { 0.0 };
            Spot { x: column(index, of), evidenced: evidenced - aside, claimed: claimed + aside }
        })
    });
    spots.collect()
}

/// The lines between neighbouring points, as the `points` of polylines. A point without a
/// neighbour has no line; its mark is drawn all the same.
pub(super) fn lines(spots: &[Option<Spot>], y: impl Fn(&Spot) -> f64) -> Vec<String> {
    let runs = spots.split(Option::is_none).filter(|run| run.len() > 1);
    let line = |run: &[Option<Spot>]| {
        let points = run.iter().flatten().map(|spot| format!("{},{}", px(spot.x), px(y(spot))));
        points.collect::<Vec<_>>().join(" ")
    };
    runs.map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spots(values: &[Option<(f64, f64)>]) -> Vec<Option<Spot>> {
        let pairs: Vec<_> = values.iter().map(|v| v.map(|(e, c)| Pair::new(e, c))).collect();
        place(&pairs, pairs.len(), Scale::new(300))
    }

    #[test]
    fn no_line_bridges_a_missing_quarter() {
        let spots = spots(&[
            Some((90.0, 60.0)),
            Some((80.0, 50.0)),
            None,
            Some((70.0, 40.0)),
            None,
            Some((60.0, 30.0)),
            Some((50.0, 30.0)),
            Some((50.0, 20.0)),
        ]);
        let evidenced = lines(&spots, |spot| spot.evidenced);
        assert_eq!(evidenced.len(), 2, "the lonely fourth has no line: {evidenced:?}");
        assert_eq!(evidenced[0], "6.25,36.4 18.75,62.8");
        assert_eq!(evidenced[1].split(' ').count(), 3);
        assert_eq!(spots.iter().flatten().count(), 6, "yet it has a mark");
    }

    #[test]
    fn equal_values_run_side_by_side() {
        let spots = spots(&[Some((40.0, 40.0)), Some((40.0, 30.0))]);
        let (equal, other) = (spots[0].unwrap(), spots[1].unwrap());
        assert!((equal.claimed - equal.evidenced - APART).abs() < 1e-9);
        assert!(other.claimed > other.evidenced + APART);
    }

    #[test]
    fn nothing_and_one_point_draw_no_line() {
        assert!(lines(&spots(&[]), |spot| spot.claimed).is_empty());
        assert!(lines(&spots(&[None, None]), |spot| spot.claimed).is_empty());
        assert!(lines(&spots(&[Some((10.0, 0.0))]), |spot| spot.claimed).is_empty());
        assert!((column(0, 1) - 50.0).abs() < 1e-9);
    }
}
