//! Opening rounds, one assessment for every unit in scope, and assessments outside of any.

use domain::assessment::{DEFAULT_CADENCE_DAYS, Round};
use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, AssessmentId, Day, RoundId, UnitId};
use serde_json::json;

use crate::error::{Result, StoreError};
use crate::gate::{Resource, WriteTx};
use crate::open::Store;
use crate::org::live_unit;

/// The questionnaire that rounds ask today.
const QUESTIONNAIRE: &str = "baseline/1";

/// A round to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRound {
    /// The unit at the top of the subtree in scope.
    pub unit: UnitId,
    /// Its name, dates and cadence.
    pub round: Round,
}

/// An assessment outside a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAssessment {
    /// The unit.
    pub unit: UnitId,
    /// What it is called.
    pub name: String,
    /// The day by which it is due, if it is.
    pub due_on: Option<Day>,
}

impl Store {
    /// Opens a round over a unit and everything below it: one assessment for each unit that isn't
    /// retired. The organisation itself is never assessed.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when no unit is in scope or one has a round of this name already.
    pub async fn open_round(&self, actor: &Actor, new: &NewRound) -> Result<RoundId> {
        let mut write = self.write(actor, Action::OpenRound, Resource::Unit(new.unit)).await?;
        let unit = live_unit(&mut write, new.unit).await?;
        refuse_same_name(&mut write, new).await?;
        let (now, author) = (write.now(), write.author());
        let round = &new.round;
        let id: RoundId = sqlx::query_scalar(
            "INSERT INTO rounds (name, unit_id, questionnaire, opens_on, due_on, cadence_days,
                                 opened_by, opened_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(&round.name)
        .bind(new.unit)
        .bind(QUESTIONNAIRE)
        .bind(round.opens_on.to_string())
        .bind(round.due_on.to_string())
        .bind(round.cadence_days)
        .bind(author)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        let opened = sqlx::query(
            "INSERT INTO assessments (unit_id, round_id, name, questionnaire, state, due_on,
                                      cadence_days, opened_by, opened_at)
             SELECT u.id, r.id, r.name, r.questionnaire, 'draft', r.due_on, r.cadence_days,
                    r.opened_by, r.opened_at
               FROM rounds r
               JOIN unit_tree t ON t.ancestor_id = r.unit_id
               JOIN units u ON u.id = t.unit_id AND u.parent_id IS NOT NULL AND u.retired_at IS NULL
              WHERE r.id = ?",
        )
        .bind(id)
        .execute(write.sql())
        .await?
        .rows_affected();
        if opened == 0 {
            return Err(AppError::Conflict(format!(
                "“{}” has no business unit to assess yet. Create one first.",
                unit.name
            ))
            .into());
        }
        super::news::of_round(&mut write, id).await?;
        let event = AuditEvent::new("round.opened", "round", id.0).in_unit(new.unit).after(json!({
            "name": round.name, "due": round.due_on, "cadence_days": round.cadence_days, "units": opened,
        }));
        write.commit(event).await?;
        Ok(id)
    }

    /// Opens an assessment outside any round.
    ///
    /// # Errors
    /// [`AppError::Conflict`] for the organisation itself and for a retired unit.
    pub async fn open_assessment(
        &self,
        actor: &Actor,
        new: &NewAssessment,
    ) -> Result<AssessmentId> {
        let mut write = self.write(actor, Action::OpenRound, Resource::Unit(new.unit)).await?;
        let unit = live_unit(&mut write, new.unit).await?;
        if unit.parent.is_none() {
            return Err(AppError::Conflict(
                "The organisation itself is never assessed. Choose one of its units.".to_owned(),
            )
            .into());
        }
        let (now, author) = (write.now(), write.author());
        let id: AssessmentId = sqlx::query_scalar(
            "INSERT INTO assessments (unit_id, name, questionnaire, state, due_on, cadence_days,
                                      opened_by, opened_at)
             VALUES (?, ?, ?, 'draft', ?, ?, ?, ?) RETURNING id",
        )
        .bind(new.unit)
        .bind(&new.name)
        .bind(QUESTIONNAIRE)
        .bind(new.due_on.map(|due| due.to_string()))
        .bind(DEFAULT_CADENCE_DAYS)
        .bind(author)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        let event = AuditEvent::new("assessment.opened", "assessment", id.0)
            .in_unit(new.unit)
            .after(json!({ "name": new.name, "due": new.due_on }));
        write.commit(event).await?;
        Ok(id)
    }
}

/// Two rounds of one name over one unit would be told apart by nobody.
async fn refuse_same_name(write: &mut WriteTx, new: &NewRound) -> Result<()> {
    let taken: Option<String> = sqlx::query_scalar(
        "SELECT u.name FROM assessments a
           JOIN unit_tree t ON t.unit_id = a.unit_id AND t.ancestor_id = ?1
           JOIN units u ON u.id = a.unit_id
          WHERE a.name = ?2 COLLATE NOCASE AND a.round_id IS NOT NULL LIMIT 1",
    )
    .bind(new.unit)
    .bind(&new.round.name)
    .fetch_optional(write.sql())
    .await?;
    taken.map_or(Ok(()), |unit| {
        let message =
            format!("“{unit}” already has an assessment of a round called “{}”.", new.round.name);
        Err(StoreError::Rule(AppError::field("name", message)))
    })
}
