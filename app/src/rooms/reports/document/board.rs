//! For the board: this period beside the one that it is compared with, what changed, and why.

use domain::reports::{Report, Sides};
use press::Block;

use super::parts::{chart, figures, heading, tables};
use super::whole::{only, said, tables_of};
use super::{Stamp, method};

pub(super) fn blocks(report: &Report, sides: &Sides, stamp: &Stamp) -> Vec<Block> {
    let mut blocks = vec![heading(1, "Since the last period")];
    blocks.extend(said(report));
    blocks.push(figures(report));
    blocks.extend(tables(&sides.figures_table()));
    blocks.push(heading(1, "Where it is going"));
    blocks.extend(chart(report, "bands", 180));
    blocks.extend(chart(report, "lines", 220));
    blocks.extend(only(heading(1, "Why did it move?"), tables_of(&report.causes_table())));
    blocks.push(heading(1, "Question by question"));
    blocks.extend(tables(&sides.questions_table()));
    blocks.extend(only(heading(1, "Targets"), tables_of(&report.targets_table())));
    let forecast = tables_of(&report.forecast_table());
    blocks.extend(only(heading(1, "What the open tasks will bring"), forecast));
    blocks.push(Block::PageBreak);
    blocks.extend(method::blocks(report, stamp));
    blocks
}
