//! The same numbers as a table and as a sentence.

use chart::moved;
use leptos::prelude::*;

use super::point::{AheadPoint, TrendPoint};
use crate::ui::icon::chevron;
use crate::ui::score::{delta, points};
use crate::ui::{Col, Table};

/// What a screen reader hears of the chart.
pub(super) fn sentence(all: &[TrendPoint], ahead: &[AheadPoint]) -> String {
    let known: Vec<_> = all.iter().filter_map(|p| p.score.map(|s| (&p.label, s))).collect();
    let mut text = match (known.first(), known.last()) {
        (Some((from, first)), Some((to, last))) if known.len() > 1 => {
            let evidenced =
                moved(first.evidenced, last.evidenced, Some((from.as_str(), to.as_str())));
            let claimed = moved(first.claimed, last.claimed, None);
            format!("Evidenced score {evidenced}; claimed {claimed}. Lower is better.")
        }
        (Some((label, only)), _) => format!(
            "One assessment so far: {} evidenced, {} claimed in {label}. Lower is better.",
            points(only.evidenced),
            points(only.claimed),
        ),
        _ => "Not assessed so far.".to_owned(),
    };
    let missing = all.len() - known.len();
    if missing > 0 && !known.is_empty() {
        text.push_str(&format!(" {missing} of {} without an assessment.", all.len()));
    }
    let stale = all.iter().filter(|point| point.stale).count();
    if stale > 0 {
        text.push_str(&format!(" {stale} of {} stale.", all.len()));
    }
    if let Some(last) = ahead.last() {
        let evidenced = points(last.on_time.evidenced);
        text.push_str(&format!(
            " Forecast for {}: {evidenced} evidenced if open work is on time.",
            last.label
        ));
    }
    text
}

/// The disclosure "Show the numbers".
pub(super) fn numbers(
    title: String,
    unit: &'static str,
    banded: bool,
    all: Vec<TrendPoint>,
    ahead: Vec<AheadPoint>,
) -> AnyView {
    let mut before = None;
    let rows = all.into_iter().map(|point| {
        let change = match (before, point.score) {
            (Some(before), Some(now)) => delta(before, now.evidenced),
            _ => view! { <span class="muted">"–"</span> }.into_any(),
        };
        before = point.score.map(|score| score.evidenced).or(before);
        row(point, banded, change)
    });
    let rows = rows.collect_view();
    let ahead = ahead.into_iter().map(|point| forecast(point, banded)).collect_view();
    let band = banded.then(|| Col::new("Band, evidenced"));
    let cols = [Col::new(unit), Col::new("Claimed").num(), Col::new("Evidenced").num()];
    let cols = cols.into_iter().chain([Col::new("Change").num()]).chain(band);
    let table = Table::new(title).class("table is-compact");
    let table =
        table.cols(cols.chain([Col::new("Remark")])).rows(view! { {rows}{ahead} }).scrolls();
    view! {
        <details class="chart-data disclosure">
            <summary>{chevron()}"Show the numbers"</summary>
            {table}
        </details>
    }
    .into_any()
}

fn forecast(point: AheadPoint, banded: bool) -> AnyView {
    let late =
        point.as_usual.map(|late| format!("; {} if it is as late as it used to be", points(late)));
    let band = banded.then(|| view! { <td>"–"</td> });
    view! {
        <tr>
            <th scope="row">{point.label}</th>
            <td class="is-num">{points(point.on_time.claimed)}</td>
            <td class="is-num">{points(point.on_time.evidenced)}</td>
            <td class="is-num"><span class="muted">"–"</span></td>
            {band}
            <td>"Forecast: if work is on time"{late}</td>
        </tr>
    }
    .into_any()
}

fn row(point: TrendPoint, banded: bool, change: AnyView) -> AnyView {
    let figure = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), points);
    let claimed = figure(point.score.map(|score| score.claimed));
    let evidenced = figure(point.score.map(|score| score.evidenced));
    let band = banded.then(|| {
        let band = point.band.map_or("–", domain::Band::label);
        view! { <td>{band}</td> }
    });
    let said = [
        if point.score.is_none() { "Not assessed" } else { "" },
        if point.stale { "Stale" } else { "" },
        point.remark.as_str(),
    ];
    let remark = said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(". ");
    view! {
        <tr>
            <th scope="row">{point.label}</th>
            <td class="is-num">{claimed}</td>
            <td class="is-num">{evidenced}</td>
            <td class="is-num">{change}</td>
            {band}
            <td>{remark}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::score::Pair;

    #[test]
    fn the_sentence_names_what_is_missing_or_stale() {
        let point = |label: &str, evidenced, claimed| {
            TrendPoint::new(label, Some(Pair::new(evidenced, claimed)))
        };
        let all = [
            point("Q1 2026", 90.0, 60.0),
            TrendPoint::new("Q2 2026", None::<Pair>),
            point("Q3 2026", 60.0, 60.0).stale(true),
        ];
        assert_eq!(
            sentence(&all, &[]),
            "Evidenced score fell from 90 in Q1 2026 to 60 in Q3 2026; claimed stayed at 60. \
             Lower is better. 1 of 3 without an assessment. 1 of 3 stale."
        );
        assert!(sentence(&all[..1], &[]).starts_with("One assessment so far: 90 evidenced"));
        assert_eq!(sentence(&[], &[]), "Not assessed so far.");
    }
}
