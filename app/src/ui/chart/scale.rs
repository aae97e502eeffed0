//! The vertical scale: always 0 to 100, never cut, in pixels from the top.

/// Where the axis is labelled: the edges of the bands, and the rest of the way.
pub(super) const TICKS: [u8; 7] = [0, 10, 20, 30, 50, 75, 100];

const ABOVE: f64 = 10.0;
const BELOW: f64 = 26.0;

/// One band behind the lines. The third is the hole that only a mean can reach: it stays blank.
pub(super) struct Zone {
    pub(super) class: &'static str,
    pub(super) y: f64,
    pub(super) height: f64,
}

/// A plot of some height.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) height: f64,
}

impl Scale {
    pub(super) fn new(height: u16) -> Self {
        Self { height: height.into() }
    }

    /// Where 0 lies: the base line.
    pub(super) fn base(self) -> f64 {
        self.height - BELOW
    }

    /// Where a value lies; beyond the scale it stays on the scale's edge.
    pub(super) fn y(self, value: f64) -> f64 {
        let base = self.base();
        base - (base - ABOVE) * value.clamp(0.0, 100.0) / 100.0
    }

    /// The base line of the labels under the plot.
    pub(super) fn labels(self) -> f64 {
        self.height - 6.0
    }

    pub(super) fn zones(self) -> [Zone; 4] {
        let zone = |class, from: f64, to: f64| Zone {
            class,
            y: self.y(to),
            height: self.y(from) - self.y(to),
        };
        [
            zone("zone-high", 30.0, 100.0),
            zone("zone-gap", 20.0, 30.0),
            zone("zone-mod", 10.0, 20.0),
            zone("zone-adv", 0.0, 10.0),
        ]
    }
}

/// A length in SVG: at most two decimals.
pub(super) fn px(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_cover_the_scale_without_overlap() {
        let scale = Scale::new(300);
        let zones = scale.zones();
        assert_eq!(px(zones[0].y), "10");
        for pair in zones.windows(2) {
            assert!((pair[0].y + pair[0].height - pair[1].y).abs() < 1e-9);
        }
        assert!((zones[3].y + zones[3].height - scale.base()).abs() < 1e-9);
        assert_eq!((px(zones[1].y), px(zones[1].height)), ("194.8".into(), "26.4".into()));
    }

    #[test]
    fn ticks_lie_on_the_edges_of_the_bands() {
        let scale = Scale::new(230);
        let at = TICKS.map(|tick| px(scale.y(tick.into())));
        assert_eq!(at, ["204", "184.6", "165.2", "145.8", "107", "58.5", "10"]);
        assert_eq!(px(scale.y(-5.0)), "204");
        assert_eq!(px(scale.y(120.0)), "10");
    }
}
