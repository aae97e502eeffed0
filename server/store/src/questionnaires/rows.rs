//! What the rows of drafts and versions hold, on its way to a write.

use domain::questionnaires::{Newest, Questionnaire, Subject};
use domain::{AppError, QuestionnaireDraftId, QuestionnaireId};

use crate::error::{Result, StoreError};
use crate::gate::WriteTx;

/// A questionnaire from its column.
pub(super) fn content(text: &str, table: &'static str, row: i64) -> Result<Questionnaire> {
    let inconsistent = StoreError::Inconsistent { table, column: "content", row };
    Questionnaire::read(text).map_err(|_| inconsistent)
}

/// The newest version of a key that was published, retired ones among them.
pub(super) async fn newest(write: &mut WriteTx, key: &str) -> Result<Option<Newest>> {
    let row: Option<(u16, Subject)> = sqlx::query_as(
        "SELECT version, subject FROM questionnaires WHERE key = ? ORDER BY version DESC LIMIT 1",
    )
    .bind(key)
    .fetch_optional(write.sql())
    .await?;
    Ok(row.map(|(version, subject)| Newest { version, subject }))
}

/// A published version.
pub(super) async fn version(write: &mut WriteTx, id: QuestionnaireId) -> Result<Questionnaire> {
    let text: String = sqlx::query_scalar("SELECT content FROM questionnaires WHERE id = ?")
        .bind(id)
        .fetch_one(write.sql())
        .await?;
    content(&text, "questionnaires", id.0)
}

/// A draft, as whoever changes it saw it.
///
/// # Errors
/// [`AppError::Conflict`] when it was saved since.
pub(super) async fn draft(
    write: &mut WriteTx,
    id: QuestionnaireDraftId,
    seen: u32,
) -> Result<Questionnaire> {
    let (text, edits, by): (String, u32, String) = sqlx::query_as(
        "SELECT d.content, d.edits, p.name
           FROM questionnaire_drafts d JOIN people p ON p.id = d.edited_by WHERE d.id = ?",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?;
    if edits != seen {
        let message =
            format!("{by} saved this draft since you opened it. Look at it as it is now first.");
        return Err(AppError::Conflict(message).into());
    }
    content(&text, "questionnaire_drafts", id.0)
}
