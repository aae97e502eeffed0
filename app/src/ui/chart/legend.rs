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
