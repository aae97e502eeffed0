//! The last few scores in a table's row.

use chart::plane::{corners, stretches};
use chart::px;
use leptos::prelude::*;

use crate::ui::score::points;

/// In a box of 100 by 24: the base line at 21, a point 0.18 high.
fn spot(index: usize, of: usize, value: f64) -> (f64, f64) {
    #[expect(clippy::cast_precision_loss, reason = "a row shows few rounds")]
    let x = if of < 2 { 100.0 } else { index as f64 / (of - 1) as f64 * 100.0 };
    (x, 21.0 - 0.18 * value.clamp(0.0, 100.0))
}

/// Evidenced scores, oldest first; a missing one is a gap. The last known has a mark.
#[must_use]
pub fn spark(evidenced: &[Option<f64>]) -> AnyView {
    let of = evidenced.len();
    let spots: Vec<_> = evidenced
        .iter()
        .enumerate()
        .map(|(index, value)| value.map(|value| spot(index, of, value)))
        .collect();
    let runs = stretches(&spots, &[]);
    let runs = runs.iter().filter(|run| run.len() > 1);
    let lines = runs.map(|run| view! { <polyline class="line" points=corners(run) /> });
    let lines = lines.collect_view();
    let mark = spots.iter().flatten().next_back().map(|(x, y)| {
        view! { <circle class="mark" cx=format!("{}%", px(*x)) cy=px(*y) r="2.5" /> }
    });
    let said = evidenced.iter().map(|value| value.map_or_else(|| "none".to_owned(), points));
    let label = format!("Evidenced score by quarter: {}", said.collect::<Vec<_>>().join(", "));
    view! {
        <svg class="spark" role="img" aria-label=label>
            <line class="base" x1="0" x2="100%" y1="21" y2="21" />
            <svg viewBox="0 0 100 24" width="100%" height="24" preserveAspectRatio="none">{lines}</svg>
            {mark}
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_round_is_a_gap_and_is_said() {
        let html = spark(&[Some(80.0), Some(90.0), None, Some(60.0), Some(50.0)]).to_html();
        assert_eq!(html.matches("<polyline").count(), 2, "{html}");
        assert!(html.contains("80, 90, none, 60, 50"), "{html}");
        assert!(html.contains("points=\"0,6.6 25,4.8\""), "{html}");
        assert!(!spark(&[None, None]).to_html().contains("circle"));
    }
}
