//! Reports that somebody keeps under a name, for themselves or shared with a unit.

use domain::audit::AuditEvent;
use domain::reports::{must_be_report, must_have_room};
use domain::{Action, Actor, AppError, SavedReportId, UnitId};
use serde_json::json;

use crate::error::Result;
use crate::gate::{Bounds, Resource, WriteTx, bounds_of};
use crate::open::Store;
use crate::read::Read;

/// A report that is kept.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SavedReport {
    /// It.
    pub id: SavedReportId,
    /// Its name, once for each person.
    pub name: String,
    /// What it is about, as its address has it after the question mark; empty for the usual report.
    pub query: String,
    /// The unit that it is shared with: whoever sees the unit sees it.
    pub unit: Option<UnitId>,
    /// What that is called.
    pub unit_name: Option<String>,
    /// Whose it is, by name.
    pub by: String,
    /// Whether it is the reader's own.
    pub is_own: bool,
}

impl Store {
    /// Keeps a report under a name, for its owner alone or shared with a unit; what they kept under it
    /// before gives way.
    ///
    /// # Errors
    /// A field error for what is no report, or when they keep too many already;
    /// [`AppError::NotFound`] or [`AppError::Refused`] for a unit with which they may not share, and
    /// to somebody from outside.
    pub async fn save_report(
        &self,
        actor: &Actor,
        name: &str,
        query: &str,
        unit: Option<UnitId>,
    ) -> Result<()> {
        must_be_report(query)?;
        let mut write = self.begin_report(actor, unit).await?;
        let known: Vec<(String, String, Option<UnitId>)> =
            sqlx::query_as("SELECT name, query, unit_id FROM saved_reports WHERE person_id = ?")
                .bind(actor.person)
                .fetch_all(write.sql())
                .await?;
        let before = known.iter().find(|it| it.0.eq_ignore_ascii_case(name));
        match before {
            Some((then, asked, shared)) if then == name && asked == query && *shared == unit => {
                return Ok(());
            }
            Some(_) => {}
            None => must_have_room(known.len())?,
        }
        let now = write.now();
        sqlx::query(
            "INSERT INTO saved_reports (person_id, unit_id, name, query, saved_at)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (person_id, name)
                DO UPDATE SET unit_id = ?2, name = ?3, query = ?4, saved_at = ?5",
        )
        .bind(actor.person)
        .bind(unit)
        .bind(name)
        .bind(query)
        .bind(now)
        .execute(write.sql())
        .await?;
        if before.is_some_and(|(.., shared)| *shared != unit) {
            // Who got it as somebody who sees the unit may not be one who sees the other.
            sqlx::query(
                "DELETE FROM report_readers WHERE person_id <> ?1 AND report_id =
                    (SELECT id FROM saved_reports WHERE person_id = ?1 AND name = ?2)",
            )
            .bind(actor.person)
            .bind(name)
            .execute(write.sql())
            .await?;
        }
        let told = |name: &str, query: &str, unit: Option<UnitId>| json!({ "name": name, "query": query, "unit": unit });
        let mut event = AuditEvent::new("report.saved", "person", actor.person.0)
            .after(told(name, query, unit));
        if let Some(unit) = unit {
            event = event.in_unit(unit);
        }
        if let Some((name, query, unit)) = before {
            event = event.before(told(name, query, *unit));
        }
        write.commit(event).await
    }

    /// Keeps a report no longer.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the person keeps none of this number.
    pub async fn remove_report(&self, actor: &Actor, id: SavedReportId) -> Result<()> {
        let mut write = self.begin_report(actor, None).await?;
        let (name, query, unit): (String, String, Option<UnitId>) = sqlx::query_as(
            "DELETE FROM saved_reports WHERE id = ? AND person_id = ?
             RETURNING name, query, unit_id",
        )
        .bind(id)
        .bind(actor.person)
        .fetch_one(write.sql())
        .await?;
        let mut event = AuditEvent::new("report.removed", "person", actor.person.0)
            .before(json!({ "name": name, "query": query, "unit": unit }));
        if let Some(unit) = unit {
            event = event.in_unit(unit);
        }
        write.commit(event).await
    }

    pub(super) async fn begin_report(
        &self,
        actor: &Actor,
        unit: Option<UnitId>,
    ) -> Result<WriteTx> {
        let mut write = match unit {
            Some(unit) => self.write(actor, Action::ManageReports, Resource::Unit(unit)).await?,
            None => self.begin_own(actor).await?,
        };
        let today = write.today();
        if bounds_of(write.sql(), actor.person, today).await? != Bounds::Organisation {
            return Err(AppError::NotFound.into());
        }
        Ok(write)
    }
}

impl Read<'_> {
    /// The reports that the person keeps, and those that are shared with a unit that they see; by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn saved_reports(&self) -> Result<Vec<SavedReport>> {
        if self.actor.only_in.is_some() {
            return Ok(Vec::new());
        }
        Ok(sqlx::query_as(
            "SELECT r.id, r.name, r.query, r.unit_id AS unit, u.name AS unit_name, p.name AS by,
                    r.person_id = ?1 AS is_own
               FROM saved_reports r JOIN people p ON p.id = r.person_id
               LEFT JOIN units u ON u.id = r.unit_id
              WHERE r.person_id = ?1
                 OR r.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)
              ORDER BY r.name COLLATE NOCASE, r.id",
        )
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?)
    }
}
