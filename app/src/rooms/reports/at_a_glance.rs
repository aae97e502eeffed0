//! The figures at a glance, and the summary in words.

use domain::reports::{Datum, Figure, Measure, Report};
use leptos::prelude::*;

use crate::ui::score::delta;

/// What the figures say.
pub(super) fn said(report: &Report) -> AnyView {
    let said = report.said().join(" ");
    view! { <p class="saybox" data-figures="said">{said}</p> }.into_any()
}

/// The few that are looked at first; all of them are in the tables.
pub(super) fn figures(report: &Report) -> AnyView {
    let figures = report.figures().into_iter();
    let first = figures.filter(|figure| Measure::FIRST.contains(&figure.measure));
    let drawn = first.map(|figure| drawn(&figure, report)).collect_view();
    view! { <dl class="figures">{drawn}</dl> }.into_any()
}

fn drawn(figure: &Figure, report: &Report) -> AnyView {
    let (name, value) = (figure.name.clone(), figure.now.shown());
    let beside = match figure.change {
        Datum::Change(tenths) => {
            let since = report.columns.first().map(|column| column.label.clone());
            let tenths = f64::from(i32::try_from(tenths).unwrap_or_default()) / 10.0;
            view! { <dd>{delta(0.0, tenths)}{format!(" since {}", since.unwrap_or_default())}</dd> }
                .into_any()
        }
        _ if figure.of.is_empty() => ().into_any(),
        _ => view! { <dd>{figure.of.clone()}</dd> }.into_any(),
    };
    view! { <div><dt>{name}</dt><dd>{value}</dd>{beside}</div> }.into_any()
}
