//! What shapes mean: a page makes classes of it, a file colours.

use domain::Band;

use crate::bands::Layer;

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
    /// The same where a narrow plot has no room.
    SpareLabel,
    /// A label of a column that is still to come.
    Ahead,
    /// The same where a narrow plot has no room.
    SpareAhead,
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

impl Ink {
    /// Whether it is left out where the plot is narrow: what has no room there, and what stands in
    /// the legend then.
    pub(crate) const fn leaves(self) -> bool {
        matches!(
            self,
            Self::SpareLabel
                | Self::SpareAhead
                | Self::SpareOnLayer(_)
                | Self::SpareValue
                | Self::JointName
                | Self::TargetName
        )
    }
}
