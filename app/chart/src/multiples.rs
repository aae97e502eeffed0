//! Many small plots on one scale: for more lines than one plot can tell apart.

use crate::lines::Lines;
use crate::plane::{column, stretches};
use crate::scale::Scale;
use crate::shape::{Figure, Glyph, Ink, Shape};

impl Lines {
    /// One series in a plot of its own, without labels: the bands, the target, the line, and a
    /// mark on its last point and on those without neighbours.
    #[must_use]
    pub fn small(&self, at: usize, height: u16) -> Figure {
        let scale = Scale::small(height);
        let mut plot = self.zone_blocks(scale);
        plot.extend([50.0, 100.0].map(|edge| Shape::across(scale.y(edge), Ink::Grid)));
        plot.push(Shape::across(scale.base(), Ink::Base));
        plot.extend(self.joint_rules(scale, &self.breaks(at)));
        plot.extend(self.target_line(scale));
        plot.extend(self.small_line(at, scale));
        Figure { height: scale.height, gutter: Vec::new(), plot, ends: Vec::new() }
    }

    fn small_line(&self, at: usize, scale: Scale) -> Vec<Shape> {
        let spot = |index| {
            let point = self.point(at, index)?;
            Some((column(index, self.width()), scale.y(point.value)))
        };
        let spots: Vec<_> = (0..self.columns.len()).map(spot).collect();
        let runs = stretches(&spots, &self.breaks(at));
        let last = spots.iter().rposition(Option::is_some);
        let ink = Ink::Line { heavy: false, dashed: false };
        let lines = runs.iter().filter(|run| run.len() > 1);
        let line = |run: &Vec<_>| Shape::Path { points: run.clone(), ink };
        let mut shapes: Vec<_> = lines.map(line).collect();
        shapes.extend(spots.iter().enumerate().filter_map(|(index, spot)| {
            let (spot, point) = (spot.as_ref()?, self.point(at, index)?);
            let alone = runs.iter().any(|run| run.as_slice() == [*spot]);
            let ink = if point.stale { Ink::Stale } else { Ink::Mark };
            let says = self.says(at, index, point);
            let mark = Shape::Mark { x: spot.0, y: spot.1, glyph: Glyph::Circle, ink, says };
            (alone || point.stale || Some(index) == last).then_some(mark)
        }));
        shapes
    }

    /// What stands over a small plot under its name: "60", "60 in Q1 ’26", or that nothing was
    /// assessed.
    #[must_use]
    pub fn now(&self, at: usize) -> String {
        let known = self.measured().any(|(of, _, _)| of == at);
        if known { self.last_value(at) } else { "Not assessed".to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::{Point, Series};

    #[test]
    fn a_small_line_has_gaps_and_marks_on_lone_points_and_the_last() {
        let columns = (1..=4).map(|quarter| format!("Q{quarter} 2026")).collect();
        let points = [Some(60.0), None, Some(40.0), Some(30.0)].map(|p| p.map(Point::new));
        let early = vec![Some(Point::new(50.0)), None];
        let series = vec![
            Series::new("Corporate", points.to_vec()),
            Series::new("Early", early),
            Series::new("Never", vec![None]),
        ];
        let lines = Lines::new("t", columns, series);
        let plot = lines.small(0, 60).plot;
        let paths = plot.iter().filter(|shape| matches!(shape, Shape::Path { .. })).count();
        let marks = plot.iter().filter(|shape| matches!(shape, Shape::Mark { .. })).count();
        assert_eq!((paths, marks), (1, 2));
        assert_eq!(
            [lines.now(0), lines.now(1), lines.now(2)],
            ["30", "50 in Q1 ’26", "Not assessed"]
        );
    }
}
