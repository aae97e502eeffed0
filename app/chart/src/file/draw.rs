//! Shapes as elements, at a fixed width.

use super::ink::style;
use super::xml::Pen;
use crate::measure::width;
use crate::palette;
use crate::plane::corners;
use crate::scale::px;
use crate::shape::{Anchor, Glyph, Ink, Shape};

/// Where shapes are drawn: a plot of this width in pixels, in this colour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Canvas<'a> {
    pub(super) width: f64,
    pub(super) colour: &'a str,
}

impl Canvas<'_> {
    /// Of lines that are of no series.
    pub(super) const fn of(width: f64) -> Canvas<'static> {
        Canvas { width, colour: palette::INK }
    }

    fn x(&self, percent: f64) -> f64 {
        percent * self.width / 100.0
    }

    pub(super) fn all(&self, pen: &mut Pen, shapes: &[Shape]) {
        for shape in shapes {
            self.one(pen, shape);
        }
    }

    fn one(&self, pen: &mut Pen, shape: &Shape) {
        let style = |ink: Ink| style(ink, self.colour);
        match shape {
            Shape::Block { x, width, y, height, ink, says } => {
                let place = (self.x(*x), *y, self.x(*width), *height);
                rect(pen, place, &style(*ink), says);
            }
            Shape::Plate { x, y, width, height, ink } => {
                let corner = (self.x(*x) - width / 2.0, y - height / 2.0);
                rect(pen, (corner.0, corner.1, *width, *height), &style(*ink), "");
            }
            Shape::Rule { x, y, ink } => {
                let (from, to) = (px(self.x(x.0)), px(self.x(x.1)));
                let (y1, y2) = (px(y.0), px(y.1));
                let place = format!("x1=\"{from}\" y1=\"{y1}\" x2=\"{to}\" y2=\"{y2}\"");
                pen.element("line", &format!("{place} {}", style(*ink)), "");
            }
            Shape::Path { points, ink } => {
                let points: Vec<_> = points.iter().map(|(x, y)| (self.x(*x), *y)).collect();
                let points = corners(&points);
                pen.element("polyline", &format!("points=\"{points}\" {}", style(*ink)), "");
            }
            Shape::Mark { x, y, glyph, ink, says } => {
                mark(pen, (self.x(*x), *y), *glyph, &style(*ink), says);
            }
            Shape::Words { x, dx, y, anchor, text, ink } => {
                if matches!(ink, Ink::TargetName | Ink::JointName) {
                    ground(pen, (self.x(*x) + dx, *y), *anchor, text);
                }
                pen.text((self.x(*x) + dx, *y), side(*anchor), &style(*ink), text);
            }
            Shape::Series { slot, shapes } => {
                Canvas { colour: palette::series(*slot), ..*self }.all(pen, shapes);
            }
        }
    }
}

/// What makes words readable on lines: a ground of the sheet that lets them through a little.
fn ground(pen: &mut Pen, (x, y): (f64, f64), anchor: Anchor, text: &str) {
    let wide = width(text, 11.0) * 1.05 + 4.0;
    let left = match anchor {
        Anchor::Start => x - 2.0,
        Anchor::Middle => x - wide / 2.0,
        Anchor::End => x + 2.0 - wide,
    };
    let style = format!("fill=\"{}\" fill-opacity=\"0.8\"", palette::SHEET);
    rect(pen, (left, y - 10.0, wide, 13.0), &style, "");
}

const fn side(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}

/// A rectangle: left edge, upper edge, width and height.
pub(super) fn rect(pen: &mut Pen, place: (f64, f64, f64, f64), style: &str, says: &str) {
    let (x, y, width, height) = (px(place.0), px(place.1), px(place.2), px(place.3));
    let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
    pen.element("rect", &format!("{place} {style}"), says);
}

/// A mark around its place.
pub(super) fn mark(pen: &mut Pen, at: (f64, f64), glyph: Glyph, style: &str, says: &str) {
    let (x, y) = (px(at.0), px(at.1));
    match glyph.outline() {
        None => pen.element("circle", &format!("cx=\"{x}\" cy=\"{y}\" r=\"4.5\" {style}"), says),
        Some(outline) => {
            let place = format!("d=\"{outline}\" transform=\"translate({x} {y})\"");
            pen.element("path", &format!("{place} {style}"), says);
        }
    }
}
