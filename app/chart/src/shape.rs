//! What a figure is made of: shapes in their places, each in the ink of what it means.

use domain::Band;

use crate::bands::Layer;
use crate::lines::{End, Slot};

/// Where a text stands from its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// After it.
    Start,
    /// Around it.
    Middle,
    /// Before it.
    End,
}

/// The form of a mark: series are told apart by it without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// A circle.
    Circle,
    /// A square.
    Square,
    /// A square on its corner.
    Diamond,
    /// A triangle on its side.
    Triangle,
    /// A flag on a pole that stands on its place.
    Flag,
}

impl Glyph {
    /// The outline around 0,0; none for a circle.
    #[must_use]
    pub const fn outline(self) -> Option<&'static str> {
        match self {
            Self::Circle => None,
            Self::Square => Some("M-4-4H4V4H-4z"),
            Self::Diamond => Some("M0-5.5L5.5 0 0 5.5-5.5 0z"),
            Self::Triangle => Some("M0-5.2L5.2 4H-5.2z"),
            Self::Flag => Some("M0 0V-14L9-10.5 0-7"),
        }
    }
}

/// What a bar says beyond its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Nothing.
    Plain,
    /// As it should be.
    True,
    /// To be looked at soon.
    Off,
    /// Too late.
    High,
}

/// What a shape means. A page makes a class of it, a file a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// A band behind the lines, or the hole between two.
    Zone(Option<Band>),
    /// A band's name.
    ZoneName(Band),
    /// A line across at a tick.
    Grid,
    /// The line at 0.
    Base,
    /// A number at the axis.
    Tick,
    /// A label under a column or beside a bar.
    Label,
    /// A label of a column that is still to come.
    Ahead,
    /// A line in the colour of its series, or in ink.
    Line {
        /// Weight alone tells nothing apart, but it helps.
        heavy: bool,
        /// Of two like marks one has a dashed line.
        dashed: bool,
    },
    /// A mark in the colour of its series, or in ink.
    Mark,
    /// A mark of a score that was older than its cadence: hollow.
    Stale,
    /// From a line's end to its name.
    Lead,
    /// The rule where a questionnaire's version changed.
    Joint,
    /// What a joint says.
    JointName,
    /// The line of a target.
    Target,
    /// Where a target is due.
    Flag,
    /// What a target says.
    TargetName,
    /// A layer of a stacked column.
    Layer(Layer),
    /// What tells a layer apart without colour.
    Hatch(Layer),
    /// A ground for a number on a hatched layer.
    Plate(Layer),
    /// A number on a layer.
    OnLayer(Layer),
    /// The same where a narrow column has no room.
    SpareOnLayer(Layer),
    /// What was opened.
    Opened,
    /// What was closed.
    Closed,
    /// A bar of a bucket.
    Bar(Tone),
    /// A value beside its mark or bar.
    Value,
    /// The same where a narrow column has no room.
    SpareValue,
}

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
    /// Without names at the ends and what leads to them: for where they have no room.
    #[must_use]
    pub fn without_ends(mut self) -> Self {
        self.ends.clear();
        self.plot.retain(|shape| !shape.leads());
        self
    }
}

/// One entry of a legend.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The sample, in a box of [`Key::WIDTH`] by [`Key::HEIGHT`] pixels.
    pub sample: Vec<Shape>,
    /// What it stands for.
    pub words: String,
    /// A figure after the words; nothing if empty.
    pub value: String,
}

impl Key {
    /// The width of a sample, in pixels.
    pub const WIDTH: f64 = 22.0;
    /// The height of a sample, in pixels.
    pub const HEIGHT: f64 = 12.0;

    /// A mark in the middle of the box.
    pub(crate) const fn mark(glyph: Glyph, ink: Ink) -> Shape {
        Shape::Mark { x: 50.0, y: Self::HEIGHT / 2.0, glyph, ink, says: String::new() }
    }

    /// A filled box, hatched as its layer is.
    pub(crate) fn boxed(inks: &[Ink], words: impl Into<String>) -> Self {
        let block = |ink: &Ink| Shape::Block {
            x: 20.0,
            width: 60.0,
            y: 0.0,
            height: Self::HEIGHT,
            ink: *ink,
            says: String::new(),
        };
        let sample = inks.iter().map(block).collect();
        Self { sample, words: words.into(), value: String::new() }
    }
}
