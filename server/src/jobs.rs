//! The scheduler: in this one process, driven by the one clock, one job after another.

use std::time::Duration;

use domain::jobs::Job;
use domain::text;
use store::{Store, StoreError};

use crate::commands::CommandError;
use crate::webhook::Webhook;

/// How often it is looked whether something is due.
const LOOK: Duration = Duration::from_secs(20);

/// Looks for what is due for as long as the program runs.
pub async fn keep(store: Store, webhook: Option<Webhook>) {
    let mut look = tokio::time::interval(LOOK);
    // After a pause of the machine there is nothing to catch up with: one look sees all that is due.
    look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        if let Err(error) = run_due(&store, webhook.as_ref()).await {
            tracing::error!(error = %CommandError::from(error), "no job could be run");
        }
    }
}

/// Runs every job that is due, once. One that fails does not keep the others.
///
/// # Errors
/// When it can't be known or noted what ran.
async fn run_due(store: &Store, webhook: Option<&Webhook>) -> Result<(), StoreError> {
    let ran = store.jobs_ran().await?;
    for job in Job::ALL {
        let begun = store.now();
        if !job.is_due(ran.get(job).copied(), begun) {
            continue;
        }
        let came = run(*job, store, webhook).await.map_err(|error| {
            tracing::error!(%job, %error, "a job failed and is tried again in an hour");
            error
        });
        store.note_run(*job, begun, &came).await?;
    }
    Ok(())
}

/// Runs a job: what it did, or why it failed.
async fn run(job: Job, store: &Store, webhook: Option<&Webhook>) -> Result<String, String> {
    let told = |error: StoreError| CommandError::from(error).to_string();
    match job {
        Job::Heads => {
            let noted = store.checkpoint().await.map_err(told)?;
            if let Some(webhook) = webhook {
                webhook.try_waiting(store).await;
            }
            Ok(match noted {
                Some(_) => "Noted.".to_owned(),
                None => "Nothing was added to the log since.".to_owned(),
            })
        }
        Job::Sessions => {
            let ended = store.sweep_sessions().await.map_err(told)?;
            Ok(format!("{} thrown away.", text::count(ended, "session", "sessions")))
        }
        Job::Acceptances => {
            let lapsed = store.lapse_acceptances().await.map_err(told)?;
            Ok(format!("{} over.", text::count(lapsed, "acceptance is", "acceptances are")))
        }
        Job::Series => {
            let made = store.make_occurrences().await.map_err(told)?;
            Ok(format!("{} made.", text::count(made, "task", "tasks")))
        }
        Job::Chain => {
            let report = store.verify_log_daily().await.map_err(told)?;
            let entries = text::count(report.entries, "entry", "entries");
            // It was followed; what it says is told to people, and not tried again.
            Ok(match report.wrong {
                None => format!("{entries}, all as they were sealed."),
                Some(wrong) => format!("Broken: entry {} is wrong, {}.", wrong.seq, wrong.fault),
            })
        }
        Job::Rehash => {
            let (files, broken) = store.rehash_evidence().await.map_err(told)?;
            let files = text::count(files, "file", "files");
            Ok(match broken {
                0 => format!("{files}, all as they arrived."),
                broken => format!(
                    "{files}; {} not what arrived.",
                    text::count(broken, "item is", "items are")
                ),
            })
        }
        Job::Reminders => {
            let made = store.remind().await.map_err(told)?;
            Ok(format!("{} made.", text::count(made, "notice", "notices")))
        }
        Job::Reports => {
            let sent = store.send_reports().await.map_err(told)?;
            Ok(format!("{} sent.", text::count(sent, "report", "reports")))
        }
    }
}
