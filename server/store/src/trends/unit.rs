//! What a unit's own page lists beside its scores.

use std::collections::HashMap;

use domain::assessment::State;
use domain::{Action, AssessmentId, Day, Points, RoundId, Timestamp, UnitId};
use serde_json::json;
use sqlx::FromRow;

use crate::error::Result;
use crate::read::Read;
use crate::rows::maybe_day;

/// An assessment of a unit, as the unit's page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitAssessment {
    /// Its id.
    pub id: AssessmentId,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub state: State,
    /// Whether it was returned and waits to be submitted again.
    pub returned: bool,
    /// When it is due.
    pub due_on: Option<Day>,
    /// Questions answered in the draft.
    pub answered: u32,
    /// Its newest submitted revision; 0 when there is none.
    pub revision: u32,
    /// When that was submitted.
    pub submitted_at: Option<Timestamp>,
    /// Points claimed and evidenced on the day of the submission.
    pub scored: Option<(Points, Points)>,
}

/// How far a unit has got in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct UnitInRound {
    /// The unit.
    pub unit: UnitId,
    /// Its assessment.
    pub assessment: AssessmentId,
    /// Where that stands.
    pub state: State,
    /// Whether it was returned and waits to be submitted again.
    pub returned: bool,
    /// Questions answered.
    pub answered: u32,
}

#[derive(FromRow)]
struct Row {
    id: AssessmentId,
    name: String,
    state: State,
    returned: bool,
    due_on: Option<String>,
    answered: u32,
    revision: u32,
    submitted_at: Option<Timestamp>,
    claimed: Option<Points>,
    evidenced: Option<Points>,
}

impl Row {
    fn read(self) -> Result<UnitAssessment> {
        Ok(UnitAssessment {
            due_on: maybe_day(self.due_on.as_deref(), "assessments", "due_on", self.id.0)?,
            id: self.id,
            name: self.name,
            state: self.state,
            returned: self.returned,
            answered: self.answered,
            revision: self.revision,
            submitted_at: self.submitted_at,
            scored: self.claimed.zip(self.evidenced),
        })
    }
}

impl Read<'_> {
    /// The assessments of one unit, without those below it, newest first; at most `limit`.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when the person may not see the unit.
    pub async fn assessments_of_unit(
        &self,
        unit: UnitId,
        limit: u32,
    ) -> Result<Vec<UnitAssessment>> {
        self.must(Action::Read, unit).await?;
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT a.id, a.name, a.state, a.returned_at IS NOT NULL AS returned, a.due_on,
                    (SELECT count(*) FROM answers n
                      WHERE n.assessment_id = a.id AND n.answer IS NOT NULL) AS answered,
                    coalesce(s.revision, 0) AS revision, s.submitted_at, s.claimed, s.evidenced
               FROM assessments a
               LEFT JOIN submissions s ON s.assessment_id = a.id AND s.revision =
                    (SELECT max(revision) FROM submissions WHERE assessment_id = a.id)
              WHERE a.unit_id = ? ORDER BY a.opened_at DESC, a.id DESC LIMIT ?",
        )
        .bind(unit)
        .bind(limit)
        .fetch_all(self.pool())
        .await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// How far units have got in a round; a unit that isn't in it, or that the person may not see, is
    /// left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn units_in_round(
        &self,
        round: RoundId,
        units: &[UnitId],
    ) -> Result<HashMap<UnitId, UnitInRound>> {
        let rows: Vec<UnitInRound> = sqlx::query_as(
            "SELECT a.unit_id AS unit, a.id AS assessment, a.state,
                    a.returned_at IS NOT NULL AS returned,
                    (SELECT count(*) FROM answers n
                      WHERE n.assessment_id = a.id AND n.answer IS NOT NULL) AS answered
               FROM json_each(?3) j
              CROSS JOIN assessments a ON a.round_id = ?2 AND a.unit_id = j.value
              WHERE a.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)",
        )
        .bind(self.actor.person)
        .bind(round)
        .bind(json!(units).to_string())
        .fetch_all(self.pool())
        .await?;
        Ok(rows.into_iter().map(|row| (row.unit, row)).collect())
    }

    /// What assessments are called; those that the person may not see are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assessment_names(
        &self,
        ids: &[AssessmentId],
    ) -> Result<HashMap<AssessmentId, String>> {
        let rows: Vec<(AssessmentId, String)> = sqlx::query_as(
            "SELECT a.id, a.name FROM json_each(?2) j CROSS JOIN assessments a ON a.id = j.value
              WHERE a.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)",
        )
        .bind(self.actor.person)
        .bind(json!(ids).to_string())
        .fetch_all(self.pool())
        .await?;
        Ok(rows.into_iter().collect())
    }

    /// The organisation itself, for whoever sees it whole.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisation(&self) -> Result<Option<UnitId>> {
        Ok(sqlx::query_scalar(
            "SELECT u.id FROM units u JOIN visible_units v ON v.unit_id = u.id AND v.person_id = ?
              WHERE u.parent_id IS NULL",
        )
        .bind(self.actor.person)
        .fetch_optional(self.pool())
        .await?)
    }

    /// How many live models each unit has that the person may see; units without one are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn models_per_unit(&self) -> Result<HashMap<UnitId, u32>> {
        let rows: Vec<(UnitId, u32)> = sqlx::query_as(
            "SELECT unit_id, count(*) FROM models
              WHERE retired_at IS NULL
                AND unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?)
              GROUP BY unit_id",
        )
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?;
        Ok(rows.into_iter().collect())
    }
}
