//! Links that work once: invitations and password resets. The link itself is never kept.

use chrono::Duration;
use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, PersonId, Timestamp};
use serde_json::json;

use super::people::{NewPerson, person};
use crate::error::Result;
use crate::gate::{Author, Resource, WriteTx};
use crate::open::Store;
use crate::org::{grant, hash_of};

/// How long an invitation works.
const INVITATION_DAYS: i64 = 7;
/// How long a password reset works.
const RESET_HOURS: i64 = 24;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(rename_all = "lowercase")]
pub enum LinkPurpose {
    /// Taking up a new account.
    Invitation,
    /// Choosing a new password.
    Reset,
}

impl LinkPurpose {
    const fn key(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }
}

/// A link that was just made. Its token is shown once and can't be had again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The person that it is for.
    pub person: PersonId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// The secret part of the link.
    pub token: String,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// A link that someone opened and that still works.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Link {
    /// The person that it is for.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// When it stops working.
    pub expires_at: Timestamp,
}

impl Store {
    /// Makes an account with its first role and an invitation to it.
    ///
    /// # Errors
    /// A field error when the address has an account already.
    pub async fn invite(&self, actor: &Actor, new: &NewPerson) -> Result<Invitation> {
        let mut write = self.write(actor, Action::ManagePeople, Resource::Installation).await?;
        let now = write.now();
        let id: PersonId = sqlx::query_scalar(
            "INSERT INTO people (name, email, created_at) VALUES (?, ?, ?) RETURNING id",
        )
        .bind(&new.name)
        .bind(&new.email)
        .bind(now)
        .fetch_one(write.sql())
        .await
        .map_err(|error| {
            crate::StoreError::from(error).duplicate_means(AppError::field(
                "email",
                format!("{} already has an account.", new.email),
            ))
        })?;
        let granted = grant(&mut write, id, new.role, new.unit).await?;
        let invitation = make_link(&mut write, id, LinkPurpose::Invitation).await?;
        let created = AuditEvent::new("person.invited", "person", id.0).after(
            json!({ "name": new.name, "email": new.email, "expires": invitation.expires_at }),
        );
        write.commit_all(created, vec![granted]).await?;
        Ok(invitation)
    }

    /// Makes a new link for a person: an invitation while they have no password, else a reset. Older
    /// links stop working.
    ///
    /// # Errors
    /// [`AppError::Conflict`] for a deactivated person.
    pub async fn renew_link(&self, actor: &Actor, id: PersonId) -> Result<Invitation> {
        let mut write = self.write(actor, Action::ManagePeople, Resource::Installation).await?;
        let invitation = renew(&mut write, id).await?;
        let event = AuditEvent::new("person.link-made", "person", id.0).after(
            json!({ "purpose": invitation.purpose.key(), "expires": invitation.expires_at }),
        );
        write.commit(event).await?;
        Ok(invitation)
    }

    /// The same from the command line, for an administrator who locked themself out.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown address.
    pub async fn renew_link_locally(&self, email: &str) -> Result<Invitation> {
        let mut write = self.begin(Author::program()).await?;
        let id: PersonId = sqlx::query_scalar("SELECT id FROM people WHERE email = ?")
            .bind(email)
            .fetch_one(write.sql())
            .await?;
        let invitation = renew(&mut write, id).await?;
        let event = AuditEvent::new("person.link-made", "person", id.0).after(json!({
            "purpose": invitation.purpose.key(),
            "expires": invitation.expires_at,
            "from": "command line",
        }));
        write.commit(event).await?;
        Ok(invitation)
    }

    /// The link behind a token, if it still works.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it was used, was replaced, has expired or never was.
    pub async fn link(&self, token: &str) -> Result<Link> {
        Ok(sqlx::query_as(WORKING_LINK)
            .bind(hash_of(token))
            .bind(self.now())
            .fetch_one(&self.readers)
            .await?)
    }

    /// Spends a link: sets the password and ends the person's sessions.
    ///
    /// # Errors
    /// As for [`Store::link`].
    pub async fn spend_link(&self, token: &str, password_hash: &str) -> Result<Link> {
        let mut write = self.begin(Author::program()).await?;
        let now = write.now();
        let link: Link = sqlx::query_as(WORKING_LINK)
            .bind(hash_of(token))
            .bind(now)
            .fetch_one(write.sql())
            .await?;
        write.sign(link.person_id, &link.name);
        sqlx::query("UPDATE links SET used_at = ? WHERE token_hash = ?")
            .bind(now)
            .bind(hash_of(token))
            .execute(write.sql())
            .await?;
        set_password(&mut write, link.person_id, password_hash).await?;
        sqlx::query("DELETE FROM sessions WHERE person_id = ?")
            .bind(link.person_id)
            .execute(write.sql())
            .await?;
        let action = match link.purpose {
            LinkPurpose::Invitation => "person.joined",
            LinkPurpose::Reset => "person.password-reset",
        };
        write.commit(AuditEvent::new(action, "person", link.person_id.0)).await?;
        Ok(link)
    }
}

const WORKING_LINK: &str = "
    SELECT l.person_id, p.name, p.email, l.purpose, l.expires_at
      FROM links l JOIN people p ON p.id = l.person_id
     WHERE l.token_hash = ?1 AND l.used_at IS NULL AND l.revoked_at IS NULL
       AND l.expires_at > ?2 AND p.deactivated_at IS NULL";

pub(super) async fn set_password(write: &mut WriteTx, id: PersonId, hash: &str) -> Result<()> {
    sqlx::query("UPDATE people SET password_hash = ? WHERE id = ?")
        .bind(hash)
        .bind(id)
        .execute(write.sql())
        .await?;
    Ok(())
}

/// Makes a person's unused links stop working.
pub(super) async fn revoke_links(write: &mut WriteTx, id: PersonId) -> Result<()> {
    let now = write.now();
    sqlx::query(
        "UPDATE links SET revoked_at = ? WHERE person_id = ? AND used_at IS NULL AND revoked_at IS NULL",
    )
    .bind(now)
    .bind(id)
    .execute(write.sql())
    .await?;
    Ok(())
}

async fn renew(write: &mut WriteTx, id: PersonId) -> Result<Invitation> {
    let person = person(write, id).await?;
    if person.deactivated_at.is_some() {
        return Err(AppError::Conflict(format!("{} is deactivated.", person.name)).into());
    }
    let has_password: bool =
        sqlx::query_scalar("SELECT password_hash IS NOT NULL FROM people WHERE id = ?")
            .bind(id)
            .fetch_one(write.sql())
            .await?;
    let purpose = if has_password { LinkPurpose::Reset } else { LinkPurpose::Invitation };
    make_link(write, id, purpose).await
}

pub(crate) async fn make_link(
    write: &mut WriteTx,
    id: PersonId,
    purpose: LinkPurpose,
) -> Result<Invitation> {
    let now = write.now();
    revoke_links(write, id).await?;
    let token = hex::encode(rand::random::<[u8; 24]>());
    let expires_at = now.plus(match purpose {
        LinkPurpose::Invitation => Duration::days(INVITATION_DAYS),
        LinkPurpose::Reset => Duration::hours(RESET_HOURS),
    });
    let author = write.author();
    sqlx::query(
        "INSERT INTO links (person_id, purpose, token_hash, created_by, created_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(id)
    .bind(purpose)
    .bind(hash_of(&token))
    .bind(author)
    .bind(now)
    .bind(expires_at)
    .execute(write.sql())
    .await?;
    Ok(Invitation { person: id, purpose, token, expires_at })
}
