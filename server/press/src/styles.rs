//! The sizes of type, in points: those of the design language at three quarters, as it prints.

use crate::face::Weight::{Strong, Text};
use crate::ink::Ink;
use crate::lines::Style;

/// The widest that a paragraph is set: about 68 characters.
pub(crate) const MEASURE: f32 = 390.0;

pub(crate) const COVER_OWNER: Style = Style::new(Strong, 12.0, 16.0, Ink::Second);
pub(crate) const COVER_TITLE: Style = Style::new(Strong, 30.0, 36.0, Ink::Main);
pub(crate) const HEAD_TITLE: Style = Style::new(Strong, 19.0, 25.0, Ink::Main);
pub(crate) const COVER_RANGE: Style = Style::new(Text, 13.0, 19.0, Ink::Second);
pub(crate) const BODY: Style = Style::new(Text, 9.5, 14.5, Ink::Main);
pub(crate) const SAY: Style = Style::new(Text, 13.0, 19.0, Ink::Main);
pub(crate) const META: Style = Style::new(Text, 7.5, 10.5, Ink::Third);
pub(crate) const TERM: Style = Style::new(Strong, 8.5, 12.5, Ink::Main);
pub(crate) const MEANING: Style = Style::new(Text, 8.5, 12.5, Ink::Second);
pub(crate) const CAPTION: Style = Style::new(Strong, 9.5, 14.0, Ink::Main);
pub(crate) const LABEL: Style = Style::new(Text, 8.5, 12.0, Ink::Second);
pub(crate) const VALUE: Style = Style::new(Strong, 21.0, 27.0, Ink::Main).tabular();
pub(crate) const UNIT: Style = Style::new(Text, 8.5, 12.0, Ink::Third);
pub(crate) const SIGN: Style = Style::new(Text, 8.5, 12.0, Ink::Main);

/// A heading by its level.
pub(crate) fn heading(level: u8) -> Style {
    match level {
        1 => Style::new(Strong, 19.0, 25.0, Ink::Main),
        2 => Style::new(Strong, 13.0, 18.0, Ink::Main),
        _ => Style::new(Strong, 10.5, 15.0, Ink::Main),
    }
}

/// The cells of a table, smaller where there are many columns.
pub(crate) fn cell(columns: usize) -> Style {
    if columns > 8 {
        Style::new(Text, 7.0, 9.5, Ink::Main).tabular()
    } else {
        Style::new(Text, 8.5, 12.0, Ink::Main).tabular()
    }
}
