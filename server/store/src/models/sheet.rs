//! One model with everything that the register knows of it.

use std::collections::HashSet;

use domain::models::ModelFacts;
use domain::{ModelId, Timestamp, UnitId};
use serde_json::json;
use sqlx::{QueryBuilder, Sqlite};

use super::facts::{PartIds, load_one, part_of};
use super::part::{Part, PartKind};
use crate::error::Result;
use crate::read::Read;

/// A model as its own page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredModel {
    /// All that the register knows of it.
    pub facts: ModelFacts,
    /// The ids of its parts.
    pub ids: PartIds,
    /// Its unit.
    pub unit: UnitId,
    /// The unit's name now.
    pub unit_name: String,
    /// The owner's name.
    pub owner_name: Option<String>,
    /// Raised by every change; a form carries it, so that a stale one is told.
    pub revision: i64,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When anything about it last changed.
    pub updated_at: Timestamp,
    /// When it was retired, if it was.
    pub retired_at: Option<Timestamp>,
}

impl RegisteredModel {
    /// One of its parts; none when it has no such.
    #[must_use]
    pub fn part(&self, kind: PartKind, id: i64) -> Option<Part> {
        part_of(&self.facts, &self.ids, kind, id)
    }

    /// Its parts of one kind with their ids, the oldest first.
    #[must_use]
    pub fn parts(&self, kind: PartKind) -> Vec<(i64, Part)> {
        let with_part = |id: &i64| Some((*id, self.part(kind, *id)?));
        self.ids.of(kind).iter().filter_map(with_part).collect()
    }
}

impl Read<'_> {
    /// One model, retired or not.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is none that the person may see.
    pub async fn model(&self, id: ModelId) -> Result<RegisteredModel> {
        let mut connection = self.pool().acquire().await?;
        let (unit_name, owner_name): (String, Option<String>) = sqlx::query_as(
            "SELECT u.name, p.name FROM models m
               JOIN visible_units v ON v.unit_id = m.unit_id AND v.person_id = ?1
               JOIN units u ON u.id = m.unit_id LEFT JOIN people p ON p.id = m.owner_id
              WHERE m.id = ?2",
        )
        .bind(self.actor.person)
        .bind(id)
        .fetch_one(&mut *connection)
        .await?;
        let loaded = load_one(&mut connection, id).await?;
        Ok(RegisteredModel {
            facts: loaded.facts,
            ids: loaded.ids,
            unit: loaded.row.unit_id,
            unit_name,
            owner_name,
            revision: loaded.row.revision,
            created_at: loaded.row.created_at,
            updated_at: loaded.row.updated_at,
            retired_at: loaded.row.retired_at,
        })
    }
    /// Whether a model has a part, or had it before it was removed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_had_part(&self, model: ModelId, kind: PartKind, id: i64) -> Result<bool> {
        let mut query = QueryBuilder::<Sqlite>::new("SELECT EXISTS (SELECT 1 FROM ");
        query.push(kind.table()).push(" WHERE id = ").push_bind(id);
        query.push(" AND model_id = ").push_bind(model).push(")");
        Ok(query.build_query_scalar().fetch_one(self.pool()).await?)
    }

    /// Which of these models the person may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn models_in_sight(&self, ids: &[ModelId]) -> Result<HashSet<ModelId>> {
        let seen: Vec<ModelId> = sqlx::query_scalar(
            "SELECT m.id FROM json_each(?2) j CROSS JOIN models m ON m.id = j.value
              WHERE m.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)",
        )
        .bind(self.actor.person)
        .bind(json!(ids).to_string())
        .fetch_all(self.pool())
        .await?;
        Ok(seen.into_iter().collect())
    }
}
