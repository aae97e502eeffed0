//! Auditors from outside: an account that sees one audit, up to a day.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, AuditId, Day, PersonId};
use serde_json::json;

use super::scope::must_be_open;
use crate::StoreError;
use crate::account::{Invitation, LinkPurpose, make_link};
use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;

/// Somebody to be let in from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOutsider {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// The last day on which their account opens anything.
    pub until: Day,
}

impl Store {
    /// Makes an account for somebody from outside and an invitation to it. Whoever had one for an
    /// earlier audit gets this one in its place.
    ///
    /// # Errors
    /// [`AppError::NotFound`] or [`AppError::Refused`] to whoever doesn't look after accounts, a field
    /// error for the address of somebody of the organisation, [`AppError::Conflict`] once the audit is
    /// closed.
    pub async fn invite_from_outside(
        &self,
        actor: &Actor,
        audit: AuditId,
        new: &NewOutsider,
    ) -> Result<Invitation> {
        let mut write = self.write(actor, Action::ManagePeople, Resource::Installation).await?;
        must_be_open(&mut write, audit).await?;
        let person = account(&mut write, new).await?;
        sqlx::query(
            "INSERT INTO external_accounts (person_id, audit_id, until_on) VALUES (?, ?, ?)
             ON CONFLICT (person_id) DO UPDATE SET audit_id = excluded.audit_id, until_on = excluded.until_on",
        )
        .bind(person)
        .bind(audit)
        .bind(new.until.to_string())
        .execute(write.sql())
        .await?;
        sqlx::query("DELETE FROM sessions WHERE person_id = ?")
            .bind(person)
            .execute(write.sql())
            .await?;
        follow(&mut write, audit).await?;
        let invitation = make_link(&mut write, person, LinkPurpose::Invitation).await?;
        let event = AuditEvent::new("person.invited-from-outside", "person", person.0).after(json!({
            "name": new.name, "email": new.email, "audit": audit, "until": new.until.to_string(),
        }));
        write.commit(event).await?;
        Ok(invitation)
    }

    /// Sets the last day of an account from outside: later to extend it, today or before to end it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the audit has no such account, [`AppError::Conflict`] once it is
    /// closed.
    pub async fn limit_outsider(
        &self,
        actor: &Actor,
        audit: AuditId,
        person: PersonId,
        until: Day,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::ManagePeople, Resource::Installation).await?;
        must_be_open(&mut write, audit).await?;
        let before: String = sqlx::query_scalar(
            "SELECT until_on FROM external_accounts WHERE person_id = ? AND audit_id = ?",
        )
        .bind(person)
        .bind(audit)
        .fetch_one(write.sql())
        .await?;
        sqlx::query("UPDATE external_accounts SET until_on = ? WHERE person_id = ?")
            .bind(until.to_string())
            .bind(person)
            .execute(write.sql())
            .await?;
        if until < write.today() {
            sqlx::query("DELETE FROM sessions WHERE person_id = ?")
                .bind(person)
                .execute(write.sql())
                .await?;
        }
        let event = AuditEvent::new("person.outside-extended", "person", person.0)
            .before(json!({ "audit": audit, "until": before }))
            .after(json!({ "audit": audit, "until": until.to_string() }));
        write.commit(event).await
    }
}

/// The account of an address: a new one, or one from outside whose audit is closed or whose time is
/// over.
async fn account(write: &mut WriteTx, new: &NewOutsider) -> Result<PersonId> {
    let (now, today) = (write.now(), write.today());
    let free: Option<PersonId> = sqlx::query_scalar(
        "SELECT p.id FROM people p JOIN external_accounts x ON x.person_id = p.id
           JOIN audits a ON a.id = x.audit_id
          WHERE p.email = ?1 AND p.deactivated_at IS NULL
            AND (a.closed_at IS NOT NULL OR x.until_on < ?2)",
    )
    .bind(&new.email)
    .bind(today.to_string())
    .fetch_optional(write.sql())
    .await?;
    if let Some(person) = free {
        return Ok(person);
    }
    sqlx::query_scalar("INSERT INTO people (name, email, created_at) VALUES (?, ?, ?) RETURNING id")
        .bind(&new.name)
        .bind(&new.email)
        .bind(now)
        .fetch_one(write.sql())
        .await
        .map_err(|error| {
            let why = format!("{} already has an account.", new.email);
            StoreError::from(error).duplicate_means(AppError::field("email", why))
        })
}

/// Makes the roles of an audit's accounts from outside those of its units: auditor there, nothing
/// else.
pub(super) async fn follow(write: &mut WriteTx, audit: AuditId) -> Result<()> {
    end_all(write, audit).await?;
    let (now, author) = (write.now(), write.author());
    sqlx::query(
        "INSERT INTO grants (person_id, role, unit_id, granted_by, granted_at)
         SELECT x.person_id, 'auditor', u.unit_id, ?2, ?3
           FROM external_accounts x JOIN audit_units u ON u.audit_id = x.audit_id
          WHERE x.audit_id = ?1",
    )
    .bind(audit)
    .bind(author)
    .bind(now)
    .execute(write.sql())
    .await?;
    Ok(())
}

/// Takes every role from an audit's accounts from outside.
pub(super) async fn end_all(write: &mut WriteTx, audit: AuditId) -> Result<()> {
    sqlx::query(
        "DELETE FROM grants WHERE person_id IN
                (SELECT person_id FROM external_accounts WHERE audit_id = ?)",
    )
    .bind(audit)
    .execute(write.sql())
    .await?;
    Ok(())
}
