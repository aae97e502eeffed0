//! Questions that someone passes on to a colleague.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, AssessmentId, PersonId, QuestionNo};
use serde_json::json;

use super::answers::must_be_draft;
use crate::error::Result;
use crate::gate::{Resource, grants_of, lineage};
use crate::open::Store;

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
            let grants = grants_of(write.sql(), person).await?;
            let name: Option<String> = sqlx::query_scalar(
                "SELECT name FROM people WHERE id = ? AND deactivated_at IS NULL",
            )
            .bind(person)
            .fetch_optional(write.sql())
            .await?;
            let colleague = Actor { person, name: String::new(), email: String::new(), grants };
            let Some(name) = name.filter(|_| colleague.allows_on(Action::Answer, &lineage)) else {
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
