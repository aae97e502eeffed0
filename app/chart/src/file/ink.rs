//! What each ink looks like in a file.

use domain::Band;

use crate::bands::Layer;
use crate::palette as p;
use crate::shape::{Ink, Tone};

fn fill(colour: &str) -> String {
    format!("fill=\"{colour}\"")
}

fn stroke(colour: &str, width: &str) -> String {
    format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"")
}

fn dashed(colour: &str, width: &str, dash: &str) -> String {
    format!("{} stroke-dasharray=\"{dash}\"", stroke(colour, width))
}

fn words(size: u8, weight: u16, colour: &str) -> String {
    format!("font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{colour}\"")
}

const fn band_wash(band: Option<Band>) -> &'static str {
    match band {
        Some(Band::Advanced) => p::TRUE_WASH,
        Some(Band::Moderate) => p::OFF_WASH,
        Some(Band::High) => p::ZONE_HIGH,
        None => p::SHEET,
    }
}

/// The colour in which a band's name is written.
pub(super) const fn band_ink(band: Band) -> &'static str {
    match band {
        Band::Advanced => p::TRUE_INK,
        Band::Moderate => p::OFF_INK,
        Band::High => p::HIGH_INK,
    }
}

fn layer(layer: Layer) -> String {
    let outlined = format!("fill=\"{}\" stroke=\"{}\"", p::SHEET, p::INK_3);
    match layer {
        Layer::NoBand | Layer::Stale => outlined,
        Layer::NotAssessed => format!("{outlined} stroke-dasharray=\"3 2\""),
        Layer::Advanced | Layer::Moderate | Layer::High => plate(layer),
    }
}

/// A ground without an outline.
fn plate(layer: Layer) -> String {
    fill(match layer {
        Layer::Advanced => p::TRUE_FILL,
        Layer::Moderate => p::OFF_FILL,
        Layer::High => p::HIGH_FILL,
        Layer::NoBand | Layer::Stale | Layer::NotAssessed => p::SHEET,
    })
}

/// A pattern for each hatched layer.
pub(super) fn patterns() -> String {
    let pattern = |layer: Layer| {
        let (colour, strength) = match layer {
            Layer::Moderate | Layer::High => (p::SHEET, "0.4"),
            Layer::Stale => (p::INK_3, "0.6"),
            _ => (p::INK_3, "1"),
        };
        format!(
            "<pattern id=\"hatch-{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"{}\" {} stroke-opacity=\"{strength}\"/></pattern>\n",
            layer.key(),
            layer.hatch(),
            stroke(colour, "1.25")
        )
    };
    let all = Layer::ALL.into_iter().filter(|layer| layer.hatched()).map(pattern);
    format!("<defs>\n{}</defs>\n", all.collect::<String>())
}

/// The attributes of a shape or text in this ink; `series` is the colour of the lines around it.
pub(super) fn style(ink: Ink, series: &str) -> String {
    match ink {
        Ink::Zone(band) => fill(band_wash(band)),
        Ink::ZoneName(band) => words(11, 500, band_ink(band)),
        Ink::Grid => stroke(p::LINE, "1"),
        Ink::Base => stroke(p::INK_3, "1"),
        Ink::Tick => words(12, 400, p::INK_3),
        Ink::Label | Ink::SpareLabel => words(12, 400, p::INK_2),
        Ink::Ahead | Ink::SpareAhead => {
            format!("{} font-style=\"italic\"", words(12, 400, p::INK_3))
        }
        Ink::Line { heavy, dashed: is_dashed } => {
            let width = if heavy { "2.75" } else { "1.5" };
            let line = if is_dashed { dashed(series, width, "5 4") } else { stroke(series, width) };
            format!("{line} stroke-linejoin=\"round\"")
        }
        Ink::Mark => format!("fill=\"{series}\" stroke=\"{}\" stroke-width=\"1.5\"", p::SHEET),
        Ink::Stale => format!("fill=\"{}\" stroke=\"{series}\" stroke-width=\"2\"", p::SHEET),
        Ink::Lead => stroke(p::LINE_STRONG, "1"),
        Ink::Joint => dashed(p::INK_3, "1", "2 3"),
        Ink::JointName => words(11, 500, p::INK_2),
        Ink::Target => dashed(p::INFO_INK, "1.75", "2 3"),
        Ink::Flag => format!("fill=\"{0}\" stroke=\"{0}\" stroke-width=\"1.5\"", p::INFO_INK),
        Ink::TargetName => words(11, 600, p::INFO_INK),
        Ink::Layer(of) => layer(of),
        Ink::Plate(of) => plate(of),
        Ink::Hatch(of) => format!("fill=\"url(#hatch-{})\"", of.key()),
        Ink::OnLayer(of) | Ink::SpareOnLayer(of) => words(12, 600, on_layer(of)),
        Ink::Opened => fill(p::INFO_FILL),
        Ink::Closed => fill(p::TRUE_FILL),
        Ink::Bar(tone) => fill(bar(tone)),
        Ink::Value | Ink::SpareValue => words(12, 600, p::INK),
    }
}

const fn on_layer(layer: Layer) -> &'static str {
    match layer {
        Layer::Advanced | Layer::High => p::SHEET,
        Layer::Moderate | Layer::NoBand | Layer::Stale | Layer::NotAssessed => p::INK,
    }
}

const fn bar(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => p::INK_3,
        Tone::True => p::TRUE_FILL,
        Tone::Off => p::OFF_FILL,
        Tone::High => p::HIGH_FILL,
    }
}

/// The title above a chart.
pub(super) fn heading() -> String {
    words(14, 600, p::INK)
}

/// A name at the end of a line, or over a small plot.
pub(super) fn name() -> String {
    words(12, 500, p::INK)
}

/// A quiet label.
pub(super) fn quiet() -> String {
    words(11, 400, p::INK_3)
}

/// Words in a legend.
pub(super) fn legend() -> String {
    words(12, 400, p::INK_2)
}

/// Words in some colour.
pub(super) fn coloured(colour: &str) -> String {
    words(12, 500, colour)
}
