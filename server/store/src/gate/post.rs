//! What a write sets in motion once it is committed: whoever waits for news looks for it.

use std::sync::Arc;

use tokio::sync::watch;

use crate::open::Store;

/// Those who wait for news, in this process.
#[derive(Debug, Clone)]
pub(crate) struct Stirred(Arc<watch::Sender<u64>>);

impl Default for Stirred {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
}

impl Stirred {
    /// Wakes them.
    pub(crate) fn stir(&self) {
        self.0.send_modify(|times| *times = times.wrapping_add(1));
    }
}

/// What a write knows of news.
pub(super) struct Post {
    pub(super) mails: bool,
    pub(super) told: bool,
    stirred: Stirred,
}

impl Post {
    pub(super) fn of(store: &Store) -> Self {
        Self { mails: store.options.mails, told: false, stirred: store.stirred.clone() }
    }

    /// Wakes whoever waits, where something was told.
    pub(super) fn stir(&self) {
        if self.told {
            self.stirred.stir();
        }
    }
}

impl Store {
    /// Changes whenever somebody was told of something, or something is to be delivered.
    #[must_use]
    pub fn stirred(&self) -> watch::Receiver<u64> {
        self.stirred.0.subscribe()
    }
}
