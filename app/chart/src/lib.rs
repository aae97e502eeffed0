//! Charts as geometry: from figures to shapes, in places that a page stretches and a file fixes.
//!
//! A chart is data with a sentence, a table and a [`Figure`]. Across, a place is a percentage of
//! the plot and a few pixels beside it; down, it is pixels from the top. So a page draws a figure
//! at any width without computing it again, and [`svg`] draws the very same one into a file.
//! What was not measured is a gap, in every chart.

pub mod axis;
pub mod heat;
pub mod plane;
pub mod scale;

mod ages;
mod bands;
mod file;
mod flow;
mod lines;
mod measure;
mod multiples;
mod numbers;
mod palette;
mod said;
mod shape;
mod zones;

pub use ages::{Age, Ages};
pub use bands::{BandCount, Bands, Layer};
pub use file::{Drawing, Size, svg};
pub use flow::{Flow, Quarter};
pub use heat::Heat;
pub use lines::{End, Joint, Lines, Point, Series, Slot, Target};
pub use measure::shorten;
pub use numbers::Numbers;
pub use palette::{Colour, LIGHT};
pub use said::{moved, points};
pub use scale::{Scale, px};
pub use shape::{Anchor, Figure, Glyph, Ink, Key, Shape, Tone};
pub use zones::{Zone, Zones};
