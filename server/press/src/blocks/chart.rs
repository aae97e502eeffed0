//! Charts: drawn as they come, at the size that they are given.

use krilla::geom::Rect;
use krilla::tagging::{BBox, Tag};
use resvg::usvg::Tree;

use super::Set;
use crate::document::Chart;
use crate::face::legible;
use crate::fault::PressError;
use crate::picture;
use crate::sheet::{Pen, SIDE, Shape};
use crate::structure::Structure;

/// A pixel of a drawing (CSS: 1/96 inch) in points.
const PIXEL: f32 = 0.75;

pub(super) struct SetChart {
    tree: Box<Tree>,
    alt: String,
    width: f32,
    height: f32,
}

pub(super) fn set(pen: &Pen, chart: &Chart) -> Result<SetChart, PressError> {
    let tree = Box::new(picture::read(&chart.svg)?);
    let own = tree.size();
    let height = chart.height.unwrap_or(own.height() * PIXEL).min(pen.height());
    let width = own.width() / own.height() * height;
    let fit = (pen.width() / width).min(1.0);
    Ok(SetChart { tree, alt: legible(&chart.alt), width: width * fit, height: height * fit })
}

impl Set for SetChart {
    fn gap(&self) -> f32 {
        14.0
    }

    fn after(&self) -> f32 {
        16.0
    }

    fn lead(&self) -> f32 {
        self.height
    }

    fn lay(self: Box<Self>, pen: &mut Pen) {
        let Self { tree, alt, width, height } = *self;
        let bounds = Rect::from_xywh(SIDE, pen.y, width, height);
        let bounds = bounds.map(|rect| BBox::new(pen.page(), rect));
        let place = pen.structure.add(Structure::ROOT, Tag::Figure(Some(alt)).with_bbox(bounds));
        pen.put(place, Shape::Chart { x: SIDE, y: pen.y, width, height, tree });
        pen.y += height;
    }
}
