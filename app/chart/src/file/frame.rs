//! What stands around a plot in a file: the axis before it, names after it, the legend under it.

use super::draw::{Canvas, mark};
use super::ink;
use super::xml::Pen;
use crate::lines::End;
use crate::measure::{shorten, width};
use crate::palette;
use crate::plane::corners;
use crate::shape::{Figure, Ink, Key, Shape};

/// A chart without its title.
#[derive(Debug)]
pub(super) struct Body {
    /// Its elements.
    pub(super) text: String,
    /// In pixels.
    pub(super) height: f64,
}

const SIZE: f64 = 12.0;
/// From one row of a legend to the next.
const ROW: f64 = 20.0;
/// Between two entries of a legend.
const APART: f64 = 20.0;
/// After a plot without names: a flag at its edge stands there.
const AFTER: f64 = 12.0;

/// A figure with `gutter` pixels for its axis, and its legend.
pub(super) fn body(figure: &Figure, gutter: f64, keys: &[Key], wide: u16) -> Body {
    let wide = f64::from(wide);
    let after = if figure.ends.is_empty() { AFTER } else { End::WIDTH };
    let plot = (wide - gutter - after).max(1.0);
    let mut pen = Pen::default();
    if has_hatch(&figure.plot) {
        pen.raw(&ink::patterns());
    }
    Canvas::of(gutter).all(&mut pen, &figure.gutter);
    pen.group((gutter, 0.0), |pen| Canvas::of(plot).all(pen, &figure.plot));
    pen.group((gutter + plot, 0.0), |pen| figure.ends.iter().for_each(|e| end(pen, e)));
    let mut height = figure.height + 4.0;
    if !keys.is_empty() {
        height += 8.0 + legend(&mut pen, keys, (gutter, height + 8.0), wide);
    }
    Body { text: pen.part(), height }
}

fn has_hatch(shapes: &[Shape]) -> bool {
    shapes.iter().any(|shape| matches!(shape, Shape::Block { ink: Ink::Hatch(_), .. }))
}

/// A name beside the plot.
fn end(pen: &mut Pen, end: &End) {
    let colour = palette::series(end.slot);
    if let Some(lead) = end.lead() {
        let style = ink::style(Ink::Lead, colour);
        pen.element("polyline", &format!("points=\"{}\" {style}", corners(&lead)), "");
    }
    let style = ink::style(Ink::Mark, colour);
    mark(pen, (End::MARK, end.y), end.slot.glyph(), &style, "");
    let y = end.y + 4.0;
    pen.text((End::NAME, y), "start", &ink::name(), &end.shown);
    pen.text((End::VALUE, y), "end", &ink::style(Ink::Value, colour), &end.value);
}

/// A legend in rows from a corner on; how high it is.
pub(super) fn legend(pen: &mut Pen, keys: &[Key], (left, top): (f64, f64), wide: f64) -> f64 {
    let (mut x, mut y) = (left, top);
    for key in keys {
        let words = format!("{} {}", key.words, key.value);
        // Other fonts are wider than the one that was measured.
        let needs = Key::WIDTH + 6.0 + width(words.trim_end(), SIZE) * 1.08;
        if x > left && x + needs > wide {
            (x, y) = (left, y + ROW);
        }
        pen.group((x, y), |pen| Canvas::of(Key::WIDTH).all(pen, &key.sample));
        let words = shorten(words.trim_end(), SIZE, wide - left - Key::WIDTH - 6.0);
        pen.text((x + Key::WIDTH + 6.0, y + 10.0), "start", &ink::legend(), &words);
        x += needs + APART;
    }
    y + ROW - top
}
