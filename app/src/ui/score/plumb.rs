//! The plumb: two bobs on one pivot show how far a unit hangs from true. One per view at most.

use leptos::prelude::*;

use super::{Pair, points};

/// Degrees out of the vertical for each point.
const DEGREES: f64 = 0.62;
const PIVOT: (f64, f64) = (34.0, 16.0);
const ARC: f64 = 162.0;
const LABELS: f64 = 175.0;
const BOB: &str = "M28.5 149h11v5.5c0 5-3.2 8.3-5.5 12.5c-2.3-4.2-5.5-7.5-5.5-12.5z";

/// The bands along the arc, each a little short of its neighbour.
const ARCS: [(&str, f64, f64); 4] = [
    ("arc arc-adv", 0.0, 9.7),
    ("arc arc-mod", 10.3, 19.7),
    ("arc arc-gap", 20.3, 29.7),
    ("arc arc-high", 30.3, 100.0),
];

/// Where a score lies on a circle round the pivot.
fn at(score: f64, radius: f64) -> (f64, f64) {
    let angle = (score * DEGREES).to_radians();
    (PIVOT.0 + radius * angle.sin(), PIVOT.1 + radius * angle.cos())
}

fn arc(from: f64, to: f64) -> String {
    let ((x1, y1), (x2, y2)) = (at(from, ARC), at(to, ARC));
    format!("M{x1:.2} {y1:.2}A{ARC} {ARC} 0 0 0 {x2:.2} {y2:.2}")
}

fn hang(score: f64) -> String {
    format!("rotate({:.2} {} {})", -score.clamp(0.0, 100.0) * DEGREES, PIVOT.0, PIVOT.1)
}

fn bob(score: f64, wire: &'static str, bob: &'static str) -> AnyView {
    view! {
        <g transform=hang(score)>
            <line class=wire x1="34" x2="34" y1="16" y2="150" />
            <path class=bob d=BOB />
        </g>
    }
    .into_any()
}

/// The gauge of a score, or an empty one where there is none. The id is unique on the page.
pub fn plumb(id: &str, pair: Option<Pair>) -> AnyView {
    let title_id = format!("{id}-title");
    let labelled = title_id.clone();
    let title = match pair {
        Some(pair) => format!(
            "Plumb gauge: evidenced {}, claimed {}, where 0 hangs true",
            points(pair.evidenced),
            points(pair.claimed)
        ),
        None => "Plumb gauge: not assessed".to_owned(),
    };
    let arcs =
        ARCS.iter().map(|(class, from, to)| view! { <path class=*class d=arc(*from, *to) /> });
    let labels = [0_u8, 10, 20, 30, 50, 75, 100].into_iter().map(|score| {
        let (x, y) = at(score.into(), LABELS);
        let (x, y) = (format!("{x:.2}"), format!("{:.2}", y + 3.5));
        view! { <text x=x y=y text-anchor="middle">{score.to_string()}</text> }
    });
    let bobs = pair.map(|pair| {
        let claimed = bob(pair.claimed, "wire-claimed", "bob-claimed");
        let evidenced = bob(pair.evidenced, "wire", "bob");
        (claimed, evidenced)
    });
    let (arcs, labels) = (arcs.collect_view(), labels.collect_view());
    view! {
        <svg class="plumb" viewBox="0 0 232 200" role="img" aria-labelledby=labelled>
            <title id=title_id>{title}</title>
            <line class="true-line" x1="34" x2="34" y1="16" y2="186" />
            {arcs}
            {labels}
            {bobs}
            <circle class="pivot" cx="34" cy="16" r="4" />
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn true_hangs_straight_and_the_worst_at_sixty_two_degrees() {
        assert_eq!(at(0.0, ARC), (34.0, 178.0));
        assert_eq!(arc(0.0, 9.7), "M34.00 178.00A162 162 0 0 0 50.97 177.11");
        assert_eq!(arc(30.3, 100.0), "M86.17 169.37A162 162 0 0 0 177.04 92.05");
        assert_eq!(hang(60.0), "rotate(-37.20 34 16)");
        assert_eq!(hang(140.0), hang(100.0));
    }

    #[test]
    fn a_unit_without_a_score_hangs_nothing() {
        let html = plumb("unit", None).to_html();
        assert!(!html.contains("bob") && html.contains("not assessed"), "{html}");
    }
}
