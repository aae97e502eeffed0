//! How many units lay in each band, quarter by quarter, as stacked columns. Scores that are stale
//! and units that were never assessed are layers of their own: nobody is left out.

mod layer;
mod said;

pub use layer::Layer;

use crate::axis;
use crate::measure::width;
use crate::plane::{column, figure};
use crate::said::counted;
use crate::scale::{Counts, Scale};
use crate::shape::{Figure, Ink, Key, Shape};

/// The units of one quarter by layer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BandCount([u32; 6]);

impl BandCount {
    /// No unit so far.
    #[must_use]
    pub const fn new() -> Self {
        Self([0; 6])
    }

    /// With so many units in a layer.
    #[must_use]
    pub const fn with(mut self, layer: Layer, units: u32) -> Self {
        self.0[layer as usize] = units;
        self
    }

    /// The units in a layer.
    #[must_use]
    pub const fn of(&self, layer: Layer) -> u32 {
        self.0[layer as usize]
    }

    fn total(&self) -> u32 {
        self.0.iter().fold(0, |sum, units| sum.saturating_add(*units))
    }
}

/// Units per band through time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bands {
    /// What is shown, such as "Business units by band, evidenced".
    pub title: String,
    /// The quarters with their counts; none where nothing is known.
    pub columns: Vec<(String, Option<BandCount>)>,
}

impl Bands {
    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.iter().all(|(_, count)| count.is_none_or(|count| count.total() == 0))
    }

    fn counts(&self) -> Counts {
        let totals = self.columns.iter().filter_map(|(_, count)| Some(count.as_ref()?.total()));
        Counts::of(totals.max().unwrap_or_default(), 5)
    }

    /// The stacked columns, `height` pixels high.
    #[must_use]
    pub fn figure(&self, height: u16) -> Figure {
        let (scale, counts) = (Scale::new(height), self.counts());
        let y = |units: u32| scale.y(f64::from(units) * 100.0 / f64::from(counts.top));
        let gutter = counts.ticks().map(|tick| Shape::tick(y(tick), tick.to_string())).collect();
        let mut plot: Vec<_> =
            counts.ticks().skip(1).map(|tick| Shape::across(y(tick), Ink::Grid)).collect();
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        plot.extend(axis::under(&names, names.len(), scale.labels()));
        for index in 0..self.columns.len() {
            plot.extend(self.stack(index, column(index, self.columns.len()), &y));
        }
        plot.push(Shape::across(scale.base(), Ink::Base));
        Figure { height: scale.height, gutter, plot, ends: Vec::new() }
    }

    fn stack(&self, index: usize, x: f64, y: &dyn Fn(u32) -> f64) -> Vec<Shape> {
        let (name, Some(count)) = &self.columns[index] else { return Vec::new() };
        let width = self.bar_width();
        let mut shapes = Vec::new();
        let mut below = 0_u32;
        for layer in Layer::ALL.into_iter().filter(|layer| count.of(*layer) > 0) {
            let units = count.of(layer);
            let (base, top) = (y(below), y(below.saturating_add(units)));
            below = below.saturating_add(units);
            // A hairline of ground between two layers.
            let (y, height) = (top + 1.0, (base - top - 1.0).max(1.0));
            let x_left = x - width / 2.0;
            let block = |ink, says| Shape::Block { x: x_left, width, y, height, ink, says };
            let says = format!("{name}, {}: {}", layer.label(), counted(units as usize, "unit"));
            if layer.hatched() {
                shapes.push(block(Ink::Layer(layer), String::new()));
                shapes.push(block(Ink::Hatch(layer), says));
            } else {
                shapes.push(block(Ink::Layer(layer), says));
            }
            shapes.extend(self.number(layer, units, (x, y + height / 2.0), height));
        }
        shapes
    }

    /// The number on a layer, where it has room; on a hatch with a ground of its own.
    fn number(&self, layer: Layer, units: u32, (x, y): (f64, f64), tall: f64) -> Vec<Shape> {
        if tall < 15.0 || self.columns.len() > 16 {
            return Vec::new();
        }
        let text = units.to_string();
        let (width, height) = (width(&text, 12.0) + 7.0, 14.0);
        let plate = Shape::Plate { x, y, width, height, ink: Ink::Plate(layer) };
        let spare = self.columns.len() > 8;
        let ink = if spare { Ink::SpareOnLayer(layer) } else { Ink::OnLayer(layer) };
        let words = Shape::words(x, y + 4.2, text, ink);
        if layer.hatched() && !spare { vec![plate, words] } else { vec![words] }
    }

    /// In percent of the plot.
    fn bar_width(&self) -> f64 {
        let share = if self.columns.len() > 12 { 72.0 } else { 55.0 };
        (share / figure(self.columns.len().max(1))).min(14.0)
    }

    /// The layers that occur, and the three bands always, from above.
    #[must_use]
    pub fn layers(&self) -> Vec<Layer> {
        let occurs = |layer: &Layer| {
            let always = matches!(layer, Layer::High | Layer::Moderate | Layer::Advanced);
            let counts = self.columns.iter().filter_map(|(_, count)| count.as_ref());
            always || counts.into_iter().any(|count| count.of(*layer) > 0)
        };
        Layer::ALL.into_iter().rev().filter(occurs).collect()
    }

    /// What the layers mean, from above.
    #[must_use]
    pub fn keys(&self) -> Vec<Key> {
        let key = |layer: Layer| {
            let inks = [Ink::Layer(layer), Ink::Hatch(layer)];
            Key::boxed(if layer.hatched() { &inks } else { &inks[..1] }, layer.label())
        };
        self.layers().into_iter().map(key).collect()
    }
}
