//! The first page: whose report it is, what it is called and what it is of.

use krilla::tagging::Tag;

use crate::blocks::notes;
use crate::document::{Cover, Document, Opening};
use crate::ink::Ink;
use crate::lines::Style;
use crate::sheet::{Bookmark, Pen, SIDE, Shape};
use crate::structure::Structure;
use crate::styles::{COVER_OWNER, COVER_RANGE, COVER_TITLE, HEAD_TITLE, META};

const SIGN: f32 = 42.0;

/// Lays the cover on the page that is there.
pub(crate) fn lay(document: &Document, pen: &mut Pen) {
    let title = crate::face::legible(&document.title).replace('\n', " ");
    pen.bookmarks.push(Bookmark { level: 0, text: title, page: 0, y: 0.0 });
    match document.cover.opening {
        Opening::Page => page(document, pen),
        Opening::Head => head(document, pen),
    }
}

/// A few lines, and what follows goes on below them.
fn head(document: &Document, pen: &mut Pen) {
    const SIGN: f32 = 24.0;
    let right = SIDE + pen.width() - SIGN;
    pen.ornament(Shape::Bob { x: right, y: 40.0, size: SIGN });
    pen.y = 40.0;
    words(pen, &document.organisation, META, false);
    words(pen, &document.title, HEAD_TITLE, true);
    let Cover { range, as_of, .. } = &document.cover;
    let days = [range.as_str(), as_of.as_str()].into_iter().filter(|it| !it.is_empty());
    words(pen, &days.collect::<Vec<_>>().join(" · "), META, false);
    pen.y += 8.0;
    pen.rule(SIDE, pen.y, pen.width(), Ink::LineStrong);
    if !document.cover.facts.is_empty() {
        pen.y += 8.0;
        notes::set(pen, &document.cover.facts).lay(pen);
    }
}

fn page(document: &Document, pen: &mut Pen) {
    pen.ornament(Shape::Bob { x: SIDE, y: 72.0, size: SIGN });
    pen.y = 196.0;
    let width = pen.width();
    words(pen, &document.organisation, COVER_OWNER, false);
    pen.y += 10.0;
    words(pen, &document.title, COVER_TITLE, true);
    pen.y += 18.0;
    pen.rule(SIDE, pen.y, width, Ink::LineStrong);
    pen.y += 14.0;
    words(pen, &document.cover.range, COVER_RANGE, false);
    words(pen, &document.cover.as_of, COVER_RANGE, false);
    foot(document, pen);
}

/// What else is said stands at the foot of the page, or below the title if that is where room is.
fn foot(document: &Document, pen: &mut Pen) {
    let facts = notes::set(pen, &document.cover.facts);
    let stamp = pen.faces.lines(&document.stamp, META, pen.width());
    let height = facts.height() + 14.0 + stamp.len() as f32 * META.leading;
    // A hair above the edge, lest adding up floats begins a page.
    pen.y = (pen.bottom() - 0.5 - height).max(pen.y + 28.0);
    if !document.cover.facts.is_empty() {
        facts.lay(pen);
    }
    pen.rule(SIDE, pen.y, pen.width(), Ink::Line);
    pen.y += 8.0;
    let place = pen.structure.add(Structure::ROOT, Tag::P);
    pen.lines(place, SIDE, stamp, META);
}

fn words(pen: &mut Pen, text: &str, style: Style, title: bool) {
    if text.is_empty() {
        return;
    }
    let lines = pen.faces.lines(text, style, pen.width());
    let place = if title {
        pen.structure.add(Structure::ROOT, Tag::Title)
    } else {
        pen.structure.add(Structure::ROOT, Tag::P)
    };
    pen.lines(place, SIDE, lines, style);
}
