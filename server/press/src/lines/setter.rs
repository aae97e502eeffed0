//! Words one after the other, until a line is full.

use krilla::text::KrillaGlyph;

use super::{Line, Span, Style};
use crate::face::{Faces, Weight};

/// A stretch between two places at which a line may break, in one weight.
pub(super) struct Atom {
    pub(super) weight: Weight,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// Points, with and without the spaces at its end.
    pub(super) full: f32,
    pub(super) bare: f32,
}

/// Puts lines together.
pub(super) struct Setter {
    lines: Vec<Line>,
    line: Line,
    /// Where the next word begins, in points.
    pen: f32,
    size: f32,
}

/// How wide a segment is at the end of a line.
pub(super) fn bare(atoms: &[Atom]) -> f32 {
    let Some((last, before)) = atoms.split_last() else { return 0.0 };
    before.iter().map(|atom| atom.full).sum::<f32>() + last.bare
}

impl Setter {
    /// For text of a size in points.
    pub(super) fn new(size: f32) -> Self {
        Self { lines: Vec::new(), line: Line::default(), pen: 0.0, size }
    }

    /// Adds what stands between two places at which a line may break.
    pub(super) fn add(&mut self, atoms: Vec<Atom>, width: f32) {
        // A hundredth of a point is what adding up floats may cost.
        if self.pen > 0.0 && self.pen + bare(&atoms) > width + 0.01 {
            self.turn();
        }
        for atom in atoms {
            if self.pen + atom.bare <= width + 0.01 {
                self.push(atom);
            } else {
                self.force(&atom, width);
            }
        }
    }

    fn push(&mut self, atom: Atom) {
        self.line.width = self.pen + atom.bare;
        let x = self.pen;
        self.pen += atom.full;
        if let Some(last) = self.line.spans.last_mut()
            && last.weight == atom.weight
        {
            let shift = last.text.len();
            last.text.push_str(&atom.text);
            last.glyphs.extend(atom.glyphs.into_iter().map(|mut glyph| {
                glyph.text_range = glyph.text_range.start + shift..glyph.text_range.end + shift;
                glyph
            }));
            return;
        }
        let Atom { weight, text, glyphs, .. } = atom;
        self.line.spans.push(Span { weight, text, glyphs, x });
    }

    /// Breaks a word that is wider than a line between its clusters.
    fn force(&mut self, atom: &Atom, width: f32) {
        for cluster in atom.glyphs.chunk_by(|one, next| one.text_range == next.text_range) {
            let wide = cluster.iter().map(|glyph| glyph.x_advance).sum::<f32>() * self.size;
            if self.pen > 0.0 && self.pen + wide > width {
                self.turn();
            }
            let range = cluster[0].text_range.clone();
            let glyphs = cluster.iter().map(|glyph| {
                let mut glyph = glyph.clone();
                glyph.text_range = 0..range.len();
                glyph
            });
            self.push(Atom {
                weight: atom.weight,
                text: atom.text[range.clone()].to_owned(),
                glyphs: glyphs.collect(),
                full: wide,
                bare: wide,
            });
        }
    }

    pub(super) fn turn(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.pen = 0.0;
    }

    /// An empty line gets a space: what has no content at all would fall out of the structure.
    pub(super) fn finish(mut self, faces: &mut Faces, style: Style) -> Vec<Line> {
        if self.pen > 0.0 || self.lines.is_empty() {
            self.turn();
        }
        for line in self.lines.iter_mut().filter(|line| line.spans.is_empty()) {
            let glyphs = faces.shape(style.weight, style.tabular, " ").glyphs.clone();
            line.spans.push(Span { weight: style.weight, text: " ".to_owned(), glyphs, x: 0.0 });
        }
        self.lines
    }
}
