//! When a report that is kept is sent, and to whom.

use domain::audit::AuditEvent;
use domain::reports::{Asked, Occasion, must_be_readers, must_move_on};
use domain::{Action, Actor, AppError, PersonId, SavedReportId, UnitId};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::error::Result;
use crate::gate::WriteTx;
use crate::open::Store;
use crate::read::Read;
use crate::reports::SavedReport;

/// When a report is sent, and to whom it is or could be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The report.
    pub report: SavedReport,
    /// After what it is sent; none while it isn't.
    pub occasion: Option<Occasion>,
    /// Those who can get it, by name.
    pub readers: Vec<Reader>,
}

/// Somebody who can get a report.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Reader {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Whether they get it.
    pub is_chosen: bool,
}

/// Those who can get the report ?1 of ?2: its owner, and whoever sees the unit ?3 that it is shared with.
const READERS: &str = "SELECT p.id, p.name, EXISTS (SELECT 1 FROM report_readers r
                                   WHERE r.report_id = ?1 AND r.person_id = p.id) AS is_chosen
       FROM people p
      WHERE p.deactivated_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM external_accounts x WHERE x.person_id = p.id)
        AND (p.id = ?2 OR EXISTS (SELECT 1 FROM visible_units v
                                   WHERE v.person_id = p.id AND v.unit_id = ?3))
      ORDER BY p.name COLLATE NOCASE, p.id";

async fn readers(
    connection: &mut SqliteConnection,
    report: SavedReportId,
    owner: PersonId,
    unit: Option<UnitId>,
) -> Result<Vec<Reader>> {
    let readers = sqlx::query_as(READERS).bind(report).bind(owner).bind(unit);
    Ok(readers.fetch_all(connection).await?)
}

impl Store {
    /// Sends a report from now on to these people, or no longer to anybody. To others than its owner it
    /// is sent by whoever manages reports in the unit that it is shared with, and only to those who see
    /// that unit.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the person keeps no such report or is from outside,
    /// [`AppError::Refused`] when they may not send it to others; a field error for nobody, too many,
    /// somebody who may not get it, and a report of fixed days.
    pub async fn schedule_report(
        &self,
        actor: &Actor,
        id: SavedReportId,
        occasion: Option<Occasion>,
        to: &[PersonId],
    ) -> Result<()> {
        let mut write = self.begin_report(actor, None).await?;
        let (name, query, unit): (String, String, Option<UnitId>) = sqlx::query_as(
            "SELECT name, query, unit_id FROM saved_reports WHERE id = ? AND person_id = ?",
        )
        .bind(id)
        .bind(actor.person)
        .fetch_one(write.sql())
        .await?;
        if let Some(unit) = unit.filter(|_| to.iter().any(|person| *person != actor.person)) {
            write.also(actor, Action::ManageReports, unit).await?;
        }
        let known = readers(write.sql(), id, actor.person, unit).await?;
        let before: Option<Occasion> =
            sqlx::query_scalar("SELECT occasion FROM report_schedules WHERE report_id = ?")
                .bind(id)
                .fetch_optional(write.sql())
                .await?;
        let chosen: Vec<&Reader> = known.iter().filter(|it| to.contains(&it.id)).collect();
        if occasion.is_some() {
            if !to.iter().all(|person| known.iter().any(|it| it.id == *person)) {
                let why = "Only those who see the unit that a report is shared with can get it.";
                return Err(AppError::field("to", why).into());
            }
            must_be_readers(chosen.len())?;
            let asked = Asked::kept(&query, write.today());
            must_move_on(&asked.map_err(|wrong| AppError::field("", wrong))?)?;
        }
        let is_as_before = known.iter().all(|it| it.is_chosen == to.contains(&it.id));
        if before == occasion && (occasion.is_none() || is_as_before) {
            return Ok(());
        }
        self.set_schedule(&mut write, id, occasion, &chosen).await?;
        let names = |of: Vec<&Reader>| of.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        let then = names(known.iter().filter(|it| it.is_chosen).collect());
        let now = if occasion.is_some() { names(chosen) } else { Vec::new() };
        let mut event = AuditEvent::new("report.scheduled", "person", actor.person.0)
            .before(json!({ "name": name, "sent": before.map(Occasion::label), "to": then }))
            .after(json!({ "name": name, "sent": occasion.map(Occasion::label), "to": now }));
        if let Some(unit) = unit {
            event = event.in_unit(unit);
        }
        write.commit(event).await
    }

    async fn set_schedule(
        &self,
        write: &mut WriteTx,
        id: SavedReportId,
        occasion: Option<Occasion>,
        chosen: &[&Reader],
    ) -> Result<()> {
        let Some(occasion) = occasion else {
            let remove = sqlx::query("DELETE FROM report_schedules WHERE report_id = ?").bind(id);
            remove.execute(write.sql()).await?;
            return Ok(());
        };
        sqlx::query(
            "INSERT INTO report_schedules (report_id, occasion) VALUES (?1, ?2)
             ON CONFLICT (report_id) DO UPDATE SET occasion = ?2",
        )
        .bind(id)
        .bind(occasion)
        .execute(write.sql())
        .await?;
        let chosen: Vec<PersonId> = chosen.iter().map(|reader| reader.id).collect();
        let chosen = json!(chosen).to_string();
        sqlx::query(
            "DELETE FROM report_readers
              WHERE report_id = ? AND person_id NOT IN (SELECT value FROM json_each(?))",
        )
        .bind(id)
        .bind(&chosen)
        .execute(write.sql())
        .await?;
        let today = write.today().to_string();
        sqlx::query(
            "INSERT INTO report_readers (report_id, person_id, since)
             SELECT ?, value, ? FROM json_each(?) WHERE true ON CONFLICT DO NOTHING",
        )
        .bind(id)
        .bind(today)
        .bind(&chosen)
        .execute(write.sql())
        .await?;
        Ok(())
    }
}

impl Read<'_> {
    /// When a report that the person keeps is sent, and to whom it is or could be.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the person keeps no such report.
    pub async fn report_schedule(&self, id: SavedReportId) -> Result<Schedule> {
        let kept = self.saved_reports().await?;
        let report = kept.into_iter().find(|it| it.id == id && it.is_own);
        let report = report.ok_or(AppError::NotFound)?;
        let occasion =
            sqlx::query_scalar("SELECT occasion FROM report_schedules WHERE report_id = ?")
                .bind(id)
                .fetch_optional(self.pool())
                .await?;
        // Whoever manages no reports in the unit any more still gets their own.
        let unit = match report.unit {
            Some(unit) if self.may(Action::ManageReports, unit).await? => Some(unit),
            _ => None,
        };
        let mut connection = self.pool().acquire().await?;
        let readers = readers(&mut connection, id, self.actor.person, unit).await?;
        Ok(Schedule { report, occasion, readers })
    }
}
