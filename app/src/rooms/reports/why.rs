//! Why the mean moved between the first day of a report and its last.

use domain::UnitId;
use domain::reports::{Report, Share};
use leptos::prelude::*;

use super::tables::table;
use crate::ui::score::delta;
use crate::ui::{Col, Empty, Panel, Table};

/// At most so many units are listed; all of them are in the files.
const LISTED: usize = 12;

/// The causes; and the units, those that moved it most first.
pub(super) fn panels(report: &Report) -> AnyView {
    let Some(why) = &report.why else {
        let text = "No unit had a score on the first day and on the last: choose a later day to begin \
                    with.";
        let empty = Empty::new("circle-dashed", "Nothing to compare", text);
        return Panel::new("Why did it move?").id("why").flush(empty).view();
    };
    if why.causes.is_empty() {
        let text = "No answer changed, no evidence began or ceased to count, no unit came or went.";
        let empty = Empty::new("minus", "It did not move", text);
        return Panel::new("Why did it move?").id("why").flush(empty).view();
    }
    let which = report.asked.which.label().to_lowercase();
    let note = format!("{which} mean, {} to {}", why.before.points(), why.after.points());
    let causes =
        Panel::new("Why did it move?").id("why").note(note).flush(table(&report.causes_table()));
    let sole = report.sole().map(|unit| steps(report, unit));
    let units = sole.is_none().then(|| units(report, &why.units).view());
    view! { <div class="cols cols--2 cols--fill">{causes}{units}{sole}</div> }.into_any()
}

/// Each unit with its part, and the way to every step of it.
fn units(report: &Report, shares: &[Share<UnitId>]) -> Panel {
    let mut sorted: Vec<&Share<UnitId>> = shares.iter().collect();
    sorted.sort_by_key(|share| std::cmp::Reverse((share.tenths.abs(), share.exact.abs())));
    let rows = sorted.iter().take(LISTED).map(|share| row(report, share)).collect_view();
    let left: i64 = sorted.iter().skip(LISTED).map(|share| share.tenths).sum();
    let others = sorted.len().saturating_sub(LISTED);
    let others = (others > 0).then(|| {
        let words = format!("{others} more units");
        view! { <tr><th scope="row">{words}</th><td class="is-num">{tenths(left)}</td></tr> }
    });
    let all: i64 = shares.iter().map(|share| share.tenths).sum();
    let foot = view! {
        <tr><th scope="row">"Change in all"</th><td class="is-num">{tenths(all)}</td></tr>
    };
    let table = Table::new("Units by how much they moved the mean")
        .cols([Col::new("Unit"), Col::new("Points of the mean").num()])
        .rows(view! { {rows}{others} })
        .foot(foot);
    Panel::new("By unit").flush(table)
}

fn row(report: &Report, share: &Share<UnitId>) -> AnyView {
    let name = report.names_of_moved.iter().find(|(unit, _)| *unit == share.of);
    let name = name.map_or_else(|| "A unit".to_owned(), |(_, name)| name.clone());
    // Of a unit that moved elsewhere, the reader may not know any more than its part.
    let is_here = report.heat.rows.iter().any(|row| row.unit == share.of);
    let name = match is_here {
        true => view! { <a href=why_href(report, share.of)>{name}</a> }.into_any(),
        false => name.into_any(),
    };
    view! {
        <tr><th scope="row">{name}</th><td class="is-num">{tenths(share.tenths)}</td></tr>
    }
    .into_any()
}

fn steps(report: &Report, unit: UnitId) -> AnyView {
    let text =
        "Every answer and every item that moved the score, in the order in which it happened.";
    let link = crate::ui::Button::link(why_href(report, unit), "Every step");
    Panel::new("Step by step").flush(Empty::new("history", "One unit", text).actions(link)).view()
}

fn why_href(report: &Report, unit: UnitId) -> String {
    format!("/units/{unit}/why?from={}&to={}", report.days.from, report.days.to)
}

fn tenths(tenths: i64) -> AnyView {
    delta(0.0, f64::from(i32::try_from(tenths).unwrap_or_default()) / 10.0)
}
