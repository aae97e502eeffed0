//! The last run of each job that the program does by itself.

use std::collections::HashMap;

use domain::jobs::{Job, Ran};
use domain::{Action, Timestamp};

use crate::error::Result;
use crate::open::Store;
use crate::read::Read;

/// The last run of a job.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct JobRun {
    /// The job.
    #[sqlx(rename = "name")]
    pub job: Job,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it ended.
    pub ended_at: Timestamp,
    /// Whether it failed.
    pub failed: bool,
    /// What it did, or why it failed.
    pub said: String,
}

const RUNS: &str = "SELECT name, begun_at, ended_at, failed, said FROM jobs
    WHERE name IN (SELECT value FROM json_each(?)) ORDER BY name";

fn known() -> String {
    serde_json::to_string(Job::ALL).unwrap_or_default()
}

impl Store {
    /// When each job ran last, for whoever runs them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn jobs_ran(&self) -> Result<HashMap<Job, Ran>> {
        let runs: Vec<JobRun> = sqlx::query_as(RUNS).bind(known()).fetch_all(&self.readers).await?;
        let ran = |run: JobRun| (run.job, Ran { begun: run.begun_at, failed: run.failed });
        Ok(runs.into_iter().map(ran).collect())
    }

    /// Notes a run. It is the program's own business and no part of the log; what a job changes is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_run(
        &self,
        job: Job,
        begun: Timestamp,
        came: &std::result::Result<String, String>,
    ) -> Result<()> {
        let (failed, said) = match came {
            Ok(said) => (false, said),
            Err(said) => (true, said),
        };
        sqlx::query(
            "INSERT INTO jobs (name, begun_at, ended_at, failed, said) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (name) DO UPDATE
                SET begun_at = ?2, ended_at = ?3, failed = ?4, said = ?5",
        )
        .bind(job)
        .bind(begun)
        .bind(self.now())
        .bind(failed)
        .bind(said)
        .execute(self.writer()?)
        .await?;
        Ok(())
    }
}

impl Read<'_> {
    /// The last run of each job.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] to whoever may not manage settings.
    pub async fn job_runs(&self) -> Result<Vec<JobRun>> {
        if !self.actor.allows(Action::ManageSettings) {
            return Err(domain::AppError::NotFound.into());
        }
        Ok(sqlx::query_as(RUNS).bind(known()).fetch_all(self.pool()).await?)
    }
}
