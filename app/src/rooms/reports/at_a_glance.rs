//! The figures at a glance, and the summary in words.

use domain::reports::{Datum, Report, Table};
use leptos::prelude::*;

use crate::ui::score::delta;

/// So many figures stand in the line; all of them are in the tables.
const SHOWN: [&str; 6] = [
    "Evidenced",
    "Claimed",
    "Points that rest on claims",
    "Current units at High risk",
    "Evidence current",
    "Open tasks",
];

/// What the figures say.
pub(super) fn said(report: &Report) -> AnyView {
    let sentences = report.said();
    let said = sentences.join(" ");
    view! { <p class="saybox" data-figures="said">{said}</p> }.into_any()
}

/// The few that are looked at first.
pub(super) fn figures(report: &Report) -> AnyView {
    let table: Table = report.figures_table();
    let is_shown = |row: &&Vec<Datum>| {
        let name = row.first().map(Datum::shown).unwrap_or_default();
        SHOWN.iter().any(|shown| {
            name == *shown || name == format!("{shown} mean") || name == format!("{shown} score")
        })
    };
    let figures = table.rows.iter().filter(is_shown).map(|row| figure(row, report));
    view! { <dl class="figures">{figures.collect_view()}</dl> }.into_any()
}

fn figure(row: &[Datum], report: &Report) -> AnyView {
    let shown = |at: usize| row.get(at).map(Datum::shown).unwrap_or_default();
    let (name, value) = (shown(0), shown(1));
    let note = match row.get(2) {
        Some(Datum::Change(tenths)) => {
            let since = report.columns.first().map(|column| column.label.clone());
            let tenths = f64::from(i32::try_from(*tenths).unwrap_or_default()) / 10.0;
            view! { <dd>{delta(0.0, tenths)}{format!(" since {}", since.unwrap_or_default())}</dd> }
                .into_any()
        }
        _ => beside(&name, report),
    };
    view! { <div><dt>{name}</dt><dd>{value}</dd>{note}</div> }.into_any()
}

/// What a count is of.
fn beside(name: &str, report: &Report) -> AnyView {
    let words = match name {
        "Current units at High risk" => format!("of {}", report.coverage().all),
        "Evidence current" => format!("of {} yes answers", report.fresh.all),
        "Open tasks" => format!("{} late", report.work.open().overdue),
        _ => return ().into_any(),
    };
    view! { <dd>{words}</dd> }.into_any()
}
