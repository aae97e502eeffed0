//! What a unit counts as, and how that is told apart without colour.

/// A layer of a stacked column. The order is that of the stack, from below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layer {
    /// A fresh score in the best band.
    Advanced,
    /// A fresh score in the middle band.
    Moderate,
    /// A fresh score that lies in no band.
    NoBand,
    /// A fresh score in the worst band.
    High,
    /// A score that is older than its cadence, in whatever band.
    Stale,
    /// Never assessed by then.
    NotAssessed,
}

impl Layer {
    /// All layers, from below.
    pub const ALL: [Self; 6] =
        [Self::Advanced, Self::Moderate, Self::NoBand, Self::High, Self::Stale, Self::NotAssessed];

    /// Its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Advanced => "Advanced",
            Self::Moderate => "Moderate",
            Self::NoBand => "No band",
            Self::High => "High risk",
            Self::Stale => "Stale",
            Self::NotAssessed => "Not assessed",
        }
    }

    /// How its class and its pattern are named.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Advanced => "adv",
            Self::Moderate => "mod",
            Self::NoBand => "gap",
            Self::High => "high",
            Self::Stale => "stale",
            Self::NotAssessed => "none",
        }
    }

    /// Whether it is hatched: Advanced is plain, and what was not assessed is empty.
    #[must_use]
    pub const fn hatched(self) -> bool {
        !matches!(self, Self::Advanced | Self::NotAssessed)
    }

    /// The lines of its hatch in a tile of 6 by 6 pixels, as a path.
    #[must_use]
    pub const fn hatch(self) -> &'static str {
        match self {
            Self::Advanced | Self::NotAssessed => "",
            Self::Moderate => "M0 3H6",
            Self::NoBand => "M2.5 3H3.5",
            Self::High => "M-1 1L1-1M0 6L6 0M5 7L7 5",
            Self::Stale => "M-1 5L1 7M0 0L6 6M5-1L7 1",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_layer_is_told_apart_by_name_and_by_hatch_or_outline() {
        let hatches: HashSet<_> = Layer::ALL.iter().map(|layer| layer.hatch()).collect();
        let labels: HashSet<_> = Layer::ALL.iter().map(|layer| layer.label()).collect();
        assert_eq!((hatches.len(), labels.len()), (5, 6), "one is plain, one is an empty outline");
    }
}
