//! What a unit is to reach by when.

use serde::Serialize;

use crate::words::words;
use crate::{Day, Points, UnitId};

/// What a unit is to reach: at most so many evidenced points at the end of a day. Where units lie below
/// it, their mean with its own is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Target {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// At most so many points.
    pub points: Points,
    /// The last day on which it can be reached.
    pub on: Day,
    /// Where it stood on the last day of the report or of the target, whichever came first; in tenths
    /// of a point, none where there was no score.
    pub stands: Option<u32>,
}

words! {
    /// How it stands with a target.
    pub enum TargetState {
        Met = "met", "met";
        Missed = "missed", "missed";
        Ahead = "ahead", "not yet reached";
    }
}

impl Target {
    /// How it stands on a day.
    #[must_use]
    pub fn state(&self, today: Day) -> TargetState {
        match self.stands {
            Some(tenths) if tenths <= u32::from(self.points.0) * 10 => TargetState::Met,
            _ if today > self.on => TargetState::Missed,
            _ => TargetState::Ahead,
        }
    }
}
