//! What the lines and marks of a trend mean.

use leptos::prelude::*;

/// What the lines mean; with `stale` also the hollow mark.
#[must_use]
pub fn trend_legend(stale: bool) -> AnyView {
    let stale = stale.then(|| {
        view! {
            <li>
                <svg aria-hidden="true"><circle class="mark mark--stale" cx="11" cy="6" r="4" /></svg>
                "Stale"
            </li>
        }
    });
    view! {
        <ul class="legend">
            <li>
                <svg aria-hidden="true">
                    <line class="line" x1="0" x2="22" y1="6" y2="6" />
                    <circle class="mark" cx="11" cy="6" r="4" />
                </svg>
                "Evidenced"
            </li>
            <li>
                <svg aria-hidden="true">
                    <line class="line line--claimed line--dash" x1="0" x2="22" y1="6" y2="6" />
                    <circle class="mark mark--open" cx="11" cy="6" r="3.5" />
                </svg>
                "Claimed"
            </li>
            {stale}
        </ul>
    }
    .into_any()
}

/// What the lines ahead mean; with `usual` also the thin one.
#[must_use]
pub fn forecast_legend(usual: bool) -> AnyView {
    let usual = usual.then(|| {
        view! {
            <li>
                <svg aria-hidden="true">
                    <line class="line line--thin line--dash fore" x1="0" x2="22" y1="6" y2="6" />
                </svg>
                "If it is as late as it used to be"
            </li>
        }
    });
    view! {
        <ul class="legend">
            <li>
                <svg aria-hidden="true">
                    <line class="line line--dash fore" x1="0" x2="22" y1="6" y2="6" />
                    <rect class="mark mark--open fore" x="8" y="3" width="6" height="6" />
                </svg>
                "Forecast, if open work is on time"
            </li>
            {usual}
        </ul>
    }
    .into_any()
}
