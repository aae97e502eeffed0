//! What stands on each page beside its text: whose report it is, who made it, and how many pages.

use krilla::tagging::ArtifactType;

use crate::document::{Align, Document, Opening};
use crate::ink::Ink;
use crate::lines::Style;
use crate::sheet::{Pen, SIDE, Shape, text};
use crate::styles::META;

/// From the upper edge to the head of a page, and from the lower one to its foot.
const HEAD: f32 = 38.0;
const FOOT: f32 = 40.0;

/// Furnishes all pages but a cover that has one to itself, now that it is known how many there are.
pub(crate) fn furnish(document: &Document, pen: &mut Pen) {
    let pages = pen.sheets.len();
    let bottom = document.paper.size().1 - FOOT;
    let head = match document.organisation.as_str() {
        "" => document.title.clone(),
        owner => format!("{owner} · {}", document.title),
    };
    let first = usize::from(document.cover.opening == Opening::Page);
    for page in first..pages {
        let style = META.tabular();
        let number = format!("Page {} of {pages}", page + 1);
        // The first page says itself whose it is.
        if page > 0 {
            rule(pen, page, ArtifactType::Header, HEAD + 16.0);
            line(pen, page, &head, HEAD, (style, Align::Start));
        }
        rule(pen, page, ArtifactType::Footer, bottom - 7.0);
        line(pen, page, &document.stamp, bottom, (style, Align::Start));
        line(pen, page, &number, bottom, (style, Align::End));
    }
}

/// A line of a margin. The numbers of pages have 90 points to themselves.
fn line(pen: &mut Pen, page: usize, words: &str, y: f32, (style, align): (Style, Align)) {
    let width = pen.width();
    let room = if align == Align::End { width } else { width - 90.0 };
    let line = pen.faces.single(words, style, room);
    let kind = if y < 100.0 { ArtifactType::Header } else { ArtifactType::Footer };
    let x = SIDE + line.indent(align, width);
    pen.furnish(page, kind, text(x, y, line, style));
}

fn rule(pen: &mut Pen, page: usize, kind: ArtifactType, y: f32) {
    let width = pen.width();
    pen.furnish(page, kind, Shape::Fill { x: SIDE, y, width, height: 0.6, ink: Ink::Line });
}
