//! The model itself: registered, edited, owned, moved, retired and restored.

use domain::audit::AuditEvent;
use domain::models::{ModelDetails, ModelFacts};
use domain::{Action, Actor, AppError, ModelId, PersonId, UnitId};
use serde_json::{Map, Value, json};
use sqlx::SqliteConnection;

use super::digest;
use super::stale::{self, Subject};
use super::write::with_revision;
use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;

impl Store {
    /// Registers a model in a unit. A name is enough.
    ///
    /// # Errors
    /// What is wrong with the details, under the names of their fields; a field error about `unit`
    /// for the organisation itself, which is never assessed.
    pub async fn register_model(
        &self,
        actor: &Actor,
        unit: UnitId,
        details: ModelDetails,
    ) -> Result<ModelId> {
        let details = details.checked().map_err(AppError::from)?;
        let mut write = self.write(actor, Action::EditModels, Resource::Unit(unit)).await?;
        let unit_name = unit_for_models(&mut write, unit).await?;
        let owner = owner_name(&mut write, unit, details.owner, None).await?;
        let id = insert(&mut write, unit, &details).await?;
        digest::keep(write.sql(), &ModelFacts::new(id, details.clone())).await?;
        let mut told = told(&details, owner);
        told.insert("unit".to_owned(), json!(unit_name));
        let event = AuditEvent::new("model.registered", "model", id.0)
            .in_unit(unit)
            .after(with_revision(Value::Object(told), 1));
        write.commit(event).await?;
        Ok(id)
    }

    /// Replaces a model's own fields. `revision` is the model's, as it was when the form was drawn.
    ///
    /// # Errors
    /// What is wrong with the details; [`AppError::Conflict`] when someone has edited them since.
    pub async fn edit_model(
        &self,
        actor: &Actor,
        id: ModelId,
        revision: i64,
        details: ModelDetails,
    ) -> Result<()> {
        let details = details.checked().map_err(AppError::from)?;
        let mut editing = self.edit(actor, id).await?;
        stale::refuse(&mut editing, revision, Subject::Details).await?;
        let before = editing.model.facts.details.clone();
        if same(&before, &details) {
            return Ok(());
        }
        let unit = editing.model.row.unit_id;
        let write = &mut editing.write;
        let old_owner = owner_name(write, unit, before.owner, before.owner).await?;
        let new_owner = owner_name(write, unit, details.owner, before.owner).await?;
        update(write, id, &details).await?;
        let (before, after) = differences(told(&before, old_owner), told(&details, new_owner));
        let event = AuditEvent::new("model.edited", "model", id.0).before(before).after(after);
        editing.commit(event).await
    }

    /// Says who answers for a model; none when nobody does any more.
    ///
    /// # Errors
    /// A field error about `owner` when the person holds no role that reaches the unit.
    pub async fn set_model_owner(
        &self,
        actor: &Actor,
        id: ModelId,
        owner: Option<PersonId>,
    ) -> Result<()> {
        let mut editing = self.edit(actor, id).await?;
        let (unit, old) = (editing.model.row.unit_id, editing.model.row.owner_id);
        if owner == old {
            return Ok(());
        }
        let before = owner_name(&mut editing.write, unit, old, old).await?;
        let after = owner_name(&mut editing.write, unit, owner, old).await?;
        sqlx::query("UPDATE models SET owner_id = ? WHERE id = ?")
            .bind(owner)
            .bind(id)
            .execute(editing.write.sql())
            .await?;
        let event = AuditEvent::new("model.owner-set", "model", id.0)
            .before(json!({ "owner": before }))
            .after(json!({ "owner": after }));
        editing.commit(event).await
    }

    /// Moves a model to another unit. Past submissions keep it where it was.
    ///
    /// # Errors
    /// [`AppError::NotFound`] or [`AppError::Refused`] unless the person may edit models in both.
    pub async fn move_model(&self, actor: &Actor, id: ModelId, unit: UnitId) -> Result<()> {
        let mut editing = self.edit(actor, id).await?;
        let from = editing.model.row.unit_id;
        if from == unit {
            return Ok(());
        }
        editing.write.also(actor, Action::EditModels, unit).await?;
        let target = unit_for_models(&mut editing.write, unit).await?;
        let source: String = sqlx::query_scalar("SELECT name FROM units WHERE id = ?")
            .bind(from)
            .fetch_one(editing.write.sql())
            .await?;
        sqlx::query("UPDATE models SET unit_id = ? WHERE id = ?")
            .bind(unit)
            .bind(id)
            .execute(editing.write.sql())
            .await?;
        let event = AuditEvent::new("model.moved", "model", id.0)
            .before(json!({ "unit": source }))
            .after(json!({ "unit": target }));
        editing.commit(event).await
    }

    /// Retires a model: it leaves lists and later assessments, and keeps its past.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it is retired already.
    pub async fn retire_model(&self, actor: &Actor, id: ModelId) -> Result<()> {
        let mut editing = self.edit(actor, id).await?;
        let now = editing.write.now();
        sqlx::query("UPDATE models SET retired_at = ? WHERE id = ?")
            .bind(now)
            .bind(id)
            .execute(editing.write.sql())
            .await?;
        let event = AuditEvent::new("model.retired", "model", id.0)
            .before(json!({ "name": editing.model.row.name, "retired": false }))
            .after(json!({ "retired": true }));
        editing.commit(event).await
    }

    /// Takes a retired model back into use, with everything that was recorded of it.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it isn't retired, or when its unit is.
    pub async fn restore_model(&self, actor: &Actor, id: ModelId) -> Result<()> {
        let mut editing = self.edit_any(actor, id).await?;
        let (name, unit) = (editing.model.row.name.clone(), editing.model.row.unit_id);
        if editing.model.row.retired_at.is_none() {
            return Err(AppError::Conflict(format!("“{name}” isn't retired.")).into());
        }
        unit_for_models(&mut editing.write, unit).await?;
        sqlx::query("UPDATE models SET retired_at = NULL WHERE id = ?")
            .bind(id)
            .execute(editing.write.sql())
            .await?;
        let event = AuditEvent::new("model.restored", "model", id.0)
            .before(json!({ "retired": true }))
            .after(json!({ "name": name, "retired": false }));
        editing.commit(event).await
    }
}

/// The name of a unit that can have models: one that is assessed, and not retired.
async fn unit_for_models(write: &mut WriteTx, unit: UnitId) -> Result<String> {
    let unit = crate::org::live_unit(write, unit).await?;
    if unit.parent.is_none() {
        let message = "Choose a business unit: the organisation itself is never assessed.";
        return Err(AppError::field("unit", message).into());
    }
    Ok(unit.name)
}

/// The name of an owner. Whoever owns the model already may stay, even without a role by now;
/// anyone else needs one that reaches the unit.
async fn owner_name(
    write: &mut WriteTx,
    unit: UnitId,
    owner: Option<PersonId>,
    known: Option<PersonId>,
) -> Result<Option<String>> {
    let Some(owner) = owner else { return Ok(None) };
    let name: Option<String> = sqlx::query_scalar(
        "SELECT p.name FROM people p
          WHERE p.id = ?1 AND (p.id IS ?2 OR p.deactivated_at IS NULL AND EXISTS
                (SELECT 1 FROM visible_units v WHERE v.person_id = p.id AND v.unit_id = ?3))",
    )
    .bind(owner)
    .bind(known)
    .bind(unit)
    .fetch_optional(write.sql())
    .await?;
    let message = "Choose someone who holds a role in this unit.";
    Ok(Some(name.ok_or_else(|| AppError::field("owner", message))?))
}

pub(super) async fn insert(
    write: &mut WriteTx,
    unit: UnitId,
    details: &ModelDetails,
) -> Result<ModelId> {
    let now = write.now();
    let id: ModelId = sqlx::query_scalar(
        "INSERT INTO models (unit_id, name, version, kind, provider, provenance, owner_id,
                             lifecycle, purpose, training_access, went_live, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12) RETURNING id",
    )
    .bind(unit)
    .bind(&details.name)
    .bind(&details.version)
    .bind(details.kind)
    .bind(&details.provider)
    .bind(details.provenance)
    .bind(details.owner)
    .bind(details.lifecycle)
    .bind(&details.purpose)
    .bind(details.training_access)
    .bind(details.went_live.map(|day| day.to_string()))
    .bind(now)
    .fetch_one(write.sql())
    .await?;
    keep_tags(write.sql(), id, &details.tags).await?;
    Ok(id)
}

async fn update(write: &mut WriteTx, id: ModelId, details: &ModelDetails) -> Result<()> {
    sqlx::query(
        "UPDATE models SET name = ?2, version = ?3, kind = ?4, provider = ?5, provenance = ?6,
                owner_id = ?7, lifecycle = ?8, purpose = ?9, training_access = ?10, went_live = ?11
          WHERE id = ?1",
    )
    .bind(id)
    .bind(&details.name)
    .bind(&details.version)
    .bind(details.kind)
    .bind(&details.provider)
    .bind(details.provenance)
    .bind(details.owner)
    .bind(details.lifecycle)
    .bind(&details.purpose)
    .bind(details.training_access)
    .bind(details.went_live.map(|day| day.to_string()))
    .execute(write.sql())
    .await?;
    keep_tags(write.sql(), id, &details.tags).await
}

async fn keep_tags(connection: &mut SqliteConnection, id: ModelId, tags: &[String]) -> Result<()> {
    sqlx::query("DELETE FROM model_tags WHERE model_id = ?")
        .bind(id)
        .execute(&mut *connection)
        .await?;
    for tag in tags {
        sqlx::query("INSERT INTO model_tags (model_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(id)
            .bind(tag)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Whether nothing would change. Tags are kept in no order of their own.
fn same(before: &ModelDetails, after: &ModelDetails) -> bool {
    let sorted = |details: &ModelDetails| {
        let mut details = details.clone();
        details.tags.sort_by_key(|tag| tag.to_lowercase());
        details
    };
    sorted(before) == sorted(after)
}

/// The details as the audit log keeps them, with the owner by name.
fn told(details: &ModelDetails, owner: Option<String>) -> Map<String, Value> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(details) else {
        return Map::new();
    };
    fields.insert("owner".to_owned(), json!(owner));
    fields
}

/// Only what differs: that is what a reader of the log looks for.
fn differences(mut before: Map<String, Value>, mut after: Map<String, Value>) -> (Value, Value) {
    let unchanged: Vec<String> = before
        .iter()
        .filter(|(name, value)| after.get(*name) == Some(value))
        .map(|(name, _)| name.clone())
        .collect();
    for name in unchanged {
        before.remove(&name);
        after.remove(&name);
    }
    (Value::Object(before), Value::Object(after))
}
