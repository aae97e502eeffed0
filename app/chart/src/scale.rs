//! The vertical scales: points always from 0 to 100, never cut, and counts from 0 to the most.

/// Where the axis of points is labelled: the edges of the baseline's bands, and the rest of the way.
pub const TICKS: [u8; 7] = [0, 10, 20, 30, 50, 75, 100];

/// Room over the plot, in pixels.
const ABOVE: f64 = 10.0;
/// Room under the plot for the labels, in pixels.
const BELOW: f64 = 26.0;
/// Room around a plot without labels, in pixels.
const AROUND: f64 = 6.0;

/// A plot of points, of some height in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The height with the room for labels, in pixels.
    pub height: f64,
    above: f64,
    below: f64,
}

impl Scale {
    /// A plot with labels under it.
    #[must_use]
    pub fn new(height: u16) -> Self {
        Self { height: height.into(), above: ABOVE, below: BELOW }
    }

    /// A small plot without labels.
    #[must_use]
    pub fn small(height: u16) -> Self {
        Self { height: height.into(), above: AROUND, below: AROUND }
    }

    /// Where 100 lies.
    #[must_use]
    pub const fn top(self) -> f64 {
        self.above
    }

    /// Where 0 lies: the base line.
    #[must_use]
    pub fn base(self) -> f64 {
        self.height - self.below
    }

    /// Where a value lies; beyond the scale it stays on the scale's edge.
    #[must_use]
    pub fn y(self, value: f64) -> f64 {
        let base = self.base();
        base - (base - self.top()) * value.clamp(0.0, 100.0) / 100.0
    }

    /// The base line of the labels under the plot.
    #[must_use]
    pub fn labels(self) -> f64 {
        self.height - 6.0
    }
}

/// A scale of counts: from 0 to a round number that holds the most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Counts {
    /// The highest tick.
    pub(crate) top: u32,
    step: u32,
}

impl Counts {
    /// For counts up to `most`, with at most `ticks` steps.
    pub(crate) fn of(most: u32, ticks: u32) -> Self {
        let most = most.max(1);
        let mut steps = (0..9).flat_map(|tens| [1, 2, 5].map(|step| step * 10_u32.pow(tens)));
        let step = steps.find(|step| most.div_ceil(*step) <= ticks).unwrap_or(most);
        Self { top: most.div_ceil(step).saturating_mul(step), step }
    }

    /// Every step from 0 to the top.
    pub(crate) fn ticks(self) -> impl Iterator<Item = u32> {
        (0..=self.top / self.step).map(move |tick| tick * self.step)
    }
}

/// A length in SVG: at most two decimals.
#[must_use]
pub fn px(value: f64) -> String {
    // Adding 0 turns a negative nought into a plain one.
    let text = format!("{:.2}", (value * 100.0).round() / 100.0 + 0.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_lie_on_the_edges_of_the_bands() {
        let scale = Scale::new(230);
        let at = TICKS.map(|tick| px(scale.y(tick.into())));
        assert_eq!(at, ["204", "184.6", "165.2", "145.8", "107", "58.5", "10"]);
        assert_eq!(px(scale.y(-5.0)), "204");
        assert_eq!(px(scale.y(120.0)), "10");
    }

    #[test]
    fn counts_have_round_ticks_that_hold_the_most() {
        let ticks = |most| Counts::of(most, 5).ticks().collect::<Vec<_>>();
        assert_eq!(ticks(0), [0, 1]);
        assert_eq!(ticks(3), [0, 1, 2, 3]);
        assert_eq!(ticks(8), [0, 2, 4, 6, 8]);
        assert_eq!(ticks(41), [0, 10, 20, 30, 40, 50]);
        assert_eq!(Counts::of(u32::MAX, 5).ticks().next(), Some(0));
    }

    #[test]
    fn lengths_have_no_needless_figures() {
        assert_eq!([px(10.0), px(0.125), px(-0.001), px(33.333)], ["10", "0.13", "0", "33.33"]);
    }
}
