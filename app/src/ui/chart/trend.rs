//! The line of a score over time: evidenced solid and heavy, claimed dashed and open.

use chart::axis;
use chart::plane::column;
use chart::scale::TICKS;
use chart::{Scale, Zones, px};
use leptos::prelude::*;

use super::ahead::Ahead;
use super::draw::{planes, zone_class};
use super::numbers::{numbers, sentence};
use super::point::{AheadPoint, TrendPoint};
use super::spot::{Spot, lines, place};
use crate::ui::Empty;
use crate::ui::part::pieces;
use crate::ui::score::points;

/// The chart of one score over time, with its numbers below it. The legend stands in the panel's
/// head, see [`trend_legend`].
///
/// `TrendChart::new("score", "Online Store: score by quarter", points).banded()`
pub struct TrendChart {
    id: String,
    title: String,
    points: Vec<TrendPoint>,
    ahead: Vec<AheadPoint>,
    unit: &'static str,
    banded: bool,
    height: u16,
}

impl TrendChart {
    /// A chart; the id is unique on the page, the title names the unit and what is shown.
    pub fn new(id: impl Into<String>, title: impl Into<String>, points: Vec<TrendPoint>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            points,
            ahead: Vec::new(),
            unit: "Round",
            banded: false,
            height: 300,
        }
    }

    /// One unit's own scores: the bands stand behind the line. Not for means.
    #[must_use]
    pub const fn banded(mut self) -> Self {
        self.banded = true;
        self
    }

    /// What is forecast, after the last point. Without a score there, nothing is.
    #[must_use]
    pub fn ahead(mut self, ahead: Vec<AheadPoint>) -> Self {
        self.ahead = ahead;
        self
    }

    /// The height in pixels; 300 unless told.
    #[must_use]
    pub const fn height(mut self, pixels: u16) -> Self {
        self.height = pixels;
        self
    }

    /// What a point is, as the head of the table says it; "Round" unless told.
    #[must_use]
    pub const fn per(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    /// The chart.
    #[must_use]
    pub fn view(self) -> AnyView {
        if self.points.iter().all(|point| point.score.is_none()) {
            let text = "The line starts with the first submitted assessment.";
            return Empty::new("chart-line", "Not assessed yet", text).view();
        }
        let scale = Scale::new(self.height);
        let plot = self.plot(scale);
        let numbers = numbers(self.title, self.unit, self.banded, self.points, self.ahead);
        view! { <div class="plot plot--bare">{ticks(scale)}{plot}</div>{numbers}}.into_any()
    }

    fn plot(&self, scale: Scale) -> AnyView {
        let scores: Vec<_> = self.points.iter().map(|point| point.score).collect();
        let spots = place(&scores, self.columns(), scale);
        let from = scores.last().copied().flatten().filter(|_| !self.ahead.is_empty());
        let ahead =
            from.map(|from| Ahead { points: &self.ahead, known: scores.len(), from, scale }.view());
        let (title_id, desc_id) = (format!("{}-t", self.id), format!("{}-d", self.id));
        let labelled = format!("{title_id} {desc_id}");
        let claimed =
            planes("line line--claimed line--dash", lines(&spots, |s| s.claimed), scale.height);
        let evidenced = planes("line line--heavy", lines(&spots, |s| s.evidenced), scale.height);
        view! {
            <svg height=px(scale.height) role="img" aria-labelledby=labelled>
                <title id=title_id>{self.title.clone()}</title>
                <desc id=desc_id>{sentence(&self.points, &self.ahead)}</desc>
                {self.banded.then(|| zones(scale))}
                {grid(scale)}
                {self.banded.then(|| self.zone_names(scale))}
                {self.labels(scale)}
                {ahead}
                {claimed}
                {evidenced}
                {self.marks(&spots)}
            </svg>
        }
        .into_any()
    }

    fn columns(&self) -> usize {
        self.points.len() + self.ahead.len()
    }

    fn labels(&self, scale: Scale) -> AnyView {
        let names: Vec<_> = self.points.iter().map(|point| point.label.as_str()).collect();
        let labels = axis::labels(&names);
        let crowded = axis::crowded(&labels);
        let labels = labels.into_iter().enumerate().filter_map(|(index, text)| {
            let x = format!("{}%", px(column(index, self.columns())));
            let y = px(scale.labels());
            text.map(|text| {
                // With a forecast beside them, quarters have half the room: years stay.
                let is_crowded = crowded.get(index).copied().unwrap_or_default();
                let is_spare = is_crowded || (!self.ahead.is_empty() && !text.contains('’'));
                let class = if is_spare { "cat is-spare" } else { "cat" };
                view! { <text class=class x=x y=y text-anchor="middle">{text}</text> }
            })
        });
        labels.collect_view().into_any()
    }

    /// Claimed below, evidenced above, so that the solid mark is never covered.
    fn marks(&self, spots: &[Option<Spot>]) -> AnyView {
        let claimed = spots.iter().flatten().map(|spot| {
            let (x, y) = (format!("{}%", px(spot.x)), px(spot.claimed));
            view! { <circle class="mark mark--open" cx=x cy=y r="3.5" /> }
        });
        let known: Vec<_> = spots.iter().map(Option::is_some).collect();
        let valued = axis::valued(&known);
        let evidenced = spots.iter().zip(&self.points).zip(valued);
        let evidenced = evidenced.filter_map(|((spot, point), valued)| {
            let (spot, score) = ((*spot)?, point.score?);
            let class = if point.stale { "mark mark--stale" } else { "mark" };
            let (x, y) = (format!("{}%", px(spot.x)), px(spot.evidenced));
            let value = valued.then(|| {
                let (x, y) = (x.clone(), px(spot.evidenced - 11.0));
                view! { <text class="val" x=x y=y text-anchor="middle">{points(score.evidenced)}</text> }
            });
            Some(view! { <circle class=class cx=x cy=y r="4.5" />{value} })
        });
        (claimed.collect_view(), evidenced.collect_view()).into_any()
    }

    /// The highest band's name leaves the corner in which a high last value has its mark.
    fn zone_names(&self, scale: Scale) -> AnyView {
        let middle = |value: f64| px(scale.y(value) + 4.0);
        let last = self.points.last().and_then(|point| point.score);
        let high = if last.is_some_and(|score| score.evidenced > 80.0) {
            let y = px(scale.y(30.0) - 8.0);
            view! { <text class="zone-name is-high" x="8" y=y>"High risk 30+"</text> }.into_any()
        } else {
            view! {
                <text class="zone-name is-high" x="100%" dx="-8" text-anchor="end" y="26">
                    "High risk 30+"
                </text>
            }
            .into_any()
        };
        view! {
            {high}
            <text class="zone-name is-mod" x="8" y=middle(15.0)>"Moderate 11–20"</text>
            <text class="zone-name is-adv" x="8" y=middle(5.0)>"Advanced 0–10"</text>
        }
        .into_any()
    }
}

pieces!(TrendChart);

fn ticks(scale: Scale) -> AnyView {
    let ticks = TICKS.into_iter().map(|tick| {
        let y = px(scale.y(tick.into()) + 4.0);
        view! { <text x="100%" dx="-8" y=y text-anchor="end">{tick.to_string()}</text> }
    });
    let ticks = ticks.collect_view();
    view! { <svg height=px(scale.height) aria-hidden="true">{ticks}</svg> }.into_any()
}

fn grid(scale: Scale) -> AnyView {
    let lines = TICKS.into_iter().skip(1).map(|tick| {
        let y = px(scale.y(tick.into()));
        view! { <line class="grid" x1="0" x2="100%" y1=y.clone() y2=y /> }
    });
    let (lines, base) = (lines.collect_view(), px(scale.base()));
    view! { {lines}<line class="base" x1="0" x2="100%" y1=base.clone() y2=base /> }.into_any()
}

fn zones(scale: Scale) -> AnyView {
    let zones = Zones::baseline().0.into_iter().rev().map(|zone| {
        let (top, base) = (scale.y(zone.to), scale.y(zone.from));
        let class = zone_class(zone.band);
        view! { <rect class=class x="0" width="100%" y=px(top) height=px(base - top) /> }
    });
    zones.collect_view().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::score::Pair;

    fn chart(values: &[Option<(f64, f64)>]) -> String {
        let points = values.iter().enumerate().map(|(index, value)| {
            let label = format!("Q{} 2026", index + 1);
            TrendPoint::new(label, value.map(|(e, c)| Pair::new(e, c)))
        });
        TrendChart::new("t", "Corporate", points.collect()).view().to_html()
    }

    #[test]
    fn a_lonely_point_has_marks_and_no_line() {
        let html = chart(&[None, Some((40.0, 20.0)), None]);
        assert_eq!(html.matches("<circle").count(), 2, "{html}");
        assert!(!html.contains("<polyline"), "{html}");
        assert!(html.contains("Not assessed"), "the table says it: {html}");
    }

    #[test]
    fn a_mean_has_no_zones() {
        let html = chart(&[Some((40.0, 20.0)), Some((30.0, 20.0))]);
        assert!(!html.contains("zone-") && html.contains("<polyline"), "{html}");
    }

    #[test]
    fn a_forecast_is_told_apart_from_history_in_the_picture_the_words_and_the_table() {
        let points = vec![TrendPoint::new("Q4 2026", Some(Pair::new(60.0, 30.0)))];
        let ahead = ["Dec 2026", "Jan 2027"]
            .map(|label| AheadPoint::new(label, Pair::new(40.0, 20.0)).as_usual(Some(50.0)));
        let html = TrendChart::new("t", "Corporate", points).ahead(ahead.to_vec()).view().to_html();
        assert!(html.contains("class=\"today\"") && html.contains("class=\"cone\""), "{html}");
        assert_eq!(html.matches("line--dash fore").count(), 2, "{html}");
        assert!(html.contains("Forecast for Jan 2027: 40 evidenced"), "the words say it: {html}");
        assert_eq!(
            html.matches("Forecast: if work is on time").count(),
            2,
            "the table says it: {html}"
        );
    }

    #[test]
    fn a_unit_without_scores_gets_an_empty_state_and_no_chart() {
        let html = chart(&[None, None]);
        assert!(!html.contains("class=\"plot") && html.contains("Not assessed yet"), "{html}");
    }
}
