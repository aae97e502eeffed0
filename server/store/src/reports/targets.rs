//! What units are to reach by when: set, taken back, and read.

use domain::audit::AuditEvent;
use domain::reports::Target;
use domain::{Action, Actor, AppError, Day, Points, UnitId};
use serde_json::json;

use crate::error::Result;
use crate::gate::Resource;
use crate::open::Store;
use crate::read::Read;
use crate::rows::day;

/// The targets of the units in ?2 that count, the next one first.
const TARGETS: &str = "
    SELECT t.unit_id, u.name, t.on_day, t.points
      FROM json_each(?2) j CROSS JOIN targets t ON t.unit_id = j.value
      JOIN units u ON u.id = t.unit_id
     WHERE t.points IS NOT NULL
       AND t.id = (SELECT max(n.id) FROM targets n
                    WHERE n.unit_id = t.unit_id AND n.on_day = t.on_day)
       AND t.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)
     ORDER BY t.on_day, u.name COLLATE NOCASE, t.unit_id";

impl Store {
    /// Sets what a unit is to reach by a day, or takes it back (no points). What was set for the same
    /// day gives way, and stays readable in the log.
    ///
    /// # Errors
    /// [`AppError::NotFound`] or [`AppError::Refused`] for whoever may not; a field error under `on`
    /// for a day that is over, and where there is nothing to take back.
    pub async fn set_target(
        &self,
        actor: &Actor,
        unit: UnitId,
        on: Day,
        points: Option<Points>,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::ManageReports, Resource::Unit(unit)).await?;
        let (today, now) = (write.today(), write.now());
        if on < today {
            let why = "This day is over. Choose one on which the target can still be reached.";
            return Err(AppError::field("on", why).into());
        }
        let before: Option<Option<Points>> = sqlx::query_scalar(
            "SELECT points FROM targets WHERE unit_id = ? AND on_day = ? ORDER BY id DESC LIMIT 1",
        )
        .bind(unit)
        .bind(on.to_string())
        .fetch_optional(write.sql())
        .await?;
        let before = before.flatten();
        if before == points {
            return match points {
                Some(_) => Ok(()),
                None => Err(AppError::field("on", "There is no target for this day.").into()),
            };
        }
        sqlx::query(
            "INSERT INTO targets (unit_id, on_day, points, set_by, set_at) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(unit)
        .bind(on.to_string())
        .bind(points)
        .bind(actor.person)
        .bind(now)
        .execute(write.sql())
        .await?;
        let action = if points.is_some() { "target.set" } else { "target.taken-back" };
        let told =
            |points: Option<Points>| points.map(|points| json!({ "on": on, "points": points }));
        let mut event = AuditEvent::new(action, "unit", unit.0).in_unit(unit);
        if let Some(before) = told(before) {
            event = event.before(before);
        }
        if let Some(after) = told(points) {
            event = event.after(after);
        }
        write.commit(event).await
    }
}

impl Read<'_> {
    /// The targets of a unit, the next one first, those that are over among them. Where it stands is
    /// not computed.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such unit that the person may see.
    pub async fn targets(&self, unit: UnitId) -> Result<Vec<Target>> {
        self.must(Action::Read, unit).await?;
        self.targets_of(&[unit]).await
    }

    pub(super) async fn targets_of(&self, units: &[UnitId]) -> Result<Vec<Target>> {
        let rows: Vec<(UnitId, String, String, Points)> = sqlx::query_as(TARGETS)
            .bind(self.actor.person)
            .bind(json!(units).to_string())
            .fetch_all(self.pool())
            .await?;
        let read = |(unit, name, on, points): (UnitId, String, String, Points)| {
            let on = day(&on, "targets", "on_day", unit.0)?;
            Ok(Target { unit, name, points, on, stands: None })
        };
        rows.into_iter().map(read).collect()
    }
}
