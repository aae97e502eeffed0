//! Shapes as elements of a page: places across in percent, inks as classes.

use chart::plane::corners;
use chart::{Anchor, Glyph, Ink, Layer, Shape, Slot, Tone, px};
use domain::Band;
use leptos::prelude::*;

/// The class of a band behind the lines.
pub(super) const fn zone_class(band: Option<Band>) -> &'static str {
    match band {
        Some(Band::Advanced) => "zone-adv",
        Some(Band::Moderate) => "zone-mod",
        Some(Band::High) => "zone-high",
        None => "zone-gap",
    }
}

const fn bar_class(layer: Layer) -> &'static str {
    match layer {
        Layer::Advanced => "bar-adv",
        Layer::Moderate => "bar-mod",
        Layer::High => "bar-high",
        Layer::NoBand => "bar-gap",
        Layer::Stale => "bar-stale",
        Layer::NotAssessed => "bar-none",
    }
}

const fn plate_class(layer: Layer) -> &'static str {
    match layer {
        Layer::NoBand | Layer::Stale | Layer::NotAssessed => "bar-blank",
        Layer::Advanced | Layer::Moderate | Layer::High => bar_class(layer),
    }
}

const fn on_bar_class(layer: Layer, spare: bool) -> &'static str {
    match (layer, spare) {
        (Layer::Advanced | Layer::High, false) => "on-bar",
        (Layer::Advanced | Layer::High, true) => "on-bar is-spare",
        (Layer::Moderate, false) => "on-bar on-mod",
        (Layer::Moderate, true) => "on-bar on-mod is-spare",
        (_, false) => "on-bar on-blank",
        (_, true) => "on-bar on-blank is-spare",
    }
}

/// The class of each ink. A hatch has none: its pattern is named by an attribute, which a class
/// would override.
const fn class(ink: Ink) -> Option<&'static str> {
    Some(match ink {
        Ink::Zone(band) => zone_class(band),
        Ink::ZoneName(Band::Advanced) => "zone-name is-adv",
        Ink::ZoneName(Band::Moderate) => "zone-name is-mod",
        Ink::ZoneName(Band::High) => "zone-name is-high",
        Ink::Grid => "grid",
        Ink::Base => "base",
        Ink::Tick | Ink::Hatch(_) => return None,
        Ink::Label => "cat",
        Ink::SpareLabel => "cat is-spare",
        Ink::Ahead => "cat is-next",
        Ink::SpareAhead => "cat is-next is-spare",
        Ink::Line { heavy: true, dashed: false } => "line line--heavy",
        Ink::Line { heavy: true, dashed: true } => "line line--heavy line--dash",
        Ink::Line { heavy: false, dashed: false } => "line line--thin",
        Ink::Line { heavy: false, dashed: true } => "line line--thin line--dash",
        Ink::Mark => "mark",
        Ink::Stale => "mark mark--stale",
        Ink::Lead => "lead",
        Ink::Joint => "joint",
        Ink::JointName => "joint-name",
        Ink::Target => "line target",
        Ink::Flag => "flag",
        Ink::TargetName => "target-name",
        Ink::Layer(layer) => bar_class(layer),
        Ink::Plate(layer) => plate_class(layer),
        Ink::OnLayer(layer) => on_bar_class(layer, false),
        Ink::SpareOnLayer(layer) => on_bar_class(layer, true),
        Ink::Opened => "bar-opened",
        Ink::Closed | Ink::Bar(Tone::True) => "bar-adv",
        Ink::Bar(Tone::Plain) => "bar-plain",
        Ink::Bar(Tone::Off) => "bar-mod",
        Ink::Bar(Tone::High) => "bar-high",
        Ink::Value => "val",
        Ink::SpareValue => "val is-spare",
    })
}

/// The class of a series, which is its colour.
pub(super) fn series_class(slot: Slot) -> String {
    format!("series s-{}", slot.number())
}

const fn side(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}

fn percent(x: f64) -> String {
    format!("{}%", px(x))
}

fn said(says: &str) -> Option<AnyView> {
    let says = says.to_owned();
    (!says.is_empty()).then(|| view! { <title>{says}</title> }.into_any())
}

/// Where shapes are drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Canvas<'a> {
    /// The chart's id, under which its patterns are known.
    pub(super) id: &'a str,
    /// The height in pixels.
    pub(super) height: f64,
}

impl Canvas<'_> {
    pub(super) fn all(&self, shapes: &[Shape]) -> AnyView {
        shapes.iter().map(|shape| self.one(shape)).collect_view().into_any()
    }

    fn one(&self, shape: &Shape) -> AnyView {
        match shape {
            Shape::Block { x, width, y, height, ink, says } => {
                self.rect((percent(*x), percent(*width)), (*y, *height), *ink, says)
            }
            Shape::Plate { x, y, width, height, ink } => {
                let aside = format!("translate({} {})", px(-width / 2.0), px(-height / 2.0));
                let (x, width, height) = (percent(*x), px(*width), px(*height));
                view! { <rect class=class(*ink) x=x y=px(*y) width=width height=height transform=aside /> }
                    .into_any()
            }
            Shape::Rule { x, y, ink } => {
                let (x1, x2, y1, y2) = (percent(x.0), percent(x.1), px(y.0), px(y.1));
                view! { <line class=class(*ink) x1=x1 x2=x2 y1=y1 y2=y2 /> }.into_any()
            }
            Shape::Path { points, ink } => {
                planes(class(*ink).unwrap_or_default(), vec![corners(points)], self.height)
            }
            Shape::Mark { x, y, glyph, ink, says } => mark((percent(*x), *y), *glyph, *ink, says),
            Shape::Words { x, dx, y, anchor, text, ink } => {
                let (x, dx) = (percent(*x), (*dx != 0.0).then(|| px(*dx)));
                let (side, text) = (side(*anchor), text.clone());
                view! { <text class=class(*ink) x=x dx=dx y=px(*y) text-anchor=side>{text}</text> }
                    .into_any()
            }
            Shape::Series { slot, shapes } => {
                view! { <g class=series_class(*slot)>{self.all(shapes)}</g> }.into_any()
            }
        }
    }

    fn rect(&self, across: (String, String), down: (f64, f64), ink: Ink, says: &str) -> AnyView {
        let pattern = match ink {
            Ink::Hatch(layer) => Some(format!("url(#{})", self.pattern_id(layer))),
            _ => None,
        };
        let ((x, width), (y, height)) = (across, (px(down.0), px(down.1)));
        view! {
            <rect class=class(ink) fill=pattern x=x width=width y=y height=height>{said(says)}</rect>
        }
        .into_any()
    }

    fn pattern_id(&self, layer: Layer) -> String {
        format!("{}-hatch-{}", self.id, layer.key())
    }

    /// The patterns of hatched layers.
    pub(super) fn patterns(&self, layers: &[Layer]) -> AnyView {
        let patterns = layers.iter().filter(|layer| layer.hatched()).map(|layer| {
            let id = self.pattern_id(*layer);
            let class = format!("hatch hatch-{}", layer.key());
            view! {
                <pattern id=id width="6" height="6" patternUnits="userSpaceOnUse">
                    <path class=class d=layer.hatch() />
                </pattern>
            }
        });
        view! { <defs>{patterns.collect_view()}</defs> }.into_any()
    }
}

/// A mark of fixed size around its place.
pub(super) fn mark((x, y): (String, f64), glyph: Glyph, ink: Ink, says: &str) -> AnyView {
    let class = class(ink);
    let form = match glyph.outline() {
        None => view! { <circle class=class r="4.5">{said(says)}</circle> }.into_any(),
        Some(d) => view! { <path class=class d=d>{said(says)}</path> }.into_any(),
    };
    view! { <svg x=x y=px(y) width="1" height="1" overflow="visible">{form}</svg> }.into_any()
}

/// Lines in a plane of their own, which stretches with the width while the strokes don't.
pub(super) fn planes(class: &'static str, lines: Vec<String>, height: f64) -> AnyView {
    let lines = lines.into_iter().map(|points| view! { <polyline class=class points=points /> });
    let (lines, height) = (lines.collect_view(), px(height));
    let frame = format!("0 0 100 {height}");
    view! {
        <svg class="plane" viewBox=frame width="100%" height=height preserveAspectRatio="none">
            {lines}
        </svg>
    }
    .into_any()
}
