//! The closure of the unit tree: every unit with all units above it, kept in step with `parent_id`.

use domain::UnitId;
use sqlx::SqliteConnection;

use crate::error::Result;

/// Hangs a new unit under its parent.
pub(crate) async fn attach(
    connection: &mut SqliteConnection,
    unit: UnitId,
    parent: Option<UnitId>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO unit_tree (ancestor_id, unit_id, distance)
         SELECT ancestor_id, ?1, distance + 1 FROM unit_tree WHERE unit_id = ?2
         UNION ALL SELECT ?1, ?1, 0",
    )
    .bind(unit)
    .bind(parent)
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether `unit` is `top` or lies below it.
pub(super) async fn lies_below(
    connection: &mut SqliteConnection,
    unit: UnitId,
    top: UnitId,
) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM unit_tree WHERE ancestor_id = ? AND unit_id = ?)",
    )
    .bind(top)
    .bind(unit)
    .fetch_one(connection)
    .await?)
}

/// Moves a unit with everything below it under another parent, which must not lie below it.
pub(super) async fn rehang(
    connection: &mut SqliteConnection,
    unit: UnitId,
    parent: UnitId,
) -> Result<()> {
    sqlx::query(
        "DELETE FROM unit_tree
          WHERE unit_id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ?1)
            AND ancestor_id NOT IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ?1)",
    )
    .bind(unit)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO unit_tree (ancestor_id, unit_id, distance)
         SELECT above.ancestor_id, below.unit_id, above.distance + below.distance + 1
           FROM unit_tree above CROSS JOIN unit_tree below
          WHERE above.unit_id = ?2 AND below.ancestor_id = ?1",
    )
    .bind(unit)
    .bind(parent)
    .execute(&mut *connection)
    .await?;
    sqlx::query("UPDATE units SET parent_id = ?2 WHERE id = ?1")
        .bind(unit)
        .bind(parent)
        .execute(connection)
        .await?;
    Ok(())
}

/// The names from the organisation down to the unit itself.
pub(crate) async fn names_down_to(
    connection: &mut SqliteConnection,
    unit: UnitId,
) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "SELECT u.name FROM unit_tree t JOIN units u ON u.id = t.ancestor_id
          WHERE t.unit_id = ? ORDER BY t.distance DESC",
    )
    .bind(unit)
    .fetch_all(connection)
    .await?)
}
