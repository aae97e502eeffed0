//! The clock of a site under test.

use std::sync::{Arc, Mutex};

use chrono::Duration;
use domain::{Clock, Timestamp};

/// When every site's organisation was set up.
pub const START: &str = "2026-11-23T09:00:00Z";

/// A clock that stands still until the test moves it.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// A clock at [`START`].
    #[must_use]
    pub fn start() -> Arc<Self> {
        Arc::new(Self(Mutex::new(START.parse().unwrap())))
    }

    /// Moves the clock on.
    pub fn advance(&self, span: Duration) {
        let mut now = self.0.lock().unwrap();
        *now = now.plus(span);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}
