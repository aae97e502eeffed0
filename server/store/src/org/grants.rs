//! Roles: who holds which, where.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, PersonId, Role, UnitId};
use serde_json::json;

use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;

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
    /// Whether the unit is the organisation itself, so that the role reaches every unit.
    pub is_organisation: bool,
}

impl Store {
    /// Gives a person a role on a unit, or the administrator's role on the installation.
    ///
    /// # Errors
    /// A field error when the role doesn't fit the place or is held already;
    /// [`AppError::NotFound`] for unknown ids.
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
        if !is_of_the_organisation(&mut write, person).await? {
            let why = "Somebody from outside sees what their audit is of. End their time instead.";
            return Err(AppError::Conflict(why.to_owned()).into());
        }
        let gone =
            sqlx::query("DELETE FROM grants WHERE person_id = ? AND role = ? AND unit_id IS ?")
                .bind(person)
                .bind(role)
                .bind(unit)
                .execute(write.sql())
                .await?;
        if gone.rows_affected() == 0 {
            return Err(AppError::NotFound.into());
        }
        if role == Role::Administrator {
            keep_an_administrator(&mut write, person).await?;
        }
        let unit_name: Option<String> = sqlx::query_scalar("SELECT name FROM units WHERE id = ?")
            .bind(unit)
            .fetch_optional(write.sql())
            .await?;
        let name = name_of(&mut write, person).await?;
        let event = AuditEvent::new("role.revoked", "person", person.0)
            .before(json!({ "person": name, "role": role, "unit": unit_name }));
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
    let name = name_of(write, person).await?;
    if !is_of_the_organisation(write, person).await? {
        let why = format!("{name} is from outside and sees what their audit is of, nothing else.");
        return Err(AppError::field("role", why).into());
    }
    let unit_name = match unit {
        Some(unit) => Some(super::units::live_unit(write, unit).await?.name),
        None => None,
    };
    let (author, now) = (write.author(), write.now());
    let given = sqlx::query(
        "INSERT INTO grants (person_id, role, unit_id, granted_by, granted_at)
         VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(person)
    .bind(role)
    .bind(unit)
    .bind(author)
    .bind(now)
    .execute(write.sql())
    .await?;
    if given.rows_affected() == 0 {
        let place = unit_name.map(|unit| format!(" in {unit}")).unwrap_or_default();
        return Err(
            AppError::field("role", format!("{name} is {} already{place}.", role.label())).into()
        );
    }
    let event = AuditEvent::new("role.granted", "person", person.0)
        .after(json!({ "person": name, "role": role, "unit": unit_name }));
    Ok(in_place(event, unit))
}

/// Whether the person is of the organisation: the roles of whoever is from outside follow their audit.
async fn is_of_the_organisation(write: &mut WriteTx, person: PersonId) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "SELECT NOT EXISTS (SELECT 1 FROM external_accounts WHERE person_id = ?)",
    )
    .bind(person)
    .fetch_one(write.sql())
    .await?)
}

async fn name_of(write: &mut WriteTx, person: PersonId) -> Result<String> {
    Ok(sqlx::query_scalar("SELECT name FROM people WHERE id = ?")
        .bind(person)
        .fetch_one(write.sql())
        .await?)
}

/// Refuses a step after which nobody else would be an administrator who can sign in.
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
