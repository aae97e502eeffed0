//! How wide a text is, near enough to shorten it and to set a legend: nobody asks a font here.

/// Widths of the printable ASCII characters in thousandths of the size, measured in Inter at 12
/// pixels and the weight of labels.
#[rustfmt::skip]
const WIDTHS: [u16; 95] = [
    256, 306, 501, 636, 643, 993, 652, 313, 366, 366, 523, 665, 305, 459, 305, 369,
    646, 413, 614, 626, 655, 602, 629, 588, 629, 629, 305, 316, 665, 665, 665, 529,
    985, 726, 653, 730, 718, 599, 584, 743, 740, 270, 572, 689, 561, 912, 753, 763,
    638, 766, 645, 643, 651, 734, 726, 1028, 704, 698, 641, 366, 321, 366, 474, 461,
    338, 566, 616, 574, 616, 584, 339, 617, 601, 251, 251, 559, 251, 888, 601, 601,
    616, 616, 398, 538, 336, 601, 575, 828, 557, 576, 557, 442, 346, 442, 665,
];

/// Letters beyond ASCII: most are Latin with an accent, and the rest is wider.
fn of(letter: char) -> u16 {
    let known = (letter as usize).checked_sub(0x20).and_then(|index| WIDTHS.get(index));
    known.copied().unwrap_or(if letter < '\u{2100}' { 640 } else { 1000 })
}

/// The width of a text in pixels, at a size in pixels.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|letter| f64::from(of(letter))).sum::<f64>() * size / 1000.0
}

/// The text, or as much of its beginning as fits into `room` pixels with an ellipsis.
#[must_use]
pub fn shorten(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room - width("…", size);
    let fits = |letter: &char| {
        left -= f64::from(of(*letter)) * size / 1000.0;
        left >= 0.0
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_width_is_near_to_that_of_the_font() {
        // Measured in a browser: 111 pixels.
        assert!((width("Finance & Treasury", 12.0) - 111.0).abs() < 5.0);
        assert_eq!(width("財務", 10.0), 20.0);
    }

    #[test]
    fn a_name_is_shortened_only_where_it_has_to_be() {
        assert_eq!(shorten("Logistics", 12.0, 100.0), "Logistics");
        let short = shorten("Group Treasury and Risk Reporting", 12.0, 100.0);
        assert!(short.ends_with('…') && width(&short, 12.0) <= 100.0, "{short}");
        assert_eq!(shorten("Ab", 12.0, 0.0), "…");
    }
}
