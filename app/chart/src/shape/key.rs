//! An entry of a legend: a sample in shapes, and what it stands for.

use super::{Glyph, Ink, Shape};

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

    /// The flag of a target, on its line.
    pub(crate) fn target(words: &str) -> Self {
        let (x, y) = (30.0, Self::HEIGHT);
        let line = Shape::Rule { x: (0.0, 100.0), y: (y, y), ink: Ink::Target };
        let says = String::new();
        let flag = Shape::Mark { x, y, glyph: Glyph::Flag, ink: Ink::Flag, says };
        Self { sample: vec![line, flag], words: words.to_owned(), value: String::new() }
    }

    /// The rule of a joint.
    pub(crate) fn joint(words: &str) -> Self {
        let (x, y) = ((50.0, 50.0), (-2.0, Self::HEIGHT + 2.0));
        let sample = vec![Shape::Rule { x, y, ink: Ink::Joint }];
        Self { sample, words: words.to_owned(), value: String::new() }
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
