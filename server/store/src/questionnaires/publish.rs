//! Publishing: a draft becomes a version that nothing changes any more.

use domain::audit::AuditEvent;
use domain::questionnaires::{following, must_be_publishable};
use domain::{Action, Actor, QuestionnaireDraftId, QuestionnaireId};
use serde_json::json;

use super::{drafts, rows};
use crate::error::Result;
use crate::gate::Resource;
use crate::open::Store;

impl Store {
    /// Publishes a draft: it becomes a version, and is a draft no longer.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] for whoever is no administrator and when there is no such draft;
    /// [`domain::AppError::Conflict`] when it was saved since it was seen; field errors for everything
    /// that stands in the way, a reachable score without a band among it.
    pub async fn publish_questionnaire(
        &self,
        actor: &Actor,
        id: QuestionnaireDraftId,
        seen: u32,
    ) -> Result<QuestionnaireId> {
        let mut write =
            self.write(actor, Action::ManageQuestionnaires, Resource::Installation).await?;
        let draft = rows::draft(&mut write, id, seen).await?;
        let newest = rows::newest(&mut write, &draft.key).await?;
        let version = following(draft, newest)?;
        must_be_publishable(&version)?;
        let sealed = version.seal()?;
        let now = write.now();
        let published: QuestionnaireId = sqlx::query_scalar(
            "INSERT INTO questionnaires (key, version, subject, content, sha256, published_by,
                                         published_at)
             VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(&version.key)
        .bind(version.version)
        .bind(version.subject)
        .bind(&sealed.content)
        .bind(&sealed.sha256)
        .bind(actor.person)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        drafts::remove(&mut write, id).await?;
        // Every word stands in the entries of the draft; the hash says which of them were published.
        let event =
            AuditEvent::new("questionnaire.published", "questionnaire", published.0).after(json!({
                "draft": id, "key": version.key, "version": version.version,
                "title": version.title, "subject": version.subject,
                "number_of_questions": version.questions.len(), "sha256": sealed.sha256,
            }));
        write.commit(event).await?;
        Ok(published)
    }
}
