//! Parts of a document: figures, tables and charts of a report, with nothing computed anew.

use chart::Drawing;
use domain::Band;
use domain::reports::{Datum, Figure as Figured, Measure, Report, Table as Figures};
use press::{Align, Block, Cell, Chart, Column, Figure, Mark, Run, Sign, Table, Tone, Way};

use super::super::charts;

/// As wide as the text, at three quarters of a point a pixel.
const WIDE: u16 = 648;

/// So many columns a table has on paper, the first among them.
const ACROSS: usize = 10;

pub(super) fn heading(level: u8, words: &str) -> Block {
    Block::Heading { level, text: words.to_owned() }
}

pub(super) fn words(text: impl Into<String>) -> Block {
    Block::Words(vec![Run { text: text.into(), strong: false }])
}

/// The figures that are looked at first.
pub(super) fn figures(report: &Report) -> Block {
    let all = report.figures().into_iter();
    let first = all.filter(|figure| Measure::FIRST.contains(&figure.measure));
    Block::Figures(first.map(|it| figure(&it, report)).collect())
}

fn figure(figured: &Figured, report: &Report) -> Figure {
    let since = report.columns.first().map(|column| column.label.clone()).unwrap_or_default();
    let sole = report.sole().and(report.line.last());
    let band = match figured.measure {
        Measure::Evidenced => sole.and_then(|it| it.band(domain::reports::Which::Evidenced)),
        Measure::Claimed => sole.and_then(|it| it.band(domain::reports::Which::Claimed)),
        _ => None,
    };
    let change = match figured.change {
        Datum::Change(_) => Some(Sign {
            mark: moved(&figured.change).unwrap_or(Mark::Same),
            words: format!("{} since {since}", figured.change.shown()),
        }),
        _ => None,
    };
    Figure {
        label: figured.name.clone(),
        value: figured.now.shown(),
        unit: figured.of.clone(),
        state: band.map(banded),
        change,
    }
}

/// A band as a sign.
pub(super) fn banded(band: Band) -> Sign {
    let mark = match band {
        Band::Advanced => Mark::True,
        Band::Moderate => Mark::Off,
        Band::High => Mark::High,
    };
    Sign { mark, words: band.label().to_owned() }
}

/// Which way a change of points went: fewer are better.
pub(super) fn moved(change: &Datum) -> Option<Mark> {
    match change {
        Datum::Change(0) => Some(Mark::Same),
        Datum::Change(tenths) if *tenths < 0 => Some(Mark::Better(Way::Down)),
        Datum::Change(_) => Some(Mark::Worse(Way::Up)),
        _ => None,
    }
}

/// One of the report's charts.
pub(super) fn chart(report: &Report, name: &str, height: u16) -> Option<Block> {
    charts::drawing(report, name).map(|drawing| drawn(&drawing, height))
}

fn drawn(drawing: &Drawing, height: u16) -> Block {
    let svg = chart::svg(drawing, chart::Size::new(WIDE, height));
    let alt = format!("{}. {}", drawing.title(), drawing.sentence());
    Block::Chart(Chart { svg, alt, height: None })
}

/// A table of the report. One that is wider than paper goes on in a second table with the same first
/// column.
pub(super) fn tables(figures: &Figures) -> Vec<Block> {
    let rest = figures.heads.len().saturating_sub(1);
    let parts = rest.div_ceil(ACROSS - 1).max(1);
    let each = rest.div_ceil(parts).max(1);
    let part = |at: usize| {
        let kept: Vec<usize> =
            std::iter::once(0).chain((1 + at * each)..=(rest.min((at + 1) * each))).collect();
        let caption = match parts {
            1 => figures.title.clone(),
            parts => format!("{} ({} of {parts})", figures.title, at + 1),
        };
        Block::Table(some_columns(figures, &kept, caption))
    };
    (0..parts).map(part).collect()
}

fn some_columns(figures: &Figures, kept: &[usize], caption: String) -> Table {
    let column = |at: &usize| {
        let head = figures.heads.get(*at);
        Column {
            name: head.map(|head| head.name.clone()).unwrap_or_default(),
            align: match head {
                Some(head) if head.is_number => Align::End,
                _ => Align::Start,
            },
            share: if *at == 0 { 3 } else { 2 },
        }
    };
    let row = |row: &Vec<Datum>| kept.iter().filter_map(|at| row.get(*at)).map(cell).collect();
    Table {
        caption,
        columns: kept.iter().map(column).collect(),
        rows: figures.rows.iter().map(row).collect(),
        foot: figures.foot.iter().map(row).collect(),
        empty: "Nothing".to_owned(),
    }
}

/// A cell of the report's figures as it is shown everywhere.
fn cell(datum: &Datum) -> Cell {
    let tone = match datum {
        Datum::Change(tenths) if *tenths < 0 => Tone::True,
        Datum::Change(tenths) if *tenths > 0 => Tone::High,
        Datum::Nothing(_) => Tone::Quiet,
        _ => Tone::Plain,
    };
    let words = match datum {
        // A day is one word.
        Datum::Day(_) => datum.shown().replace(' ', "\u{a0}"),
        _ => datum.shown(),
    };
    Cell { tone, ..Cell::from(words) }
}
