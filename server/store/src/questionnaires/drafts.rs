//! Drafts: begun, saved as a whole, and deleted, by administrators.

use domain::assessment::Sealed;
use domain::audit::AuditEvent;
use domain::questionnaires::{Origin, Questionnaire, following, must_be_draft, told, told_changes};
use domain::{Action, Actor, AppError, QuestionnaireDraftId, QuestionnaireId};
use serde_json::json;

use super::rows;
use crate::error::{Result, StoreError};
use crate::gate::{Resource, WriteTx};
use crate::open::Store;

const THING: &str = "questionnaire-draft";

impl Store {
    /// Keeps a questionnaire as a new draft: a blank one, one from a file, or one that comes along. Its
    /// version gets a number after those that were published under its key.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for whoever is no administrator; field errors for what may not be kept;
    /// [`AppError::Conflict`] while there is another draft with its key.
    pub async fn begin_questionnaire(
        &self,
        actor: &Actor,
        questionnaire: &Questionnaire,
        origin: Origin,
    ) -> Result<QuestionnaireDraftId> {
        let write = self.write(actor, Action::ManageQuestionnaires, Resource::Installation).await?;
        begin(write, actor, questionnaire.clone(), origin).await
    }

    /// Keeps what was published as a draft of its next version.
    ///
    /// # Errors
    /// As [`Store::begin_questionnaire`]; [`AppError::NotFound`] when there is no such version.
    pub async fn begin_next_version(
        &self,
        actor: &Actor,
        id: QuestionnaireId,
    ) -> Result<QuestionnaireDraftId> {
        let mut write =
            self.write(actor, Action::ManageQuestionnaires, Resource::Installation).await?;
        let published = rows::version(&mut write, id).await?;
        begin(write, actor, published, Origin::Version).await
    }

    /// Saves a draft as a whole, and says how often it was saved by now.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for whoever is no administrator and when there is no such draft;
    /// [`AppError::Conflict`] when it was saved since it was seen, so that nobody's work is lost; field
    /// errors for what may not be kept, and under `key` where another draft has it.
    pub async fn save_questionnaire(
        &self,
        actor: &Actor,
        id: QuestionnaireDraftId,
        seen: u32,
        questionnaire: &Questionnaire,
    ) -> Result<u32> {
        let mut write =
            self.write(actor, Action::ManageQuestionnaires, Resource::Installation).await?;
        let before = rows::draft(&mut write, id, seen).await?;
        let (after, sealed) = kept(&mut write, questionnaire.clone()).await?;
        if after == before {
            return Ok(seen);
        }
        let taken = "There is another draft with this key.";
        let now = write.now();
        let edits = sqlx::query_scalar(
            "UPDATE questionnaire_drafts
                SET key = ?, content = ?, edits = edits + 1, edited_by = ?, edited_at = ?
              WHERE id = ? RETURNING edits",
        )
        .bind(&after.key)
        .bind(&sealed.content)
        .bind(actor.person)
        .bind(now)
        .bind(id)
        .fetch_one(write.sql())
        .await
        .map_err(|e| StoreError::from(e).duplicate_means(AppError::field("key", taken)))?;
        let (old, mut new) = told_changes(&before, &after);
        // What the entry is about, also where the title stayed.
        new["title"] = json!(after.title);
        let event =
            AuditEvent::new("questionnaire.draft-changed", THING, id.0).before(old).after(new);
        write.commit(event).await?;
        Ok(edits)
    }

    /// Deletes a draft.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for whoever is no administrator and when there is no such draft;
    /// [`AppError::Conflict`] when it was saved since it was seen.
    pub async fn delete_questionnaire(
        &self,
        actor: &Actor,
        id: QuestionnaireDraftId,
        seen: u32,
    ) -> Result<()> {
        let mut write =
            self.write(actor, Action::ManageQuestionnaires, Resource::Installation).await?;
        let before = rows::draft(&mut write, id, seen).await?;
        remove(&mut write, id).await?;
        let event =
            AuditEvent::new("questionnaire.draft-deleted", THING, id.0).before(told(&before));
        write.commit(event).await
    }
}

/// Takes a draft's row away; what it held is in the log, or in the version that it became.
pub(super) async fn remove(write: &mut WriteTx, id: QuestionnaireDraftId) -> Result<()> {
    sqlx::query("DELETE FROM questionnaire_drafts WHERE id = ?")
        .bind(id)
        .execute(write.sql())
        .await?;
    Ok(())
}

async fn begin(
    mut write: WriteTx,
    actor: &Actor,
    questionnaire: Questionnaire,
    origin: Origin,
) -> Result<QuestionnaireDraftId> {
    let (draft, sealed) = kept(&mut write, questionnaire).await?;
    let taken = format!("There is a draft with the key “{}” already.", draft.key);
    let now = write.now();
    let id: QuestionnaireDraftId = sqlx::query_scalar(
        "INSERT INTO questionnaire_drafts (key, content, made_by, made_at, edited_by, edited_at)
         VALUES (?1, ?2, ?3, ?4, ?3, ?4) RETURNING id",
    )
    .bind(&draft.key)
    .bind(&sealed.content)
    .bind(actor.person)
    .bind(now)
    .fetch_one(write.sql())
    .await
    .map_err(|error| StoreError::from(error).duplicate_means(AppError::Conflict(taken)))?;
    let mut after = told(&draft);
    after["made_from"] = json!(origin.label());
    write.commit(AuditEvent::new("questionnaire.draft-made", THING, id.0).after(after)).await?;
    Ok(id)
}

/// What is kept of a questionnaire: tidied, under the number that follows, and within bounds.
async fn kept(
    write: &mut WriteTx,
    questionnaire: Questionnaire,
) -> Result<(Questionnaire, Sealed)> {
    let tidied = questionnaire.tidied();
    let newest = rows::newest(write, &tidied.key).await?;
    let draft = following(tidied, newest)?;
    must_be_draft(&draft)?;
    let sealed = draft.seal()?;
    Ok((draft, sealed))
}
