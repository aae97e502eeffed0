//! One model with everything that the register knows of it.

use domain::models::ModelFacts;
use domain::{ModelId, Timestamp, UnitId};

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
}
