//! The outbox: what becomes of a message that waits to be delivered.

use chrono::Duration;

use crate::Timestamp;
use crate::words::words;

words! {
    /// Where a message stands.
    pub enum MessageState {
        /// It is due, or will be.
        Waiting = "waiting", "Waiting";
        /// The other side took it.
        Sent = "sent", "Delivered";
        /// It was tried for long enough, or refused for good. An administrator can send it again.
        Dead = "dead", "Given up";
        /// Nobody is there to tell any more, or nothing that they may see.
        Dropped = "dropped", "Not needed any more";
    }
}

/// How long to wait after each try that failed, in minutes: about a day and a half in all.
const WAITS: [i64; 8] = [1, 5, 15, 60, 180, 360, 720, 720];

/// The longest that a receiver is heeded that asks for patience.
const PATIENCE: Duration = Duration::hours(6);

/// When a message is tried again that has failed so many times, the last time now; none when it is
/// given up. A receiver that asks for more patience gets it, within bounds.
#[must_use]
pub fn next_try(failed: u32, now: Timestamp, asked: Option<Duration>) -> Option<Timestamp> {
    let index = usize::try_from(failed.checked_sub(1)?).ok()?;
    let wait = Duration::minutes(*WAITS.get(index)?);
    Some(now.plus(asked.map_or(wait, |asked| wait.max(asked.min(PATIENCE)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_tried_for_a_day_and_a_half_and_then_given_up() {
        let begin: Timestamp = "2026-03-02T09:00:00.000000Z".parse().unwrap();
        let mut now = begin;
        let mut failed = 0;
        while let Some(next) = next_try(failed + 1, now, None) {
            assert!(next > now);
            (failed, now) = (failed + 1, next);
        }
        assert_eq!(failed, 8);
        let hours = (now.utc() - begin.utc()).num_hours();
        assert!((30..48).contains(&hours), "{hours} hours");
    }

    #[test]
    fn who_asks_for_patience_gets_it_within_bounds() {
        let now: Timestamp = "2026-03-02T09:00:00.000000Z".parse().unwrap();
        let asked = |minutes| next_try(1, now, Some(Duration::minutes(minutes)));
        assert_eq!(asked(0), Some(now.plus(Duration::minutes(1))), "never sooner");
        assert_eq!(asked(10), Some(now.plus(Duration::minutes(10))));
        assert_eq!(asked(100_000), Some(now.plus(Duration::hours(6))));
    }

    #[test]
    fn what_has_not_failed_is_not_tried_again() {
        let now: Timestamp = "2026-03-02T09:00:00.000000Z".parse().unwrap();
        assert_eq!(next_try(0, now, None), None);
    }
}
