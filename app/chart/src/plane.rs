//! Where the points of a line lie. A missing one is a gap: no line is drawn across it.

use super::scale::px;

/// Equal values run side by side, this far apart.
const APART: f64 = 5.0;
/// All lines of one value together are no wider than this.
const TOGETHER: f64 = 20.0;

/// A number of things as a length.
pub(crate) fn figure(count: usize) -> f64 {
    u32::try_from(count).unwrap_or(u32::MAX).into()
}

/// The middle of the `index`th of `of` equal columns, in percent.
#[must_use]
pub fn column(index: usize, of: usize) -> f64 {
    between(figure(index), of)
}

/// A place among `of` equal columns in percent: 0.0 is the middle of the first, 1.5 lies between
/// the second and the third. Never outside the plot.
#[must_use]
pub fn between(position: f64, of: usize) -> f64 {
    ((position + 0.5) / figure(of.max(1)) * 100.0).clamp(0.0, 100.0)
}

/// Moves heights that are equal apart from each other, in their order, within `top` and `base`.
#[must_use]
pub fn side_by_side(ys: &[Option<f64>], top: f64, base: f64) -> Vec<Option<f64>> {
    let place = |index: usize, y: f64| {
        let same = |other: &Option<f64>| other.is_some_and(|other| (other - y).abs() < 0.05);
        let all = ys.iter().filter(|other| same(other)).count();
        let before = ys[..index].iter().filter(|other| same(other)).count();
        if all < 2 {
            return y;
        }
        let apart = APART.min(TOGETHER / figure(all - 1));
        let reach = apart * figure(all - 1) / 2.0;
        let middle = y.max(top.min(base) + reach).min(base.max(top) - reach);
        middle - reach + apart * figure(before)
    };
    ys.iter().enumerate().map(|(index, y)| y.map(|y| place(index, y))).collect()
}

/// One measured point: `x` in percent of the width, `y` in pixels from the top.
pub type Spot = (f64, f64);

/// The stretches of a line that may be drawn: of neighbours that were measured, and not across a
/// joint, which stands before the column of its index. A lonely point is a stretch of one.
#[must_use]
pub fn stretches(spots: &[Option<Spot>], joints: &[usize]) -> Vec<Vec<Spot>> {
    let mut all: Vec<Vec<Spot>> = Vec::new();
    let mut open = false;
    for (index, spot) in spots.iter().enumerate() {
        open = open && !joints.contains(&index);
        match (spot, open.then(|| all.last_mut()).flatten()) {
            (Some(spot), Some(stretch)) => stretch.push(*spot),
            (Some(spot), None) => all.push(vec![*spot]),
            (None, _) => {}
        }
        open = spot.is_some();
    }
    all
}

/// Corners as the `points` of a polyline.
#[must_use]
pub fn corners(spots: &[Spot]) -> String {
    let corner = |(x, y): &Spot| format!("{},{}", px(*x), px(*y));
    spots.iter().map(corner).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lengths of the stretches of a line in which `x` was measured and `.` was not.
    fn lengths(line: &str, joints: &[usize]) -> Vec<usize> {
        let spots: Vec<_> = line
            .chars()
            .enumerate()
            .map(|(at, c)| (c == 'x').then_some((column(at, line.len()), 50.0)))
            .collect();
        stretches(&spots, joints).iter().map(Vec::len).collect()
    }

    #[test]
    fn no_line_bridges_a_missing_quarter() {
        assert_eq!(lengths("xxxx", &[]), [4]);
        assert_eq!(lengths(".xxx", &[]), [3], "the first is missing");
        assert_eq!(lengths("xx.xx", &[]), [2, 2], "one in the middle is missing");
        assert_eq!(lengths("xxx.", &[]), [3], "the last is missing");
        assert_eq!(lengths("x.x", &[]), [1, 1], "two lone points");
        assert_eq!(lengths("..", &[]), [0; 0]);
    }

    #[test]
    fn a_joint_breaks_the_line_where_it_stands_and_nowhere_else() {
        assert_eq!(lengths("xxxx", &[2]), [2, 2]);
        assert_eq!(lengths("xxxx", &[0]), [4], "before the first there is no line to break");
        assert_eq!(lengths("x.xx", &[2]), [1, 2], "beside a gap it breaks nothing more");
        assert_eq!(lengths("xxx", &[1, 2]), [1, 1, 1]);
    }

    #[test]
    fn equal_values_run_side_by_side_and_stay_on_the_plot() {
        let some = |ys: &[f64]| ys.iter().copied().map(Some).collect::<Vec<_>>();
        let pair = side_by_side(&some(&[50.0, 80.0, 50.0]), 10.0, 200.0);
        assert_eq!(pair, some(&[47.5, 80.0, 52.5]));
        assert_eq!(side_by_side(&some(&[10.0, 10.0]), 10.0, 200.0), some(&[10.0, 15.0]));
        assert_eq!(side_by_side(&some(&[200.0, 200.0]), 10.0, 200.0), some(&[195.0, 200.0]));
        let eight = side_by_side(&some(&[90.0; 8]), 10.0, 200.0);
        assert_eq!((eight[0], eight[7]), (Some(80.0), Some(100.0)), "no more than 20 pixels");
        assert_eq!(side_by_side(&[None, Some(20.0)], 10.0, 200.0), [None, Some(20.0)]);
    }

    #[test]
    fn columns_are_equal_and_places_between_them_stay_on_the_plot() {
        assert!((column(0, 1) - 50.0).abs() < 1e-9);
        assert_eq!(px(column(5, 6)), "91.67");
        assert_eq!([between(0.5, 4), between(-3.0, 4), between(9.0, 4)], [25.0, 0.0, 100.0]);
        assert_eq!(corners(&[(6.25, 36.4), (18.75, 62.8)]), "6.25,36.4 18.75,62.8");
    }
}
