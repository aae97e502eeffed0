//! A clock that the generator sets: history is made in order, each step at its own moment.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::DateTime;
use domain::{Clock, Timestamp};

/// A clock that only moves forward, and only when told.
#[derive(Debug)]
pub(super) struct WalkingClock(AtomicI64);

impl WalkingClock {
    pub(super) fn at(moment: Timestamp) -> Self {
        Self(AtomicI64::new(moment.utc().timestamp_millis()))
    }

    /// Goes to a moment; stays where it is when that lies behind.
    pub(super) fn go_to(&self, moment: Timestamp) {
        self.0.fetch_max(moment.utc().timestamp_millis(), Ordering::Relaxed);
    }
}

impl Clock for WalkingClock {
    fn now(&self) -> Timestamp {
        let millis = self.0.load(Ordering::Relaxed);
        Timestamp::new(DateTime::from_timestamp_millis(millis).unwrap_or_default())
    }
}
