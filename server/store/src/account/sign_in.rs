//! Signing in and out, and changing one's own password: what is needed to check one, and what
//! follows when it was right.

use domain::audit::AuditEvent;
use domain::{Actor, AppError, PersonId};
use serde_json::json;

use super::links::{revoke_links, set_password};
use crate::error::Result;
use crate::gate::{Author, Bounds, WriteTx, bounds_of};
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
    /// Whether the account is switched off, or its time is over.
    pub deactivated: bool,
}

impl Store {
    /// The account behind an e-mail address.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_in(&self, email: &str) -> Result<Option<SignIn>> {
        let mut connection = self.readers.acquire().await?;
        let found: Option<SignIn> = sqlx::query_as(
            "SELECT id, name, password_hash, deactivated_at IS NOT NULL AS deactivated
               FROM people WHERE email = ?",
        )
        .bind(email)
        .fetch_optional(&mut *connection)
        .await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let over = bounds_of(&mut connection, found.id, self.now().day()).await? == Bounds::Over;
        Ok(Some(SignIn { deactivated: found.deactivated || over, ..found }))
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

    /// Records a sign-in, and keeps a hash made anew with today's parameters if there is one. The
    /// password was looked at for a while: it must still be the one that was right.
    ///
    /// # Errors
    /// [`AppError::Unauthenticated`] when the password was replaced or the account switched off
    /// meanwhile.
    pub async fn signed_in(
        &self,
        person: &SignIn,
        address: &str,
        rehashed: Option<&str>,
    ) -> Result<()> {
        let mut write =
            self.begin(Author { id: Some(person.id), name: person.name.clone() }).await?;
        must_still_hold(&mut write, person.id, person.password_hash.as_deref()).await?;
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

    /// Records a refused sign-in. Whether there is such an account is not said in the log either.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn refused_sign_in(&self, email: &str, address: &str) -> Result<()> {
        let write = self.begin(Author::program()).await?;
        let event = AuditEvent::without_subject("session.refused", "person")
            .after(json!({ "email": email, "address": address }));
        write.commit(event).await
    }

    /// Records that a signed-in person gave a wrong present password.
    ///
    /// # Errors
    /// [`AppError::Unauthenticated`] when they were switched off meanwhile.
    pub async fn refused_password(&self, actor: &Actor, address: &str) -> Result<()> {
        let write = self.begin_own(actor).await?;
        let event = AuditEvent::new("password.refused", "person", actor.person.0)
            .after(json!({ "address": address }));
        write.commit(event).await
    }

    /// Changes one's own password, after the `present` hash was found to be that of what was typed.
    /// Other sessions end, and so does a reset link that is still open.
    ///
    /// # Errors
    /// [`AppError::Unauthenticated`] when the session was ended or the password replaced meanwhile:
    /// a reset is not undone by whoever knew the password before it.
    pub async fn change_password(
        &self,
        actor: &Actor,
        present: Option<&str>,
        hash: &str,
        keep_session: &str,
    ) -> Result<()> {
        let mut write = self.begin_own(actor).await?;
        must_still_hold(&mut write, actor.person, present).await?;
        let session = crate::org::hash_of(keep_session);
        let open: Option<i64> =
            sqlx::query_scalar("SELECT 1 FROM sessions WHERE id = ? AND person_id = ?")
                .bind(&session)
                .bind(actor.person)
                .fetch_optional(write.sql())
                .await?;
        if open.is_none() {
            return Err(AppError::Unauthenticated.into());
        }
        set_password(&mut write, actor.person, hash).await?;
        revoke_links(&mut write, actor.person).await?;
        sqlx::query("DELETE FROM sessions WHERE person_id = ? AND id <> ?")
            .bind(actor.person)
            .bind(session)
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

/// Refuses when a password that was found right is the person's no longer, or they are switched off.
async fn must_still_hold(write: &mut WriteTx, id: PersonId, verified: Option<&str>) -> Result<()> {
    let holds: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM people WHERE id = ? AND password_hash = ? AND deactivated_at IS NULL",
    )
    .bind(id)
    .bind(verified)
    .fetch_optional(write.sql())
    .await?;
    let today = write.today();
    let over = bounds_of(write.sql(), id, today).await? == Bounds::Over;
    if holds.is_some() && !over { Ok(()) } else { Err(AppError::Unauthenticated.into()) }
}
