//! People: who acts, switching accounts off and on, one's own account.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, PersonId, Role, Timestamp, UnitId};
use serde_json::json;

use super::calendars;
use super::links::revoke_links;
use crate::error::Result;
use crate::gate::{Author, Bounds, Resource, WriteTx, bounds_of, grants_of};
use crate::open::Store;
use crate::org::keep_an_administrator;
use crate::read::Read;

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their e-mail address, by which they sign in.
    pub email: String,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When they last signed in.
    pub last_seen_at: Option<Timestamp>,
    /// When the account was switched off, if it was.
    pub deactivated_at: Option<Timestamp>,
}

/// A person to be invited, with the first role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// What they are to be.
    pub role: Role,
    /// Where; none for an administrator.
    pub unit: Option<UnitId>,
}

impl Store {
    /// The person as someone who acts, with the roles that they hold now; none when the account is
    /// unknown or switched off, or one from outside whose time is over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn actor(&self, id: PersonId) -> Result<Option<Actor>> {
        let mut connection = self.readers.acquire().await?;
        let found: Option<(String, String)> = sqlx::query_as(
            "SELECT name, email FROM people WHERE id = ? AND deactivated_at IS NULL",
        )
        .bind(id)
        .fetch_optional(&mut *connection)
        .await?;
        let Some((name, email)) = found else {
            return Ok(None);
        };
        let bounds = bounds_of(&mut connection, id, self.now().day()).await?;
        if bounds == Bounds::Over {
            return Ok(None);
        }
        let grants = grants_of(&mut connection, id).await?;
        let only_in = bounds.audit();
        Ok(Some(Actor { person: id, name, email, grants, only_reads: false, only_in }))
    }

    /// Switches an account off: its sessions, its links and its calendar's address end, its history stays.
    ///
    /// # Errors
    /// [`AppError::Conflict`] for oneself and for the last administrator.
    pub async fn deactivate_person(&self, actor: &Actor, id: PersonId) -> Result<()> {
        let mut write = self.write(actor, Action::ManagePeople, Resource::Installation).await?;
        let person = person(&mut write, id).await?;
        if id == actor.person {
            return Err(AppError::Conflict("You can't deactivate yourself.".to_owned()).into());
        }
        if person.deactivated_at.is_some() {
            return Err(
                AppError::Conflict(format!("{} is deactivated already.", person.name)).into()
            );
        }
        if grants_of(write.sql(), id).await?.iter().any(|g| g.role == Role::Administrator) {
            keep_an_administrator(&mut write, id).await?;
        }
        let now = write.now();
        sqlx::query("UPDATE people SET deactivated_at = ? WHERE id = ?")
            .bind(now)
            .bind(id)
            .execute(write.sql())
            .await?;
        sqlx::query("DELETE FROM sessions WHERE person_id = ?")
            .bind(id)
            .execute(write.sql())
            .await?;
        revoke_links(&mut write, id).await?;
        calendars::remove(&mut write, id).await?;
        let event = AuditEvent::new("person.deactivated", "person", id.0)
            .before(json!({ "name": person.name, "email": person.email }));
        write.commit(event).await
    }

    /// Switches an account on again.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it is on.
    pub async fn reactivate_person(&self, actor: &Actor, id: PersonId) -> Result<()> {
        let mut write = self.write(actor, Action::ManagePeople, Resource::Installation).await?;
        let person = person(&mut write, id).await?;
        if person.deactivated_at.is_none() {
            return Err(AppError::Conflict(format!("{} is active.", person.name)).into());
        }
        sqlx::query("UPDATE people SET deactivated_at = NULL WHERE id = ?")
            .bind(id)
            .execute(write.sql())
            .await?;
        let event = AuditEvent::new("person.reactivated", "person", id.0)
            .after(json!({ "name": person.name, "email": person.email }));
        write.commit(event).await
    }

    /// Changes one's own name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rename_self(&self, actor: &Actor, name: &str) -> Result<()> {
        let mut write = self.begin_own(actor).await?;
        if name == actor.name {
            return Ok(());
        }
        sqlx::query("UPDATE people SET name = ? WHERE id = ?")
            .bind(name)
            .bind(actor.person)
            .execute(write.sql())
            .await?;
        let event = AuditEvent::new("person.renamed", "person", actor.person.0)
            .before(json!({ "name": actor.name }))
            .after(json!({ "name": name }));
        write.commit(event).await
    }

    /// A write to one's own account.
    pub(crate) async fn begin_own(&self, actor: &Actor) -> Result<WriteTx> {
        let mut write =
            self.begin(Author { id: Some(actor.person), name: actor.name.clone() }).await?;
        if person(&mut write, actor.person).await?.deactivated_at.is_some() {
            return Err(AppError::Unauthenticated.into());
        }
        let today = write.today();
        let bounds = bounds_of(write.sql(), actor.person, today).await?;
        if bounds == Bounds::Over {
            return Err(AppError::Unauthenticated.into());
        }
        write.bound_to(bounds.audit());
        Ok(write)
    }
}

impl Read<'_> {
    /// The active people who hold a role that reaches a unit: whom a model can belong to and a
    /// question can be delegated to. Viewers and administrators without another role are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_of(&self, unit: UnitId) -> Result<Vec<(PersonId, String)>> {
        self.must(Action::Read, unit).await?;
        Ok(sqlx::query_as(
            "SELECT DISTINCT p.id, p.name FROM people p
               JOIN grants g ON g.person_id = p.id AND g.role IN ('assessor', 'manager')
               JOIN unit_tree t ON t.ancestor_id = g.unit_id AND t.unit_id = ?
              WHERE p.deactivated_at IS NULL ORDER BY p.name COLLATE NOCASE, p.id",
        )
        .bind(unit)
        .fetch_all(self.pool())
        .await?)
    }
}

pub(super) async fn person(write: &mut WriteTx, id: PersonId) -> Result<Person> {
    Ok(sqlx::query_as(
        "SELECT id, name, email, created_at, last_seen_at, deactivated_at FROM people WHERE id = ?",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?)
}
