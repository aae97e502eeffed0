//! A long log after the sample's own: years of work by the same people, for measuring.

use std::sync::Arc;

use chrono::Duration;
use domain::{Clock as _, Timestamp};
use store::{Store, StoreError, StoreOptions};

use super::clock::WalkingClock;

/// How many entries are written at one moment by one person.
const AT_ONCE: u64 = 100;

/// How many years the work goes on.
pub const YEARS: i64 = 2;

/// Adds entries to the log until it has `length` of them, spread over the years before `now`.
///
/// # Errors
/// When the database fails.
pub async fn grow(
    mut options: StoreOptions,
    now: Timestamp,
    length: u64,
    progress: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<(), StoreError> {
    let clock = Arc::new(WalkingClock::at(before(now)));
    options.durable = false;
    let (store, _) = Store::open(options, clock.clone()).await?;
    let cast = store.cast().await?;
    let begin = clock.now();
    let mut written = store.head().await?.map_or(0, |head| head.seq.unsigned_abs());
    let missing = length.saturating_sub(written).div_ceil(AT_ONCE);
    let pause = (now.utc() - begin.utc()) / i32::try_from(missing.max(1)).unwrap_or(i32::MAX);
    for turn in 1..=missing {
        clock.go_to(clock.now().plus(pause));
        let entries = AT_ONCE.min(length - written);
        store.grow_log(&cast, turn, entries).await?;
        written += entries;
        progress(written, length);
    }
    store.close().await;
    Ok(())
}

/// When the sample of a long log ends, and the years begin.
#[must_use]
pub fn before(now: Timestamp) -> Timestamp {
    now.plus(Duration::days(-365 * YEARS))
}
