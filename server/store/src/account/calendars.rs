//! The secret address of a person's calendar. The address itself is never kept.

use domain::audit::AuditEvent;
use domain::{Actor, AppError, PersonId, Timestamp};

use crate::error::Result;
use crate::gate::{WriteTx, bounds_of};
use crate::open::Store;
use crate::org::hash_of;
use crate::read::Read;

impl Store {
    /// Makes the address of the person's own calendar, and gives its secret part, which can't be had
    /// again. An address that they had before stops working.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for somebody from outside: what is to be done is none of their business.
    pub async fn make_calendar(&self, actor: &Actor) -> Result<String> {
        let mut write = self.begin_own(actor).await?;
        must_be_of_the_organisation(&mut write, actor.person).await?;
        let token = hex::encode(rand::random::<[u8; 24]>());
        let now = write.now();
        let replaces = remove(&mut write, actor.person).await?;
        sqlx::query("INSERT INTO calendars (person_id, token_hash, made_at) VALUES (?, ?, ?)")
            .bind(actor.person)
            .bind(hash_of(&token))
            .bind(now)
            .execute(write.sql())
            .await?;
        let action = if replaces { "calendar.replaced" } else { "calendar.made" };
        write.commit(AuditEvent::new(action, "person", actor.person.0)).await?;
        Ok(token)
    }

    /// Removes the address of the person's own calendar.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when they have none.
    pub async fn remove_calendar(&self, actor: &Actor) -> Result<()> {
        let mut write = self.begin_own(actor).await?;
        if !remove(&mut write, actor.person).await? {
            return Err(AppError::NotFound.into());
        }
        write.commit(AuditEvent::new("calendar.removed", "person", actor.person.0)).await
    }

    /// The person whose calendar has this secret part in its address, with the roles that they hold now.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it was replaced, was removed or never was, and once the account is
    /// switched off.
    pub async fn whose_calendar(&self, token: &str) -> Result<Actor> {
        let person: PersonId =
            sqlx::query_scalar("SELECT person_id FROM calendars WHERE token_hash = ?")
                .bind(hash_of(token))
                .fetch_one(&self.readers)
                .await?;
        let actor = self.actor(person).await?.filter(|actor| actor.only_in.is_none());
        actor.ok_or_else(|| AppError::NotFound.into())
    }
}

impl Read<'_> {
    /// When the address of the person's own calendar was made; none when they have none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_calendar(&self) -> Result<Option<Timestamp>> {
        Ok(sqlx::query_scalar("SELECT made_at FROM calendars WHERE person_id = ?")
            .bind(self.actor.person)
            .fetch_optional(self.pool())
            .await?)
    }
}

async fn must_be_of_the_organisation(write: &mut WriteTx, person: PersonId) -> Result<()> {
    let today = write.today();
    match bounds_of(write.sql(), person, today).await?.audit() {
        Some(_) => Err(AppError::NotFound.into()),
        None => Ok(()),
    }
}

/// Removes the address of somebody's calendar; false when they have none.
pub(super) async fn remove(write: &mut WriteTx, person: PersonId) -> Result<bool> {
    let done = sqlx::query("DELETE FROM calendars WHERE person_id = ?")
        .bind(person)
        .execute(write.sql())
        .await?;
    Ok(done.rows_affected() > 0)
}
