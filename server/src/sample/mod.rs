//! The sample organisation: deterministic, built through the store's own gate with a clock that
//! walks through the quarters, so that every row obeys the rules and the audit chain holds.

mod audits;
mod build;
mod clock;
mod draw;
mod evidence;
mod handbook;
mod history;
mod long;
mod people;
mod plan;
mod proof;
mod quarters;
mod register;
mod scaled;
mod upkeep;
mod work;

use std::path::Path;
use std::sync::Arc;

use app::rooms::account::hasher::Hasher;
use app::state::{SampleAccounts, SampleFiller};
use domain::{AppError, Clock as _};
use store::StoreOptions;
use tokio::sync::Mutex;

use crate::clock::SystemClock;

pub use build::{Accounts, Filled, fill};
pub use handbook::Handbook;
pub use long::{before, grow};
pub use plan::{Mark, Plan};
pub use scaled::{Scale, Scaled};

/// The password of every account of the sample organisation.
pub const PASSWORD: &str = "hang-true-to-zero";

/// Fills a data directory with the handbook's organisation when the set-up asks for it: once, and
/// whoever asked at the same time, as a double click does, is told of the same accounts.
#[must_use]
pub fn filler(data: &Path, hasher: Hasher) -> SampleFiller {
    let options = StoreOptions::new(data);
    let made = Arc::new(Mutex::new(None));
    SampleFiller::new(move || {
        let (options, hasher, made) = (options.clone(), hasher.clone(), Arc::clone(&made));
        async move {
            let mut made = made.lock().await;
            if let Some(accounts) = made.clone() {
                return Ok(accounts);
            }
            let hash = hasher.hash(PASSWORD.to_owned()).await?;
            let runtime = tokio::runtime::Handle::current();
            // Seconds of work: on a thread of its own, away from those that answer requests.
            let filling = tokio::task::spawn_blocking(move || {
                let plan = Handbook { seed: 1 };
                runtime.block_on(fill(options, SystemClock.now(), &plan, &hash, &|_, _| ()))
            });
            let filled = filling.await.map_err(|_| AppError::Internal)??;
            let accounts = SampleAccounts { accounts: filled.accounts.0, password: PASSWORD };
            Ok(made.insert(accounts).clone())
        }
    })
}
