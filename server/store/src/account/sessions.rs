//! Sessions: kept by the hash of their id, with the person, so that they can be listed and ended.

use domain::audit::AuditEvent;
use domain::{Actor, AppError, PersonId, Timestamp};

use super::sign_in::SignIn;
use crate::error::Result;
use crate::open::Store;
use crate::org::hash_of;

/// A session as it is kept. Its fields are the session layer's business.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StoredSession {
    /// Whose it is, once signed in.
    pub person_id: Option<PersonId>,
    /// What the session layer keeps, as JSON.
    pub data: String,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

/// A session as its owner sees it in the list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct OpenSession {
    /// The stored key: opens nothing by itself.
    pub id: String,
    /// The browser's own description of itself, cut short.
    pub agent: String,
    /// The address that it came from.
    pub address: String,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
}

/// Sessions are bookkeeping of the installation, not changes to the programme's record: signing in
/// and ending sessions are audited, keeping a session alive is not.
impl Store {
    /// Keeps a new session; false when the id is taken.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn create_session(&self, id: &str, session: &StoredSession) -> Result<bool> {
        let done = sqlx::query(
            "INSERT INTO sessions (id, person_id, data, created_at, seen_at, expires_at)
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(hash_of(id))
        .bind(session.person_id)
        .bind(&session.data)
        .bind(session.created_at)
        .bind(session.seen_at)
        .bind(session.expires_at)
        .execute(self.writer()?)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Keeps what changed in a session. One that was ended meanwhile stays ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save_session(&self, id: &str, session: &StoredSession) -> Result<()> {
        sqlx::query(
            "UPDATE sessions SET person_id = ?, data = ?, seen_at = ?, expires_at = ? WHERE id = ?",
        )
        .bind(session.person_id)
        .bind(&session.data)
        .bind(session.seen_at)
        .bind(session.expires_at)
        .bind(hash_of(id))
        .execute(self.writer()?)
        .await?;
        Ok(())
    }

    /// A session by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load_session(&self, id: &str) -> Result<Option<StoredSession>> {
        Ok(sqlx::query_as(
            "SELECT person_id, data, created_at, seen_at, expires_at FROM sessions WHERE id = ?",
        )
        .bind(hash_of(id))
        .fetch_optional(&self.readers)
        .await?)
    }

    /// Notes that a session is in use. Called at most once a minute for each.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touch_session(&self, id: &str) -> Result<()> {
        sqlx::query("UPDATE sessions SET seen_at = ? WHERE id = ?")
            .bind(self.now())
            .bind(hash_of(id))
            .execute(self.writer()?)
            .await?;
        Ok(())
    }

    /// Confirms a session that was just begun with a password, and notes where it is used from. False
    /// when the session was ended, the password replaced or the account switched off since: whoever
    /// does one of these ends the sessions that they find, and this one may have come after.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn confirm_session(
        &self,
        id: &str,
        person: &SignIn,
        agent: &str,
        address: &str,
    ) -> Result<bool> {
        let agent: String = agent.chars().take(200).collect();
        let done = sqlx::query(
            "UPDATE sessions SET agent = ?1, address = ?2 WHERE id = ?3 AND person_id = ?4
                AND EXISTS (SELECT 1 FROM people WHERE id = ?4 AND password_hash = ?5
                               AND deactivated_at IS NULL)",
        )
        .bind(agent)
        .bind(address)
        .bind(hash_of(id))
        .bind(person.id)
        .bind(&person.password_hash)
        .execute(self.writer()?)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_session(&self, id: &str) -> Result<()> {
        sqlx::query("DELETE FROM sessions WHERE id = ?")
            .bind(hash_of(id))
            .execute(self.writer()?)
            .await?;
        Ok(())
    }

    /// Throws away sessions that have ended, and records of failed sign-ins older than a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sweep_sessions(&self) -> Result<u64> {
        let now = self.now();
        sqlx::query("DELETE FROM sign_in_failures WHERE last_at < ?")
            .bind(now.plus(chrono::Duration::days(-1)))
            .execute(self.writer()?)
            .await?;
        let done = sqlx::query("DELETE FROM sessions WHERE expires_at <= ?")
            .bind(now)
            .execute(self.writer()?)
            .await?;
        Ok(done.rows_affected())
    }

    /// A person's own sessions, newest use first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions_of(&self, actor: &Actor) -> Result<Vec<OpenSession>> {
        Ok(sqlx::query_as(
            "SELECT id, agent, address, created_at, seen_at FROM sessions
              WHERE person_id = ? AND expires_at > ? ORDER BY seen_at DESC, id",
        )
        .bind(actor.person)
        .bind(self.now())
        .fetch_all(&self.readers)
        .await?)
    }

    /// The stored key of a session, to tell a person which one of the list is this one.
    #[must_use]
    pub fn session_key(id: &str) -> String {
        hash_of(id)
    }

    /// Ends one of a person's own sessions by its stored key.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it isn't theirs.
    pub async fn end_session(&self, actor: &Actor, key: &str) -> Result<()> {
        let mut write = self.begin_own(actor).await?;
        let done = sqlx::query("DELETE FROM sessions WHERE id = ? AND person_id = ?")
            .bind(key)
            .bind(actor.person)
            .execute(write.sql())
            .await?;
        if done.rows_affected() == 0 {
            return Err(AppError::NotFound.into());
        }
        write.commit(AuditEvent::new("session.ended", "person", actor.person.0)).await
    }

    /// Ends all of a person's sessions but one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_other_sessions(&self, actor: &Actor, keep: &str) -> Result<u64> {
        let mut write = self.begin_own(actor).await?;
        let done = sqlx::query("DELETE FROM sessions WHERE person_id = ? AND id <> ?")
            .bind(actor.person)
            .bind(hash_of(keep))
            .execute(write.sql())
            .await?;
        write.commit(AuditEvent::new("sessions.ended", "person", actor.person.0)).await?;
        Ok(done.rows_affected())
    }
}
