//! Following the chain while the server does everything else: one run at a time, whoever asks.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::response::{IntoResponse as _, Redirect};

use crate::context::Visitor;
use crate::failure::PageResult;

/// How long the answer waits for a run that may be short.
const WAIT: Duration = Duration::from_secs(2);

/// Where a run stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Run {
    /// There is none; what came of the last one stands in the log.
    #[default]
    Idle,
    /// It is under way.
    Running {
        /// Who asked for it.
        by: String,
        /// How many entries were followed.
        done: u64,
        /// How many there are to follow.
        of: u64,
    },
    /// It ended without a result.
    Failed,
}

/// The run of this server; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Verifying(Arc<Mutex<Run>>);

/// A run under way. Dropped without a result, it has failed.
struct Turn(Verifying);

impl Verifying {
    /// Where the run stands.
    #[must_use]
    pub fn run(&self) -> Run {
        self.state().clone()
    }

    fn state(&self) -> MutexGuard<'_, Run> {
        // What is in it is replaced as a whole: a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the turn; none while another run is under way.
    fn begin(&self, by: &str, of: u64) -> Option<Turn> {
        let mut state = self.state();
        if matches!(*state, Run::Running { .. }) {
            return None;
        }
        *state = Run::Running { by: by.to_owned(), done: 0, of };
        drop(state);
        Some(Turn(self.clone()))
    }
}

impl Turn {
    fn passed(&self, entries: u64) {
        if let Run::Running { done, .. } = &mut *self.0.state() {
            *done = entries;
        }
    }

    fn finish(self) {
        *self.0.state() = Run::Idle;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut state = self.0.state();
        if matches!(*state, Run::Running { .. }) {
            *state = Run::Failed;
        }
    }
}

/// `POST /audit/verify`: follows the chain, and enters what came of it. The answer waits a moment
/// for it and no longer; the page shows how far it is.
///
/// # Errors
/// [`domain::AppError::NotFound`] for those who may read nothing of the log.
pub async fn verify(visitor: Visitor) -> PageResult {
    let head = visitor.read().log_head().await?;
    let of = head.map_or(0, |(seq, _)| seq.unsigned_abs());
    if let Some(turn) = visitor.state.verifying.begin(&visitor.actor.name, of) {
        let (store, actor) = (visitor.store().clone(), visitor.actor.clone());
        let run = tokio::spawn(async move {
            match store.verify_log_chain(&actor, |done| turn.passed(done)).await {
                Ok(report) => {
                    if let Some(wrong) = &report.wrong {
                        tracing::error!(
                            entry = wrong.seq,
                            fault = wrong.fault,
                            "the audit log's chain is broken"
                        );
                    }
                    turn.finish();
                }
                Err(error) => tracing::error!(%error, "the audit log could not be verified"),
            }
        });
        // Late or not, the page says where it stands.
        let _ = tokio::time::timeout(WAIT, run).await;
    }
    Ok(Redirect::to(super::PATH).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_run_at_a_time_and_one_that_breaks_off_does_not_run_for_ever() {
        let verifying = Verifying::default();
        let turn = verifying.begin("Dele Adeyemi", 40).unwrap();
        assert!(verifying.begin("Callum Reyes", 40).is_none());
        turn.passed(20);
        let running = Run::Running { by: "Dele Adeyemi".to_owned(), done: 20, of: 40 };
        assert_eq!(verifying.run(), running);
        drop(turn);
        assert_eq!(verifying.run(), Run::Failed);
        verifying.begin("Callum Reyes", 40).unwrap().finish();
        assert_eq!(verifying.run(), Run::Idle);
    }
}
