//! The chain of custody of an item: everything that was done with it, and who looked at it last.

use domain::EvidenceId;
use domain::audit::AuditEntry;

use crate::audit::EntryRow;
use crate::error::Result;
use crate::read::Read;

/// So many openings are read, the newest ones: an item that many look at is opened all day.
const OPENINGS: i64 = 100;

/// What the audit log says of an item.
#[derive(Debug, Clone)]
pub struct Custody {
    /// Its entries in their order: all but the openings that are left out.
    pub entries: Vec<AuditEntry>,
    /// How many openings are left out: all of them older than those that are here.
    pub openings_left_out: u64,
}

/// The openings of an item in units that the person may see, the newest first: ?1 is the item, ?2 the
/// person.
macro_rules! opened {
    () => {
        "SELECT l.seq FROM audit_log l
          WHERE l.subject = 'evidence' AND l.subject_id = ?1 AND l.action = 'evidence.opened'
            AND l.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?2)
          ORDER BY l.seq DESC"
    };
}

impl Read<'_> {
    /// What was done with an item, as far as the person may see where it was done.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn custody(&self, id: EvidenceId) -> Result<Custody> {
        let first: Option<i64> = sqlx::query_scalar(concat!(opened!(), " LIMIT 1 OFFSET ?3 - 1"))
            .bind(id)
            .bind(self.actor.person)
            .bind(OPENINGS)
            .fetch_optional(self.pool())
            .await?;
        let first = first.unwrap_or_default();
        let rows: Vec<EntryRow> = sqlx::query_as(
            "SELECT l.* FROM audit_log l
              WHERE l.subject = 'evidence' AND l.subject_id = ?1
                AND (l.action <> 'evidence.opened' OR l.seq >= ?3)
                AND l.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?2)
              ORDER BY l.seq",
        )
        .bind(id)
        .bind(self.actor.person)
        .bind(first)
        .fetch_all(self.pool())
        .await?;
        let left_out: i64 =
            sqlx::query_scalar(concat!("SELECT count(*) FROM (", opened!(), ") WHERE seq < ?3"))
                .bind(id)
                .bind(self.actor.person)
                .bind(first)
                .fetch_one(self.pool())
                .await?;
        Ok(Custody {
            entries: rows.into_iter().map(Into::into).collect(),
            openings_left_out: u64::try_from(left_out).unwrap_or_default(),
        })
    }
}
