//! Cells that the tables of units share.

use domain::rollup::Standing;
use domain::score::BASELINE;
use domain::trends::UnitScores;
use domain::{Band, Day};
use leptos::prelude::*;

use crate::ui::Icon;
use crate::ui::badge::{band_badge, not_assessed_badge, stale_badge};
use crate::ui::score::{delta, gap, score_pair};

/// The band of a standing's evidenced score.
pub(super) fn band(standing: &Standing) -> Option<Band> {
    BASELINE.band(standing.score.evidenced, true)
}

/// Nothing to show; `said` is heard instead.
pub(super) fn dash(said: &'static str) -> AnyView {
    view! { <span class="muted" aria-hidden="true">"–"</span><span class="sr">{said}</span> }
        .into_any()
}

/// Both points of a unit.
pub(super) fn score(standing: Option<Standing>) -> AnyView {
    standing.map_or_else(|| dash("No score"), |standing| score_pair(standing.score))
}

/// The distance from true.
pub(super) fn distance(standing: Option<Standing>) -> Option<AnyView> {
    standing.map(|standing| gap(standing.score, band(&standing)))
}

/// Band, stale, not assessed: in words, always.
pub(super) fn judged(standing: Option<Standing>, today: Day) -> AnyView {
    let Some(standing) = standing else {
        return not_assessed_badge();
    };
    let stale = standing.is_stale(today).then(stale_badge);
    view! { <span class="row row--wrap">{band_badge(band(&standing))}{stale}</span> }.into_any()
}

/// The change of a unit's evidenced score since an earlier day.
pub(super) fn changed(unit: &UnitScores, since: Day, today: Day) -> AnyView {
    let evidenced = |day| unit.standing(day).map(|standing| f64::from(standing.score.evidenced.0));
    match (evidenced(since), evidenced(today)) {
        (Some(before), Some(now)) => delta(before, now),
        (None, Some(_)) => view! { <span class="muted">"New"</span> }.into_any(),
        _ => dash("No change known"),
    }
}

/// The mark beside the name of a unit with which the register disagrees.
pub(super) fn clash_mark(clashes: bool) -> Option<AnyView> {
    let mark = || {
        let icon = Icon::new("git-compare-arrows").sm().label("Inventory disagrees");
        view! { <span class="clashmark">{icon}</span> }.into_any()
    };
    clashes.then(mark)
}
