//! All that the register knows, read in a fixed number of queries however many models there are.

use std::collections::HashMap;

use domain::inventory::UnitInventory;
use domain::models::ModelFacts;
use domain::{Action, AppError, Day, ModelId, UnitId};
use sqlx::SqliteConnection;

use super::part::{Part, PartKind};
use super::rows::{
    CredentialRow, DataSourceRow, DeploymentRow, ModelRow, PermissionRow, TagRow, ValidationRow,
    day,
};
use crate::error::Result;
use crate::read::Read;

/// A model with the ids of its parts.
pub(super) struct Loaded {
    pub(super) row: ModelRow,
    pub(super) facts: ModelFacts,
    pub(super) ids: PartIds,
}

impl Loaded {
    /// One of its parts; none when it has no such.
    pub(super) fn part(&self, kind: PartKind, id: i64) -> Option<Part> {
        part_of(&self.facts, &self.ids, kind, id)
    }
}

/// One part of a model; none when it has no such.
pub(super) fn part_of(facts: &ModelFacts, ids: &PartIds, kind: PartKind, id: i64) -> Option<Part> {
    let at = ids.of(kind).iter().position(|known| *known == id)?;
    match kind {
        PartKind::Deployment => facts.deployments.get(at).cloned().map(Part::Deployment),
        PartKind::DataSource => facts.data_sources.get(at).cloned().map(Part::DataSource),
        PartKind::Permission => facts.permissions.get(at).cloned().map(Part::Permission),
        PartKind::Credential => facts.credentials.get(at).cloned().map(Part::Credential),
        PartKind::Validation => facts.validations.get(at).cloned().map(Part::Validation),
    }
}

/// The ids of a model's parts, each list in the order of the same list in [`ModelFacts`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartIds {
    /// Of its deployments.
    pub deployments: Vec<i64>,
    /// Of its data sources.
    pub data_sources: Vec<i64>,
    /// Of its permissions.
    pub permissions: Vec<i64>,
    /// Of its credentials.
    pub credentials: Vec<i64>,
    /// Of its validations.
    pub validations: Vec<i64>,
}

impl PartIds {
    /// Those of one kind.
    #[must_use]
    pub fn of(&self, kind: PartKind) -> &[i64] {
        match kind {
            PartKind::Deployment => &self.deployments,
            PartKind::DataSource => &self.data_sources,
            PartKind::Permission => &self.permissions,
            PartKind::Credential => &self.credentials,
            PartKind::Validation => &self.validations,
        }
    }
}

/// What the register holds of one unit: its live models whole, and its response plan.
pub(crate) async fn inventory(
    connection: &mut SqliteConnection,
    unit: UnitId,
) -> Result<UnitInventory> {
    let rows: Vec<ModelRow> = sqlx::query_as(
        "SELECT * FROM models WHERE unit_id = ? AND retired_at IS NULL
          ORDER BY name COLLATE NOCASE, id",
    )
    .bind(unit)
    .fetch_all(&mut *connection)
    .await?;
    let loaded = load(&mut *connection, rows).await?;
    let (plan, exercised) = response_plan(connection, unit).await?;
    Ok(UnitInventory {
        models: loaded.into_iter().map(|model| model.facts).collect(),
        response_plan: (!plan.is_empty()).then_some(plan),
        response_exercised: exercised,
    })
}

async fn response_plan(
    connection: &mut SqliteConnection,
    unit: UnitId,
) -> Result<(String, Option<Day>)> {
    let (plan, exercised): (String, Option<String>) =
        sqlx::query_as("SELECT response_plan, response_exercised FROM units WHERE id = ?")
            .bind(unit)
            .fetch_one(connection)
            .await?;
    let exercised = day("units", "response_exercised", unit.0, exercised.as_deref())?;
    Ok((plan, exercised))
}

/// The models of the rows, in the rows' order, with everything recorded of each.
pub(super) async fn load(
    connection: &mut SqliteConnection,
    rows: Vec<ModelRow>,
) -> Result<Vec<Loaded>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let parts = Parts::of(connection, &ids).await?;
    parts.hand_out(rows)
}

/// One model with everything recorded of it.
pub(super) async fn load_one(connection: &mut SqliteConnection, id: ModelId) -> Result<Loaded> {
    let row: ModelRow = sqlx::query_as("SELECT * FROM models WHERE id = ?")
        .bind(id)
        .fetch_one(&mut *connection)
        .await?;
    let loaded = load(connection, vec![row]).await?;
    Ok(loaded.into_iter().next().ok_or(AppError::NotFound)?)
}

/// The parts of several models, each kind in one query. The ids travel as one JSON array: the
/// number of bound values is limited, and the text of the query stays the same.
struct Parts {
    tags: Vec<TagRow>,
    deployments: Vec<DeploymentRow>,
    data_sources: Vec<DataSourceRow>,
    permissions: Vec<PermissionRow>,
    credentials: Vec<CredentialRow>,
    validations: Vec<ValidationRow>,
}

/// The rows of one table that belong to the models, oldest first.
macro_rules! parts_of {
    ($connection:expr, $ids:expr, $table:literal) => {
        sqlx::query_as(concat!(
            "SELECT p.* FROM json_each(?) j CROSS JOIN ",
            $table,
            " p ON p.model_id = j.value AND p.removed_at IS NULL ORDER BY p.id"
        ))
        .bind($ids)
        .fetch_all(&mut *$connection)
        .await?
    };
}

impl Parts {
    async fn of(connection: &mut SqliteConnection, ids: &[i64]) -> Result<Self> {
        let ids = serde_json::json!(ids).to_string();
        let ids = ids.as_str();
        Ok(Self {
            tags: sqlx::query_as(
                "SELECT t.model_id, t.tag FROM json_each(?) j
                  CROSS JOIN model_tags t ON t.model_id = j.value ORDER BY t.model_id, t.tag",
            )
            .bind(ids)
            .fetch_all(&mut *connection)
            .await?,
            deployments: parts_of!(connection, ids, "deployments"),
            data_sources: parts_of!(connection, ids, "data_sources"),
            permissions: parts_of!(connection, ids, "permissions"),
            credentials: parts_of!(connection, ids, "credentials"),
            validations: parts_of!(connection, ids, "validations"),
        })
    }

    fn hand_out(self, rows: Vec<ModelRow>) -> Result<Vec<Loaded>> {
        let mut models = Vec::with_capacity(rows.len());
        let mut places = HashMap::with_capacity(rows.len());
        for row in rows {
            places.insert(row.id, models.len());
            let mut facts = ModelFacts::new(row.id, row.details(Vec::new())?);
            facts.retired = row.retired_at.is_some();
            models.push(Loaded { row, facts, ids: PartIds::default() });
        }
        let at = |id: ModelId| places.get(&id).copied();
        for row in self.tags {
            let Some(model) = at(row.model_id).and_then(|at| models.get_mut(at)) else {
                continue;
            };
            model.facts.details.tags.push(row.tag);
        }
        for row in self.deployments {
            let Some(model) = at(row.model_id).and_then(|at| models.get_mut(at)) else {
                continue;
            };
            model.ids.deployments.push(row.id);
            model.facts.deployments.push(row.into_part());
        }
        for row in self.data_sources {
            let Some(model) = at(row.model_id).and_then(|at| models.get_mut(at)) else {
                continue;
            };
            model.ids.data_sources.push(row.id);
            model.facts.data_sources.push(row.into_part());
        }
        for row in self.permissions {
            let Some(model) = at(row.model_id).and_then(|at| models.get_mut(at)) else {
                continue;
            };
            model.ids.permissions.push(row.id);
            model.facts.permissions.push(row.into_part()?);
        }
        for row in self.credentials {
            let Some(model) = at(row.model_id).and_then(|at| models.get_mut(at)) else {
                continue;
            };
            model.ids.credentials.push(row.id);
            model.facts.credentials.push(row.into_part()?);
        }
        for row in self.validations {
            let Some(model) = at(row.model_id).and_then(|at| models.get_mut(at)) else {
                continue;
            };
            model.ids.validations.push(row.id);
            model.facts.validations.push(row.into_part()?);
        }
        Ok(models)
    }
}

impl Read<'_> {
    /// What the register holds of one unit: its live models whole, and its response plan.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the person may not see the unit.
    pub async fn unit_inventory(&self, unit: UnitId) -> Result<UnitInventory> {
        self.must(Action::Read, unit).await?;
        let mut connection = self.pool().acquire().await?;
        inventory(&mut connection, unit).await
    }
}
