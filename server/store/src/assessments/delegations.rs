//! Questions that someone passes on to a colleague.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, AssessmentId, PersonId, QuestionNo};
use serde_json::json;
use sqlx::FromRow;

use super::answers::must_be_draft;
use crate::error::Result;
use crate::gate::{Resource, lineage, may_on};
use crate::open::Store;
use crate::read::Read;

impl Store {
    /// Delegates a question of a draft to a colleague who may answer it, or takes it back.
    ///
    /// # Errors
    /// A field error when the colleague may not answer for this unit.
    pub async fn delegate(
        &self,
        actor: &Actor,
        id: AssessmentId,
        question: QuestionNo,
        to: Option<PersonId>,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::Answer, Resource::Assessment(id)).await?;
        must_be_draft(&mut write, id).await?;
        if !(1..=domain::score::BASELINE.total()).contains(&question.0) {
            return Err(AppError::NotFound.into());
        }
        let unit = write.unit().ok_or(AppError::Internal)?;
        let (now, author) = (write.now(), write.author());
        let before: Option<String> = sqlx::query_scalar(
            "SELECT p.name FROM delegations d JOIN people p ON p.id = d.person_id
              WHERE d.assessment_id = ? AND d.question = ?",
        )
        .bind(id)
        .bind(question)
        .fetch_optional(write.sql())
        .await?;
        sqlx::query("DELETE FROM delegations WHERE assessment_id = ? AND question = ?")
            .bind(id)
            .bind(question)
            .execute(write.sql())
            .await?;
        let mut after = None;
        if let Some(person) = to {
            let lineage = lineage(write.sql(), unit).await?;
            let able = may_on(write.sql(), person, Action::Answer, &lineage).await?;
            let name: Option<String> = sqlx::query_scalar(
                "SELECT name FROM people WHERE id = ? AND deactivated_at IS NULL",
            )
            .bind(person)
            .fetch_optional(write.sql())
            .await?;
            let Some(name) = name.filter(|_| able) else {
                return Err(AppError::field(
                    "person",
                    "Choose someone who may answer for this unit.",
                )
                .into());
            };
            sqlx::query(
                "INSERT INTO delegations (assessment_id, question, person_id, delegated_by, delegated_at)
                 VALUES (?, ?, ?, ?, ?)",
            )
            .bind(id)
            .bind(question)
            .bind(person)
            .bind(author)
            .bind(now)
            .execute(write.sql())
            .await?;
            after = Some(name);
        }
        let event = AuditEvent::new("question.delegated", "assessment", id.0)
            .in_unit(unit)
            .before(json!({ "question": question, "to": before }))
            .after(json!({ "question": question, "to": after }));
        write.commit(event).await
    }
}

/// A question that a colleague passed on and that still waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct PassedOn {
    /// The draft.
    #[sqlx(rename = "assessment_id")]
    pub assessment: AssessmentId,
    /// The draft's name.
    pub name: String,
    /// Its unit's name.
    pub unit_name: String,
    /// The question.
    pub question: QuestionNo,
    /// Who passed it on.
    pub by: String,
}

impl Read<'_> {
    /// What colleagues passed on to the person and nobody answered since, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn passed_on_to_me(&self) -> Result<Vec<PassedOn>> {
        Ok(sqlx::query_as(
            "SELECT d.assessment_id, a.name, u.name AS unit_name, d.question, p.name AS by
               FROM delegations d JOIN assessments a ON a.id = d.assessment_id
               JOIN units u ON u.id = a.unit_id JOIN people p ON p.id = d.delegated_by
              WHERE d.person_id = ?1 AND a.state = 'draft'
                AND a.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ?1)
                AND NOT EXISTS (SELECT 1 FROM answers x
                     WHERE x.assessment_id = d.assessment_id AND x.question = d.question
                       AND x.answer IS NOT NULL AND x.answered_at >= d.delegated_at)
              ORDER BY d.delegated_at, d.question LIMIT 50",
        )
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?)
    }
}
