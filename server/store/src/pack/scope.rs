//! What a pack is of, by the names and in the tree of its head's moment.

use std::collections::HashMap;

use ::pack::{CoveredUnit, Named, Scope};
use domain::{AppError, RoundId, Timestamp, UnitId};

use crate::error::Result;
use crate::gate::WriteTx;

/// The unit at the top of a round.
pub(super) async fn unit_of_round(write: &mut WriteTx, round: Option<RoundId>) -> Result<UnitId> {
    Ok(sqlx::query_scalar("SELECT unit_id FROM rounds WHERE id = ?")
        .bind(round)
        .fetch_one(write.sql())
        .await?)
}

pub(super) async fn scope(
    write: &mut WriteTx,
    unit: UnitId,
    round: Option<RoundId>,
    as_of: Timestamp,
) -> Result<Scope> {
    let names: HashMap<UnitId, (Option<UnitId>, String)> = units_then(write, as_of).await?;
    let (_, name) = names
        .get(&unit)
        .ok_or_else(|| AppError::field("unit", "There was no such unit at that entry."))?;
    let below: Vec<UnitId> = sqlx::query_scalar(
        "SELECT unit_id FROM unit_tree_past
          WHERE ancestor_id = ?1 AND from_at <= ?2 AND ?2 < until_at ORDER BY unit_id",
    )
    .bind(unit)
    .bind(as_of)
    .fetch_all(write.sql())
    .await?;
    let units = below.iter().map(|id| CoveredUnit { id: *id, path: path(&names, *id) }).collect();
    let unit = Named { id: unit, name: name.clone() };
    let round = match round {
        Some(round) => Some(round_then(write, round, unit.id, as_of).await?),
        None => None,
    };
    Ok(Scope { unit, round, units })
}

async fn units_then(
    write: &mut WriteTx,
    as_of: Timestamp,
) -> Result<HashMap<UnitId, (Option<UnitId>, String)>> {
    let rows: Vec<(UnitId, Option<UnitId>, String)> = sqlx::query_as(
        "SELECT id, parent_id, name FROM units_past WHERE from_at <= ?1 AND ?1 < until_at",
    )
    .bind(as_of)
    .fetch_all(write.sql())
    .await?;
    Ok(rows.into_iter().map(|(id, parent, name)| (id, (parent, name))).collect())
}

/// The names from the organisation down to a unit.
fn path(names: &HashMap<UnitId, (Option<UnitId>, String)>, unit: UnitId) -> Vec<String> {
    let mut path = Vec::new();
    let mut next = Some(unit);
    // No tree is as deep as it has units.
    while let Some((above, name)) = next.and_then(|id| names.get(&id))
        && path.len() < names.len()
    {
        path.push(name.clone());
        next = *above;
    }
    path.reverse();
    path
}

/// The round, where it asked any of the units below this one.
async fn round_then(
    write: &mut WriteTx,
    round: RoundId,
    unit: UnitId,
    as_of: Timestamp,
) -> Result<Named<RoundId>> {
    let name: Option<String> = sqlx::query_scalar(
        "SELECT r.name FROM rounds r
          WHERE r.id = ?1 AND r.opened_at <= ?3 AND EXISTS (
                SELECT 1 FROM assessments a
                  JOIN unit_tree_past t ON t.unit_id = a.unit_id AND t.ancestor_id = ?2
                       AND t.from_at <= ?3 AND ?3 < t.until_at
                 WHERE a.round_id = r.id)",
    )
    .bind(round)
    .bind(unit)
    .bind(as_of)
    .fetch_optional(write.sql())
    .await?;
    let name = name.ok_or_else(|| {
        AppError::field("round", "This round asked none of the unit's questions.")
    })?;
    Ok(Named { id: round, name })
}
