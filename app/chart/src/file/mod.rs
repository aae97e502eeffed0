//! Charts as files: SVG 1.1 that stands alone, in the light palette, with the same bytes for the
//! same figures. No stylesheet, no script, no address: what draws PDF or PNG can take it as it is.

mod draw;
mod frame;
mod heat;
mod ink;
mod multiples;
mod xml;

use crate::shape::{Figure, Key};
use crate::{Ages, Bands, End, Flow, Heat, Lines};
use frame::Body;
use xml::Pen;

/// A chart that can be a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawing {
    /// Lines in one plot; more than it can tell apart are drawn as multiples.
    Lines(Lines),
    /// A small plot for each line.
    Multiples(Lines),
    /// Units per band.
    Bands(Bands),
    /// Opened and closed.
    Flow(Flow),
    /// Counts in buckets.
    Ages(Ages),
    /// Units by question.
    Heat(Heat),
}

impl Drawing {
    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Lines(lines) | Self::Multiples(lines) => &lines.title,
            Self::Bands(bands) => &bands.title,
            Self::Flow(flow) => &flow.title,
            Self::Ages(ages) => &ages.title,
            Self::Heat(heat) => &heat.title,
        }
    }

    /// What it shows, in a sentence or a few.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Lines(lines) | Self::Multiples(lines) => lines.sentence(),
            Self::Bands(bands) => bands.sentence(),
            Self::Flow(flow) => flow.sentence(),
            Self::Ages(ages) => ages.sentence(),
            Self::Heat(heat) => heat.sentence(),
        }
    }
}

/// How large a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The width of the whole, in pixels; never less than 280.
    pub width: u16,
    /// The height of the plot, in pixels; never less than 120. What stands around it comes on top;
    /// the height of bars, of a heat map and of multiples follows from what is in them.
    pub height: u16,
    /// Whether the title stands above the chart. Without it, it is read by programs alone.
    pub headed: bool,
}

impl Size {
    /// Without a visible title.
    #[must_use]
    pub const fn new(width: u16, height: u16) -> Self {
        Self { width, height, headed: false }
    }

    /// With the title above the chart.
    #[must_use]
    pub const fn headed(mut self) -> Self {
        self.headed = true;
        self
    }
}

/// Under this width names at the ends of lines leave no room for the lines; the stylesheet has the
/// same edge.
const NARROW: u16 = 620;

/// The chart as the text of an SVG file.
#[must_use]
pub fn svg(drawing: &Drawing, size: Size) -> String {
    let size = Size { width: size.width.max(280), height: size.height.max(120), ..size };
    let body = match drawing {
        Drawing::Lines(lines) if lines.fits() => one(lines, size),
        Drawing::Lines(lines) | Drawing::Multiples(lines) => multiples::body(lines, size.width),
        Drawing::Bands(bands) => {
            let figure = narrow(bands.figure(size.height), size);
            frame::body(&figure, 32.0, &bands.keys(), size.width)
        }
        Drawing::Flow(flow) => {
            let figure = narrow(flow.figure(size.height), size);
            frame::body(&figure, 44.0, &flow.keys(), size.width)
        }
        Drawing::Ages(ages) => frame::body(&ages.figure(), Ages::GUTTER, &[], size.width),
        Drawing::Heat(heat) => heat::body(heat, size.width),
    };
    document(drawing.title(), &drawing.sentence(), &body, size)
}

fn one(lines: &Lines, size: Size) -> Body {
    let mut figure = lines.figure(size.height);
    let mut keys: Vec<Key> = Vec::new();
    if size.width < NARROW {
        keys.extend(figure.ends.iter().map(End::key));
        keys.extend(lines.marked());
        figure = figure.narrow();
    }
    keys.extend(lines.remarks());
    frame::body(&figure, 32.0, &keys, size.width)
}

/// Bars as they look at this width.
fn narrow(figure: Figure, size: Size) -> Figure {
    if size.width < NARROW { figure.narrow() } else { figure }
}

/// The body under its title, as a whole file.
fn document(title: &str, sentence: &str, body: &Body, size: Size) -> String {
    let mut pen = Pen::default();
    let above = if size.headed { 30.0 } else { 0.0 };
    pen.begin(f64::from(size.width), body.height + above, title, sentence);
    if size.headed {
        let words = crate::measure::shorten(title, 14.0, f64::from(size.width));
        pen.text((0.0, 16.0), "start", &ink::heading(), &words);
    }
    pen.group((0.0, above), |pen| pen.raw(&body.text));
    pen.end()
}
