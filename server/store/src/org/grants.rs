//! Roles: who holds which, where.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, PersonId, Role, UnitId};
use serde_json::json;

use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;
use crate::read::Read;

/// A role as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PersonGrant {
    /// Who holds it.
    pub person_id: PersonId,
    /// What they are.
    pub role: Role,
    /// Where; none for the installation.
    pub unit_id: Option<UnitId>,
    /// The unit's name.
    pub unit_name: Option<String>,
}

impl Store {
    /// Gives a person a role on a unit, or the administrator's role on the installation.
    ///
    /// # Errors
    /// A field error when the role doesn't fit the place; [`AppError::NotFound`] for unknown ids.
    pub async fn grant_role(
        &self,
        actor: &Actor,
        person: PersonId,
        role: Role,
        unit: Option<UnitId>,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::ManagePeople, Resource::Installation).await?;
        let event = grant(&mut write, person, role, unit).await?;
        write.commit(event).await
    }

    /// Takes a role away.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the installation would be left without an administrator.
    pub async fn revoke_role(
        &self,
        actor: &Actor,
        person: PersonId,
        role: Role,
        unit: Option<UnitId>,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::ManagePeople, Resource::Installation).await?;
        if role == Role::Administrator {
            keep_an_administrator(&mut write, person).await?;
        }
        let gone = sqlx::query("DELETE FROM grants WHERE person_id = ? AND role = ? AND unit_id IS ?")
            .bind(person)
            .bind(role)
            .bind(unit)
            .execute(write.sql())
            .await?;
        if gone.rows_affected() == 0 {
            return Err(AppError::NotFound.into());
        }
        let event = AuditEvent::new("role.revoked", "person", person.0)
            .before(json!({ "role": role, "unit": unit }));
        write.commit(in_place(event, unit)).await
    }
}

/// Adds a role inside a write; the caller commits with the event.
pub(crate) async fn grant(
    write: &mut WriteTx,
    person: PersonId,
    role: Role,
    unit: Option<UnitId>,
) -> Result<AuditEvent> {
    if (role == Role::Administrator) != unit.is_none() {
        return Err(AppError::field(
            "unit",
            "An administrator looks after the whole installation; every other role is held on a unit.",
        )
        .into());
    }
    if let Some(unit) = unit {
        super::units::live_unit(write, unit).await?;
    }
    let (author, now) = (write.author(), write.now());
    sqlx::query(
        "INSERT INTO grants (person_id, role, unit_id, granted_by, granted_at)
         SELECT id, ?2, ?3, ?4, ?5 FROM people WHERE id = ?1
         ON CONFLICT DO NOTHING",
    )
    .bind(person)
    .bind(role)
    .bind(unit)
    .bind(author)
    .bind(now)
    .execute(write.sql())
    .await?;
    let event = AuditEvent::new("role.granted", "person", person.0)
        .after(json!({ "role": role, "unit": unit }));
    Ok(in_place(event, unit))
}

/// Refuses a step after which nobody active would be an administrator.
pub(crate) async fn keep_an_administrator(write: &mut WriteTx, person: PersonId) -> Result<()> {
    let others: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM grants g JOIN people p ON p.id = g.person_id
          WHERE g.role = 'administrator' AND p.id <> ? AND p.deactivated_at IS NULL
            AND p.password_hash IS NOT NULL",
    )
    .bind(person)
    .fetch_one(write.sql())
    .await?;
    if others == 0 {
        return Err(AppError::Conflict(
            "This is the last administrator. Make someone else one first.".to_owned(),
        )
        .into());
    }
    Ok(())
}

const fn in_place(event: AuditEvent, unit: Option<UnitId>) -> AuditEvent {
    match unit {
        Some(unit) => event.in_unit(unit),
        None => event,
    }
}

impl Read<'_> {
    /// Every role on the installation, for its administrators.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for anyone else.
    pub async fn grants(&self) -> Result<Vec<PersonGrant>> {
        if !self.actor.allows(Action::ManagePeople) {
            return Err(AppError::NotFound.into());
        }
        Ok(sqlx::query_as(
            "SELECT g.person_id, g.role, g.unit_id, u.name AS unit_name
               FROM grants g LEFT JOIN units u ON u.id = g.unit_id
              ORDER BY g.person_id, u.name COLLATE NOCASE, g.role",
        )
        .fetch_all(self.pool())
        .await?)
    }
}
