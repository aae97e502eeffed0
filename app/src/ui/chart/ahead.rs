//! What lies ahead of a line: the score that open work would bring. Never drawn as if it were history.

use chart::plane::{column, corners};
use chart::{Scale, px};
use leptos::prelude::*;

use super::draw::planes;
use super::point::AheadPoint;
use crate::ui::score::{Pair, points};

/// What is forecast, after `known` columns of history of which the last stands at `from`.
pub(super) struct Ahead<'a> {
    pub(super) points: &'a [AheadPoint],
    pub(super) known: usize,
    pub(super) from: Pair,
    pub(super) scale: Scale,
}

impl Ahead<'_> {
    fn x(&self, place: usize) -> f64 {
        column(self.known + place, self.known + self.points.len())
    }

    /// From the last known point on, in steps: a score changes on a day and not before.
    fn steps(&self, value: impl Fn(&AheadPoint) -> f64) -> Vec<(f64, f64)> {
        let mut at = self.from.evidenced;
        let mut corners = vec![(column(self.known.saturating_sub(1), self.total()), at)];
        for (place, point) in self.points.iter().enumerate() {
            let (x, next) = (self.x(place), value(point));
            corners.push((x, at));
            corners.push((x, next));
            at = next;
        }
        corners
    }

    fn total(&self) -> usize {
        self.known + self.points.len()
    }

    fn text(&self, at: &[(f64, f64)]) -> String {
        let spots: Vec<_> = at.iter().map(|(x, value)| (*x, self.scale.y(*value))).collect();
        corners(&spots)
    }

    pub(super) fn view(&self) -> AnyView {
        let on_time = self.steps(|point| point.on_time.evidenced);
        let is_known = self.points.iter().all(|point| point.as_usual.is_some());
        let late = is_known.then(|| self.steps(|p| p.as_usual.unwrap_or(p.on_time.evidenced)));
        let cone = late.as_ref().map(|late| {
            let around: Vec<_> = on_time.iter().chain(late.iter().rev()).copied().collect();
            let (corners, height) = (self.text(&around), px(self.scale.height));
            let frame = format!("0 0 100 {height}");
            view! {
                <svg class="plane" viewBox=frame width="100%" height=height preserveAspectRatio="none">
                    <polygon class="cone" points=corners />
                </svg>
            }
        });
        let late = late.map(|late| {
            planes("line line--thin line--dash fore", vec![self.text(&late)], self.scale.height)
        });
        let on_time = planes("line line--dash fore", vec![self.text(&on_time)], self.scale.height);
        view! { {self.border()}{cone}{late}{on_time}{self.marks()}{self.labels()} }.into_any()
    }

    /// Where what is known ends.
    fn border(&self) -> AnyView {
        let x = (column(self.known.saturating_sub(1), self.total()) + self.x(0)) / 2.0;
        let (x, base) = (format!("{}%", px(x)), px(self.scale.base()));
        let name = x.clone();
        view! {
            <line class="today" x1=x.clone() x2=x y1="10" y2=base />
            <text class="cat is-next" x=name dx="6" y="20">"Forecast"</text>
        }
        .into_any()
    }

    fn marks(&self) -> AnyView {
        let last = self.points.len().saturating_sub(1);
        // A step that ends there comes from above or below: beside the mark there is room.
        let before = last.checked_sub(1).and_then(|place| self.points.get(place));
        let has_step = |point: &AheadPoint| {
            before.is_some_and(|before| before.on_time.evidenced != point.on_time.evidenced)
        };
        let marks = self.points.iter().enumerate().map(|(place, point)| {
            let (x, y) = (format!("{}%", px(self.x(place))), self.scale.y(point.on_time.evidenced));
            let value = (place == last).then(|| {
                let (x, words) = (x.clone(), points(point.on_time.evidenced));
                let (dx, y, anchor) = if has_step(point) { ("-8", y + 4.0, "end") } else { ("0", y + 18.0, "middle") };
                view! { <text class="val" x=x dx=dx y=px(y) text-anchor=anchor>{words}</text> }
            });
            view! { <rect class="mark mark--open fore" x=x y=px(y) width="7" height="7" transform="translate(-3.5 -3.5)" />{value} }
        });
        marks.collect_view().into_any()
    }

    /// Months without their year, but for the first.
    fn labels(&self) -> AnyView {
        let labels = self.points.iter().enumerate().map(|(place, point)| {
            let (x, y) = (format!("{}%", px(self.x(place))), px(self.scale.labels()));
            let month = point.label.split(' ').next().unwrap_or_default().to_owned();
            let is_end = place == 0 || place + 1 == self.points.len();
            let class = if is_end { "cat is-next" } else { "cat is-next is-spare" };
            view! { <text class=class x=x y=y text-anchor="middle">{month}</text> }
        });
        labels.collect_view().into_any()
    }
}
