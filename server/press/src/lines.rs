//! Text as lines: where they break, and where on a line each word stands.

use std::ops::Range;

use krilla::text::KrillaGlyph;
use unicode_linebreak::linebreaks;

use crate::document::{Align, Run};
use crate::face::{Faces, Weight, legible};
use crate::ink::Ink;

mod setter;

use setter::{Atom, Setter, bare};

/// How text is set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub(crate) weight: Weight,
    /// Points.
    pub(crate) size: f32,
    /// From one base line to the next, in points.
    pub(crate) leading: f32,
    pub(crate) ink: Ink,
    /// Whether all digits are equally wide.
    pub(crate) tabular: bool,
}

impl Style {
    pub(crate) const fn new(weight: Weight, size: f32, leading: f32, ink: Ink) -> Self {
        Self { weight, size, leading, ink, tabular: false }
    }

    pub(crate) const fn tabular(self) -> Self {
        Self { tabular: true, ..self }
    }

    pub(crate) const fn inked(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// From the top of a line to its base line, so that capitals stand in its middle: they are 0.727
    /// of the font's size.
    pub(crate) fn drop(self) -> f32 {
        (self.leading + 0.727 * self.size) / 2.0
    }
}

/// A stretch of a line in one weight.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) weight: Weight,
    pub(crate) text: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    /// From the left edge of the line, in points.
    pub(crate) x: f32,
}

/// A line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub(crate) spans: Vec<Span>,
    /// Without the spaces at its end, in points.
    pub(crate) width: f32,
}

impl Line {
    /// How far the line is moved to stand in a width.
    pub(crate) fn indent(&self, align: Align, width: f32) -> f32 {
        let spare = (width - self.width).max(0.0);
        match align {
            Align::Start => 0.0,
            Align::Middle => spare / 2.0,
            Align::End => spare,
        }
    }
}

impl Faces {
    /// Breaks text of one weight to a width in points. There is always a line, so that an empty text
    /// has its place.
    pub(crate) fn lines(&mut self, text: &str, style: Style, width: f32) -> Vec<Line> {
        let strong = style.weight == Weight::Strong;
        self.paragraph(&[Run { text: text.to_owned(), strong }], style, width)
    }

    /// Breaks runs to a width in points, by the rules of Unicode (UAX 14). A word that is wider than
    /// the line is broken where it has to be.
    pub(crate) fn paragraph(&mut self, runs: &[Run], style: Style, width: f32) -> Vec<Line> {
        let (text, bounds) = joined(runs);
        let mut setter = Setter::new(style.size);
        let mut start = 0;
        for (end, _) in linebreaks(&text) {
            let segment = start..end;
            let broken = text[segment.clone()].ends_with('\n');
            let atoms = self.atoms(&text, segment, &bounds, style);
            setter.add(atoms, width);
            if broken {
                setter.turn();
            }
            start = end;
        }
        setter.finish(self, style)
    }

    /// The width in points of the longest word, or of what is narrower than `most`.
    pub(crate) fn longest_word(&mut self, text: &str, style: Style, most: f32) -> f32 {
        let (text, bounds) =
            joined(&[Run { text: text.to_owned(), strong: style.weight == Weight::Strong }]);
        let mut start = 0;
        let mut longest: f32 = 0.0;
        for (end, _) in linebreaks(&text) {
            let atoms = self.atoms(&text, start..end, &bounds, style);
            longest = longest.max(bare(&atoms));
            start = end;
        }
        longest.min(most)
    }

    /// A text on a single line; what doesn't fit gives way to an ellipsis.
    pub(crate) fn single(&mut self, text: &str, style: Style, width: f32) -> Line {
        let flat = legible(text).replace('\n', " ");
        let mut lines = self.lines(&flat, style, f32::MAX);
        if lines[0].width <= width {
            return lines.swap_remove(0);
        }
        let room = width - self.shape(style.weight, style.tabular, "…").width * style.size;
        let kept: String = self.lines(&flat, style, room)[0].text();
        self.lines(&format!("{}…", kept.trim_end()), style, f32::MAX).swap_remove(0)
    }

    fn atoms(
        &mut self,
        text: &str,
        segment: Range<usize>,
        bounds: &[(usize, Weight)],
        style: Style,
    ) -> Vec<Atom> {
        let mut atoms = Vec::new();
        let mut start = segment.start;
        for &(bound, weight) in bounds {
            let end = bound.min(segment.end);
            let words = text.get(start..end).unwrap_or_default().trim_end_matches('\n');
            if !words.is_empty() {
                let shaped = self.shape(weight, style.tabular, words);
                let spaces = &words[words.trim_end_matches(' ').len()..];
                let trailing = self.shape(weight, style.tabular, spaces).width;
                atoms.push(Atom {
                    weight,
                    text: words.to_owned(),
                    glyphs: shaped.glyphs.clone(),
                    full: shaped.width * style.size,
                    bare: (shaped.width - trailing) * style.size,
                });
            }
            start = start.max(end);
        }
        atoms
    }
}

impl Line {
    fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// The text of all runs, and where each ends.
fn joined(runs: &[Run]) -> (String, Vec<(usize, Weight)>) {
    let mut text = String::new();
    let mut bounds = Vec::new();
    for run in runs {
        text.push_str(&legible(&run.text));
        bounds.push((text.len(), Weight::of(run.strong)));
    }
    (text, bounds)
}

#[cfg(test)]
mod tests {
    use super::{Line, Style};
    use crate::face::{Faces, Weight};
    use crate::ink::Ink;

    const STYLE: Style = Style::new(Weight::Text, 10.0, 14.0, Ink::Main);

    fn texts(text: &str, width: f32) -> Vec<String> {
        let mut faces = Faces::load().expect("the font inside the program");
        let lines = faces.lines(text, STYLE, width);
        assert!(lines.iter().all(|line| line.width <= width + 0.01), "{lines:?}");
        lines.iter().map(Line::text).collect()
    }

    #[test]
    fn lines_break_after_words_and_at_breaks() {
        assert_eq!(texts("one two three\n\nfour", 40.0), ["one two ", "three", " ", "four"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_and_kept_whole_in_sum() {
        let word = "a".repeat(100) + "中中";
        assert_eq!(texts(&word, 50.0).concat(), word);
    }

    #[test]
    fn what_is_too_long_for_one_line_ends_in_an_ellipsis() {
        let mut faces = Faces::load().expect("the font inside the program");
        let line = faces.single("Plumb lines\nhang true", STYLE, 60.0);
        assert!(line.width <= 60.0 && line.text().ends_with('…'), "{line:?}");
        assert_eq!(faces.single("Short", STYLE, 60.0).text(), "Short");
    }
}
