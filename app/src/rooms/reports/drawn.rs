//! The panels of a report that hold its charts.

use domain::reports::Report;
use domain::rollup::Mean;
use domain::tasks::forecast::{ON_TIME, as_usual, overdue};
use leptos::prelude::*;

use super::charts;
use super::sight::address;
use crate::ui::chart::{
    AgesChart, AheadPoint, BandsChart, FlowChart, LinesChart, TrendChart, TrendPoint,
    forecast_legend, trend_legend,
};
use crate::ui::score::Pair;
use crate::ui::{Button, Empty, Panel};

/// The ways to the chart as a file.
pub(super) fn file(report: &Report, chart: &str, more: &[(&str, &str)]) -> AnyView {
    let name = charts::CHARTS.iter().find(|it| it.0 == chart).map_or("", |it| it.1);
    let to = |ending: &str, kind: &'static str| {
        let href = address(&report.asked, &format!("/reports/charts/{chart}{ending}"), more);
        Button::link(href, kind).quiet().small().label(format!("{name} as {kind}")).view()
    };
    view! { <span class="files">{to("", "SVG")}{to("/png", "PNG")}</span> }.into_any()
}

/// A line for each unit or for each thing compared.
pub(super) fn lines(report: &Report) -> AnyView {
    let lines = charts::lines(report);
    let which = report.asked.which;
    let shown = lines.series.len();
    let note = match report.lines.len() {
        all if all > shown => {
            format!("Lower is better. The {shown} of {all} units furthest from true.")
        }
        _ => "Lower is better. Lines that share a value run side by side.".to_owned(),
    };
    let title = match report.compares() {
        true => format!("{} score, compared", which.label()),
        false => format!("{} score by business unit", which.label()),
    };
    let chart = LinesChart::new("lines", lines);
    Panel::new(title).note(note).end(file(report, "lines", &[])).body(chart).view()
}

/// The mean of all units and what is forecast of it.
pub(super) fn mean(report: &Report) -> AnyView {
    let pair = |evidenced: Mean, claimed: Mean| Pair::new(evidenced.value(), claimed.value());
    let is_sole = report.sole().is_some();
    let point = |(at, column): (usize, &domain::reports::Column)| {
        let mark = report.line.marks.get(at).copied().flatten();
        let means = report.means(at).map(|means| pair(means.evidenced, means.claimed));
        let coverage = report.whole.get(at).map(|rolled| rolled.coverage.to_string());
        TrendPoint::new(column.label.clone(), means)
            .band(
                mark.filter(|_| is_sole)
                    .and_then(|mark| mark.band(domain::reports::Which::Evidenced)),
            )
            .stale(mark.is_some_and(|mark| mark.stale))
            .remark(coverage.unwrap_or_default())
    };
    let points: Vec<_> = report.columns.iter().enumerate().map(point).collect();
    let ahead: Vec<AheadPoint> = report
        .work
        .ahead
        .iter()
        .map(|ahead| {
            let label = ahead.day.format("%b %Y").to_string();
            AheadPoint::new(label, pair(ahead.on_time, ahead.claimed))
                .as_usual(ahead.as_usual.map(Mean::value))
        })
        .collect();
    let has_usual = report.work.ahead.iter().any(|ahead| ahead.as_usual.is_some());
    let is_ahead = !ahead.is_empty();
    let name = format!("{}: score over time", report.line.name);
    let chart = TrendChart::new("mean", name, points).per("Period").height(280);
    let chart = if is_sole { chart.banded() } else { chart };
    let chart = chart.ahead(ahead);
    let words = is_ahead.then(|| supposed(report));
    let key = is_ahead.then(|| forecast_legend(has_usual));
    let title = if is_sole { "Over time, and ahead" } else { "Mean of all units, and ahead" };
    let note = if is_sole { "Lower is better" } else { "A mean carries no band" };
    let body = view! { {chart}{key}{words} };
    let end = view! { {trend_legend(false)}{file(report, "mean", &[])} };
    Panel::new(title).note(note).end(end).stacked(body).view()
}

/// What the forecast supposes.
fn supposed(report: &Report) -> AnyView {
    let late = overdue(report.work.open().overdue);
    let said = [Some(ON_TIME.to_owned()), late, Some(as_usual(report.work.usual))];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let words = format!(
        "Forecast: {}. Evidence that expires meanwhile counts no longer. {} points are at stake in open \
         tasks.",
        said.join("; "),
        report.work.at_stake
    );
    view! { <p class="small muted">{words}</p> }.into_any()
}

/// Units by band through time.
pub(super) fn bands(report: &Report) -> AnyView {
    let which = report.asked.which.label();
    let chart = BandsChart::new("bands", charts::bands(report));
    Panel::new("Units per band").note(which).end(file(report, "bands", &[])).body(chart).view()
}

/// Tasks opened and closed.
pub(super) fn tasks(report: &Report) -> AnyView {
    let flow = &report.work.flow;
    if flow.iter().all(|it| it.opened + it.closed + it.open == 0) {
        let text = "No task was open in this time.";
        return Panel::new("Tasks").flush(Empty::new("list-checks", "No tasks", text)).view();
    }
    let days = report.work.days_to_close;
    let words = days.map(|days| {
        view! { <p class="small muted">{format!("Half of the tasks that were closed took {days} days or less.")}</p> }
    });
    let body = view! { {FlowChart::new("tasks", charts::flow(report))}{words} };
    Panel::new("Tasks")
        .note("Opened and closed")
        .end(file(report, "tasks", &[]))
        .stacked(body)
        .view()
}

/// How old open tasks are.
pub(super) fn ages(report: &Report) -> AnyView {
    let ages = charts::ages(report);
    if ages.is_empty() {
        let text = "Nothing is open that could be late.";
        return Panel::new("Age of open tasks")
            .flush(Empty::new("list-checks", "No open tasks", text))
            .view();
    }
    let late = format!("{} of {} late", report.work.open().overdue, report.work.open().open);
    let chart = AgesChart::new("ages", ages);
    Panel::new("Age of open tasks").note(late).end(file(report, "ages", &[])).body(chart).view()
}

/// How long evidence still covers what is answered.
pub(super) fn evidence(report: &Report) -> AnyView {
    let evidence = charts::evidence(report);
    if evidence.is_empty() {
        let text = "Nobody has answered yes, so there is nothing to prove.";
        return Panel::new("Freshness of evidence")
            .flush(Empty::new("file-check-2", "No yes answers", text))
            .view();
    }
    let (covered, all) = (report.fresh.covered(), report.fresh.all);
    let note = format!("{covered} of {all} yes answers covered");
    let chart = AgesChart::new("evidence", evidence);
    Panel::new("Freshness of evidence")
        .note(note)
        .end(file(report, "evidence", &[]))
        .body(chart)
        .view()
}
