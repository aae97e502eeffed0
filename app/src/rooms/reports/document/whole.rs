//! The whole report: where it stands, what moved, every unit, evidence, tasks, and how to read it.

use domain::Answer;
use domain::reports::{HeatCell, Moved, Order, Report};
use press::{Align, Block, Cell, Column, Note, Table, Tone};

use super::parts::{chart, figures, heading, tables, words};
use super::{Stamp, method};

pub(super) fn blocks(report: &Report, stamp: &Stamp) -> Vec<Block> {
    let mut blocks = summary(report);
    blocks.extend(scores(report));
    blocks.extend(moved(report));
    blocks.extend(answers(report));
    blocks.extend(evidence(report));
    blocks.extend(tasks(report));
    blocks.push(Block::PageBreak);
    blocks.extend(method::blocks(report, stamp));
    blocks
}

/// The summary in sentences, the few figures, and all of them.
fn summary(report: &Report) -> Vec<Block> {
    let mut blocks = vec![heading(1, "Summary")];
    blocks.extend(said(report));
    blocks.push(figures(report));
    blocks.extend(tables(&report.figures_table()));
    blocks
}

/// What the figures say, the first sentence larger.
pub(super) fn said(report: &Report) -> Vec<Block> {
    let mut said = report.said().into_iter();
    let first = said.next().map(Block::Say);
    let rest = said.collect::<Vec<_>>().join(" ");
    first.into_iter().chain((!rest.is_empty()).then(|| words(rest))).collect()
}

fn scores(report: &Report) -> Vec<Block> {
    let mut blocks = vec![heading(1, "Scores over time")];
    blocks.extend(chart(report, "lines", 240));
    blocks.extend(tables(&report.lines_table()));
    blocks.push(heading(2, "Units by band"));
    blocks.extend(chart(report, "bands", 200));
    blocks.extend(tables(&report.spread_table()));
    blocks.extend(only(heading(2, "Targets"), tables_of(&report.targets_table())));
    blocks
}

/// Why the mean moved, or why nothing can be said of it.
fn moved(report: &Report) -> Vec<Block> {
    let mut blocks = vec![heading(1, "Why did it move?")];
    let Some(why) = &report.why else {
        blocks.push(words("No unit had a score on the first day and on the last."));
        return blocks;
    };
    let which = report.asked.which.label().to_lowercase();
    let (before, after) = (why.before.points(), why.after.points());
    blocks.push(words(format!(
        "The {which} mean was {before} points on the first day and is {after} on the last. Every cause and \
         every unit has its part in that; the parts add up to the whole."
    )));
    let (causes, units) = (tables_of(&report.causes_table()), tables_of(&report.units_table()));
    if causes.is_empty() {
        blocks.push(words(
            "No answer changed, no evidence began or ceased to count, no unit came or went.",
        ));
    }
    blocks.extend(causes);
    blocks.extend(units);
    blocks
}

fn answers(report: &Report) -> Vec<Block> {
    let notes = report
        .questions
        .iter()
        .map(|(no, label)| Note { term: format!("Question {no}"), words: label.clone() });
    vec![
        // A grid as wide as the page has one to itself, with what it says.
        Block::PageBreak,
        heading(1, "Answers by unit and question"),
        words(
            "The furthest from true first. “Proven” is a yes that accepted evidence covers, “claimed” one \
             that nothing does; “differs” says that the register of models disagreed with a yes on the day \
             on which it was submitted. What became better or worse since the first day says so.",
        ),
        Block::Table(grid(report)),
        Block::Notes(notes.collect()),
    ]
}

/// Units against questions, in a word a cell.
fn grid(report: &Report) -> Table {
    let which = report.asked.which;
    let narrow = |name: String, align| Column { name, align, share: 2 };
    let mut columns = vec![
        Column { name: "Unit".to_owned(), align: Align::Start, share: 5 },
        narrow(which.label().to_owned(), Align::End),
    ];
    let numbers = report.questions.iter().map(|(no, _)| narrow(format!("Q{no}"), Align::Start));
    columns.extend(numbers);
    let rows = report.heat.sorted(Order::Furthest, which).into_iter().map(|row| {
        let points = row.standing.map(|standing| which.of(standing.score).to_string());
        let mut cells = vec![Cell::from(row.name.clone())];
        cells.push(points.unwrap_or_else(|| "–".to_owned()).into());
        cells.extend(row.cells.iter().map(in_a_word));
        cells
    });
    let mut foot: Vec<Cell> = vec!["Units that it costs points".into(), "".into()];
    foot.extend(report.heat.costing.iter().map(|(_, n)| Cell::from(n.to_string())));
    Table {
        caption: "Answers by unit and question".to_owned(),
        columns,
        rows: rows.collect(),
        foot: vec![foot],
        empty: "No unit was there on the last day.".to_owned(),
    }
}

fn in_a_word(cell: &HeatCell) -> Cell {
    let (word, tone) = match (cell.answer, cell.proven) {
        (None, _) => return Cell { tone: Tone::Quiet, ..Cell::from("–") },
        (Some(Answer::No), _) => ("No", Tone::High),
        (Some(Answer::Yes), true) => ("Proven", Tone::True),
        (Some(Answer::Yes), false) => ("Claimed", Tone::Off),
    };
    let clash = cell.clash.then_some("differs");
    let moved = match cell.moved {
        Moved::Better | Moved::Worse => Some(cell.moved.label()),
        Moved::Same | Moved::New => None,
    };
    let said: Vec<&str> = [Some(word), clash, moved].into_iter().flatten().collect();
    Cell { tone, strong: cell.answer == Some(Answer::No), ..Cell::from(said.join(" ")) }
}

fn evidence(report: &Report) -> Vec<Block> {
    let mut blocks = vec![heading(1, "Freshness of evidence")];
    if report.fresh.all == 0 {
        blocks.push(words("Nobody has answered yes, so there is nothing to prove."));
        return blocks;
    }
    blocks.extend(chart(report, "evidence", 120));
    blocks.extend(tables(&report.evidence_table()));
    blocks
}

fn tasks(report: &Report) -> Vec<Block> {
    let mut blocks = vec![heading(1, "Tasks")];
    let flow = tables_of(&report.flow_table());
    if flow.is_empty() {
        blocks.push(words("No task was open in this time."));
        return blocks;
    }
    blocks.extend(chart(report, "tasks", 200));
    blocks.extend(flow);
    blocks.extend(only(heading(2, "Age of open tasks"), tables_of(&report.ages_table())));
    let forecast = tables_of(&report.forecast_table());
    blocks.extend(only(heading(2, "What the open tasks will bring"), forecast));
    blocks
}

/// A table with something in it.
pub(super) fn tables_of(figures: &domain::reports::Table) -> Vec<Block> {
    if figures.rows.is_empty() { Vec::new() } else { tables(figures) }
}

/// A heading with what stands below it, if anything does.
pub(super) fn only(heading: Block, below: Vec<Block>) -> Vec<Block> {
    if below.is_empty() {
        return below;
    }
    std::iter::once(heading).chain(below).collect()
}
