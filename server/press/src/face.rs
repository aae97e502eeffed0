//! The font: its two weights, what it has glyphs for, and words as glyphs.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::str::FromStr;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, Feature, GlyphBuffer, UnicodeBuffer};

use crate::fault::PressError;

/// Inter at weight 420, as the design language sets text.
pub(crate) const TEXT: &[u8] = include_bytes!("../fonts/Inter-Regular.ttf");
/// Inter at weight 600, as the design language sets titles.
pub(crate) const STRONG: &[u8] = include_bytes!("../fonts/Inter-SemiBold.ttf");

/// What is drawn for a character that the font has no glyph for: the reader sees that something
/// stands there. The text behind it stays as it is, for whoever copies or listens.
pub(crate) const UNDRAWN: char = '□';

/// One of the two weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Weight {
    Text,
    Strong,
}

impl Weight {
    pub(crate) fn of(strong: bool) -> Self {
        if strong { Self::Strong } else { Self::Text }
    }
}

/// A word as glyphs; lengths are in units of the font's size.
#[derive(Debug)]
pub(crate) struct Shaped {
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) width: f32,
}

/// The font, and the words that were shaped with it before.
pub(crate) struct Faces {
    text: (Face<'static>, Font),
    strong: (Face<'static>, Font),
    known: HashMap<(Weight, bool, String), Rc<Shaped>>,
}

impl Faces {
    /// Reads the font inside the program.
    pub(crate) fn load() -> Result<Self, PressError> {
        let read = |bytes: &'static [u8]| {
            let face = Face::from_slice(bytes, 0)?;
            Some((face, Font::new(bytes.into(), 0)?))
        };
        Ok(Self {
            text: read(TEXT).ok_or(PressError::Font)?,
            strong: read(STRONG).ok_or(PressError::Font)?,
            known: HashMap::new(),
        })
    }

    /// The font as the writer of PDF takes it.
    pub(crate) fn font(&self, weight: Weight) -> Font {
        self.pair(weight).1.clone()
    }

    /// Shapes a stretch of text without line breaks. Its characters stay in their order: the font has
    /// no letters that run from right to left, so there are none to turn round.
    pub(crate) fn shape(&mut self, weight: Weight, tabular: bool, text: &str) -> Rc<Shaped> {
        let key = (weight, tabular, text.to_owned());
        if let Some(known) = self.known.get(&key) {
            return Rc::clone(known);
        }
        let shaped = Rc::new(self.shape_anew(weight, tabular, text));
        self.known.insert(key, Rc::clone(&shaped));
        shaped
    }

    fn shape_anew(&self, weight: Weight, tabular: bool, text: &str) -> Shaped {
        let face = &self.pair(weight).0;
        let glyphs = run(face, tabular, text);
        let missing = clusters(&glyphs, text.len())
            .zip(glyphs.glyph_infos())
            .filter(|(_, info)| info.glyph_id == 0)
            .map(|(range, _)| range)
            .collect::<Vec<_>>();
        if missing.is_empty() {
            return measured(face, &glyphs, |range| range, text.len());
        }
        let (drawn, origins) = with_boxes(text, &missing);
        let glyphs = run(face, tabular, &drawn);
        let origin = |at: usize| origins.get(at).copied().unwrap_or(text.len());
        measured(face, &glyphs, |range| origin(range.start)..origin(range.end), drawn.len())
    }

    fn pair(&self, weight: Weight) -> &(Face<'static>, Font) {
        match weight {
            Weight::Text => &self.text,
            Weight::Strong => &self.strong,
        }
    }
}

fn run(face: &Face<'_>, tabular: bool, text: &str) -> GlyphBuffer {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(Direction::LeftToRight);
    let features =
        if tabular { Feature::from_str("tnum").into_iter().collect() } else { Vec::new() };
    rustybuzz::shape(face, &features, buffer)
}

/// For each glyph, the bytes of the text that it stands for.
fn clusters(glyphs: &GlyphBuffer, end: usize) -> impl Iterator<Item = Range<usize>> {
    let infos = glyphs.glyph_infos();
    infos.iter().enumerate().map(move |(index, info)| {
        let next = infos[index..].iter().find(|later| later.cluster > info.cluster);
        info.cluster as usize..next.map_or(end, |later| later.cluster as usize)
    })
}

/// The text with a box for each character of the missing ranges; and for each byte of it, the byte of
/// the text that it stands for.
fn with_boxes(text: &str, missing: &[Range<usize>]) -> (String, Vec<usize>) {
    let (mut drawn, mut origins) = (String::new(), Vec::new());
    for (at, character) in text.char_indices() {
        let lacks = missing.iter().any(|range| range.contains(&at));
        drawn.push(if lacks { UNDRAWN } else { character });
        origins.resize(drawn.len(), at);
    }
    (drawn, origins)
}

fn measured(
    face: &Face<'_>,
    glyphs: &GlyphBuffer,
    origin: impl Fn(Range<usize>) -> Range<usize>,
    end: usize,
) -> Shaped {
    let em = face.units_per_em() as f32;
    let placed = clusters(glyphs, end)
        .zip(glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()))
        .map(|(range, (info, place))| {
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                place.x_advance as f32 / em,
                place.x_offset as f32 / em,
                place.y_offset as f32 / em,
                0.0,
                origin(range),
                None,
            )
        })
        .collect::<Vec<_>>();
    let width = placed.iter().map(|glyph| glyph.x_advance).sum();
    Shaped { glyphs: placed, width }
}

/// Text as it can be set: control characters, private ones and those that are no characters become
/// U+FFFD, which is drawn as a box; tabs become spaces, and all breaks of a line one kind.
pub(crate) fn legible(text: &str) -> String {
    let mut legible = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        legible.push(match character {
            '\r' if rest.peek() == Some(&'\n') => continue,
            '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' => ' ',
            '\u{feff}' | '\u{fdd0}'..='\u{fdef}' => char::REPLACEMENT_CHARACTER,
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => char::REPLACEMENT_CHARACTER,
            other if other.is_control() || (other as u32) & 0xfffe == 0xfffe => {
                char::REPLACEMENT_CHARACTER
            }
            other => other,
        });
    }
    legible
}

#[cfg(test)]
mod tests {
    use super::{Faces, Weight, legible};

    #[test]
    fn both_weights_can_be_read_and_have_what_reports_are_made_of() {
        let mut faces = Faces::load().expect("the font inside the program");
        for weight in [Weight::Text, Weight::Strong] {
            for sample in
                ["Ærøskøbing Žižkov Łódź Ağrı ạễ", "Αθήνα Київ", "0–9 − × ≤ … · ↓ ↑ → ✓ □"]
            {
                let shaped = faces.shape(weight, false, sample);
                let box_glyph = faces.shape(weight, false, "□").glyphs[0].glyph_id;
                let boxes = shaped.glyphs.iter().filter(|glyph| glyph.glyph_id == box_glyph);
                assert_eq!(boxes.count(), sample.matches('□').count(), "{sample}");
            }
        }
    }

    #[test]
    fn numbers_of_a_column_are_equally_wide() {
        let mut faces = Faces::load().expect("the font inside the program");
        let narrow = faces.shape(Weight::Text, true, "111").width;
        assert_eq!(narrow, faces.shape(Weight::Text, true, "888").width);
        assert_ne!(narrow, faces.shape(Weight::Text, false, "111").width);
    }

    #[test]
    fn what_the_font_lacks_is_a_box_that_stands_for_its_own_character() {
        let mut faces = Faces::load().expect("the font inside the program");
        let text = "a中é\u{5d0}";
        let shaped = faces.shape(Weight::Text, false, text);
        let words: Vec<_> =
            shaped.glyphs.iter().map(|glyph| &text[glyph.text_range.clone()]).collect();
        assert_eq!(words, ["a", "中", "é", "\u{5d0}"]);
        assert_eq!(shaped.glyphs[1].glyph_id, shaped.glyphs[3].glyph_id);
    }

    #[test]
    fn controls_become_visible_and_breaks_become_one_kind() {
        assert_eq!(legible("a\r\nb\tc\u{0}\u{feff}\u{e000}"), "a\nb c\u{fffd}\u{fffd}\u{fffd}");
    }
}
