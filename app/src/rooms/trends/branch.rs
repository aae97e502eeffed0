//! A unit with everything below it: never the mean alone.

use domain::Band;
use domain::rollup::RollUp;
use domain::trends::UnitScores;
use leptos::prelude::*;

use super::sight::{Sight, mean};
use super::{cells, lost, places, say};
use crate::ui::Panel;
use crate::ui::badge::{band_badge, not_assessed_badge, stale_badge};
use crate::ui::score::{delta, gap, score_pair};
use crate::ui::table::{Col, Table};

/// The roll-up of some of the units on a day.
pub(super) fn rolled(units: &[&UnitScores], day: domain::Day) -> RollUp {
    let standings: Vec<_> = units
        .iter()
        .filter(|unit| unit.stood(day))
        .map(|unit| domain::rollup::UnitStanding {
            unit: unit.unit,
            name: unit.name.clone(),
            latest: unit.standing(day),
        })
        .collect();
    domain::rollup::roll_up(&standings, &domain::score::BASELINE, day)
}

/// What a branch comes to: mean, change, bands, the furthest, coverage.
pub(super) fn summary(sight: &Sight, units: &[&UnitScores]) -> AnyView {
    let now = rolled(units, sight.today);
    let before = rolled(units, sight.before().day);
    let figures = mean(&now).map(|pair| {
        let change = mean(&before).map(|before| {
            let since = format!(" since {}", sight.before().quarter);
            view! { <span>{delta(before.evidenced, pair.evidenced)}<span class="small muted">{since}</span></span> }
        });
        view! {
            <div class="row row--between">{score_pair(pair)}{change}</div>
            <div>{gap(pair, None)}</div>
            <p class="small muted">{format!("{}.", say::mean_of(&now))}</p>
        }
    });
    let furthest = now.evidenced.worst.as_ref().map(|worst| {
        let (href, name) = (places::unit(worst.unit), worst.name.clone());
        let points = format!(", {} evidenced", worst.points);
        view! { <p class="small">"Furthest from true: "<a class="link" href=href>{name}</a>{points}</p> }
    });
    let coverage = format!("{}.", now.coverage);
    view! {
        {figures}
        <ul class="mini">{counts(&now)}</ul>
        {furthest}
        <p class="small muted">{coverage}</p>
    }
    .into_any()
}

/// How many units are in each band, stale or without a score.
fn counts(now: &RollUp) -> AnyView {
    let line = |badge: AnyView, n: usize| {
        (n > 0).then(|| {
            let units = domain::text::count(n, "unit", "units");
            view! { <li><span>{badge}</span><span class="num">{units}</span></li> }
        })
    };
    let bands = [Band::High, Band::Moderate, Band::Advanced]
        .map(|band| line(band_badge(Some(band)), now.evidenced.in_band(band)));
    let stale = line(stale_badge(), now.coverage.stale);
    let none = line(not_assessed_badge(), now.coverage.not_assessed);
    view! { {bands.into_iter().collect_view()}{none}{stale} }.into_any()
}

/// One branch as a panel among others.
pub(super) fn card(sight: &Sight, name: &str, units: &[&UnitScores]) -> AnyView {
    Panel::new(format!("{name} branch"))
        .aside(domain::text::count(units.len(), "unit", "units"))
        .stacked(summary(sight, units))
        .view()
}

/// The units straight below one, each with its own score.
pub(super) fn below(sight: &Sight, top: domain::UnitId) -> Option<AnyView> {
    let children: Vec<&UnitScores> =
        sight.present().into_iter().filter(|unit| unit.parent == Some(top)).collect();
    if children.is_empty() {
        return None;
    }
    let branches = sight.branches();
    let size = |unit: &UnitScores| branches.get(&unit.unit).map_or(0, Vec::len);
    let rows = children.iter().map(|unit| row(sight, unit, size(unit))).collect_view();
    let before = format!("Since {}", sight.before().quarter);
    let table = Table::new("Sub-units with their own scores")
        .cols([
            Col::new("Unit"),
            Col::new("Score").num(),
            Col::gaps().p2(),
            Col::new("Band"),
            Col::new(before).num().p3(),
        ])
        .rows(rows);
    Some(Panel::new("Sub-units").note(children.len().to_string()).flush(table).view())
}

fn row(sight: &Sight, unit: &UnitScores, size: usize) -> AnyView {
    let standing = unit.standing(sight.today);
    let (href, name) = (places::unit(unit.unit), unit.name.clone());
    let mark = cells::clash_mark(super::sight::clashes(unit, sight.today));
    let lost = lost::in_row(unit, sight);
    let below = (size > 1).then(|| {
        let more = format!("{} below it", domain::text::count(size - 1, "unit", "units"));
        view! { <span class="sub">{more}</span> }
    });
    view! {
        <tr>
            <th scope="row"><a href=href>{name}</a>{mark}{lost}{below}</th>
            <td class="is-num">{cells::score(standing)}</td>
            <td class="gapcol p2">{cells::distance(standing)}</td>
            <td>{cells::judged(standing, sight.today)}</td>
            <td class="is-num p3">{cells::changed(unit, sight.before().day, sight.today)}</td>
        </tr>
    }
    .into_any()
}
