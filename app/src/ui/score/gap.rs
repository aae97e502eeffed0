//! The same distance on a row: open mark claimed, solid mark evidenced, a bar between them.

use domain::Band;
use leptos::prelude::*;

use super::{Pair, points};

/// Where a score lies on the row, in percent of its width.
fn place(score: f64) -> String {
    format!("{:.2}%", 1.5 + 0.97 * score.clamp(0.0, 100.0))
}

/// Claimed to evidenced on one rule from 0 to 100. A mean has no band and is drawn in ink.
pub fn gap(pair: impl Into<Pair>, band: Option<Band>) -> AnyView {
    let pair = pair.into();
    let (claimed, evidenced) = (place(pair.claimed), place(pair.evidenced));
    let label = format!("Claimed {}, evidenced {}", points(pair.claimed), points(pair.evidenced));
    let mark = match band {
        Some(Band::Advanced) => "evid is-advanced",
        Some(Band::Moderate) => "evid is-moderate",
        Some(Band::High) => "evid is-high",
        None => "evid",
    };
    let ticks = [0.0, 10.0, 20.0, 30.0, 100.0].map(place).map(|x| {
        view! { <line class="tick" x1=x.clone() x2=x y1="7" y2="13" /> }
    });
    let ticks = ticks.into_iter().collect_view();
    let span = (claimed != evidenced).then(|| {
        let (x1, x2) = (claimed.clone(), evidenced.clone());
        view! { <line class="span" x1=x1 x2=x2 y1="10" y2="10" /> }
    });
    view! {
        <svg class="gap" role="img" aria-label=label>
            <line class="axis" x1="0" x2="100%" y1="10" y2="10" />
            {ticks}
            {span}
            <circle class=mark cx=evidenced cy="10" r="5" />
            <circle class="claimed" cx=claimed cy="10" r="3.5" />
        </svg>
    }
    .into_any()
}

/// The head of a column of such rows.
#[must_use]
pub fn gap_scale() -> AnyView {
    view! {
        <span class="gapscale" aria-hidden="true">
            <span>"0"</span><span>"30"</span><span>"100"</span>
        </span>
        <span class="sr">"Claimed to evidenced"</span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_there_only_where_there_is_a_gap() {
        let html = gap(Pair::new(60.0, 30.0), Some(Band::High)).to_html();
        assert!(html.contains(r#"x1="30.60%" x2="59.70%""#), "{html}");
        assert!(html.contains("evid is-high") && html.contains("Claimed 30, evidenced 60"));
        let none = gap(Pair::new(40.0, 40.0), None).to_html();
        assert!(!none.contains("span") && none.contains(r#"class="evid""#), "{none}");
    }
}
