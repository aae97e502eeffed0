//! What a figure is made of: shapes in their places, each in the ink of what it means.

mod ink;
mod key;

pub use ink::{Anchor, Glyph, Ink, Tone};
pub use key::Key;

use crate::lines::{End, Slot};

/// One shape. `x` is in percent of the plot's width, `dx` and all else in pixels.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A rectangle that stretches with the plot.
    Block {
        /// Its left edge.
        x: f64,
        /// Its width, in percent.
        width: f64,
        /// Its upper edge.
        y: f64,
        /// Its height.
        height: f64,
        /// What it means.
        ink: Ink,
        /// What it says when it is pointed at; nothing if empty.
        says: String,
    },
    /// A rectangle of fixed size around its place.
    Plate {
        /// Its middle.
        x: f64,
        /// Its middle.
        y: f64,
        /// Its width, in pixels.
        width: f64,
        /// Its height.
        height: f64,
        /// What it means.
        ink: Ink,
    },
    /// A straight line between two places.
    Rule {
        /// Both ends across.
        x: (f64, f64),
        /// Both ends down.
        y: (f64, f64),
        /// What it means.
        ink: Ink,
    },
    /// A line through several places.
    Path {
        /// Its corners.
        points: Vec<(f64, f64)>,
        /// What it means.
        ink: Ink,
    },
    /// A mark of fixed size.
    Mark {
        /// Its middle.
        x: f64,
        /// Its middle.
        y: f64,
        /// Its form.
        glyph: Glyph,
        /// What it means.
        ink: Ink,
        /// What it says when it is pointed at; nothing if empty.
        says: String,
    },
    /// A text on its base line.
    Words {
        /// Its place.
        x: f64,
        /// Beside its place.
        dx: f64,
        /// The base line.
        y: f64,
        /// On which side.
        anchor: Anchor,
        /// The words.
        text: String,
        /// What they mean.
        ink: Ink,
    },
    /// Shapes in the colour of a series.
    Series {
        /// Which series.
        slot: Slot,
        /// What is in it.
        shapes: Vec<Shape>,
    },
}

impl Shape {
    /// A line across the whole plot.
    pub(crate) const fn across(y: f64, ink: Ink) -> Self {
        Self::Rule { x: (0.0, 100.0), y: (y, y), ink }
    }

    /// A text around its place.
    pub(crate) fn words(x: f64, y: f64, text: impl Into<String>, ink: Ink) -> Self {
        Self::Words { x, dx: 0.0, y, anchor: Anchor::Middle, text: text.into(), ink }
    }

    /// A text after or before its place.
    pub(crate) fn beside(
        (x, dx): (f64, f64),
        y: f64,
        anchor: Anchor,
        text: impl Into<String>,
        ink: Ink,
    ) -> Self {
        Self::Words { x, dx, y, anchor, text: text.into(), ink }
    }

    /// A number at the axis, beside its height.
    pub(crate) fn tick(y: f64, text: impl Into<String>) -> Self {
        Self::beside((100.0, -8.0), y + 4.0, Anchor::End, text, Ink::Tick)
    }

    /// Whether it is, or holds, a line to a name.
    fn leads(&self) -> bool {
        match self {
            Self::Rule { ink: Ink::Lead, .. } => true,
            Self::Series { shapes, .. } => shapes.iter().any(Self::leads),
            _ => false,
        }
    }

    /// Whether it is words that are left out where it is narrow.
    const fn leaves(&self) -> bool {
        matches!(self, Self::Words { ink, .. } if ink.leaves())
    }
}

/// A chart in shapes: the axis to the left, the plot, and names at the ends of lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The height of all three, in pixels.
    pub height: f64,
    /// What stands to the left of the plot; its percentages are of its own width.
    pub gutter: Vec<Shape>,
    /// The plot.
    pub plot: Vec<Shape>,
    /// The names of the lines, from above; none if the chart has no lines.
    pub ends: Vec<End>,
}

impl Figure {
    /// Without names at the ends, what leads to them, and words that have no room: as it looks where
    /// it is narrow. A legend has to say what is left out.
    #[must_use]
    pub fn narrow(mut self) -> Self {
        self.ends.clear();
        self.plot.retain(|shape| !shape.leads() && !shape.leaves());
        self
    }
}
