//! Business units as a person sees them: a tree in reading order.

use std::collections::{HashMap, HashSet};

use domain::UnitId;

use super::rows::UnitRow;
use super::units::{Unit, UnitNode};
use crate::error::Result;
use crate::read::Read;

impl Read<'_> {
    /// The units that the person may see and that aren't retired, as a tree in reading order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn units(&self) -> Result<Vec<UnitNode>> {
        let rows: Vec<UnitRow> = sqlx::query_as(
            "SELECT u.* FROM units u JOIN visible_units v ON v.unit_id = u.id AND v.person_id = ?
              WHERE u.retired_at IS NULL ORDER BY u.name COLLATE NOCASE, u.id",
        )
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?;
        Ok(in_reading_order(rows.into_iter().map(Unit::from).collect()))
    }

    /// One unit, retired or not.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may see.
    pub async fn unit(&self, id: UnitId) -> Result<Unit> {
        let row: UnitRow = sqlx::query_as(
            "SELECT u.* FROM units u JOIN visible_units v ON v.unit_id = u.id AND v.person_id = ?1
              WHERE u.id = ?2",
        )
        .bind(self.actor.person)
        .bind(id)
        .fetch_one(self.pool())
        .await?;
        Ok(row.into())
    }

    /// The units above a unit, from the organisation down, with the unit last; empty when the person
    /// may not know of the unit. Units above are named even where the person holds no role in them: a
    /// path without names helps nobody.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn path_of(&self, id: UnitId) -> Result<Vec<(UnitId, String)>> {
        Ok(sqlx::query_as(
            "SELECT u.id, u.name FROM unit_tree t JOIN units u ON u.id = t.ancestor_id
              WHERE t.unit_id = ?2
                AND EXISTS (SELECT 1 FROM visible_units WHERE person_id = ?1 AND unit_id = ?2)
              ORDER BY t.distance DESC",
        )
        .bind(self.actor.person)
        .bind(id)
        .fetch_all(self.pool())
        .await?)
    }
}

/// Each unit after the one above it, siblings by name. A unit whose parent isn't in the list stands
/// at the top: the person sees a part of the tree.
fn in_reading_order(units: Vec<Unit>) -> Vec<UnitNode> {
    let known: HashSet<UnitId> = units.iter().map(|unit| unit.id).collect();
    let count = units.len();
    let mut below: HashMap<Option<UnitId>, Vec<Unit>> = HashMap::new();
    for unit in units {
        let parent = unit.parent.filter(|parent| known.contains(parent));
        below.entry(parent).or_default().push(unit);
    }
    let mut out = Vec::with_capacity(count);
    let mut waiting: Vec<UnitNode> = Vec::new();
    let mut wait = |waiting: &mut Vec<UnitNode>, above: Option<&UnitNode>| {
        let id = above.map(|node| node.unit.id);
        // The last one waiting is the next one out.
        for unit in below.remove(&id).into_iter().flatten().rev() {
            let mut path = above.map(|node| node.path.clone()).unwrap_or_default();
            path.push(unit.name.clone());
            let depth = above.map_or(0, |node| node.depth + 1);
            waiting.push(UnitNode { unit, depth, path });
        }
    };
    wait(&mut waiting, None);
    while let Some(node) = waiting.pop() {
        wait(&mut waiting, Some(&node));
        out.push(node);
    }
    out
}
