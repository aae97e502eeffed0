//! Which units a look at scores is about, and on which days each of them belonged to it.

use std::collections::HashMap;

use domain::trends::{Member, Scores, Stay, UnitScores};
use domain::{Day, Timestamp, UnitId};
use sqlx::{FromRow, SqliteConnection};

use super::kept::Changes;
use crate::error::Result;
use crate::read::Read;
use crate::rows::day;

/// ?1 is the person, ?2 the unit at the top (none for all that the person may see), ?3 whether that
/// unit is meant alone, ?4 the present moment, ?5 whether only what may be seen now is shown.
///
/// Who sees a branch sees its past: a unit that lay in it is among its figures of that time, wherever
/// it lies now. The organisation itself is never assessed.
///
/// What is seen is found once: left to itself, SQLite looks for it again for each unit, which of a
/// thousand units took 330 ms and not 2.
pub(super) const MEMBERS: &str = "
    WITH seen AS MATERIALIZED (SELECT unit_id FROM visible_units WHERE person_id = ?1),
         tops AS (
             SELECT u.id FROM seen JOIN units u ON u.id = seen.unit_id
              WHERE CASE WHEN ?2 IS NULL
                         THEN u.parent_id IS NULL OR u.parent_id NOT IN (SELECT unit_id FROM seen)
                         ELSE u.id = ?2 END)
    SELECT u.id, u.name, u.parent_id, u.created_at, u.retired_at,
           coalesce(c.changes, 0) AS changes, t.from_at, t.until_at,
           t.from_at <= (SELECT min(f.from_at) FROM unit_tree_past f
                          WHERE f.unit_id = u.id AND f.distance = 0) AS is_first
      FROM tops
     CROSS JOIN unit_tree_past t ON t.ancestor_id = tops.id AND t.from_at <= ?4
                                AND (t.distance = 0 OR NOT ?3)
      JOIN units u ON u.id = t.unit_id AND u.parent_id IS NOT NULL
      LEFT JOIN score_changes c ON c.unit_id = u.id
     WHERE NOT ?5 OR u.id IN (SELECT unit_id FROM seen)
     ORDER BY u.name COLLATE NOCASE, u.id, t.from_at";

/// A unit, and one of its stays.
#[derive(FromRow)]
pub(super) struct MemberRow {
    pub(super) id: UnitId,
    pub(super) name: String,
    pub(super) parent_id: Option<UnitId>,
    pub(super) created_at: Timestamp,
    pub(super) retired_at: Option<Timestamp>,
    /// How often what its scores follow from has been changed.
    pub(super) changes: Changes,
    from_at: String,
    until_at: String,
    is_first: bool,
}

impl MemberRow {
    fn stay(&self) -> Result<Stay> {
        let of = |at: &str, column| {
            let text = at.split('T').next().unwrap_or(at);
            day(text, "unit_tree_past", column, self.id.0)
        };
        // Where a unit lay first, it has lain for as long as anything is known of it.
        let from = if self.is_first { Day::MIN } else { of(&self.from_at, "from_at")? };
        // What holds still has no day in its column.
        let until =
            if self.until_at == "9999" { Day::MAX } else { of(&self.until_at, "until_at")? };
        Ok(Stay { from, until })
    }
}

impl Read<'_> {
    pub(super) async fn member_rows(
        &self,
        connection: &mut SqliteConnection,
        top: Option<UnitId>,
        is_alone: bool,
    ) -> Result<Vec<MemberRow>> {
        Ok(sqlx::query_as(MEMBERS)
            .bind(self.actor.person)
            .bind(top)
            .bind(is_alone)
            // The present has no later rows; a clock that is put back must not hide what there is.
            .bind(if self.store.is_past() {
                self.store.now().to_string()
            } else {
                "9999".to_owned()
            })
            // Where a unit was before is none of the business of somebody from outside.
            .bind(self.actor.only_in.is_some())
            .fetch_all(connection)
            .await?)
    }
}

/// The units with their stays, in the order of the rows; a unit's rows stand together.
pub(super) fn members(
    rows: &[MemberRow],
    mut read: HashMap<UnitId, std::sync::Arc<UnitScores>>,
) -> Result<Scores> {
    let mut members = Vec::new();
    for rows in rows.chunk_by(|one, next| one.id == next.id) {
        let stays = rows.iter().map(MemberRow::stay).collect::<Result<Vec<Stay>>>()?;
        if let Some(unit) = rows.first().and_then(|row| read.remove(&row.id)) {
            members.push(Member { unit, stays });
        }
    }
    Ok(Scores { members })
}
