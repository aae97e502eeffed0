//! How the series of one place looks, so that eight can be told apart without colour.

use crate::shape::{Glyph, Ink};

/// The look of a series: hue, weight, dash and mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot(u8);

/// Weight, dash and mark of each slot. Mark and dash together are of one slot alone.
const LOOKS: [(bool, bool, Glyph); Slot::COUNT] = [
    (true, false, Glyph::Circle),
    (false, false, Glyph::Square),
    (false, true, Glyph::Diamond),
    (true, false, Glyph::Triangle),
    (false, true, Glyph::Circle),
    (false, true, Glyph::Square),
    (true, false, Glyph::Diamond),
    (false, true, Glyph::Triangle),
];

impl Slot {
    /// So many series can be told apart.
    pub const COUNT: usize = 8;

    /// The slot of the series at this place. After the last, looks begin again.
    #[must_use]
    pub fn of(place: usize) -> Self {
        Self(u8::try_from(place % Self::COUNT).unwrap_or_default())
    }

    /// From 1 to 8, as the stylesheet counts.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0 + 1
    }

    /// The form of its marks.
    #[must_use]
    pub const fn glyph(self) -> Glyph {
        LOOKS[self.0 as usize].2
    }

    /// The ink of its line.
    #[must_use]
    pub const fn line(self) -> Ink {
        let (heavy, dashed, _) = LOOKS[self.0 as usize];
        Ink::Line { heavy, dashed }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn eight_series_are_told_apart_without_colour() {
        let slots: Vec<_> = (0..Slot::COUNT).map(Slot::of).collect();
        let looks: HashSet<_> = slots
            .iter()
            .map(|slot| (slot.glyph(), matches!(slot.line(), Ink::Line { dashed: true, .. })))
            .collect();
        assert_eq!(looks.len(), Slot::COUNT);
        assert_eq!((slots[7].number(), Slot::of(8)), (8, slots[0]));
    }
}
