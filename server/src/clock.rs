//! The system's clock: the only place that asks the machine for the time.

use chrono::{DateTime, Utc};
use domain::{Clock, Timestamp};

/// The machine's own time.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that is passed to everyone else"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::new(DateTime::<Utc>::from(std::time::SystemTime::now()))
    }
}
