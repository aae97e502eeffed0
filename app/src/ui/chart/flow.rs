//! Tasks opened and closed through time.

use chart::Flow;
use leptos::prelude::*;

use super::frame::{Frame, legend, numbers};
use crate::ui::Empty;
use crate::ui::part::pieces;

/// Opened over the line and closed under it, with the number of open tasks at each end.
///
/// `FlowChart::new("flow", flow)`
pub struct FlowChart {
    id: String,
    flow: Flow,
    height: u16,
}

impl FlowChart {
    /// A chart; the id is unique on the page.
    pub fn new(id: impl Into<String>, flow: Flow) -> Self {
        Self { id: id.into(), flow, height: 250 }
    }

    /// The height in pixels; 250 unless told.
    #[must_use]
    pub const fn height(mut self, pixels: u16) -> Self {
        self.height = pixels;
        self
    }

    /// The chart.
    #[must_use]
    pub fn view(self) -> AnyView {
        let flow = &self.flow;
        if flow.is_empty() {
            let text = "The bars start with the first task.";
            return Empty::new("list-checks", "No tasks so far", text).view();
        }
        let figure = flow.figure(self.height);
        let (sentence, title) = (flow.sentence(), flow.title.as_str());
        let frame = Frame { id: &self.id, title, sentence, figure: &figure, layers: &[] };
        let plot = frame.plot("plot plot--flow", None);
        let keys = legend(&self.id, flow.keys());
        let numbers = numbers(title, flow.numbers());
        view! { <div class="chart">{plot}{keys}{numbers}</div> }.into_any()
    }
}

pieces!(FlowChart);
