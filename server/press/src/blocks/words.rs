//! Paragraphs.

use krilla::tagging::Tag;

use super::Set;
use crate::document::Run;
use crate::lines::{Line, Style};
use crate::sheet::{Pen, SIDE};
use crate::structure::Structure;
use crate::styles::{BODY, MEASURE, SAY};

pub(super) struct SetWords {
    lines: Vec<Line>,
    style: Style,
    gap: f32,
}

pub(super) fn set(pen: &mut Pen, runs: &[Run]) -> SetWords {
    SetWords { lines: pen.faces.paragraph(runs, BODY, MEASURE), style: BODY, gap: 8.0 }
}

/// The sentence that says what a chapter found.
pub(super) fn say(pen: &mut Pen, text: &str) -> SetWords {
    SetWords { lines: pen.faces.lines(text, SAY, MEASURE + 40.0), style: SAY, gap: 10.0 }
}

impl Set for SetWords {
    fn gap(&self) -> f32 {
        self.gap
    }

    fn lead(&self) -> f32 {
        // Three lines are not divided: one of them would stand alone.
        let together = if self.lines.len() <= 3 { self.lines.len() } else { 2 };
        together as f32 * self.style.leading
    }

    fn lay(self: Box<Self>, pen: &mut Pen) {
        let place = pen.structure.add(Structure::ROOT, Tag::P);
        pen.flow(place, SIDE, self.lines, self.style);
    }
}
