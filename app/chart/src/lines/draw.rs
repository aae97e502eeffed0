//! Lines as shapes.

use super::{Lines, Point, Slot};
use crate::axis;
use crate::plane::{column, side_by_side, stretches};
use crate::scale::{Scale, TICKS};
use crate::shape::{Anchor, Figure, Glyph, Ink, Key, Shape};
use crate::zones::Zone;

/// With more columns than these only the ends of lines have marks.
const MARKED: usize = 16;

impl Lines {
    /// The lines of at most [`Slot::COUNT`] series, `height` pixels high.
    #[must_use]
    pub fn figure(&self, height: u16) -> Figure {
        let scale = Scale::new(height);
        let ys = self.places(scale);
        let tick = |tick: u8| Shape::tick(scale.y(tick.into()), tick.to_string());
        let mut plot = self.ground(scale, &ys);
        let joints: Vec<_> = self.joints.iter().map(|joint| joint.before).collect();
        plot.extend(self.joint_rules(scale, &joints));
        plot.extend(self.joint_names(scale));
        plot.extend(self.leads(&ys));
        plot.extend(self.target_line(scale));
        plot.extend((0..self.series.len()).map(|at| self.one(at, &ys[at])));
        plot.extend(self.flags(scale, &ys));
        let gutter = TICKS.into_iter().map(tick).collect();
        Figure { height: scale.height, gutter, plot, ends: self.ends(&ys, scale) }
    }

    /// Where each series has its points, column by column, with equal ones side by side.
    fn places(&self, scale: Scale) -> Vec<Vec<Option<f64>>> {
        let mut all = vec![Vec::new(); self.series.len()];
        for column in 0..self.columns.len() {
            let y = |at| self.point(at, column).map(|point| scale.y(point.value));
            let ys: Vec<_> = (0..self.series.len()).map(y).collect();
            for (series, y) in all.iter_mut().zip(side_by_side(&ys, scale.top(), scale.base())) {
                series.push(y);
            }
        }
        all
    }

    /// Bands, grid and labels.
    fn ground(&self, scale: Scale, ys: &[Vec<Option<f64>>]) -> Vec<Shape> {
        let mut shapes = self.zone_blocks(scale);
        let grid = TICKS.into_iter().skip(1).map(|tick| scale.y(tick.into()));
        shapes.extend(grid.map(|y| Shape::across(y, Ink::Grid)));
        shapes.push(Shape::across(scale.base(), Ink::Base));
        let zones = self.zones.iter().flat_map(|zones| &zones.0);
        shapes.extend(zones.filter_map(|zone| self.zone_name(zone, scale, ys)));
        let labels: Vec<_> = self.columns.iter().chain(&self.ahead).map(String::as_str).collect();
        shapes.extend(axis::under(&labels, self.columns.len(), scale.labels()));
        shapes
    }

    /// The bands behind the lines.
    pub(crate) fn zone_blocks(&self, scale: Scale) -> Vec<Shape> {
        let zones = self.zones.iter().flat_map(|zones| &zones.0);
        let block = |zone: &Zone| {
            let (y, base) = (scale.y(zone.to), scale.y(zone.from));
            let ink = Ink::Zone(zone.band);
            Shape::Block { x: 0.0, width: 100.0, y, height: base - y, ink, says: String::new() }
        };
        zones.map(block).collect()
    }

    /// A band's name in the first of its corners in which no line begins or ends; if all are
    /// taken, the axis has to do.
    fn zone_name(&self, zone: &Zone, scale: Scale, ys: &[Vec<Option<f64>>]) -> Option<Shape> {
        let (top, base) = (scale.y(zone.to), scale.y(zone.from));
        let band = zone.band.filter(|_| base - top >= 14.0)?;
        let middle = f64::midpoint(top, base) + 4.0;
        let (left, right) = ((0.0, 8.0), (100.0, -8.0));
        let (upper, lower) = (top + 16.0, base - 8.0);
        let low = [(left, middle), (right, middle)];
        let high = [(right, upper), (left, lower), (right, lower), (left, upper)];
        let corners: &[_] = if base - top < 60.0 {
            &low
        } else if self.joints.is_empty() {
            &high
        } else {
            // The joint has its name above.
            &high[1..3]
        };
        let is_free = |((x, _), y): &((f64, f64), f64)| {
            let at = if *x < 50.0 { 0 } else { self.columns.len().saturating_sub(1) };
            let near = |series: &Vec<Option<f64>>| {
                let spot = series.get(at).copied().flatten();
                spot.is_some_and(|spot| (spot - (y - 4.0)).abs() < 13.0)
            };
            !ys.iter().any(near)
        };
        let (place, y) = corners.iter().copied().find(is_free)?;
        let anchor = if place.0 < 50.0 { Anchor::Start } else { Anchor::End };
        Some(Shape::beside(place, y, anchor, zone.name.clone(), Ink::ZoneName(band)))
    }

    /// From the last point of each line to the edge beside its name.
    fn leads(&self, ys: &[Vec<Option<f64>>]) -> Vec<Shape> {
        let Some(last) = self.columns.len().checked_sub(1) else { return Vec::new() };
        let x = (column(last, self.width()), 100.0);
        let lead = |(at, series): (usize, &Vec<Option<f64>>)| {
            let y = series.get(last).copied().flatten()?;
            let rule = Shape::Rule { x, y: (y, y), ink: Ink::Lead };
            Some(Shape::Series { slot: Slot::of(at), shapes: vec![rule] })
        };
        ys.iter().enumerate().filter_map(lead).collect()
    }

    /// One line with its marks.
    fn one(&self, at: usize, ys: &[Option<f64>]) -> Shape {
        let slot = Slot::of(at);
        let place = |index| Some((column(index, self.width()), ys.get(index).copied().flatten()?));
        let spots: Vec<_> = (0..self.columns.len()).map(place).collect();
        let runs = stretches(&spots, &self.breaks(at));
        let lines = runs.iter().filter(|run| run.len() > 1);
        let line = |run: &Vec<_>| Shape::Path { points: run.clone(), ink: slot.line() };
        let mut shapes: Vec<_> = lines.map(line).collect();
        let is_end = |spot| runs.iter().any(|r| r.first() == Some(spot) || r.last() == Some(spot));
        let marked = spots.iter().enumerate().filter_map(|(index, spot)| {
            let (spot, point) = (spot.as_ref()?, self.point(at, index)?);
            let shown = self.width() <= MARKED || point.stale || is_end(spot);
            shown.then(|| self.mark(at, index, *spot, point))
        });
        shapes.extend(marked);
        Shape::Series { slot, shapes }
    }

    fn mark(&self, at: usize, column: usize, (x, y): (f64, f64), point: Point) -> Shape {
        let ink = if point.stale { Ink::Stale } else { Ink::Mark };
        let says = self.says(at, column, point);
        Shape::Mark { x, y, glyph: Slot::of(at).glyph(), ink, says }
    }

    /// What a hollow mark means, if there is one.
    #[must_use]
    pub fn remarks(&self) -> Vec<Key> {
        let sample = vec![Key::mark(Glyph::Circle, Ink::Stale)];
        let words = "Hollow: older than its cadence by then".to_owned();
        let key = Key { sample, words, value: String::new() };
        if self.stale() > 0 { vec![key] } else { Vec::new() }
    }
}
