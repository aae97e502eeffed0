//! The heat map as a file.

use domain::score::Support;

use super::draw::rect;
use super::frame::Body;
use super::ink;
use super::xml::Pen;
use crate::heat::{Answered, Cell, Change, Heat, Row};
use crate::measure::{shorten, width};
use crate::palette as p;
use crate::plane::figure;
use crate::scale::px;
use crate::shape::Ink;

const TALL: f64 = 26.0;
const NAMES: f64 = 150.0;
const SUM: f64 = 64.0;
const LINE: f64 = 12.5;
/// In a narrower cell a question's name has no room: it gets a number, and its name stands below.
const LEAST: f64 = 48.0;
/// A hatched ground for what is not proven.
const HATCH: &str = "hatch-claimed";

/// The table with its key.
pub(super) fn body(heat: &Heat, wide: u16) -> Body {
    let wide = f64::from(wide);
    let cell = ((wide - NAMES - SUM) / figure(heat.questions.len().max(1))).max(1.0);
    let numbered = cell < LEAST;
    let heads = heat.questions.iter().enumerate().map(|(index, question)| match numbered {
        true => vec![(index + 1).to_string()],
        false => wrapped(&question.label, 11.0, cell - 4.0),
    });
    let heads: Vec<_> = heads.collect();
    let lines = heads.iter().map(Vec::len).max().unwrap_or_default().max(1);
    let top = figure(lines) * LINE + 8.0;
    let mut pen = Pen::default();
    pen.raw(&pattern());
    head(&mut pen, &heads, heat.score, (cell, top), wide);
    for (index, row) in heat.rows.iter().enumerate() {
        pen.group((0.0, top + figure(index) * TALL), |pen| one(pen, heat, row, cell, wide));
    }
    let foot = top + figure(heat.rows.len()) * TALL + 17.0;
    let (counted, counts) = heat.counted();
    pen.text((0.0, foot), "start", &ink::quiet(), counted);
    for (index, count) in counts.into_iter().enumerate() {
        let x = NAMES + cell * (figure(index) + 0.5);
        pen.text((x, foot), "middle", &ink::quiet(), &count.to_string());
    }
    let mut height = foot + 16.0;
    if numbered {
        height += names(&mut pen, heat, height, wide);
    }
    height += key(&mut pen, heat, height, wide);
    Body { text: pen.part(), height }
}

fn pattern() -> String {
    format!(
        "<defs>\n<pattern id=\"{HATCH}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
         <path d=\"M-2 2L2-2M0 8L8 0M6 10L10 6\" fill=\"none\" stroke=\"{}\" stroke-width=\"3\"/>\
         </pattern>\n</defs>\n",
        p::TRUE_WASH
    )
}

fn head(pen: &mut Pen, heads: &[Vec<String>], score: &str, (cell, top): (f64, f64), wide: f64) {
    let style = ink::quiet();
    pen.text((0.0, top - 8.0), "start", &style, "Business unit");
    pen.text((wide - 4.0, top - 8.0), "end", &style, score);
    for (index, lines) in heads.iter().enumerate() {
        let x = NAMES + cell * (figure(index) + 0.5);
        for (up, line) in lines.iter().rev().enumerate() {
            pen.text((x, top - 8.0 - figure(up) * LINE), "middle", &style, line);
        }
    }
}

/// Lines that fit into `room` pixels, broken between words; a longer word is cut.
fn wrapped(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(word, size) + size * 0.3 <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| shorten(line, size, room)).collect()
}

/// The names of the numbered questions, in rows; how high they are.
fn names(pen: &mut Pen, heat: &Heat, top: f64, wide: f64) -> f64 {
    let (mut x, mut y) = (0.0, top);
    for (index, question) in heat.questions.iter().enumerate() {
        let words = shorten(&format!("{} {}", index + 1, question.label), 11.0, wide);
        let needs = width(&words, 11.0) * 1.08;
        if x > 0.0 && x + needs > wide {
            (x, y) = (0.0, y + 16.0);
        }
        pen.text((x, y + 6.0), "start", &ink::quiet(), &words);
        x += needs + 14.0;
    }
    y + 24.0 - top
}

fn one(pen: &mut Pen, heat: &Heat, row: &Row, cell: f64, wide: f64) {
    let indent = if row.child { 12.0 } else { 0.0 };
    let name = shorten(&row.unit, 12.0, NAMES - indent - 10.0);
    pen.text((indent, TALL / 2.0 + 4.0), "start", &ink::name(), &name);
    for (index, (one, question)) in row.cells.iter().zip(&heat.questions).enumerate() {
        let words = one.words(question.weight);
        let says = format!("{}, {}: {words}", row.unit, question.label);
        let place = (NAMES + cell * figure(index) + 1.0, 1.0, cell - 2.0, TALL - 2.0);
        square(pen, one, place, &says);
    }
    let sum = row.points.map_or_else(|| "–".to_owned(), crate::points);
    pen.text((wide - 4.0, TALL / 2.0 + 4.0), "end", &ink::style(Ink::Value, ""), &sum);
}

/// One cell: its ground, its glyph, the corner of a disagreement and the arrow of a change.
fn square(pen: &mut Pen, cell: &Cell, place: (f64, f64, f64, f64), says: &str) {
    let (x, y, width, height) = place;
    let (ground, ink) = ground(cell.answer);
    rect(pen, place, &ground, says);
    let arrow = cell.change.and_then(arrow);
    // A narrow cell has room for an arrow under the glyph's side alone.
    let aside = if arrow.is_some() { (width / 5.0).min(7.0) } else { 0.0 };
    let (middle, level) = (x + width / 2.0, y + height / 2.0);
    glyph(pen, cell.answer, (middle - aside, level), ink);
    if let Some(arrow) = arrow {
        drawn(pen, arrow, (middle + aside + 1.0, level), ink);
    }
    if cell.clash {
        let (right, top) = (px(x + width), px(y));
        let corner = format!("d=\"M{right} {top}v9l-9-9z\" fill=\"{}\"", p::CLASH_FILL);
        pen.element("path", &corner, "");
    }
}

/// The ground of an answer, and the ink on it.
fn ground(answer: Answered) -> (String, &'static str) {
    match answer {
        Answered::Yes(Support::Accepted) => (format!("fill=\"{}\"", p::TRUE_WASH), p::TRUE_INK),
        Answered::Yes(_) => {
            (format!("fill=\"url(#{HATCH})\" stroke=\"{}\"", p::TRUE_LINE), p::INK_2)
        }
        Answered::No => (format!("fill=\"{}\"", p::HIGH_FILL), p::SHEET),
        Answered::Nothing => (format!("fill=\"{}\" stroke=\"{}\"", p::SHEET, p::LINE), p::INK_3),
    }
}

fn drawn(pen: &mut Pen, path: &str, (x, y): (f64, f64), ink: &str) {
    let at = format!("transform=\"translate({} {})\"", px(x), px(y));
    let stroke = format!("fill=\"none\" stroke=\"{ink}\" stroke-width=\"1.5\"");
    pen.element("path", &format!("d=\"{path}\" {at} {stroke}"), "");
}

/// The glyph of an answer around its place.
fn glyph(pen: &mut Pen, answer: Answered, (x, y): (f64, f64), ink: &str) {
    let (path, ring) = match answer {
        Answered::Yes(Support::Accepted) => ("M-5 0.5L-1.5 4L5-3.5", None),
        Answered::Yes(Support::Pending) => ("M0-3V0.5L2.2 2", Some("")),
        Answered::Yes(Support::Rejected) => ("M-2-2L2 2M2-2L-2 2", Some("")),
        Answered::Yes(Support::Expired) => {
            ("M-5-4.5H5V5.5H-5zM-5-1.5H5M-1.6 0.6L1.6 3.8M1.6 0.6L-1.6 3.8", None)
        }
        Answered::Yes(Support::Withdrawn) => {
            ("M-5.5-4.5H5.5V-1.5H-5.5zM-4.5-1.5V5H4.5V-1.5M-1.5 1.5H1.5", None)
        }
        Answered::Yes(Support::Nothing) => ("", Some(" stroke-dasharray=\"2.2 1.6\"")),
        Answered::No => ("M-4-4L4 4M4-4L-4 4", None),
        Answered::Nothing => ("M-4 0H4", None),
    };
    if !path.is_empty() {
        drawn(pen, path, (x, y), ink);
    }
    if let Some(dash) = ring {
        let place = format!("cx=\"{}\" cy=\"{}\" r=\"5.5\"", px(x), px(y));
        let stroke = format!("fill=\"none\" stroke=\"{ink}\" stroke-width=\"1.5\"{dash}");
        pen.element("circle", &format!("{place} {stroke}"), "");
    }
}

/// Fewer points are better, so better points down. What did not change has no arrow.
const fn arrow(change: Change) -> Option<&'static str> {
    match change {
        Change::Better => Some("M0-4V4M-2.8 1.2L0 4L2.8 1.2"),
        Change::Worse => Some("M0 4V-4M-2.8-1.2L0-4L2.8-1.2"),
        Change::New => Some("M-3 0H3M0-3V3"),
        Change::Unchanged => None,
    }
}

/// What the marks mean.
fn key(pen: &mut Pen, heat: &Heat, top: f64, wide: f64) -> f64 {
    let yes = |support| Cell::new(Answered::Yes(support));
    let mut entries = vec![
        (yes(Support::Accepted), "Yes, evidenced"),
        (yes(Support::Pending), "Yes, pending"),
        (yes(Support::Rejected), "Yes, rejected"),
        (yes(Support::Expired), "Yes, expired"),
        (yes(Support::Withdrawn), "Yes, withdrawn"),
        (yes(Support::Nothing), "Yes, no evidence"),
        (Cell::new(Answered::No), "No"),
        (Cell::new(Answered::Nothing), "Not answered"),
        (yes(Support::Nothing).clash(true), "Inventory disagrees"),
    ];
    if heat.compares() {
        entries.extend([
            (yes(Support::Accepted).change(Some(Change::Better)), "Better"),
            (Cell::new(Answered::No).change(Some(Change::Worse)), "Worse"),
            (yes(Support::Accepted).change(Some(Change::New)), "New"),
        ]);
    }
    let (mut x, mut y) = (0.0, top);
    for (cell, words) in entries {
        let sample = if cell.change.is_some() { 34.0 } else { 20.0 };
        let needs = sample + 6.0 + width(words, 12.0) * 1.08;
        if x > 0.0 && x + needs > wide {
            (x, y) = (0.0, y + TALL);
        }
        square(pen, &cell, (x + 0.5, y + 0.5, sample, 19.0), "");
        pen.text((x + sample + 6.0, y + 14.0), "start", &ink::legend(), words);
        x += needs + 18.0;
    }
    y + TALL - top
}
