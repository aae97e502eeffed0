//! Headings, and the outline that they make.

use std::num::NonZeroU16;

use krilla::tagging::Tag;

use super::Set;
use crate::face::legible;
use crate::lines::{Line, Style};
use crate::sheet::{Bookmark, Pen};
use crate::structure::Structure;
use crate::styles::heading;

/// The levels of headings as they follow each other: none is skipped on the way down (PDF/UA-1, 7.4.2).
#[derive(Default)]
pub(super) struct Steps {
    last: u8,
}

impl Steps {
    pub(super) fn next(&mut self, level: u8) -> u8 {
        self.last = level.clamp(1, (self.last + 1).min(6));
        self.last
    }
}

pub(super) struct SetHeading {
    level: u8,
    text: String,
    lines: Vec<Line>,
    style: Style,
}

pub(super) fn set(pen: &mut Pen, level: u8, text: &str) -> SetHeading {
    let style = heading(level);
    let lines = pen.faces.lines(text, style, pen.width());
    SetHeading { level, text: legible(text).replace('\n', " "), lines, style }
}

impl Set for SetHeading {
    fn gap(&self) -> f32 {
        match self.level {
            1 => 34.0,
            2 => 24.0,
            _ => 16.0,
        }
    }

    fn lead(&self) -> f32 {
        self.lines.len() as f32 * self.style.leading
    }

    fn leads_on(&self) -> bool {
        true
    }

    fn lay(self: Box<Self>, pen: &mut Pen) {
        // Zero is no level; a heading of none would be a chapter.
        let level = NonZeroU16::new(u16::from(self.level)).unwrap_or(NonZeroU16::MIN);
        let place = pen.structure.add(Structure::ROOT, Tag::Hn(level, Some(self.text.clone())));
        let (page, y) = (pen.page(), pen.y);
        pen.bookmarks.push(Bookmark { level: self.level, text: self.text, page, y });
        pen.flow(place, crate::sheet::SIDE, self.lines, self.style);
    }
}

#[cfg(test)]
mod tests {
    use super::Steps;

    #[test]
    fn no_level_is_skipped_on_the_way_down() {
        let mut steps = Steps::default();
        let taken: Vec<_> = [3, 3, 1, 4, 0, 9, 9].map(|level| steps.next(level)).into();
        assert_eq!(taken, [1, 2, 1, 2, 1, 2, 3]);
    }
}
