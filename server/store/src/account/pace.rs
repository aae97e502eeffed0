//! How fast passwords may be tried: what failed so far, by account and by address.

use chrono::Duration;
use domain::audit::AuditEvent;
use domain::{Actor, Timestamp};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::error::Result;
use crate::gate::{Author, WriteTx};
use crate::open::Store;

/// Failures count for so long after the last one. Then the next one starts at one.
const FORGIVEN_AFTER: Duration = Duration::minutes(15);

/// Whether a password may be tried now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Not yet: the time that is left to wait. The attempt was not counted.
    Wait(Duration),
    /// Yes. It counts as failed until [`Store::forgive`] takes it back.
    Go {
        /// How many attempts at the account failed before this one.
        failures: u32,
        /// When it was taken.
        at: Timestamp,
        /// When the last one before it failed at the address, if any did.
        before: Option<Timestamp>,
    },
}

impl Store {
    /// Takes a turn at a password: asks `wait` what an address with so many failures, the last one so
    /// long ago, still has to wait, and counts the attempt as failed until it is known to be right.
    /// Both happen in one write, so that a thousand attempts at once are a thousand in a row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_turn(
        &self,
        email: &str,
        address: &str,
        wait: impl Fn(u32, Duration) -> Option<Duration> + Send,
    ) -> Result<Turn> {
        let mut tx = self.writer()?.begin_with("BEGIN IMMEDIATE").await?;
        let now = self.now();
        let at_address = record(&mut tx, &from_address(address)).await?;
        let (count, since) = counted(at_address, now);
        if let Some(left) = wait(count, since) {
            return Ok(Turn::Wait(left));
        }
        let (failures, _) = counted(record(&mut tx, &account(email)).await?, now);
        for subject in [account(email), from_address(address)] {
            sqlx::query(
                "INSERT INTO sign_in_failures (subject, failures, last_at) VALUES (?1, 1, ?2)
                 ON CONFLICT (subject) DO UPDATE SET
                    failures = CASE WHEN last_at < ?3 THEN 1 ELSE failures + 1 END, last_at = ?2",
            )
            .bind(subject)
            .bind(now)
            .bind(now.plus(-FORGIVEN_AFTER))
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        Ok(Turn::Go { failures, at: now, before: at_address.map(|(_, last)| last) })
    }

    /// Takes an account's failures back after its password was right, there and at the address: an
    /// honest slip is forgiven, failures at other accounts are not.
    ///
    /// The turn that was taken for it leaves no trace: the address waits as if it had not been, or
    /// colleagues who sign in one after the other would keep each other waiting. Only what another
    /// attempt left meanwhile stays.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forgive(&self, email: &str, address: &str, turn: Option<Turn>) -> Result<()> {
        let (at, before) = match turn {
            Some(Turn::Go { at, before, .. }) => (Some(at), before),
            Some(Turn::Wait(_)) | None => (None, None),
        };
        let mut tx = self.writer()?.begin_with("BEGIN IMMEDIATE").await?;
        let (own, _) = counted(record(&mut tx, &account(email)).await?, self.now());
        sqlx::query(
            "UPDATE sign_in_failures SET failures = max(0, failures - ?1),
                    last_at = CASE WHEN last_at = ?2 THEN coalesce(?3, last_at) ELSE last_at END
              WHERE subject = ?4",
        )
        .bind(own)
        .bind(at)
        .bind(before)
        .bind(from_address(address))
        .execute(&mut *tx)
        .await?;
        sqlx::query("DELETE FROM sign_in_failures WHERE subject = ?")
            .bind(account(email))
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Records that an address has to wait before it may sign anybody in: once for each time of
    /// waiting, so that whoever doesn't wait can't fill the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn throttled_sign_in(&self, email: &str, address: &str) -> Result<()> {
        let event = AuditEvent::without_subject("session.throttled", "person")
            .after(json!({ "email": email, "address": address }));
        commit_first(self.begin(Author::program()).await?, address, event).await
    }

    /// The same of a signed-in person who was asked for their present password.
    ///
    /// # Errors
    /// [`domain::AppError::Unauthenticated`] when they were switched off meanwhile.
    pub async fn throttled_password(&self, actor: &Actor, address: &str) -> Result<()> {
        let event = AuditEvent::new("password.throttled", "person", actor.person.0)
            .after(json!({ "address": address }));
        commit_first(self.begin_own(actor).await?, address, event).await
    }
}

/// Commits the event unless somebody at the address was told to wait already since the last attempt
/// that was let through there.
async fn commit_first(mut write: WriteTx, address: &str, event: AuditEvent) -> Result<()> {
    let now = write.now();
    let done = sqlx::query(
        "INSERT INTO sign_in_failures AS told (subject, failures, last_at) VALUES (?1, 0, ?2)
         ON CONFLICT (subject) DO UPDATE SET last_at = ?2
          WHERE told.last_at < (SELECT last_at FROM sign_in_failures WHERE subject = ?3)",
    )
    .bind(format!("told:{address}"))
    .bind(now)
    .bind(from_address(address))
    .execute(write.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(());
    }
    write.commit(event).await
}

/// What is kept of a subject: how many attempts failed, and when the last one did.
async fn record(
    connection: &mut SqliteConnection,
    subject: &str,
) -> Result<Option<(u32, Timestamp)>> {
    Ok(sqlx::query_as("SELECT failures, last_at FROM sign_in_failures WHERE subject = ?")
        .bind(subject)
        .fetch_optional(connection)
        .await?)
}

/// How many attempts failed in a row, and how long ago the last one did.
fn counted(record: Option<(u32, Timestamp)>, now: Timestamp) -> (u32, Duration) {
    match record {
        Some((failures, last)) if last.plus(FORGIVEN_AFTER) >= now => {
            (failures, now.utc() - last.utc())
        }
        _ => (0, Duration::MAX),
    }
}

fn account(email: &str) -> String {
    format!("account:{}", email.to_lowercase())
}

fn from_address(address: &str) -> String {
    format!("address:{address}")
}
