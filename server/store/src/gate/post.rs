//! What a write sets in motion once it is committed: whoever waits for news looks for it.

use std::sync::Arc;

use domain::PersonId;
use tokio::sync::{broadcast, watch};

use crate::open::Store;

/// How many writes may wait for a slow listener before it has to look for itself.
const BACKLOG: usize = 256;

/// Those who wait for news, in this process.
#[derive(Debug, Clone)]
pub(crate) struct Stirred {
    any: Arc<watch::Sender<u64>>,
    people: broadcast::Sender<Arc<[PersonId]>>,
}

impl Default for Stirred {
    fn default() -> Self {
        Self { any: Arc::new(watch::Sender::new(0)), people: broadcast::Sender::new(BACKLOG) }
    }
}

/// What a write knows of news.
pub(super) struct Post {
    pub(super) mails: bool,
    pub(super) told: bool,
    pub(super) people: Vec<PersonId>,
    stirred: Stirred,
}

impl Post {
    pub(super) fn of(store: &Store) -> Self {
        let stirred = store.stirred.clone();
        Self { mails: store.options.mails, told: false, people: Vec::new(), stirred }
    }

    /// Wakes whoever waits, where something was told.
    pub(super) fn stir(self) {
        if self.told {
            self.stirred.any.send_modify(|times| *times = times.wrapping_add(1));
        }
        if !self.people.is_empty() {
            // Nobody listening is no failure.
            let _ = self.stirred.people.send(self.people.into());
        }
    }
}

/// Somebody who waits for news of one inbox.
pub struct InboxNews {
    person: PersonId,
    people: broadcast::Receiver<Arc<[PersonId]>>,
}

impl InboxNews {
    /// Waits until something in the inbox may have changed.
    pub async fn changed(&mut self) {
        loop {
            match self.people.recv().await {
                Ok(people) if !people.contains(&self.person) => {}
                // After too much to hear all of, it may have been among it.
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return,
                Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
            }
        }
    }
}

impl Store {
    /// Changes whenever something is to be delivered.
    #[must_use]
    pub fn stirred(&self) -> watch::Receiver<u64> {
        self.stirred.any.subscribe()
    }

    /// News of somebody's inbox from now on.
    #[must_use]
    pub fn inbox_news(&self, person: PersonId) -> InboxNews {
        InboxNews { person, people: self.stirred.people.subscribe() }
    }
}
