//! A table of the report, drawn on the page cell by cell.

use domain::reports::{Datum, Head, Table as Figures};
use leptos::prelude::*;

use crate::ui::{Col, Table};

/// The table as it is.
pub(super) fn table(figures: &Figures) -> Table {
    rows_of(figures, figures.rows.iter())
}

/// The table with some of its rows.
pub(super) fn rows_of<'a>(figures: &Figures, rows: impl Iterator<Item = &'a Vec<Datum>>) -> Table {
    let rows = rows.map(|cells| row(cells, &figures.heads)).collect_view();
    let table =
        Table::new(figures.title.clone()).cols(figures.heads.iter().map(col)).scrolls().rows(rows);
    match &figures.foot {
        Some(foot) => table.foot(row(foot, &figures.heads)),
        None => table,
    }
}

fn col(head: &Head) -> Col {
    let col = Col::new(head.name.clone());
    if head.is_number { col.num() } else { col }
}

fn row(cells: &[Datum], heads: &[Head]) -> AnyView {
    let cells = cells.iter().zip(heads).enumerate().map(|(at, (cell, head))| {
        let class = head.is_number.then_some("is-num");
        match at {
            0 => view! { <th scope="row">{shown(cell)}</th> }.into_any(),
            _ => view! { <td class=class>{shown(cell)}</td> }.into_any(),
        }
    });
    view! { <tr>{cells.collect_view()}</tr> }.into_any()
}

/// A cell; where there is nothing, it is said why.
fn shown(cell: &Datum) -> AnyView {
    match cell {
        Datum::Nothing(why) => {
            let why = (*why).to_owned();
            view! { <span class="muted" aria-hidden="true">"–"</span><span class="sr">{why}</span> }
                .into_any()
        }
        cell => cell.shown().into_any(),
    }
}
