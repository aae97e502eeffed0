//! Whose turn it is to have a page drawn. Few are drawn at once, and each person has one at a time: who
//! asks for many waits for their own, and others find a place.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::DrawError;

/// How long a page waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many draw at once.
const AT_ONCE: usize = 2;

/// Gives turns.
#[derive(Debug, Clone)]
pub(crate) struct Turns {
    places: Arc<Semaphore>,
    /// The one place that each person has who draws or waits.
    own: Arc<Mutex<HashMap<i64, Weak<Semaphore>>>>,
}

/// A turn, until it is dropped.
#[derive(Debug)]
pub struct Turn {
    _place: OwnedSemaphorePermit,
    _own: OwnedSemaphorePermit,
}

impl Turns {
    pub(crate) fn new() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_ONCE)), own: Arc::default() }
    }

    /// Waits for this person's turn.
    ///
    /// # Errors
    /// [`DrawError::Busy`] when it doesn't come in time.
    pub(crate) async fn take(&self, person: i64) -> Result<Turn, DrawError> {
        let turn = async {
            // The own place first: so nobody stands in the queue twice.
            let own = self.own_place(person).acquire_owned().await?;
            let place = self.places.clone().acquire_owned().await?;
            Ok(Turn { _place: place, _own: own })
        };
        let waited: Result<Result<Turn, tokio::sync::AcquireError>, _> =
            tokio::time::timeout(PATIENCE, turn).await;
        waited.ok().and_then(Result::ok).ok_or(DrawError::Busy)
    }

    fn own_place(&self, person: i64) -> Arc<Semaphore> {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        own.retain(|_, place| place.strong_count() > 0);
        if let Some(place) = own.get(&person).and_then(Weak::upgrade) {
            return place;
        }
        let place = Arc::new(Semaphore::new(1));
        own.insert(person, Arc::downgrade(&place));
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The clock of these tests stands still, and steps on when everybody waits.

    #[tokio::test(start_paused = true)]
    async fn who_draws_waits_for_their_own_page_and_others_find_a_place() {
        let turns = Turns::new();
        let first = turns.take(1).await.unwrap();
        assert!(matches!(turns.take(1).await, Err(DrawError::Busy)), "one at a time");
        let other = turns.take(2).await.unwrap();
        assert!(matches!(turns.take(3).await, Err(DrawError::Busy)), "both places are taken");
        drop(first);
        let third = turns.take(3).await.unwrap();
        drop((other, third));
        let again = turns.take(1).await;
        assert!(again.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_asks_for_many_stands_in_the_queue_once() {
        let turns = Turns::new();
        let busy = (turns.take(1).await.unwrap(), turns.take(2).await.unwrap());
        let ask = |person| {
            tokio::spawn({
                let turns = turns.clone();
                async move { turns.take(person).await }
            })
        };
        let greedy: Vec<_> = (0..50).map(|_| ask(3)).collect();
        tokio::task::yield_now().await;
        let patient = ask(4);
        tokio::task::yield_now().await;
        // Both places become free: the greedy person gets one of them, the other person the second.
        drop(busy);
        assert!(patient.await.unwrap().is_ok(), "they did not wait behind fifty of one person");
        for ask in greedy {
            assert!(ask.await.unwrap().is_ok(), "each is drawn in its turn");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_is_remembered_who_neither_draws_nor_waits() {
        let turns = Turns::new();
        for person in 0..1000 {
            drop(turns.take(person).await.unwrap());
        }
        assert!(turns.own.lock().unwrap().len() <= 1);
    }
}
