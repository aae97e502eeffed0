//! The sample organisation: deterministic, built through the store's own gate with a clock that
//! walks through the quarters, so that every row obeys the rules and the audit chain holds.

mod build;
mod clock;
mod draw;
mod evidence;
mod handbook;
mod history;
mod people;
mod plan;
mod proof;
mod quarters;
mod register;
mod scaled;
mod upkeep;

use std::path::Path;

use app::rooms::account::hasher::Hasher;
use app::state::{SampleAccounts, SampleFiller};
use domain::{AppError, Clock as _};
use store::StoreOptions;

use crate::clock::SystemClock;

pub use build::{Accounts, Filled, fill};
pub use handbook::Handbook;
pub use plan::{Mark, Plan};
pub use scaled::{Scale, Scaled};

/// The password of every account of the sample organisation.
pub const PASSWORD: &str = "hang-true-to-zero";

/// Fills a data directory with the handbook's organisation when the set-up asks for it.
#[must_use]
pub fn filler(data: &Path, hasher: Hasher) -> SampleFiller {
    let options = StoreOptions::new(data);
    SampleFiller::new(move || {
        let (options, hasher) = (options.clone(), hasher.clone());
        async move {
            let hash = hasher.hash(PASSWORD.to_owned()).await?;
            let runtime = tokio::runtime::Handle::current();
            // Seconds of work: on a thread of its own, away from those that answer requests.
            let filling = tokio::task::spawn_blocking(move || {
                let plan = Handbook { seed: 1 };
                runtime.block_on(fill(options, SystemClock.now(), &plan, &hash, &|_, _| ()))
            });
            let filled = filling.await.map_err(|_| AppError::Internal)??;
            Ok(SampleAccounts { accounts: filled.accounts.0, password: PASSWORD })
        }
    })
}
