//! The units that hang furthest from true, first.

use std::cmp::Reverse;

use domain::trends::UnitScores;
use leptos::prelude::*;
use store::Point;

use super::round::Round;
use super::sight::{Sight, clashes};
use super::{accepted, cells, line, lost, places};
use crate::ui::{Col, Panel, Table};

/// At most so many stand on the overview.
const SHOWN: usize = 12;

/// Units by their distance from true, the furthest first; those without a score come last.
pub(super) fn sorted(sight: &Sight) -> Vec<&UnitScores> {
    let mut units = sight.present();
    units.sort_by_cached_key(|unit| {
        let score = unit.standing(sight.today).map(|standing| standing.score);
        Reverse(score.map(|score| (score.evidenced, score.claimed)))
    });
    units
}

/// The panel.
pub(super) fn panel(sight: &Sight, round: Option<&Round>) -> AnyView {
    let units = sorted(sight);
    let points = sight.few_points();
    let rows = units.iter().take(SHOWN).map(|unit| row(unit, sight, &points, round)).collect_view();
    let caption = "Business units, furthest from true first";
    let round_title = round.map(|round| Col::new(format!("Round {}", round.progress.name)).p3());
    let cols = [
        Col::new("Unit"),
        Col::new("Score").num(),
        Col::gaps().p2(),
        Col::new("Band"),
        Col::new("Six quarters").p3(),
    ];
    let panel = Panel::new("Business units")
        .note("Furthest from true first")
        .end(legend())
        .flush(Table::new(caption).cols(cols.into_iter().chain(round_title)).rows(rows));
    let hidden = units.len().saturating_sub(SHOWN);
    if hidden == 0 {
        return panel.view();
    }
    let all = format!("See all {} units", domain::text::number(units.len() as u64));
    panel.foot(view! { <a class="link" href="/units?view=flat">{all}</a> }).view()
}

fn row(unit: &UnitScores, sight: &Sight, points: &[Point], round: Option<&Round>) -> AnyView {
    let standing = unit.standing(sight.today);
    let mark = cells::clash_mark(clashes(unit, sight.today));
    let (href, name) = (places::unit(unit.unit), unit.name.clone());
    let lost = lost::in_row(unit, sight);
    let accepted = accepted::in_row(unit.unit, sight);
    let narrow = round.map(|round| {
        view! { <span class="only-narrow">{round.words(unit.unit)}</span> }
    });
    let progress = round.map(|round| {
        view! { <td class="p3 nowrap">{round.cell(unit.unit)}</td> }
    });
    view! {
        <tr>
            <th scope="row"><a href=href>{name}</a>{mark}{lost}{accepted}{narrow}</th>
            <td class="is-num">{cells::score(standing)}</td>
            <td class="gapcol p2">{cells::distance(standing)}</td>
            <td>{cells::judged(standing, sight.today)}</td>
            <td class="p3">{line::small(unit, points)}</td>
            {progress}
        </tr>
    }
    .into_any()
}

/// What the marks on a row mean.
pub(super) fn legend() -> AnyView {
    view! {
        <ul class="legend legend--dots">
            <li>
                <svg aria-hidden="true"><circle class="mark" cx="6" cy="6" r="5" /></svg>
                "Evidenced"
            </li>
            <li>
                <svg aria-hidden="true"><circle class="mark mark--open" cx="6" cy="6" r="3.5" /></svg>
                "Claimed"
            </li>
        </ul>
    }
    .into_any()
}
