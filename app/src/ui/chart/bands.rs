//! Units per band through time.

use chart::Bands;
use leptos::prelude::*;

use super::frame::{Frame, legend, numbers};
use crate::ui::Empty;
use crate::ui::part::pieces;

/// Stacked columns of units per band, with the stale and the never assessed as layers of their own.
///
/// `BandsChart::new("per-band", bands)`
pub struct BandsChart {
    id: String,
    bands: Bands,
    height: u16,
}

impl BandsChart {
    /// A chart; the id is unique on the page.
    pub fn new(id: impl Into<String>, bands: Bands) -> Self {
        Self { id: id.into(), bands, height: 250 }
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
        let bands = &self.bands;
        if bands.is_empty() {
            let text = "The columns start with the first business unit.";
            return Empty::new("network", "No business units", text).view();
        }
        let (figure, layers) = (bands.figure(self.height), bands.layers());
        let (sentence, title) = (bands.sentence(), bands.title.as_str());
        let frame = Frame { id: &self.id, title, sentence, figure: &figure, layers: &layers };
        let plot = frame.plot("plot plot--bare", None);
        let keys = legend(&self.id, bands.keys());
        let numbers = numbers(title, bands.numbers());
        view! { <div class="chart">{plot}{keys}{numbers}</div> }.into_any()
    }
}

pieces!(BandsChart);

#[cfg(test)]
mod tests {
    use chart::{BandCount, Layer};

    use super::*;

    #[test]
    fn each_hatch_has_a_pattern_of_this_chart_and_stale_units_are_in_the_table() {
        let count = BandCount::new().with(Layer::High, 3).with(Layer::Stale, 2);
        let columns = vec![("Q2 2026".to_owned(), Some(count))];
        let bands = Bands { title: "Units".to_owned(), columns };
        let html = BandsChart::new("per", bands).view().to_html();
        for layer in ["high", "stale"] {
            assert!(html.contains(&format!(r#"<pattern id="per-hatch-{layer}""#)), "{html}");
            assert!(html.contains(&format!("url(#per-hatch-{layer})")), "{html}");
        }
        assert!(html.contains(">Stale<") && html.contains("2 units"), "{html}");
    }
}
