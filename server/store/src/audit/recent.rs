//! The newest entries of a place, and the history of one thing.

use domain::UnitId;
use domain::audit::AuditEntry;

use super::row::EntryRow;
use crate::error::Result;
use crate::read::Read;

impl Read<'_> {
    /// The newest entries of the units that the person may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recent_activity(
        &self,
        unit: Option<UnitId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>> {
        let rows: Vec<EntryRow> = sqlx::query_as(
            "SELECT l.* FROM audit_log l
              WHERE l.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)
                AND (?2 IS NULL OR l.unit_id IN
                     (SELECT unit_id FROM unit_tree WHERE ancestor_id = ?2))
              ORDER BY l.seq DESC LIMIT ?3",
        )
        .bind(self.actor.person)
        .bind(unit)
        .bind(limit)
        .fetch_all(self.pool())
        .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// The newest entries about one thing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn history_of(&self, subject: &str, id: i64, limit: u32) -> Result<Vec<AuditEntry>> {
        let rows: Vec<EntryRow> = sqlx::query_as(
            "SELECT l.* FROM audit_log l
              WHERE l.subject = ?1 AND l.subject_id = ?2
                AND l.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?3)
              ORDER BY l.seq DESC LIMIT ?4",
        )
        .bind(subject)
        .bind(id)
        .bind(self.actor.person)
        .bind(limit)
        .fetch_all(self.pool())
        .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}
