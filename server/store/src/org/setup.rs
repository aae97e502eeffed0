//! The steps of the guided set-up, each only in its turn and only with the token.

use domain::audit::AuditEvent;
use domain::{AppError, PersonId, Role, UnitId};
use serde_json::json;

use super::installation::{SetupStep, hash_of};
use super::units::insert_unit;
use crate::error::Result;
use crate::gate::{Author, WriteTx};
use crate::open::Store;

impl Store {
    /// The administrator whom step 1 made, to go on as after a restart; none before that step.
    ///
    /// # Errors
    /// [`AppError::NotFound`] without the token.
    pub async fn setup_person(&self, token: &str) -> Result<Option<PersonId>> {
        if !self.setup_token_is(token).await? {
            return Err(AppError::NotFound.into());
        }
        Ok(sqlx::query_scalar(
            "SELECT person_id FROM grants WHERE role = 'administrator' ORDER BY id LIMIT 1",
        )
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
    pub async fn setup_organisation(
        &self,
        token: &str,
        person: PersonId,
        name: &str,
    ) -> Result<UnitId> {
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
    pub async fn setup_go_on(
        &self,
        token: &str,
        person: PersonId,
        from: SetupStep,
    ) -> Result<SetupStep> {
        let mut write = self.setup_step(token, from).await?;
        sign_as(&mut write, person).await?;
        let next = SetupStep::ALL.into_iter().find(|step| *step > from).unwrap_or(SetupStep::Done);
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
            return Err(
                AppError::Conflict("This step of the set-up is already done.".to_owned()).into()
            );
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
