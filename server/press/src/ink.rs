//! The colours of paper: the light palette of the design language, as sRGB.

use crate::document::Tone;

/// A colour role of `style/tokens.css`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Main,
    Second,
    Third,
    Reverse,
    Sunken,
    Line,
    LineStrong,
    Brass,
    True,
    Off,
    High,
    Info,
    Clash,
}

impl Ink {
    /// Red, green and blue of 0 to 255. A test reads `style/tokens.css` and compares.
    pub(crate) const fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Main => (0x12, 0x1d, 0x24),
            Self::Second => (0x3e, 0x4a, 0x50),
            Self::Third => (0x5c, 0x67, 0x6c),
            Self::Reverse => (0xff, 0xff, 0xff),
            Self::Sunken => (0xf7, 0xf9, 0xfa),
            Self::Line => (0xe0, 0xe5, 0xe6),
            Self::LineStrong => (0xc7, 0xcd, 0xcf),
            Self::Brass => (0xba, 0x88, 0x31),
            Self::True => (0x09, 0x61, 0x50),
            Self::Off => (0x7b, 0x51, 0x17),
            Self::High => (0xa1, 0x2b, 0x27),
            Self::Info => (0x2d, 0x56, 0x78),
            Self::Clash => (0x8b, 0x28, 0x68),
        }
    }
}

impl From<Tone> for Ink {
    fn from(tone: Tone) -> Self {
        match tone {
            Tone::Plain => Self::Main,
            Tone::Quiet => Self::Second,
            Tone::True => Self::True,
            Tone::Off => Self::Off,
            Tone::High => Self::High,
            Tone::Info => Self::Info,
            Tone::Clash => Self::Clash,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ink;

    const TOKENS: &str = include_str!("../../../style/tokens.css");

    /// The light half of a token, by the matrices of OKLab (Björn Ottosson, 2020) and the curve of sRGB
    /// (IEC 61966-2-1).
    fn light(token: &str) -> (u8, u8, u8) {
        let start = TOKENS.find(&format!("--{token}:")).expect("a token of the stylesheet");
        let inside = TOKENS[start..].split("oklch(").nth(1).unwrap().split(')').next().unwrap();
        let parts: Vec<f64> = inside.split(' ').map(|part| part.parse().unwrap()).collect();
        let (lightness, chroma, hue) = (parts[0], parts[1], parts[2].to_radians());
        let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
        let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        let curve = |linear: f64| {
            let curved = if linear <= 0.003_130_8 {
                12.92 * linear
            } else {
                1.055 * linear.powf(1.0 / 2.4) - 0.055
            };
            (255.0 * curved.clamp(0.0, 1.0)).round() as u8
        };
        (
            curve(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
            curve(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
            curve(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s),
        )
    }

    #[test]
    fn every_colour_is_that_of_the_stylesheet() {
        let pairs = [
            (Ink::Main, "ink"),
            (Ink::Second, "ink-2"),
            (Ink::Third, "ink-3"),
            (Ink::Reverse, "on-ink"),
            (Ink::Sunken, "sunken"),
            (Ink::Line, "line"),
            (Ink::LineStrong, "line-strong"),
            (Ink::Brass, "brass"),
            (Ink::True, "true-ink"),
            (Ink::Off, "off-ink"),
            (Ink::High, "high-ink"),
            (Ink::Info, "info-ink"),
            (Ink::Clash, "clash-ink"),
        ];
        for (ink, token) in pairs {
            assert_eq!(ink.rgb(), light(token), "--{token}");
        }
    }
}
