//! Pages become PDF: every shape by the writer, and the structure over them.

use std::f32::consts::FRAC_PI_2;

use chrono::{DateTime, Datelike, Timelike, Utc};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime as Stamp, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ContentTag, Identifier, SpanTag};
use krilla::{Document as Writer, SerializeSettings};
use krilla_svg::{SurfaceExt as _, SvgSettings};

use crate::document::{Document, Mark};
use crate::face::{Faces, legible};
use crate::fault::PressError;
use crate::ink::Ink;
use crate::mark::{Part, bob, parts};
use crate::sheet::{Bookmark, Item, Pen, Shape};
use crate::structure::Drawn;

/// Writes the pages of a document.
pub(crate) fn paint(document: &Document, pen: Pen) -> Result<Vec<u8>, PressError> {
    let settings =
        SerializeSettings { configuration: accessible()?, ..SerializeSettings::default() };
    let mut writer = Writer::new_with(settings);
    let (width, height) = document.paper.size();
    let mut marks: Vec<Vec<Option<Identifier>>> = Vec::with_capacity(pen.sheets.len());
    for sheet in &pen.sheets {
        let size = PageSettings::from_wh(width, height)
            .ok_or_else(|| PressError::Pdf("the paper has no size".to_owned()))?;
        let mut page = writer.start_page_with(size);
        let mut surface = page.surface();
        marks.push(sheet.items.iter().map(|item| draw(&mut surface, &pen.faces, item)).collect());
        surface.finish();
        page.finish();
    }
    let identify = |drawn: Drawn| marks.get(drawn.page)?.get(drawn.index).copied().flatten();
    writer.set_outline(outline(&pen.bookmarks));
    writer.set_tag_tree(pen.structure.tree(&document.lang, &identify));
    writer.set_metadata(metadata(document));
    writer.finish().map_err(|error| PressError::Pdf(format!("{error}: {error:?}")))
}

/// PDF/UA-1 (ISO 14289-1): the writer refuses what it can see to be against it.
fn accessible() -> Result<Configuration, PressError> {
    ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PressError::Pdf(format!("{error:?}")))
}

fn metadata(document: &Document) -> Metadata {
    Metadata::new()
        .title(legible(&document.title))
        .language(document.lang.clone())
        .description(legible(&document.subject))
        .authors(vec![legible(&document.author)])
        .creator("Plumbline".to_owned())
        .creation_date(stamp(document.created))
}

/// The fields all fit: a month has at most 31 days, and years beyond 9999 are cut by the writer.
fn stamp(moment: DateTime<Utc>) -> Stamp {
    Stamp::new(moment.year().clamp(0, 9999) as u16)
        .month(moment.month() as u8)
        .day(moment.day() as u8)
        .hour(moment.hour() as u8)
        .minute(moment.minute() as u8)
        .second(moment.second() as u8)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn outline(bookmarks: &[Bookmark]) -> Outline {
    let mut outline = Outline::new();
    let mut rest = bookmarks;
    while let Some((first, after)) = rest.split_first() {
        let (node, left) = branch(first, after);
        outline.push_child(node);
        rest = left;
    }
    outline
}

/// A bookmark with those below it, and what follows them.
fn branch<'a>(bookmark: &Bookmark, mut rest: &'a [Bookmark]) -> (OutlineNode, &'a [Bookmark]) {
    let point = Point::from_xy(0.0, bookmark.y);
    let target = XyzDestination::new(bookmark.page, point);
    let mut node = OutlineNode::new(bookmark.text.clone(), target).with_open(true);
    while let Some((first, after)) = rest.split_first()
        && first.level > bookmark.level
    {
        let (child, left) = branch(first, after);
        node.push_child(child);
        rest = left;
    }
    (node, rest)
}

fn draw(surface: &mut Surface<'_>, faces: &Faces, item: &Item) -> Option<Identifier> {
    let tag = match (&item.artifact, &item.shape) {
        (Some(kind), _) => ContentTag::Artifact(Artifact::with_kind(*kind)),
        (None, Shape::Text { .. }) => ContentTag::Span(SpanTag::empty()),
        (None, _) => ContentTag::Other,
    };
    let identifier = surface.start_tagged(tag);
    shape(surface, faces, &item.shape);
    surface.end_tagged();
    item.artifact.is_none().then_some(identifier)
}

fn shape(surface: &mut Surface<'_>, faces: &Faces, shape: &Shape) {
    match shape {
        Shape::Text { x, y, line, size, ink } => {
            fill(surface, *ink);
            for span in &line.spans {
                let start = Point::from_xy(x + span.x, *y);
                let font = faces.font(span.weight);
                surface.draw_glyphs(start, &span.glyphs, font, &span.text, *size, false);
            }
        }
        Shape::Fill { x, y, width, height, ink } => {
            let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) else { return };
            let mut path = PathBuilder::new();
            path.push_rect(rect);
            fill(surface, *ink);
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        Shape::Mark { x, y, size, mark } => {
            placed(surface, (*x, *y), size / 24.0, parts(*mark), Ink::from(Mark::tone(*mark)));
        }
        Shape::Bob { x, y, size } => {
            placed(surface, (*x, *y), size / 32.0, bob(), Ink::Main);
        }
        Shape::Chart { x, y, width, height, tree } => {
            let Some(size) = Size::from_wh(*width, *height) else { return };
            surface.push_transform(&Transform::from_translate(*x, *y));
            surface.draw_svg(tree, size, SvgSettings::default());
            surface.pop();
        }
    }
}

fn placed(surface: &mut Surface<'_>, at: (f32, f32), scale: f32, parts: Vec<Part>, ink: Ink) {
    surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, at.0, at.1));
    for part in parts {
        self::part(surface, part, ink);
    }
    surface.pop();
}

fn part(surface: &mut Surface<'_>, part: Part, ink: Ink) {
    let (path, solid, ink, width, dash) = match part {
        Part::Stroke { points, dash } => (polyline(&points), false, ink, 2.0, dash),
        Part::Disc { at, radius } => (circle(at, radius), true, ink, 0.0, None),
        Part::Ring { at, radius } => (circle(at, radius), false, ink, 2.0, None),
        Part::Solid { path, ink } => (Some(path), true, ink, 0.0, None),
        Part::Outline { path, ink } => (Some(path), false, ink, 2.0, None),
    };
    let Some(path) = path else { return };
    if solid {
        fill(surface, ink);
    } else {
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            paint: colour(ink).into(),
            width,
            line_cap: if dash.is_some() { LineCap::Butt } else { LineCap::Round },
            dash: dash.map(|(on, off)| StrokeDash { array: vec![on, off], offset: 0.0 }),
            ..Stroke::default()
        }));
    }
    surface.draw_path(&path);
    surface.set_stroke(None);
}

fn fill(surface: &mut Surface<'_>, ink: Ink) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: colour(ink).into(), ..Fill::default() }));
}

fn colour(ink: Ink) -> rgb::Color {
    let (red, green, blue) = ink.rgb();
    rgb::Color::new(red, green, blue)
}

fn polyline(points: &[(f32, f32)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first.0, first.1);
    for point in rest {
        path.line_to(point.0, point.1);
    }
    path.finish()
}

/// A circle of four cubic arcs.
fn circle((x, y): (f32, f32), radius: f32) -> Option<Path> {
    let handle = 4.0 / 3.0 * (FRAC_PI_2 / 4.0).tan();
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    for quarter in 0..4 {
        let (sin, cos) = (FRAC_PI_2 * quarter as f32).sin_cos();
        let turned =
            |a: f32, b: f32| (x + radius * (a * cos - b * sin), y + radius * (a * sin + b * cos));
        let (one, two, end) = (turned(1.0, handle), turned(handle, 1.0), turned(0.0, 1.0));
        path.cubic_to(one.0, one.1, two.0, two.1, end.0, end.1);
    }
    path.close();
    path.finish()
}
