//! Retiring a version: it is asked no more, and stays readable with all that was answered to it.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, QuestionnaireId};
use serde_json::json;

use super::rows;
use crate::error::Result;
use crate::gate::Resource;
use crate::open::Store;

impl Store {
    /// Retires a published version.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for whoever is no administrator and when there is no such version;
    /// [`AppError::Conflict`] when it is retired already.
    pub async fn retire_questionnaire(&self, actor: &Actor, id: QuestionnaireId) -> Result<()> {
        self.mark_questionnaire(actor, id, true).await
    }

    /// Brings a retired version back.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for whoever is no administrator and when there is no such version;
    /// [`AppError::Conflict`] when it isn't retired.
    pub async fn reinstate_questionnaire(&self, actor: &Actor, id: QuestionnaireId) -> Result<()> {
        self.mark_questionnaire(actor, id, false).await
    }

    async fn mark_questionnaire(
        &self,
        actor: &Actor,
        id: QuestionnaireId,
        retired: bool,
    ) -> Result<()> {
        let mut write =
            self.write(actor, Action::ManageQuestionnaires, Resource::Installation).await?;
        let version = rows::version(&mut write, id).await?;
        let is_retired: Option<bool> = sqlx::query_scalar(
            "SELECT retired FROM questionnaire_retirements WHERE questionnaire_id = ?
              ORDER BY id DESC LIMIT 1",
        )
        .bind(id)
        .fetch_optional(write.sql())
        .await?;
        if is_retired.unwrap_or(false) == retired {
            let state = if retired { "is retired already" } else { "isn't retired" };
            let message = format!("“{}”, version {}, {state}.", version.title, version.version);
            return Err(AppError::Conflict(message).into());
        }
        let now = write.now();
        sqlx::query(
            "INSERT INTO questionnaire_retirements (questionnaire_id, retired, by_id, at)
             VALUES (?, ?, ?, ?)",
        )
        .bind(id)
        .bind(retired)
        .bind(actor.person)
        .bind(now)
        .execute(write.sql())
        .await?;
        let told = json!({
            "key": version.key, "version": version.version, "title": version.title,
        });
        let event = match retired {
            true => AuditEvent::new("questionnaire.retired", "questionnaire", id.0).before(told),
            false => AuditEvent::new("questionnaire.reinstated", "questionnaire", id.0).after(told),
        };
        write.commit(event).await
    }
}
