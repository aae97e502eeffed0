//! Counts in buckets as bars.

use chart::Ages;
use leptos::prelude::*;

use super::frame::{Frame, numbers};
use crate::ui::Empty;
use crate::ui::part::pieces;

/// Bars from left to right, one for each bucket; their number makes the height.
///
/// `AgesChart::new("task-ages", ages)`
pub struct AgesChart {
    id: String,
    ages: Ages,
    none: &'static str,
}

impl AgesChart {
    /// A chart; the id is unique on the page.
    pub fn new(id: impl Into<String>, ages: Ages) -> Self {
        Self { id: id.into(), ages, none: "Nothing is open" }
    }

    /// What stands there when every bucket is empty; "Nothing is open" unless told.
    #[must_use]
    pub const fn none(mut self, words: &'static str) -> Self {
        self.none = words;
        self
    }

    /// The chart.
    #[must_use]
    pub fn view(self) -> AnyView {
        if self.ages.is_empty() {
            return Empty::new("calendar-check", self.none, "There is nothing to count.").view();
        }
        let (figure, sentence) = (self.ages.figure(), self.ages.sentence());
        let title = self.ages.title.as_str();
        let frame = Frame { id: &self.id, title, sentence, figure: &figure, layers: &[] };
        let plot = frame.plot("plot plot--ages", None);
        let numbers = numbers(title, self.ages.numbers());
        view! { <div class="chart">{plot}{numbers}</div> }.into_any()
    }
}

pieces!(AgesChart);
