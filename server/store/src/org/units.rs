//! Business units: create, rename and move.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, Day, Timestamp, UnitId};
use serde_json::json;

use super::rows::UnitRow;
use super::tree;
use crate::error::{Result, StoreError};
use crate::gate::{Resource, WriteTx};
use crate::open::Store;

/// A business unit, or the organisation at the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// The unit above it; none for the organisation.
    pub parent: Option<UnitId>,
    /// Its name now.
    pub name: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was retired, if it was.
    pub retired_at: Option<Timestamp>,
    /// Where its response plan for incidents with AI is; empty when there is none.
    pub response_plan: String,
    /// The day on which the plan was last exercised.
    pub response_exercised: Option<Day>,
}

/// A unit in its place in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitNode {
    /// The unit.
    pub unit: Unit,
    /// How many units are above it; 0 for the organisation.
    pub depth: u32,
    /// The names from the organisation down to the unit.
    pub path: Vec<String>,
}

/// A unit to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUnit {
    /// Its name.
    pub name: String,
    /// The unit above it.
    pub parent: UnitId,
}

fn name_taken(name: &str) -> AppError {
    AppError::field(
        "name",
        format!("There is already a unit called “{name}” at this place. Choose another name."),
    )
}

impl Store {
    /// Creates a unit.
    ///
    /// # Errors
    /// A field error when a sibling has the same name, or the parent is unknown or retired.
    pub async fn create_unit(&self, actor: &Actor, new: &NewUnit) -> Result<UnitId> {
        let mut write = self.write(actor, Action::ManageUnits, Resource::Installation).await?;
        let parent = parent_to_be(&mut write, new.parent).await?;
        let id = insert_unit(&mut write, Some(parent.id), &new.name)
            .await
            .map_err(|error| error.duplicate_means(name_taken(&new.name)))?;
        write
            .commit(
                AuditEvent::new("unit.created", "unit", id.0)
                    .in_unit(id)
                    .after(json!({ "name": new.name, "parent": parent.name })),
            )
            .await?;
        Ok(id)
    }

    /// Renames a unit. Past submissions keep the name that they were made under.
    ///
    /// # Errors
    /// A field error when a sibling has the same name.
    pub async fn rename_unit(&self, actor: &Actor, id: UnitId, name: &str) -> Result<()> {
        let mut write = self.write(actor, Action::ManageUnits, Resource::Installation).await?;
        let unit = live_unit(&mut write, id).await?;
        if unit.name == name {
            return Ok(());
        }
        sqlx::query("UPDATE units SET name = ? WHERE id = ?")
            .bind(name)
            .bind(id)
            .execute(write.sql())
            .await
            .map_err(|error| StoreError::from(error).duplicate_means(name_taken(name)))?;
        write
            .commit(
                AuditEvent::new("unit.renamed", "unit", id.0)
                    .in_unit(id)
                    .before(json!({ "name": unit.name }))
                    .after(json!({ "name": name })),
            )
            .await
    }

    /// Moves a unit, with everything below it, under another one.
    ///
    /// # Errors
    /// A field error when the new place is unknown, retired, the unit itself or below it, when the
    /// unit is there already, and when another of its name is.
    pub async fn move_unit(&self, actor: &Actor, id: UnitId, parent: UnitId) -> Result<()> {
        let mut write = self.write(actor, Action::ManageUnits, Resource::Installation).await?;
        let unit = live_unit(&mut write, id).await?;
        let target = parent_to_be(&mut write, parent).await?;
        let Some(old_parent) = unit.parent else {
            return Err(
                AppError::field("parent", "The organisation itself stays at the top.").into()
            );
        };
        if old_parent == parent {
            let message = format!("“{}” lies below “{}” already.", unit.name, target.name);
            return Err(AppError::field("parent", message).into());
        }
        if tree::lies_below(write.sql(), parent, id).await? {
            let message = if parent == id {
                format!("“{}” can't move below itself.", unit.name)
            } else {
                format!(
                    "“{}” lies below “{}”, which can't move below itself.",
                    target.name, unit.name
                )
            };
            return Err(AppError::field("parent", message).into());
        }
        let from = live_unit(&mut write, old_parent).await?;
        tree::rehang(write.sql(), id, parent).await.map_err(|error| {
            error.duplicate_means(AppError::field(
                "parent",
                format!("“{}” already has a unit called “{}”.", target.name, unit.name),
            ))
        })?;
        write
            .commit(
                AuditEvent::new("unit.moved", "unit", id.0)
                    .in_unit(id)
                    .before(json!({ "parent": from.name }))
                    .after(json!({ "parent": target.name })),
            )
            .await
    }

    /// Records where a unit's response plan is and when it was last exercised.
    ///
    /// # Errors
    /// When the person may not edit the unit's register.
    pub async fn record_response_plan(
        &self,
        actor: &Actor,
        id: UnitId,
        plan: &str,
        exercised: Option<Day>,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::EditModels, Resource::Unit(id)).await?;
        let unit = live_unit(&mut write, id).await?;
        sqlx::query("UPDATE units SET response_plan = ?, response_exercised = ? WHERE id = ?")
            .bind(plan)
            .bind(exercised.map(|day| day.to_string()))
            .bind(id)
            .execute(write.sql())
            .await?;
        write
            .commit(
                AuditEvent::new("unit.response-plan-recorded", "unit", id.0)
                    .in_unit(id)
                    .before(
                        json!({ "plan": unit.response_plan, "exercised": unit.response_exercised }),
                    )
                    .after(json!({ "plan": plan, "exercised": exercised })),
            )
            .await
    }
}

pub(super) async fn insert_unit(
    write: &mut WriteTx,
    parent: Option<UnitId>,
    name: &str,
) -> Result<UnitId> {
    let now = write.now();
    let id: UnitId = sqlx::query_scalar(
        "INSERT INTO units (parent_id, name, created_at) VALUES (?, ?, ?) RETURNING id",
    )
    .bind(parent)
    .bind(name)
    .bind(now)
    .fetch_one(write.sql())
    .await?;
    tree::attach(write.sql(), id, parent).await?;
    Ok(id)
}

/// A unit that isn't retired.
pub(crate) async fn live_unit(write: &mut WriteTx, id: UnitId) -> Result<Unit> {
    let row: UnitRow =
        sqlx::query_as("SELECT * FROM units WHERE id = ?").bind(id).fetch_one(write.sql()).await?;
    if row.retired_at.is_some() {
        return Err(AppError::Conflict(format!("“{}” is retired.", row.name)).into());
    }
    Ok(row.into())
}

/// The unit chosen as a parent: what is wrong with it is said beside the field.
async fn parent_to_be(write: &mut WriteTx, id: UnitId) -> Result<Unit> {
    live_unit(write, id).await.map_err(|error| match error.to_app() {
        AppError::NotFound => AppError::field("parent", "Choose a unit of the list.").into(),
        AppError::Conflict(retired) => AppError::field("parent", retired).into(),
        _ => error,
    })
}
