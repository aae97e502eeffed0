//! Retiring a unit: it leaves lists and later rounds, and keeps its past.

use domain::audit::AuditEvent;
use domain::text::count;
use domain::{Action, Actor, AppError, Timestamp, UnitId};
use serde_json::json;

use super::units::live_unit;
use crate::error::{Result, StoreError};
use crate::gate::Resource;
use crate::open::Store;
use crate::read::Read;

/// What hangs on a unit that may be retired.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct UnitStakes {
    /// Units straight below it that aren't retired.
    pub units: u32,
    /// Models that aren't retired.
    pub models: u32,
    /// Assessments that are still drafts.
    pub drafts: u32,
}

/// A unit that was retired.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RetiredUnit {
    /// Its id.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// The name of the unit that it lies below.
    pub parent_name: String,
    /// Since when.
    pub retired_at: Timestamp,
}

impl Store {
    /// Retires a unit.
    ///
    /// # Errors
    /// [`AppError::Conflict`] for the organisation, and while units that aren't retired lie below.
    pub async fn retire_unit(&self, actor: &Actor, id: UnitId) -> Result<()> {
        let mut write = self.write(actor, Action::ManageUnits, Resource::Installation).await?;
        let unit = live_unit(&mut write, id).await?;
        if unit.parent.is_none() {
            return Err(
                AppError::Conflict("The organisation itself can't be retired.".to_owned()).into()
            );
        }
        let below: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM unit_tree t JOIN units u ON u.id = t.unit_id
              WHERE t.ancestor_id = ? AND t.distance > 0 AND u.retired_at IS NULL",
        )
        .bind(id)
        .fetch_one(write.sql())
        .await?;
        if below > 0 {
            let units = count(below, "unit lies", "units lie");
            let message =
                format!("{units} below “{}”. Move or retire what lies below first.", unit.name);
            return Err(AppError::Conflict(message).into());
        }
        let now = write.now();
        sqlx::query("UPDATE units SET retired_at = ? WHERE id = ?")
            .bind(now)
            .bind(id)
            .execute(write.sql())
            .await?;
        let event = AuditEvent::new("unit.retired", "unit", id.0)
            .in_unit(id)
            .before(json!({ "name": unit.name }));
        write.commit(event).await
    }

    /// Brings a retired unit back to its place.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it isn't retired, when the unit above it is, and when another unit
    /// has taken its name there.
    pub async fn reinstate_unit(&self, actor: &Actor, id: UnitId) -> Result<()> {
        let mut write = self.write(actor, Action::ManageUnits, Resource::Installation).await?;
        let (name, retired, parent): (String, bool, Option<UnitId>) = sqlx::query_as(
            "SELECT name, retired_at IS NOT NULL, parent_id FROM units WHERE id = ?",
        )
        .bind(id)
        .fetch_one(write.sql())
        .await?;
        if !retired {
            return Err(AppError::Conflict(format!("“{name}” isn't retired.")).into());
        }
        if let Some(parent) = parent {
            live_unit(&mut write, parent).await?;
        }
        let taken = format!("Another unit there is called “{name}” now. Rename that one first.");
        sqlx::query("UPDATE units SET retired_at = NULL WHERE id = ?")
            .bind(id)
            .execute(write.sql())
            .await
            .map_err(|error| StoreError::from(error).duplicate_means(AppError::Conflict(taken)))?;
        let event = AuditEvent::new("unit.reinstated", "unit", id.0)
            .in_unit(id)
            .after(json!({ "name": name }));
        write.commit(event).await
    }
}

impl Read<'_> {
    /// What hangs on a unit, for whoever looks after units.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown unit and for anyone else.
    pub async fn unit_stakes(&self, id: UnitId) -> Result<UnitStakes> {
        self.must_manage_units()?;
        Ok(sqlx::query_as(
            "SELECT (SELECT count(*) FROM units b WHERE b.parent_id = u.id AND b.retired_at IS NULL) AS units,
                    (SELECT count(*) FROM models m WHERE m.unit_id = u.id AND m.retired_at IS NULL) AS models,
                    (SELECT count(*) FROM assessments a WHERE a.unit_id = u.id AND a.state = 'draft') AS drafts
               FROM units u WHERE u.id = ?",
        )
        .bind(id)
        .fetch_one(self.pool())
        .await?)
    }

    /// The retired units, newest first, for whoever looks after units. At most 200.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for anyone else.
    pub async fn retired_units(&self) -> Result<Vec<RetiredUnit>> {
        self.must_manage_units()?;
        Ok(sqlx::query_as(
            "SELECT u.id, u.name, p.name AS parent_name, u.retired_at
               FROM units u JOIN units p ON p.id = u.parent_id
              WHERE u.retired_at IS NOT NULL ORDER BY u.retired_at DESC, u.id DESC LIMIT 200",
        )
        .fetch_all(self.pool())
        .await?)
    }

    fn must_manage_units(&self) -> Result<()> {
        if self.actor.allows(Action::ManageUnits) { Ok(()) } else { Err(AppError::NotFound.into()) }
    }
}
