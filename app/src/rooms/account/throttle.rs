//! How fast passwords may be tried. An address that keeps failing has to wait between attempts; an
//! account that is being guessed at answers more slowly, but is never closed: whoever knows the
//! password gets in, however busy an attacker is.

use std::time::Duration as Pause;

use chrono::Duration;
use tokio::sync::Semaphore;

/// So many failures of an address cost nothing.
const FREE_AT_ADDRESS: u32 = 10;

/// The longest wait between two attempts from one address, in seconds.
const LONGEST_WAIT: i64 = 60;

/// So many failures at an account cost nothing.
const FREE_AT_ACCOUNT: u32 = 5;

/// The longest pause before an account's password is looked at, in milliseconds.
const LONGEST_PAUSE: u64 = 4000;

/// How many attempts pause at the same time, so that an attacker can't hold connections without
/// end. One more goes on at once; the queue for hashing slows it down.
static PAUSING: Semaphore = Semaphore::const_new(64);

/// What an address still has to wait that failed so often, the last time so long ago: a second after
/// ten failures, twice as long after each further one, a minute at most.
#[must_use]
pub fn address_wait(failures: u32, since_last: Duration) -> Option<Duration> {
    let beyond = failures.checked_sub(FREE_AT_ADDRESS)?;
    let seconds = 1_i64.checked_shl(beyond).filter(|s| (1..LONGEST_WAIT).contains(s));
    let left =
        Duration::seconds(seconds.unwrap_or(LONGEST_WAIT)) - since_last.min(Duration::days(1));
    (left > Duration::zero()).then_some(left)
}

/// Whole seconds to wait, as a person is told: never zero.
#[must_use]
pub fn seconds(wait: Duration) -> u64 {
    let seconds = (wait.num_milliseconds().max(1) + 999) / 1000;
    seconds.unsigned_abs()
}

/// How long to pause before the password of an account that failed so often is looked at: a quarter
/// of a second after five failures, twice as long after each further one, four seconds at most.
#[must_use]
pub fn account_pause(failures: u32) -> Pause {
    let Some(beyond) = failures.checked_sub(FREE_AT_ACCOUNT) else {
        return Pause::ZERO;
    };
    let millis = 250_u64.saturating_mul(1_u64.checked_shl(beyond).unwrap_or(u64::MAX));
    Pause::from_millis(millis.min(LONGEST_PAUSE))
}

/// Pauses before the password of an account is looked at. An unknown account pauses like a known one.
pub async fn pause(failures: u32) {
    let pause = account_pause(failures);
    if pause.is_zero() {
        return;
    }
    if let Ok(_place) = PAUSING.try_acquire() {
        tokio::time::sleep(pause).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_waits_longer_each_time_and_a_minute_at_most() {
        let wait = |failures| address_wait(failures, Duration::zero()).map(|w| w.num_seconds());
        assert_eq!([0, 9].map(wait), [None, None]);
        assert_eq!([10, 11, 12, 15].map(wait), [Some(1), Some(2), Some(4), Some(32)]);
        for failures in [16, 17, 72, 73, 74, 138, u32::MAX] {
            assert_eq!(wait(failures), Some(60), "after {failures} failures");
        }
    }

    #[test]
    fn waiting_is_over_when_the_time_has_passed() {
        assert_eq!(address_wait(12, Duration::seconds(3)), Some(Duration::seconds(1)));
        assert_eq!(address_wait(12, Duration::seconds(4)), None);
        assert_eq!(address_wait(99, Duration::MAX), None);
        assert_eq!(address_wait(0, Duration::MAX), None);
        // A clock that was set back makes nobody wait longer than a minute and the difference.
        assert_eq!(address_wait(99, Duration::seconds(-5)), Some(Duration::seconds(65)));
    }

    #[test]
    fn a_person_is_told_whole_seconds() {
        assert_eq!(seconds(Duration::milliseconds(1)), 1);
        assert_eq!(seconds(Duration::milliseconds(1000)), 1);
        assert_eq!(seconds(Duration::milliseconds(1001)), 2);
        assert_eq!(seconds(Duration::zero()), 1);
    }

    #[test]
    fn an_account_pauses_longer_each_time_and_is_never_closed() {
        let pause = |failures| account_pause(failures).as_millis();
        assert_eq!([0, 4].map(pause), [0, 0]);
        assert_eq!([5, 6, 7, 8, 9].map(pause), [250, 500, 1000, 2000, 4000]);
        for failures in [10, 64, 69, 70, u32::MAX] {
            assert_eq!(pause(failures), 4000, "after {failures} failures");
        }
    }
}
