//! How the units of a report are spread over bands through time.

use serde::Serialize;

use super::Which;
use crate::Band;
use crate::Day;
use crate::rollup::UnitStanding;
use crate::score::BASELINE;

/// Units by band in a column. A stale one is told apart from those that are current, and one that was
/// never assessed is in the whole: the layers add up to all units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Layers {
    /// Current, in band Advanced.
    pub advanced: usize,
    /// Current, in band Moderate.
    pub moderate: usize,
    /// Current, in band High risk.
    pub high: usize,
    /// Older than their cadence, whatever their band.
    pub stale: usize,
    /// Without a score.
    pub not_assessed: usize,
}

impl Layers {
    /// The layers of units as they stood on a day.
    #[must_use]
    pub fn of(units: &[UnitStanding], which: Which, day: Day) -> Self {
        let mut layers = Self::default();
        for unit in units {
            let band = |score| BASELINE.band(which.of(score), true);
            let layer = match unit.latest {
                None => &mut layers.not_assessed,
                Some(standing) if standing.is_stale(day) => &mut layers.stale,
                Some(standing) => match band(standing.score) {
                    Some(Band::Advanced) => &mut layers.advanced,
                    Some(Band::Moderate) => &mut layers.moderate,
                    // Rules with a hole within reach are never published; what lay in one would be
                    // no better than this.
                    Some(Band::High) | None => &mut layers.high,
                },
            };
            *layer += 1;
        }
        layers
    }

    /// All units.
    #[must_use]
    pub const fn all(&self) -> usize {
        self.advanced + self.moderate + self.high + self.stale + self.not_assessed
    }
}
