//! One page for whoever has a minute: the sentence, the figures, the line, and what to look at.

use domain::reports::{Order, Report};
use press::Block;

use super::Stamp;
use super::parts::{chart, figures, words};
use super::whole::said;

/// So many units and causes are named.
const NAMED: usize = 5;

pub(super) fn blocks(report: &Report, stamp: &Stamp) -> Vec<Block> {
    let mut blocks = said(report);
    blocks.push(figures(report));
    blocks.extend(chart(report, "bands", 120));
    blocks.extend(first_rows(report.causes_table()));
    if report.lines.len() > 1 && !report.compares() {
        blocks.push(furthest(report));
    }
    blocks.extend(stamp.seal.as_ref().map(|seal| words(seal.stood())));
    blocks
}

/// The causes that count most.
fn first_rows(mut causes: domain::reports::Table) -> Vec<Block> {
    let weight = |row: &Vec<domain::reports::Datum>| match row.last() {
        Some(domain::reports::Datum::Change(tenths)) => tenths.abs(),
        _ => 0,
    };
    causes.rows.sort_by_key(|row| std::cmp::Reverse(weight(row)));
    let left_out = causes.rows.len().saturating_sub(NAMED);
    causes.rows.truncate(NAMED);
    if left_out > 0 {
        causes.title = format!("{}: the {NAMED} that count most", causes.title);
    }
    super::whole::tables_of(&causes)
}

/// The units furthest from true.
fn furthest(report: &Report) -> Block {
    let which = report.asked.which;
    let rows = report.heat.sorted(Order::Furthest, which).into_iter().take(NAMED);
    let named = rows.filter_map(|row| {
        let points = which.of(row.standing?.score);
        Some(format!("{} ({points})", row.name))
    });
    let named: Vec<String> = named.collect();
    let which = which.label().to_lowercase();
    words(format!("Furthest from true, {which} points: {}.", domain::text::list(&named)))
}
