//! The frame of every change to a model: open it, change it, and leave with its revision raised,
//! its digest rewritten and one entry in the audit log.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, ModelId};
use serde_json::{Value, json};

use super::digest;
use super::facts::{Loaded, load_one};
use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;

/// A model that is being changed.
pub(super) struct Editing {
    pub(super) write: WriteTx,
    /// The model as it is before the change.
    pub(super) model: Loaded,
}

impl Store {
    /// Opens a live model for a change.
    pub(super) async fn edit(&self, actor: &Actor, id: ModelId) -> Result<Editing> {
        let editing = self.edit_any(actor, id).await?;
        if editing.model.row.retired_at.is_some() {
            let name = &editing.model.row.name;
            let message = format!("“{name}” is retired. Restore it before you change it.");
            return Err(AppError::Conflict(message).into());
        }
        Ok(editing)
    }

    /// Opens a model for a change, retired or not.
    pub(super) async fn edit_any(&self, actor: &Actor, id: ModelId) -> Result<Editing> {
        let mut write = self.write(actor, Action::EditModels, Resource::Model(id)).await?;
        let model = load_one(write.sql(), id).await?;
        Ok(Editing { write, model })
    }
}

impl Editing {
    /// Leaves with the change made: one revision and one entry in the audit log, in the unit that
    /// the model now belongs to. The entry's `after` carries the revision, by which a stale form
    /// finds out what it missed.
    pub(super) async fn commit(mut self, mut event: AuditEvent) -> Result<()> {
        let (id, now) = (self.model.row.id, self.write.now());
        let revision: i64 = sqlx::query_scalar(
            "UPDATE models SET revision = revision + 1, updated_at = ? WHERE id = ?
             RETURNING revision",
        )
        .bind(now)
        .bind(id)
        .fetch_one(self.write.sql())
        .await?;
        let after = load_one(self.write.sql(), id).await?;
        digest::keep(self.write.sql(), &after.facts).await?;
        event.after = with_revision(event.after, revision);
        self.write.commit(event.in_unit(after.row.unit_id)).await
    }
}

pub(super) fn with_revision(after: Value, revision: i64) -> Value {
    match after {
        Value::Object(mut fields) => {
            fields.insert("revision".to_owned(), json!(revision));
            Value::Object(fields)
        }
        _ => json!({ "revision": revision }),
    }
}
