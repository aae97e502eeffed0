//! Terms and what they mean, side by side.

use krilla::tagging::Tag;

use super::{Set, list};
use crate::document::Note;
use crate::lines::Line;
use crate::sheet::{Pen, SIDE, text};
use crate::structure::Structure;
use crate::styles::{MEANING, TERM};

/// The width of the terms, and of the space beside them.
const TERMS: f32 = 132.0;
const BETWEEN: f32 = 14.0;
const ROW: f32 = 5.0;

pub(crate) struct SetNotes {
    notes: Vec<(Vec<Line>, Vec<Line>)>,
}

pub(crate) fn set(pen: &mut Pen, notes: &[Note]) -> SetNotes {
    let width = pen.width() - TERMS - BETWEEN;
    let notes = notes.iter().map(|note| {
        let term = pen.faces.lines(&note.term, TERM, TERMS);
        (term, pen.faces.lines(&note.words, MEANING, width))
    });
    SetNotes { notes: notes.collect() }
}

impl SetNotes {
    /// How high all of them are.
    pub(crate) fn height(&self) -> f32 {
        self.notes.iter().map(height).sum()
    }

    pub(crate) fn lay(self, pen: &mut Pen) {
        let place = pen.structure.add(Structure::ROOT, list());
        for note in self.notes {
            // What takes less than half a page stays together; a term that is longer than its words
            // is short enough to.
            let together = height(&note).min(pen.height() / 2.0);
            pen.need(together.max(ROW + note.0.len() as f32 * TERM.leading));
            let (term, words) = note;
            let item = pen.structure.add(place, Tag::LI);
            let label = pen.structure.add(item, Tag::Lbl);
            let body = pen.structure.add(item, Tag::LBody);
            pen.rule(SIDE, pen.y, pen.width(), crate::ink::Ink::Line);
            pen.y += ROW;
            let top = pen.y;
            let mut low = top;
            for line in term {
                pen.put(label, text(SIDE, low, line, TERM));
                low += TERM.leading;
            }
            let page = pen.page();
            pen.flow(body, SIDE + TERMS + BETWEEN, words, MEANING);
            if pen.page() == page {
                pen.y = pen.y.max(low);
            }
            pen.y += ROW;
        }
    }
}

fn height((term, words): &(Vec<Line>, Vec<Line>)) -> f32 {
    2.0 * ROW + term.len().max(words.len()) as f32 * MEANING.leading
}

impl Set for SetNotes {
    fn gap(&self) -> f32 {
        14.0
    }

    fn after(&self) -> f32 {
        16.0
    }

    fn lead(&self) -> f32 {
        self.notes.first().map_or(0.0, height).min(80.0)
    }

    fn lay(self: Box<Self>, pen: &mut Pen) {
        Self::lay(*self, pen);
    }
}
