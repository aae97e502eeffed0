//! Signing in: what is needed to check a password, and how fast the next attempt may come.

use domain::audit::AuditEvent;
use domain::{Actor, PersonId, Timestamp};
use serde_json::json;

use super::links::set_password;
use crate::error::Result;
use crate::gate::Author;
use crate::open::Store;

/// What is known of an address that someone signs in with.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SignIn {
    /// The account.
    pub id: PersonId,
    /// The person's name.
    pub name: String,
    /// The stored hash; none until the invitation is taken up.
    pub password_hash: Option<String>,
    /// Whether the account is switched off.
    pub deactivated: bool,
}

impl Store {
    /// The account behind an e-mail address.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_in(&self, email: &str) -> Result<Option<SignIn>> {
        Ok(sqlx::query_as(
            "SELECT id, name, password_hash, deactivated_at IS NOT NULL AS deactivated
               FROM people WHERE email = ?",
        )
        .bind(email)
        .fetch_optional(&self.readers)
        .await?)
    }

    /// The stored hash of a signed-in person, to check the present password before a change.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_password_hash(&self, actor: &Actor) -> Result<Option<String>> {
        Ok(sqlx::query_scalar("SELECT password_hash FROM people WHERE id = ?")
            .bind(actor.person)
            .fetch_one(&self.readers)
            .await?)
    }

    /// Records a sign-in, and keeps a hash made anew with today's parameters if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn signed_in(&self, person: &SignIn, address: &str, rehashed: Option<&str>) -> Result<()> {
        let mut write =
            self.begin(Author { id: Some(person.id), name: person.name.clone() }).await?;
        let now = write.now();
        sqlx::query("UPDATE people SET last_seen_at = ? WHERE id = ?")
            .bind(now)
            .bind(person.id)
            .execute(write.sql())
            .await?;
        if let Some(hash) = rehashed {
            set_password(&mut write, person.id, hash).await?;
        }
        let event = AuditEvent::new("session.begun", "person", person.id.0)
            .after(json!({ "address": address }));
        write.commit(event).await
    }

    /// Records a refused sign-in, and counts it against the account and the address.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn refused_sign_in(&self, email: &str, address: &str) -> Result<()> {
        let mut write = self.begin(Author::program()).await?;
        let now = write.now();
        for subject in [account(email), from_address(address)] {
            sqlx::query(
                "INSERT INTO sign_in_failures (subject, failures, last_at) VALUES (?1, 1, ?2)
                 ON CONFLICT (subject) DO UPDATE SET failures = failures + 1, last_at = ?2",
            )
            .bind(subject)
            .bind(now)
            .execute(write.sql())
            .await?;
        }
        let event = AuditEvent::without_subject("session.refused", "person")
            .after(json!({ "email": email, "address": address }));
        write.commit(event).await
    }

    /// How many sign-ins failed in a row, and when the last one did: for the account, for the address.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn failures(&self, email: &str, address: &str) -> Result<[(u32, Option<Timestamp>); 2]> {
        let mut out = [(0, None); 2];
        for (slot, subject) in out.iter_mut().zip([account(email), from_address(address)]) {
            let row: Option<(u32, Timestamp)> =
                sqlx::query_as("SELECT failures, last_at FROM sign_in_failures WHERE subject = ?")
                    .bind(subject)
                    .fetch_optional(&self.readers)
                    .await?;
            if let Some((failures, last)) = row {
                *slot = (failures, Some(last));
            }
        }
        Ok(out)
    }

    /// Forgets the failures of an account after it was signed in to, and those of its address.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_failures(&self, email: &str, address: &str) -> Result<()> {
        sqlx::query("DELETE FROM sign_in_failures WHERE subject IN (?, ?)")
            .bind(account(email))
            .bind(from_address(address))
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Changes one's own password and ends the other sessions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_password(&self, actor: &Actor, hash: &str, keep_session: &str) -> Result<()> {
        let mut write = self.begin_own(actor).await?;
        set_password(&mut write, actor.person, hash).await?;
        sqlx::query("DELETE FROM sessions WHERE person_id = ? AND id <> ?")
            .bind(actor.person)
            .bind(crate::org::hash_of(keep_session))
            .execute(write.sql())
            .await?;
        write.commit(AuditEvent::new("person.password-changed", "person", actor.person.0)).await
    }

    /// Records that a person signed out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn signed_out(&self, actor: &Actor) -> Result<()> {
        let write = self.begin_own(actor).await?;
        write.commit(AuditEvent::new("session.ended", "person", actor.person.0)).await
    }
}

fn account(email: &str) -> String {
    format!("account:{}", email.to_lowercase())
}

fn from_address(address: &str) -> String {
    format!("address:{address}")
}
