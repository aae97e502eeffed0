//! One point of a line: what is known of a round or quarter, or forecast for a month.

use domain::Band;

use crate::ui::score::Pair;

/// One round or quarter.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendPoint {
    pub(super) label: String,
    pub(super) score: Option<Pair>,
    pub(super) band: Option<Band>,
    pub(super) stale: bool,
    pub(super) remark: String,
}

impl TrendPoint {
    /// A round by its name, such as "Q3 2026", and the score; none is a gap in the line.
    pub fn new(label: impl Into<String>, score: Option<impl Into<Pair>>) -> Self {
        Self {
            label: label.into(),
            score: score.map(Into::into),
            band: None,
            stale: false,
            remark: String::new(),
        }
    }

    /// The band of the evidenced score. A mean has none.
    #[must_use]
    pub const fn band(mut self, band: Option<Band>) -> Self {
        self.band = band;
        self
    }

    /// The score was older than its cadence by then: its mark is hollow.
    #[must_use]
    pub const fn stale(mut self, stale: bool) -> Self {
        self.stale = stale;
        self
    }

    /// A few words for the table, such as "Revised on 02 Oct 2026".
    #[must_use]
    pub fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = remark.into();
        self
    }
}

/// A day ahead, and the scores forecast for it.
#[derive(Debug, Clone, PartialEq)]
pub struct AheadPoint {
    pub(super) label: String,
    pub(super) on_time: Pair,
    pub(super) as_usual: Option<f64>,
}

impl AheadPoint {
    /// The end of a month, such as "Jan 2027", with both scores if the work is on time.
    pub fn new(label: impl Into<String>, on_time: impl Into<Pair>) -> Self {
        Self { label: label.into(), on_time: on_time.into(), as_usual: None }
    }

    /// The evidenced score if the work is as late as it used to be.
    #[must_use]
    pub const fn as_usual(mut self, evidenced: Option<f64>) -> Self {
        self.as_usual = evidenced;
        self
    }
}
