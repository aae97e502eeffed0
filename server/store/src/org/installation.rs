//! The installation: its set-up, step by step, which works only with the one-time token.

use domain::audit::AuditEvent;
use domain::{AppError, PersonId, Role, UnitId};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::units::insert_unit;
use crate::error::Result;
use crate::gate::{Author, WriteTx};
use crate::open::Store;

/// Where the guided set-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(rename_all = "lowercase")]
pub enum SetupStep {
    /// The first account.
    Administrator,
    /// The organisation's name.
    Organisation,
    /// The business units.
    Units,
    /// The first round.
    Round,
    /// Where evidence and backups lie.
    Storage,
    /// Set-up is over and can't be entered again.
    Done,
}

impl SetupStep {
    /// All steps in their order.
    pub const ALL: [Self; 6] =
        [Self::Administrator, Self::Organisation, Self::Units, Self::Round, Self::Storage, Self::Done];
}

/// What is known of the installation.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Installation {
    /// A random id that stays with the data.
    pub uuid: String,
    /// The set-up step that is due.
    pub setup_step: SetupStep,
    /// The organisation's root unit, once it has a name.
    pub root_id: Option<UnitId>,
    /// The organisation's name.
    pub organisation: Option<String>,
}

impl Store {
    /// The installation; none in a database that was never started.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn installation(&self) -> Result<Option<Installation>> {
        Ok(sqlx::query_as(
            "SELECT i.uuid, i.setup_step, u.id AS root_id, u.name AS organisation
               FROM installation i LEFT JOIN units u ON u.parent_id IS NULL",
        )
        .fetch_optional(&self.readers)
        .await?)
    }

    /// At a start: makes the installation when there is none, and a fresh set-up token while it isn't
    /// set up. Only the token's hash is kept, so an older one stops working.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setup_token(&self) -> Result<Option<String>> {
        if self.installation().await?.is_some_and(|i| i.setup_step == SetupStep::Done) {
            return Ok(None);
        }
        let token = hex::encode(rand::random::<[u8; 24]>());
        let mut write = self.begin(Author::program()).await?;
        let now = write.now();
        sqlx::query(
            "INSERT INTO installation (id, uuid, setup_step, setup_hash, created_at)
             VALUES (1, ?1, 'administrator', ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET setup_hash = ?2",
        )
        .bind(random_uuid())
        .bind(hash_of(&token))
        .bind(now)
        .execute(write.sql())
        .await?;
        write.commit(AuditEvent::without_subject("setup.token-issued", "installation")).await?;
        Ok(Some(token))
    }

    /// Whether a set-up token is the current one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setup_token_is(&self, token: &str) -> Result<bool> {
        let found: Option<i64> =
            sqlx::query_scalar("SELECT 1 FROM installation WHERE setup_hash = ? AND setup_step <> 'done'")
                .bind(hash_of(token))
                .fetch_optional(&self.readers)
                .await?;
        Ok(found.is_some())
    }

    /// The administrator whom step 1 made, to go on as after a restart; none before that step.
    ///
    /// # Errors
    /// [`AppError::NotFound`] without the token.
    pub async fn setup_person(&self, token: &str) -> Result<Option<PersonId>> {
        if !self.setup_token_is(token).await? {
            return Err(AppError::NotFound.into());
        }
        Ok(sqlx::query_scalar("SELECT person_id FROM grants WHERE role = 'administrator' ORDER BY id LIMIT 1")
            .fetch_optional(&self.readers)
            .await?)
    }

    /// Step 1: the first administrator.
    ///
    /// # Errors
    /// [`AppError::NotFound`] without the token; [`AppError::Conflict`] when the step is done.
    pub async fn setup_administrator(
        &self,
        token: &str,
        name: &str,
        email: &str,
        password_hash: &str,
    ) -> Result<PersonId> {
        let mut write = self.setup_step(token, SetupStep::Administrator).await?;
        let now = write.now();
        let id: PersonId = sqlx::query_scalar(
            "INSERT INTO people (name, email, password_hash, created_at) VALUES (?, ?, ?, ?) RETURNING id",
        )
        .bind(name)
        .bind(email)
        .bind(password_hash)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        write.sign(id, name);
        let granted = super::grants::grant(&mut write, id, Role::Administrator, None).await?;
        go_to(&mut write, SetupStep::Organisation).await?;
        let created = AuditEvent::new("person.created", "person", id.0)
            .after(json!({ "name": name, "email": email }));
        write.commit_all(created, vec![granted]).await?;
        Ok(id)
    }

    /// Step 2: the organisation's name. The administrator becomes its manager too, so that the first
    /// round can be opened by the only person there is.
    ///
    /// # Errors
    /// As for step 1.
    pub async fn setup_organisation(&self, token: &str, person: PersonId, name: &str) -> Result<UnitId> {
        let mut write = self.setup_step(token, SetupStep::Organisation).await?;
        sign_as(&mut write, person).await?;
        let root = insert_unit(&mut write, None, name).await?;
        let granted = super::grants::grant(&mut write, person, Role::Manager, Some(root)).await?;
        go_to(&mut write, SetupStep::Units).await?;
        let created = AuditEvent::new("unit.created", "unit", root.0)
            .in_unit(root)
            .after(json!({ "name": name }));
        write.commit_all(created, vec![granted]).await?;
        Ok(root)
    }

    /// Step 3: the business units, each with the index of the one above it in the same list; none
    /// hangs it under the organisation. A parent comes before its sub-units.
    ///
    /// # Errors
    /// As for step 1; a field error when there is none, or two siblings have one name.
    pub async fn setup_units(
        &self,
        token: &str,
        person: PersonId,
        units: &[(String, Option<usize>)],
    ) -> Result<Vec<UnitId>> {
        let mut write = self.setup_step(token, SetupStep::Units).await?;
        sign_as(&mut write, person).await?;
        if units.is_empty() {
            let message = "Add at least one unit: it is units that answer the questions.";
            return Err(AppError::field("units", message).into());
        }
        let root: UnitId = sqlx::query_scalar("SELECT id FROM units WHERE parent_id IS NULL")
            .fetch_one(write.sql())
            .await?;
        let mut ids: Vec<UnitId> = Vec::with_capacity(units.len());
        for (name, above) in units {
            let parent = above.and_then(|index| ids.get(index).copied()).unwrap_or(root);
            let id = insert_unit(&mut write, Some(parent), name).await.map_err(|error| {
                error.duplicate_means(AppError::field(
                    "units",
                    format!("“{name}” is used twice. Give each unit its own name."),
                ))
            })?;
            ids.push(id);
        }
        go_to(&mut write, SetupStep::Round).await?;
        let event = AuditEvent::new("units.created", "unit", root.0)
            .in_unit(root)
            .after(json!(units.iter().map(|(name, _)| name).collect::<Vec<_>>()));
        write.commit(event).await?;
        Ok(ids)
    }

    /// Leaves a step for the next one without changing anything else: a round opened or put off, the
    /// storage page read. Leaving the last step ends the set-up and spends the token.
    ///
    /// # Errors
    /// As for step 1.
    pub async fn setup_go_on(&self, token: &str, person: PersonId, from: SetupStep) -> Result<SetupStep> {
        let mut write = self.setup_step(token, from).await?;
        sign_as(&mut write, person).await?;
        let next = SetupStep::ALL
            .into_iter()
            .find(|step| *step > from)
            .unwrap_or(SetupStep::Done);
        go_to(&mut write, next).await?;
        let action = if next == SetupStep::Done { "setup.finished" } else { "setup.step-done" };
        let event = AuditEvent::without_subject(action, "installation")
            .after(json!({ "step": format!("{from:?}").to_lowercase() }));
        write.commit(event).await?;
        Ok(next)
    }

    async fn setup_step(&self, token: &str, due: SetupStep) -> Result<WriteTx> {
        let mut write = self.begin(Author::program()).await?;
        let step: SetupStep =
            sqlx::query_scalar("SELECT setup_step FROM installation WHERE setup_hash = ?")
                .bind(hash_of(token))
                .fetch_one(write.sql())
                .await?;
        if step != due {
            return Err(AppError::Conflict("This step of the set-up is already done.".to_owned()).into());
        }
        Ok(write)
    }
}

async fn go_to(write: &mut WriteTx, step: SetupStep) -> Result<()> {
    sqlx::query(
        "UPDATE installation SET setup_step = ?1,
                setup_hash = CASE WHEN ?1 = 'done' THEN NULL ELSE setup_hash END",
    )
    .bind(step)
    .execute(write.sql())
    .await?;
    Ok(())
}

async fn sign_as(write: &mut WriteTx, person: PersonId) -> Result<()> {
    let name: String = sqlx::query_scalar("SELECT name FROM people WHERE id = ?")
        .bind(person)
        .fetch_one(write.sql())
        .await?;
    write.sign(person, &name);
    Ok(())
}

/// What is kept of a secret that was handed out: enough to recognise it, too little to use it.
pub(crate) fn hash_of(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}

/// A random version 4 UUID (RFC 9562).
fn random_uuid() -> String {
    let mut bytes = rand::random::<[u8; 16]>();
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = hex::encode(bytes);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
