//! The heat map of a report: units against questions, sortable, each cell leading to its answer.

use std::collections::HashMap;

use chart::heat::{Answered, Cell, Change, Heat, Question, Row};
use domain::reports::{HeatCell, HeatRow, Moved, Order, Which};
use domain::score::BASELINE;
use domain::trends::{Member, Scores};
use domain::{Answer, QuestionNo, Support, UnitId};
use leptos::prelude::*;

use super::PATH;
use super::drawn::file;
use super::sight::Shown;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::ui::heatmap::{Heatmap, heatmap_key};
use crate::ui::pager::{Paging, pager};
use crate::ui::sort::Sorting;
use crate::ui::{Panel, Query};

/// What is counted at its foot, of all units and not of those on the page alone.
const COSTING: &str = "Units it costs points";

/// So many units stand on a page of it.
const A_PAGE: usize = 40;

/// What stands behind each yes that isn't proven, of the rows that are shown.
pub(super) struct Behind(HashMap<(UnitId, QuestionNo), Support>);

/// The rows of the page that the address asks for.
pub(super) fn page_of<'a>(shown: &'a Shown, query: &Query) -> (Paging, Vec<&'a HeatRow>) {
    let report = &shown.report;
    let rows = report.heat.sorted(order(query), report.asked.which);
    let paging = Paging::new(query, A_PAGE, rows.len());
    let mut rows = rows;
    if query.get("sort").starts_with('-') {
        rows.reverse();
    }
    (paging, rows.into_iter().skip(paging.offset()).take(A_PAGE).collect())
}

fn order(query: &Query) -> Order {
    match query.get("sort").trim_start_matches('-') {
        "unit" => Order::Name,
        key => Order::read(key.trim_start_matches('q')),
    }
}

impl Behind {
    /// Reads it for the rows.
    pub(super) async fn read(
        visitor: &Visitor,
        shown: &Shown,
        rows: &[&HeatRow],
    ) -> PageResult<Self> {
        let of = |member: &&Member| rows.iter().any(|row| row.unit == member.unit.unit);
        let members = shown.subject.scores.members.iter().filter(of).cloned().collect();
        // What lacked on a day that is over is read as of that day.
        let scores = Scores { members };
        let last = shown.report.days.to;
        let unproven = if last == visitor.state.today() {
            visitor.read().unproven(&scores).await?
        } else {
            let past = visitor.store().as_of(last).await?;
            past.read(&visitor.actor).unproven(&scores).await?
        };
        Ok(Self(unproven.into_iter().map(|it| ((it.unit, it.question), it.support)).collect()))
    }

    fn of(&self, unit: UnitId, question: QuestionNo) -> Support {
        self.0.get(&(unit, question)).copied().unwrap_or(Support::Nothing)
    }
}

/// The panel.
pub(super) fn panel(shown: &Shown, query: &Query, behind: &Behind) -> AnyView {
    let report = &shown.report;
    let (paging, rows) = page_of(shown, query);
    let heat = heat(shown, &rows, behind);
    let sorting = Sorting::new(PATH, query, "-score");
    let keys = report.questions.iter().map(|(question, _)| format!("q{question}"));
    let map = Heatmap::new(heat).sorted(&sorting, "unit", keys, "score");
    let from = report.columns.first().map(|column| column.label.clone()).unwrap_or_default();
    let note = format!("{}, changes since {from}", as_of(shown));
    let kept = ["sort", "page"].map(|name| (name, query.get(name)));
    let kept: Vec<(&str, &str)> = kept.into_iter().filter(|(_, it)| !it.is_empty()).collect();
    let panel = Panel::new("Where the points are")
        .note(note)
        .end(file(report, "heat", &kept))
        .stacked(view! { {map}{heatmap_key(true)} });
    let panel = match paging.pages() {
        1 => panel,
        _ => panel.flush(pager(PATH, query, paging)),
    };
    panel.view()
}

/// The rows as they are drawn, on the page and as a file.
pub(super) fn heat(shown: &Shown, rows: &[&HeatRow], behind: &Behind) -> Heat {
    let report = &shown.report;
    Heat {
        title: format!("Answers and evidence by unit and question, {}", as_of(shown)),
        questions: report
            .questions
            .iter()
            .map(|(no, label)| Question { label: label.clone(), weight: weight(*no) })
            .collect(),
        rows: rows.iter().map(|row| drawn(row, shown, behind)).collect(),
        score: report.asked.which.label(),
        foot: Some((COSTING, report.heat.costing.iter().map(|(_, count)| *count).collect())),
    }
}

/// What a no to the question costs, in points.
fn weight(question: QuestionNo) -> u16 {
    BASELINE.weight(question).map_or(0, |points| points.0)
}

fn as_of(shown: &Shown) -> String {
    shown.report.columns.last().map(|column| column.label.clone()).unwrap_or_default()
}

fn drawn(row: &HeatRow, shown: &Shown, behind: &Behind) -> Row {
    let report = &shown.report;
    let points = |which: Which| row.standing.map(|standing| f64::from(which.of(standing.score).0));
    Row {
        unit: row.name.clone(),
        href: Some(format!("/units/{}", row.unit)),
        child: false,
        cells: row.cells.iter().map(|it| cell(row.unit, it, shown, behind)).collect(),
        points: points(report.asked.which),
    }
}

fn cell(unit: UnitId, of: &HeatCell, shown: &Shown, behind: &Behind) -> Cell {
    let answer = match of.answer {
        None => Answered::Nothing,
        Some(Answer::No) => Answered::No,
        Some(Answer::Yes) if of.proven => Answered::Yes(Support::Accepted),
        Some(Answer::Yes) => Answered::Yes(behind.of(unit, of.question)),
    };
    let change = of.answer.map(|_| match of.moved {
        Moved::Better => Change::Better,
        Moved::Worse => Change::Worse,
        Moved::New => Change::New,
        Moved::Same => Change::Unchanged,
    });
    let cell = Cell::new(answer).clash(of.clash).change(change);
    let scores = shown.subject.scores.of(unit);
    match scores.and_then(|scores| scores.newest(shown.report.days.to)) {
        Some(taken) => {
            let (id, revision, question) = (taken.assessment, taken.revision, of.question);
            cell.href(format!("/assessments/{id}/revisions/{revision}#q{question}"))
        }
        None => cell,
    }
}
