//! What a pack is of, by the names and in the tree of its head's moment.

use std::collections::{HashMap, HashSet};

use ::pack::{AuditScope, CoveredUnit, Named, Plan, Scope};
use domain::{AppError, AuditId, RoundId, Timestamp, UnitId};
use serde_json::json;

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
    Ok(Scope { unit, round, audit: None, units })
}

/// The name of the unit at the top of all.
pub(super) async fn organisation(write: &mut WriteTx, as_of: Timestamp) -> Result<String> {
    Ok(sqlx::query_scalar(
        "SELECT name FROM units_past
          WHERE parent_id IS NULL AND from_at <= ?1 AND ?1 < until_at ORDER BY id LIMIT 1",
    )
    .bind(as_of)
    .fetch_one(write.sql())
    .await?)
}

/// What a pack of an audit is of: its units with all below them, named from those units down.
pub(super) async fn scope_of_audit(
    write: &mut WriteTx,
    id: AuditId,
    plan: &Plan,
    as_of: Timestamp,
) -> Result<Scope> {
    let mut names = units_then(write, as_of).await?;
    let chosen = json!(plan.units).to_string();
    let below: Vec<UnitId> = sqlx::query_scalar(
        "SELECT DISTINCT unit_id FROM unit_tree_past
          WHERE ancestor_id IN (SELECT value FROM json_each(?1)) AND from_at <= ?2 AND ?2 < until_at
          ORDER BY unit_id",
    )
    .bind(chosen)
    .bind(as_of)
    .fetch_all(write.sql())
    .await?;
    let covered: HashSet<UnitId> = below.iter().copied().collect();
    names.retain(|id, _| covered.contains(id));
    let units: Vec<CoveredUnit> =
        below.iter().map(|id| CoveredUnit { id: *id, path: path(&names, *id) }).collect();
    let first = plan.units.first().and_then(|id| Some((*id, names.get(id)?.1.clone())));
    let (first, name) = first.ok_or(AppError::NotFound)?;
    let rounds: Vec<(RoundId, String)> = sqlx::query_as(
        "SELECT id, name FROM rounds WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
    )
    .bind(json!(plan.rounds).to_string())
    .fetch_all(write.sql())
    .await?;
    let audit = AuditScope {
        id,
        name: plan.name.clone(),
        about: plan.about.clone(),
        from: plan.from,
        to: plan.to,
        units: plan.units.clone(),
        rounds: rounds.into_iter().map(|(id, name)| Named { id, name }).collect(),
        auditors: plan.auditors.clone(),
    };
    Ok(Scope { unit: Named { id: first, name }, round: None, audit: Some(audit), units })
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
