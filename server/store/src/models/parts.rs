//! Recording, changing and removing what belongs to a model: one way for all five kinds.

use domain::audit::AuditEvent;
use domain::{Actor, AppError, ModelId};
use serde_json::{Map, Value, json};
use sqlx::{QueryBuilder, Sqlite};

use super::part::{Part, PartKind};
use super::stale;
use crate::error::Result;
use crate::gate::WriteTx;
use crate::open::Store;

/// The most parts of one kind that a model can have: more is a mistake of some script.
const MOST: usize = 500;

impl Store {
    /// Records something with a model.
    ///
    /// # Errors
    /// What is wrong with it, under the names of its fields; a credential that looks like a secret
    /// is refused. [`AppError::Conflict`] when the model is retired.
    pub async fn add_part(&self, actor: &Actor, model: ModelId, part: Part) -> Result<i64> {
        let part = part.checked(self.now().day()).map_err(AppError::from)?;
        let mut editing = self.edit(actor, model).await?;
        if editing.model.ids.of(part.kind()).len() >= MOST {
            let message = format!("A model can have at most {MOST} {}.", part.kind().plural());
            return Err(AppError::Conflict(message).into());
        }
        let id = insert(&mut editing.write, model, &part).await?;
        let event = AuditEvent::new(part.kind().added(), "model", model.0).after(told(id, &part));
        editing.commit(event).await?;
        Ok(id)
    }

    /// Replaces something recorded with a model. `revision` is the model's, as it was when the form
    /// was drawn.
    ///
    /// # Errors
    /// As [`Store::add_part`]; [`AppError::Conflict`] also when someone has changed or removed the
    /// same thing since.
    pub async fn change_part(
        &self,
        actor: &Actor,
        model: ModelId,
        id: i64,
        revision: i64,
        part: Part,
    ) -> Result<()> {
        let part = part.checked(self.now().day()).map_err(AppError::from)?;
        let mut editing = self.edit(actor, model).await?;
        let subject = stale::Subject::Part(part.kind(), id);
        stale::refuse(&mut editing, revision, subject).await?;
        let before = editing.model.part(part.kind(), id).ok_or(AppError::NotFound)?;
        if before == part {
            return Ok(());
        }
        update(&mut editing.write, id, &part).await?;
        let event = AuditEvent::new(part.kind().changed(), "model", model.0)
            .before(told(id, &before))
            .after(told(id, &part));
        editing.commit(event).await
    }

    /// Removes something recorded with a model. The audit log keeps what it was.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the model has no such part.
    pub async fn remove_part(
        &self,
        actor: &Actor,
        model: ModelId,
        kind: PartKind,
        id: i64,
    ) -> Result<()> {
        let mut editing = self.edit(actor, model).await?;
        let before = editing.model.part(kind, id).ok_or(AppError::NotFound)?;
        let now = editing.write.now();
        QueryBuilder::<Sqlite>::new("UPDATE ")
            .push(kind.table())
            .push(" SET removed_at = ")
            .push_bind(now)
            .push(" WHERE id = ")
            .push_bind(id)
            .build()
            .execute(editing.write.sql())
            .await?;
        let event = AuditEvent::new(kind.removed(), "model", model.0).before(told(id, &before));
        editing.commit(event).await
    }
}

/// The part as the audit log keeps it.
fn told(id: i64, part: &Part) -> Value {
    let mut fields = Map::from_iter([("id".to_owned(), json!(id))]);
    fields.extend(part.fields());
    Value::Object(fields)
}

/// Writes a part to its table. Its fields have the names of the columns.
pub(super) async fn insert(write: &mut WriteTx, model: ModelId, part: &Part) -> Result<i64> {
    let fields = part.fields();
    let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO ");
    query.push(part.kind().table()).push(" (model_id");
    for name in fields.keys() {
        query.push(", ").push(name);
    }
    query.push(") VALUES (").push_bind(model);
    for value in fields.values() {
        query.push(", ");
        push_value(&mut query, value);
    }
    query.push(") RETURNING id");
    Ok(query.build_query_scalar().fetch_one(write.sql()).await?)
}

async fn update(write: &mut WriteTx, id: i64, part: &Part) -> Result<()> {
    let mut query = QueryBuilder::<Sqlite>::new("UPDATE ");
    query.push(part.kind().table()).push(" SET ");
    for (index, (name, value)) in part.fields().iter().enumerate() {
        query.push(if index == 0 { "" } else { ", " }).push(name).push(" = ");
        push_value(&mut query, value);
    }
    query.push(" WHERE id = ").push_bind(id);
    query.build().execute(write.sql()).await?;
    Ok(())
}

fn push_value(query: &mut QueryBuilder<Sqlite>, value: &Value) {
    match value {
        Value::String(text) => query.push_bind(text.clone()),
        Value::Number(number) => query.push_bind(number.as_i64()),
        _ => query.push_bind(None::<i64>),
    };
}
