//! People: the list, deactivating, handing over open work, one's own account.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, PersonId, Role, Timestamp, UnitId};
use serde_json::json;

use crate::error::Result;
use crate::gate::{Author, Resource, WriteTx, grants_of};
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

/// A person as the list of people shows them.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Listed {
    /// The person.
    #[sqlx(flatten)]
    pub person: Person,
    /// Whether they have taken up their invitation.
    pub has_password: bool,
    /// When their newest unused invitation or reset link expires.
    pub link_expires_at: Option<Timestamp>,
    /// How many models they own.
    pub models: i64,
    /// How many questions of open assessments are delegated to them.
    pub delegated: i64,
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
    /// unknown or switched off.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn actor(&self, id: PersonId) -> Result<Option<Actor>> {
        let mut connection = self.readers.acquire().await?;
        let found: Option<(String, String)> =
            sqlx::query_as("SELECT name, email FROM people WHERE id = ? AND deactivated_at IS NULL")
                .bind(id)
                .fetch_optional(&mut *connection)
                .await?;
        let Some((name, email)) = found else { return Ok(None) };
        let grants = grants_of(&mut connection, id).await?;
        Ok(Some(Actor { person: id, name, email, grants }))
    }

    /// Switches an account off: its sessions and links end, its history stays.
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
            return Err(AppError::Conflict(format!("{} is deactivated already.", person.name)).into());
        }
        if grants_of(write.sql(), id).await?.iter().any(|g| g.role == Role::Administrator) {
            keep_an_administrator(&mut write, id).await?;
        }
        let now = write.now();
        for sql in [
            "UPDATE people SET deactivated_at = ?2 WHERE id = ?1",
            "DELETE FROM sessions WHERE person_id = ?1 AND ?2 IS NOT NULL",
            "UPDATE links SET revoked_at = ?2 WHERE person_id = ?1 AND used_at IS NULL AND revoked_at IS NULL",
        ] {
            sqlx::query(sql).bind(id).bind(now).execute(write.sql()).await?;
        }
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
        write.commit(AuditEvent::new("person.reactivated", "person", id.0)).await
    }

    /// Hands a person's open work to someone else: the models that they own and the questions of open
    /// assessments delegated to them. Returns how many models and questions changed hands.
    ///
    /// # Errors
    /// A field error when the successor is the same person or deactivated.
    pub async fn hand_over(&self, actor: &Actor, from: PersonId, to: PersonId) -> Result<(u64, u64)> {
        let mut write = self.write(actor, Action::ManagePeople, Resource::Installation).await?;
        let giver = person(&mut write, from).await?;
        let taker = person(&mut write, to).await?;
        if from == to || taker.deactivated_at.is_some() {
            return Err(AppError::field("to", "Choose another, active person.").into());
        }
        let now = write.now();
        let author = write.author();
        let models = sqlx::query(
            "UPDATE models SET owner_id = ?2, revision = revision + 1, updated_at = ?3
              WHERE owner_id = ?1 AND retired_at IS NULL",
        )
        .bind(from)
        .bind(to)
        .bind(now)
        .execute(write.sql())
        .await?
        .rows_affected();
        let questions = sqlx::query(
            "UPDATE delegations SET person_id = ?2, delegated_by = ?4, delegated_at = ?3
              WHERE person_id = ?1
                AND assessment_id IN (SELECT id FROM assessments WHERE state = 'draft')",
        )
        .bind(from)
        .bind(to)
        .bind(now)
        .bind(author)
        .execute(write.sql())
        .await?
        .rows_affected();
        let event = AuditEvent::new("person.work-handed-over", "person", from.0)
            .before(json!({ "from": giver.name }))
            .after(json!({ "to": taker.name, "models": models, "questions": questions }));
        write.commit(event).await?;
        Ok((models, questions))
    }

    /// Changes one's own name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rename_self(&self, actor: &Actor, name: &str) -> Result<()> {
        let mut write = self.begin_own(actor).await?;
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
    pub(super) async fn begin_own(&self, actor: &Actor) -> Result<WriteTx> {
        let mut write =
            self.begin(Author { id: Some(actor.person), name: actor.name.clone() }).await?;
        if person(&mut write, actor.person).await?.deactivated_at.is_some() {
            return Err(AppError::Unauthenticated.into());
        }
        Ok(write)
    }
}

impl Read<'_> {
    /// Everybody, for administrators.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for anyone else.
    pub async fn people(&self) -> Result<Vec<Listed>> {
        if !self.actor.allows(Action::ManagePeople) {
            return Err(AppError::NotFound.into());
        }
        Ok(sqlx::query_as(
            "SELECT p.id, p.name, p.email, p.created_at, p.last_seen_at, p.deactivated_at,
                    p.password_hash IS NOT NULL AS has_password,
                    (SELECT max(l.expires_at) FROM links l
                      WHERE l.person_id = p.id AND l.used_at IS NULL AND l.revoked_at IS NULL)
                      AS link_expires_at,
                    (SELECT count(*) FROM models m
                      WHERE m.owner_id = p.id AND m.retired_at IS NULL) AS models,
                    (SELECT count(*) FROM delegations d JOIN assessments a ON a.id = d.assessment_id
                      WHERE d.person_id = p.id AND a.state = 'draft') AS delegated
               FROM people p ORDER BY p.deactivated_at IS NOT NULL, p.name COLLATE NOCASE, p.id",
        )
        .fetch_all(self.pool())
        .await?)
    }

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
