//! Counts in buckets as bars: how old open tasks are, how fresh evidence is.

use crate::measure::shorten;
use crate::numbers::Numbers;
use crate::plane::figure;
use crate::shape::{Anchor, Figure, Ink, Shape, Tone};

/// One bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Age {
    /// What is in it, such as "31 to 90 days".
    pub label: String,
    /// How many.
    pub count: u32,
    /// What that means.
    pub tone: Tone,
}

/// Counts by age, in the order of the buckets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ages {
    /// What is shown, such as "Open tasks by age".
    pub title: String,
    /// What is counted, as the table's head says it: "Tasks".
    pub of: &'static str,
    /// The buckets.
    pub buckets: Vec<Age>,
}

/// From one bar to the next, in pixels.
const ROW: f64 = 28.0;
const BAR: f64 = 16.0;
/// The longest bar in percent, so that its number has room.
const LONGEST: f64 = 86.0;

impl Ages {
    /// The room that the names of the buckets need, in pixels.
    pub const GUTTER: f64 = 128.0;

    /// Whether nothing is in any bucket.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.buckets.iter().all(|bucket| bucket.count == 0)
    }

    /// The bars from above; the height follows from their number.
    #[must_use]
    pub fn figure(&self) -> Figure {
        let most = self.buckets.iter().map(|bucket| bucket.count).max().unwrap_or_default().max(1);
        let height = ROW * figure(self.buckets.len());
        let mut gutter = Vec::new();
        let mut plot = Vec::new();
        for (index, bucket) in self.buckets.iter().enumerate() {
            let y = ROW * figure(index) + (ROW - BAR) / 2.0;
            let width = f64::from(bucket.count) / f64::from(most) * LONGEST;
            let says = format!("{}: {}", bucket.label, bucket.count);
            let (text, ink) = (y + BAR / 2.0 + 4.2, Ink::Bar(bucket.tone));
            let name = shorten(&bucket.label, 12.0, Self::GUTTER - 10.0);
            gutter.push(Shape::beside((100.0, -8.0), text, Anchor::End, name, Ink::Label));
            if bucket.count > 0 {
                plot.push(Shape::Block { x: 0.0, width, y, height: BAR, ink, says });
            }
            let count = bucket.count.to_string();
            plot.push(Shape::beside((width, 7.0), text, Anchor::Start, count, Ink::Value));
        }
        plot.push(Shape::Rule { x: (0.0, 0.0), y: (0.0, height), ink: Ink::Base });
        Figure { height, gutter, plot, ends: Vec::new() }
    }

    /// What a screen reader hears of the chart.
    #[must_use]
    pub fn sentence(&self) -> String {
        let said = self.buckets.iter().map(|bucket| format!("{}: {}", bucket.label, bucket.count));
        format!("{}.", said.collect::<Vec<_>>().join("; "))
    }

    /// A row for each bucket.
    #[must_use]
    pub fn numbers(&self) -> Numbers {
        let row = |bucket: &Age| (bucket.label.clone(), vec![bucket.count.to_string()]);
        Numbers {
            heads: vec!["Age".to_owned(), self.of.to_owned()],
            rows: self.buckets.iter().map(row).collect(),
            notes: Vec::new(),
        }
    }
}
