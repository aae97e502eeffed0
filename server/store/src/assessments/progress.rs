//! Rounds as they get on: how many of their units have begun, submitted, been approved.

use domain::{AppError, Day, RoundId, Timestamp, UnitId};

use crate::error::Result;
use crate::read::Read;
use crate::rows::day;

/// A round and how far it has got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundProgress {
    /// The round.
    pub id: RoundId,
    /// Its name.
    pub name: String,
    /// The unit at the top of its scope.
    pub unit: UnitId,
    /// That unit's name.
    pub unit_name: String,
    /// Its first day.
    pub opens_on: Day,
    /// When it is due.
    pub due_on: Day,
    /// After how many days an assessment of it is stale.
    pub cadence_days: u16,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Assessments that the person may see.
    pub assessments: u32,
    /// Of those, the ones nobody has begun.
    pub not_started: u32,
    /// Of those, the ones in progress.
    pub in_progress: u32,
    /// Of those, the ones submitted and not yet approved.
    pub submitted: u32,
    /// Of those, the ones approved.
    pub approved: u32,
    /// Questions answered in them.
    pub answered: u32,
    /// Questions in them.
    pub questions: u32,
}

#[derive(sqlx::FromRow)]
struct RoundRow {
    id: RoundId,
    name: String,
    unit_id: UnitId,
    unit_name: String,
    opens_on: String,
    due_on: String,
    cadence_days: u16,
    opened_at: Timestamp,
    assessments: u32,
    not_started: u32,
    in_progress: u32,
    submitted: u32,
    approved: u32,
    answered: u32,
}

impl RoundRow {
    fn read(self) -> Result<RoundProgress> {
        Ok(RoundProgress {
            opens_on: day(&self.opens_on, "rounds", "opens_on", self.id.0)?,
            due_on: day(&self.due_on, "rounds", "due_on", self.id.0)?,
            id: self.id,
            name: self.name,
            unit: self.unit_id,
            unit_name: self.unit_name,
            cadence_days: self.cadence_days,
            opened_at: self.opened_at,
            assessments: self.assessments,
            not_started: self.not_started,
            in_progress: self.in_progress,
            submitted: self.submitted,
            approved: self.approved,
            answered: self.answered,
            questions: self.assessments * u32::from(domain::score::BASELINE.total()),
        })
    }
}

impl Read<'_> {
    /// The round with assessments that the person may see and that is due next: its name and due day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn current_round(&self) -> Result<Option<(String, Day)>> {
        let today = self.store.clock.today().to_string();
        let row: Option<(i64, String, String)> = sqlx::query_as(
            "SELECT r.id, r.name, r.due_on FROM rounds r
              WHERE r.due_on >= ?2 AND r.closed_at IS NULL AND EXISTS (
                    SELECT 1 FROM assessments a
                      JOIN visible_units v ON v.unit_id = a.unit_id AND v.person_id = ?1
                     WHERE a.round_id = r.id)
              ORDER BY r.due_on, r.id LIMIT 1",
        )
        .bind(self.actor.person)
        .bind(today)
        .fetch_optional(self.pool())
        .await?;
        row.map(|(id, name, due)| Ok((name, day(&due, "rounds", "due_on", id)?))).transpose()
    }

    /// The newest rounds with units that the person may see, and their progress in those units.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rounds(&self, limit: u32) -> Result<Vec<RoundProgress>> {
        self.round_rows(None, limit).await
    }

    /// One round, and its progress in the units that the person may see.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it has no unit that the person may see.
    pub async fn round(&self, id: RoundId) -> Result<RoundProgress> {
        Ok(self.round_rows(Some(id), 1).await?.pop().ok_or(AppError::NotFound)?)
    }

    async fn round_rows(&self, only: Option<RoundId>, limit: u32) -> Result<Vec<RoundProgress>> {
        let rows: Vec<RoundRow> = sqlx::query_as(
            "SELECT r.id, r.name, r.unit_id, top.name AS unit_name, r.opens_on, r.due_on,
                    r.cadence_days, r.opened_at, count(*) AS assessments,
                    sum(a.state = 'draft' AND a.answered = 0) AS not_started,
                    sum(a.state = 'draft' AND a.answered > 0) AS in_progress,
                    sum(a.state = 'submitted') AS submitted, sum(a.state = 'approved') AS approved,
                    sum(a.answered) AS answered
               FROM (SELECT * FROM rounds r
                      WHERE (?3 IS NULL OR r.id = ?3) AND EXISTS (
                            SELECT 1 FROM assessments a
                              JOIN visible_units v ON v.unit_id = a.unit_id AND v.person_id = ?1
                             WHERE a.round_id = r.id)
                      ORDER BY r.opened_at DESC, r.id DESC LIMIT ?2) r
               JOIN units top ON top.id = r.unit_id
               JOIN (SELECT a.round_id, a.unit_id, a.state,
                            (SELECT count(*) FROM answers n
                              WHERE n.assessment_id = a.id AND n.answer IS NOT NULL) AS answered
                       FROM assessments a) a ON a.round_id = r.id
               JOIN visible_units v ON v.unit_id = a.unit_id AND v.person_id = ?1
              GROUP BY r.id ORDER BY r.opened_at DESC, r.id DESC",
        )
        .bind(self.actor.person)
        .bind(limit)
        .bind(only)
        .fetch_all(self.pool())
        .await?;
        rows.into_iter().map(RoundRow::read).collect()
    }

    /// The names of all rounds with units that the person may see, newest first: what a list can be
    /// narrowed to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn round_names(&self) -> Result<Vec<(RoundId, String)>> {
        Ok(sqlx::query_as(
            "SELECT r.id, r.name FROM rounds r
              WHERE EXISTS (SELECT 1 FROM assessments a
                              JOIN visible_units v ON v.unit_id = a.unit_id AND v.person_id = ?
                             WHERE a.round_id = r.id)
              ORDER BY r.opened_at DESC, r.id DESC",
        )
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?)
    }
}
