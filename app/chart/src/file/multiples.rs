//! Many small plots side by side in a file.

use domain::Band;

use super::draw::Canvas;
use super::frame::{Body, legend};
use super::ink;
use super::xml::Pen;
use crate::axis::short;
use crate::lines::Lines;
use crate::measure::{shorten, width};
use crate::plane::figure;
use crate::scale::px;
use crate::shape::Ink;

/// A plot is at least this wide.
const LEAST: f64 = 190.0;
const APART: f64 = 24.0;
/// Name and value over the plot, the plot, and the labels under it.
const HEAD: f64 = 36.0;
const PLOT: u16 = 72;
const FOOT: f64 = 32.0;

/// A grid of small plots, in the order of the series.
pub(super) fn body(lines: &Lines, wide: u16) -> Body {
    let wide = f64::from(wide);
    let across = (1..=8).rev().find(|n| room(*n, wide) >= LEAST).unwrap_or(1);
    let tile = room(across, wide);
    let tall = HEAD + f64::from(PLOT) + FOOT;
    let mut pen = Pen::default();
    for at in 0..lines.series.len() {
        let (column, row) = (at % across, at / across);
        let place = (figure(column) * (tile + APART), figure(row) * tall);
        pen.group(place, |pen| one(pen, lines, at, tile));
    }
    let mut height = figure(lines.series.len().div_ceil(across)) * tall;
    for note in lines.numbers().notes {
        let words = shorten(&note, 12.0, wide);
        pen.text((0.0, height + 6.0), "start", &ink::legend(), &words);
        height += 20.0;
    }
    let remarks = lines.remarks();
    if !remarks.is_empty() {
        height += legend(&mut pen, &remarks, (0.0, height), wide);
    }
    Body { text: pen.part(), height: height.max(1.0) }
}

fn room(across: usize, wide: f64) -> f64 {
    (wide - APART * figure(across - 1)) / figure(across)
}

fn one(pen: &mut Pen, lines: &Lines, at: usize, tile: f64) {
    let series = &lines.series[at];
    pen.text((0.0, 12.0), "start", &ink::name(), &shorten(&series.name, 12.0, tile));
    let value = lines.now(at);
    pen.text((0.0, 29.0), "start", &ink::style(Ink::Value, ""), &value);
    if let Some(band) = series.band {
        let x = width(&value, 12.0) * 1.08 + 8.0;
        glyph(pen, (x, 17.0), band);
        let style = ink::coloured(ink::band_ink(band));
        pen.text((x + 18.0, 29.0), "start", &style, band.label());
    }
    pen.group((0.0, HEAD), |pen| Canvas::of(tile).all(pen, &lines.small(at, PLOT).plot));
    let y = HEAD + f64::from(PLOT) + 9.0;
    if let (Some(first), Some(last)) = (lines.columns.first(), lines.columns.last()) {
        pen.text((0.0, y), "start", &ink::quiet(), &short(first));
        pen.text((tile, y), "end", &ink::quiet(), &short(last));
    }
}

/// A true line and a bob that hangs further out the worse the band is, as in the sprite.
fn glyph(pen: &mut Pen, (x, y): (f64, f64), band: Band) {
    let (line, wire, bob) = match band {
        Band::Advanced => ("M8 3v18", "M8 3l1.3 13", (9.6, 18.6)),
        Band::Moderate => ("M7 3v18", "M7 3l5.3 12", (13.4, 17.4)),
        Band::High => ("M5 3v18", "M5 3l10.5 10.5", (17.3, 15.3)),
    };
    let colour = ink::band_ink(band);
    let at = format!("transform=\"translate({} {}) scale(0.625)\"", px(x), px(y));
    let stroke = format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"");
    let dashed = format!("d=\"{line}\" {at} {stroke} stroke-dasharray=\"1.5 3\"");
    pen.element("path", &dashed, "");
    pen.element("path", &format!("d=\"{wire}\" {at} {stroke}"), "");
    let place = format!("cx=\"{}\" cy=\"{}\" r=\"2.6\"", px(bob.0), px(bob.1));
    pen.element("circle", &format!("{place} {at} fill=\"{colour}\""), "");
}
