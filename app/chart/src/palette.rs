//! The light palette in the colours that files know: `style/tokens.css` is its source, and a test
//! holds the two together.

use crate::lines::Slot;

/// A colour under the name that the stylesheet gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// The token without its dashes, such as `true-fill`.
    pub token: &'static str,
    /// In sRGB, as `#rrggbb`.
    pub hex: &'static str,
}

macro_rules! palette {
    ($($name:ident $token:literal $hex:literal),+ $(,)?) => {
        $(pub(crate) const $name: &str = $hex;)+

        /// Every colour that files use.
        pub const LIGHT: &[Colour] = &[$(Colour { token: $token, hex: $hex }),+];
    };
}

palette! {
    SHEET "sheet" "#ffffff",
    LINE "line" "#e0e5e6",
    LINE_STRONG "line-strong" "#c7cdcf",
    INK "ink" "#121d24",
    INK_2 "ink-2" "#3e4a50",
    INK_3 "ink-3" "#5c676c",
    TRUE_INK "true-ink" "#096150",
    TRUE_WASH "true-wash" "#e1f7f0",
    TRUE_LINE "true-line" "#a0d4c5",
    TRUE_FILL "true-fill" "#19806b",
    OFF_INK "off-ink" "#7b5117",
    OFF_WASH "off-wash" "#fdf3de",
    OFF_FILL "off-fill" "#bb802a",
    HIGH_INK "high-ink" "#a12b27",
    HIGH_FILL "high-fill" "#ca443a",
    INFO_INK "info-ink" "#2d5678",
    INFO_FILL "info-fill" "#4d7ca4",
    CLASH_FILL "clash-fill" "#b03c86",
    SERIES_1 "series-1" "#183d6b",
    SERIES_2 "series-2" "#286cab",
    SERIES_3 "series-3" "#3292b3",
    SERIES_4 "series-4" "#783e0b",
    SERIES_5 "series-5" "#c15920",
    SERIES_6 "series-6" "#ba293b",
    SERIES_7 "series-7" "#13543d",
    SERIES_8 "series-8" "#308e63",
}

/// The zone of High risk: 45 parts of its wash on the sheet, as the stylesheet mixes it.
pub(crate) const ZONE_HIGH: &str = "#fff7f7";

/// The colour of a series.
pub(crate) const fn series(slot: Slot) -> &'static str {
    match slot.number() {
        1 => SERIES_1,
        2 => SERIES_2,
        3 => SERIES_3,
        4 => SERIES_4,
        5 => SERIES_5,
        6 => SERIES_6,
        7 => SERIES_7,
        _ => SERIES_8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENS: &str = include_str!("../../../style/tokens.css");

    type Lab = [f64; 3];

    /// The light half of a token.
    fn light(token: &str) -> Lab {
        let (_, rest) = TOKENS.split_once(&format!("--{token}:")).expect(token);
        let (_, rest) = rest.split_once("light-dark(oklch(").expect(token);
        let (figures, _) = rest.split_once(')').expect(token);
        let figures: Vec<f64> = figures.split(' ').map(|f| f.parse().expect(token)).collect();
        let hue = figures[2].to_radians();
        [figures[0], figures[1] * hue.cos(), figures[1] * hue.sin()]
    }

    /// Oklab to sRGB, by the matrices of CSS Color 4.
    fn hex([l, a, b]: Lab) -> String {
        let cube = |x: f64, y: f64| (l + x * a + y * b).powi(3);
        let long = cube(0.396_337_777_4, 0.215_803_757_3);
        let medium = cube(-0.105_561_345_8, -0.063_854_172_8);
        let short = cube(-0.089_484_177_5, -1.291_485_548);
        let linear = [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
        ];
        let byte = |part: f64| {
            let part = part.clamp(0.0, 1.0);
            let root = 1.055 * part.powf(1.0 / 2.4) - 0.055;
            let curved = if part <= 0.003_130_8 { 12.92 * part } else { root };
            format!("{:02x}", (curved * 255.0).round() as u8)
        };
        format!("#{}", linear.map(byte).concat())
    }

    #[test]
    fn the_colours_of_files_are_those_of_the_stylesheet() {
        let files: Vec<_> = LIGHT.iter().map(|c| (c.token, c.hex.to_owned())).collect();
        let style: Vec<_> = LIGHT.iter().map(|c| (c.token, hex(light(c.token)))).collect();
        assert_eq!(files, style);
    }

    #[test]
    fn the_zone_of_high_risk_is_mixed_as_in_the_stylesheet() {
        let css = include_str!("../../../style/components/chart.css");
        let mix = ".zone-high { fill: color-mix(in oklab, var(--high-wash) 45%, var(--sheet))";
        assert!(css.contains(mix));
        let (wash, sheet) = (light("high-wash"), light("sheet"));
        let mixed = [0, 1, 2].map(|part| 0.45 * wash[part] + 0.55 * sheet[part]);
        assert_eq!(hex(mixed), ZONE_HIGH);
    }
}
