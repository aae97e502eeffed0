//! Withdrawing an item: it stays readable and counts no longer.

use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, EvidenceId, text};
use serde_json::json;

use super::coverage::rebuild_everywhere;
use crate::error::Result;
use crate::gate::Resource;
use crate::open::Store;

/// The most characters of a reason.
const REASON_MAX: usize = 2000;

impl Store {
    /// Withdraws an item: it stays readable and counts no longer.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it was withdrawn already, an error under `reason` when that is
    /// missing or too long.
    pub async fn withdraw_evidence(
        &self,
        actor: &Actor,
        id: EvidenceId,
        reason: &str,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::AttachEvidence, Resource::Evidence(id)).await?;
        if reason.trim().is_empty() {
            return Err(AppError::field("reason", "Say why it is withdrawn.").into());
        }
        let reason = text::required(reason, REASON_MAX)
            .map_err(|message| AppError::field("reason", message))?;
        let (now, author) = (write.now(), write.author());
        let title: Option<String> = sqlx::query_scalar(
            "UPDATE evidence SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_reason = ?
              WHERE id = ? AND withdrawn_at IS NULL RETURNING title",
        )
        .bind(now)
        .bind(author)
        .bind(&reason)
        .bind(id)
        .fetch_optional(write.sql())
        .await?;
        let Some(title) = title else {
            return Err(AppError::Conflict("This item was withdrawn already.".to_owned()).into());
        };
        rebuild_everywhere(&mut write, id).await?;
        let mut event = AuditEvent::new("evidence.withdrawn", "evidence", id.0)
            .after(json!({ "title": title, "reason": reason }));
        event.unit = write.unit();
        write.commit(event).await
    }
}
