//! Lines of several things over quarters. Each is told apart by weight, dash and mark, and its
//! name stands at its end.

mod draw;
mod ends;
mod said;
mod slot;
mod target;

pub use ends::End;
pub use slot::Slot;

use domain::Band;

use crate::zones::Zones;

/// One measured score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// In points from 0 to 100.
    pub value: f64,
    /// Whether the score was older than its cadence by then.
    pub stale: bool,
}

impl Point {
    /// A score that was fresh.
    #[must_use]
    pub const fn new(value: f64) -> Self {
        Self { value, stale: false }
    }

    /// A score that was older than its cadence.
    #[must_use]
    pub const fn stale(value: f64) -> Self {
        Self { value, stale: true }
    }
}

/// The scores of one thing, a place for each column.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Whose scores: a business unit, or a side of a mean.
    pub name: String,
    /// Where more is said of it.
    pub href: Option<String>,
    /// The band of its last score. A mean has none.
    pub band: Option<Band>,
    /// One for each column; none where nothing was measured.
    pub points: Vec<Option<Point>>,
    /// The columns before which this line breaks, since its questionnaire changed there. None if it
    /// breaks wherever the lines have a joint.
    pub joints: Option<Vec<usize>>,
}

impl Series {
    /// A series without link and band, which breaks at every joint of the lines.
    pub fn new(name: impl Into<String>, points: Vec<Option<Point>>) -> Self {
        Self { name: name.into(), href: None, band: None, points, joints: None }
    }

    /// Its name is a link to this address.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// The band of its last score.
    #[must_use]
    pub const fn band(mut self, band: Option<Band>) -> Self {
        self.band = band;
        self
    }

    /// The columns before which its own questionnaire changed: it breaks there and at no joint of
    /// other lines. Each of them should have a [`Joint`] that names it.
    #[must_use]
    pub fn joints(mut self, before: Vec<usize>) -> Self {
        self.joints = Some(before);
        self
    }

    /// The last measured score, with its column.
    #[must_use]
    pub fn last(&self) -> Option<(usize, Point)> {
        let mut known = self.points.iter().enumerate().rev();
        known.find_map(|(column, point)| point.map(|point| (column, point)))
    }
}

/// Where the questionnaire changed, of all lines or of some: what lies before can't be compared with
/// what lies after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joint {
    /// The first column after it.
    pub before: usize,
    /// What changed, such as "Baseline 2".
    pub label: String,
}

/// A score that is to be reached. It holds from its place on, until the next target.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Its place among the columns: 2.0 is the middle of the third, 2.5 lies after it.
    pub at: f64,
    /// In points from 0 to 100.
    pub value: f64,
    /// What it says, such as "Target 20 by 31 Mar 2027". Without words there is no flag: so a
    /// first target can stand for the score from which one started.
    pub label: String,
}

/// Several series over the same quarters.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    /// What is shown of whom, such as "Evidenced score by business unit".
    pub title: String,
    /// What a series is, as the table's head says it: "Business unit".
    pub of: &'static str,
    /// The quarters, such as "Q3 2026".
    pub columns: Vec<String>,
    /// Quarters to come: room for a target that lies ahead.
    pub ahead: Vec<String>,
    /// Whose scores.
    pub series: Vec<Series>,
    /// The bands behind the lines; none for means.
    pub zones: Option<Zones>,
    /// What is to be reached, in the order of their places.
    pub targets: Vec<Target>,
    /// Where the questionnaire changed.
    pub joints: Vec<Joint>,
}

impl Lines {
    /// Lines of business units without bands, targets and joints.
    pub fn new(title: impl Into<String>, columns: Vec<String>, series: Vec<Series>) -> Self {
        Self {
            title: title.into(),
            of: "Business unit",
            columns,
            ahead: Vec::new(),
            series,
            zones: None,
            targets: Vec::new(),
            joints: Vec::new(),
        }
    }

    /// Whether the lines can be told apart in one plot. If not, they are drawn as multiples.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.series.len() <= Slot::COUNT
    }

    /// Whether nothing was measured at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.measured().next().is_none()
    }

    /// All columns, those to come among them.
    pub(crate) fn width(&self) -> usize {
        self.columns.len() + self.ahead.len()
    }

    /// The point of a series in a column. What is given beyond the columns is not shown.
    pub(crate) fn point(&self, series: usize, column: usize) -> Option<Point> {
        let all = self.series.get(series)?;
        all.points.get(column).copied().flatten().filter(|_| column < self.columns.len())
    }

    /// Every measured point with its series and column.
    pub(crate) fn measured(&self) -> impl Iterator<Item = (usize, usize, Point)> {
        let of = move |at| {
            (0..self.columns.len())
                .filter_map(move |column| Some((at, column, self.point(at, column)?)))
        };
        (0..self.series.len()).flat_map(of)
    }

    /// The columns before which a line breaks.
    pub(crate) fn breaks(&self, at: usize) -> Vec<usize> {
        let own = self.series.get(at).and_then(|series| series.joints.clone());
        own.unwrap_or_else(|| self.joints.iter().map(|joint| joint.before).collect())
    }
}
