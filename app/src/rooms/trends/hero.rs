//! The head of the overview: how far the units hang from true, and how many of them do.

use domain::Band;
use domain::rollup::RollUp;
use domain::text::{self, list_at_most};
use leptos::prelude::*;
use store::Unproven;

use super::accepted;
use super::cells::band;
use super::say;
use super::sight::{Sight, mean};
use crate::ui::badge::{band_badge, not_assessed_badge, stale_badge};
use crate::ui::score::{Pair, Side, Size, delta, plumb, score_figure};

/// At most so many units are named in a row.
const NAMED: usize = 6;

/// The gauge, both figures, what lies between them, and the units by band.
pub(super) fn hero(sight: &Sight, title: &str, unproven: &[Unproven]) -> AnyView {
    let rolled = sight.rolled(sight.today);
    let title = title.to_owned();
    view! {
        <section class="hero" aria-labelledby="hero-title">
            <h2 class="sr" id="hero-title">{title}</h2>
            <div class="hero__dial">{plumb("mean", mean(&rolled))}</div>
            {figures(sight, &rolled, unproven)}
            {bands(sight, &rolled)}
        </section>
    }
    .into_any()
}

fn figures(sight: &Sight, rolled: &RollUp, unproven: &[Unproven]) -> AnyView {
    let shown = mean(rolled);
    let (then, now, words) = change(sight, rolled);
    let since = |of: fn(Pair) -> f64| match (then.map(of), now.map(of)) {
        (Some(then), Some(now)) => {
            let words = words.clone();
            view! { {delta(then, now)}{words} }.into_any()
        }
        _ => ().into_any(),
    };
    let evidenced = |pair: Pair| pair.evidenced;
    let claimed = |pair: Pair| pair.claimed;
    let (point, why) = say::believed(rolled, unproven);
    let mean_of = sight.sole().is_none().then(|| {
        view! { <p class="hero__say">{format!("{}.", say::mean_of(rolled))}</p> }
    });
    view! {
        <div class="hero__scores">
            {score_figure(
                Side::Evidenced,
                shown.map(evidenced),
                Size::Large,
                since(evidenced),
            )}
            {score_figure(
                Side::Claimed,
                shown.map(claimed),
                Size::Large,
                since(claimed),
            )}
            <p class="hero__say"><b>{point}</b>" "{why}</p>
            {mean_of}
            {accepted::of_all(sight)}
        </div>
    }
    .into_any()
}

/// The means that are compared, and since when: of the same units, since one that joined or left is
/// neither progress nor a step back.
fn change(sight: &Sight, rolled: &RollUp) -> (Option<Pair>, Option<Pair>, String) {
    let before = sight.before();
    let (then, now, both) = sight.compared(before.day);
    let mut words = format!(" since {}", before.quarter);
    let assessed = [rolled, &sight.rolled(before.day)].map(|rolled| rolled.coverage.assessed());
    if assessed != [both, both] {
        let units = text::count(both, "unit", "units");
        words.push_str(&format!(", over the {units} with a score in both"));
    }
    (then, now, words)
}

/// Units by band; those without a score and those whose score has aged are never left out.
pub(super) fn bands(sight: &Sight, rolled: &RollUp) -> AnyView {
    let standings = sight.scores.standings(sight.today);
    let named = |of: &dyn Fn(&domain::rollup::UnitStanding) -> bool| {
        let names: Vec<&str> =
            standings.iter().filter(|unit| of(unit)).map(|unit| unit.name.as_str()).collect();
        (names.len(), list_at_most(&names, NAMED))
    };
    let in_band = [Band::Advanced, Band::Moderate, Band::High].map(|wanted| {
        let of = |unit: &domain::rollup::UnitStanding| {
            unit.latest.as_ref().and_then(band) == Some(wanted)
        };
        let (n, who) = named(&of);
        row(band_badge(Some(wanted)), n, who)
    });
    let (none, who) = named(&|unit| unit.latest.is_none());
    let not_assessed = (none > 0).then(|| row(not_assessed_badge(), none, who));
    let (stale, who) =
        named(&|unit| unit.latest.is_some_and(|standing| standing.is_stale(sight.today)));
    let stale = (stale > 0)
        .then(|| row(stale_badge(), stale, format!("{who}; counted in the bands above as well")));
    let coverage = format!("{}.", rolled.coverage);
    view! {
        <div class="hero__bands">
            <h3>"Units by band, evidenced"</h3>
            <ul class="bandrow">{in_band.into_iter().collect_view()}{not_assessed}{stale}</ul>
            <p class="small muted">{coverage}</p>
        </div>
    }
    .into_any()
}

fn row(badge: AnyView, n: usize, who: String) -> AnyView {
    view! {
        <li>
            {badge}
            <span class="bandrow__n">{n.to_string()}</span>
            <span class="bandrow__who">{who}</span>
        </li>
    }
    .into_any()
}
