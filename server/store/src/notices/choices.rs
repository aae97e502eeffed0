//! What a person chose to get of each kind of notice.

use std::collections::BTreeMap;

use domain::audit::AuditEvent;
use domain::notices::{ByMail, NoticeChoice, NoticeKind};
use domain::{Actor, AppError};
use serde_json::json;

use crate::error::Result;
use crate::open::Store;
use crate::read::Read;

/// What a person chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeChoices {
    /// What they get of each kind.
    pub of: BTreeMap<NoticeKind, NoticeChoice>,
    /// Whether no mail goes out on Saturdays and Sundays.
    pub quiet_weekends: bool,
}

impl Read<'_> {
    /// What the person gets: what they chose, and otherwise what somebody gets who chose nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notice_choices(&self) -> Result<NoticeChoices> {
        let rows: Vec<(NoticeKind, bool, ByMail)> = sqlx::query_as(
            "SELECT kind, in_inbox, by_mail FROM notice_choices
              WHERE person_id = ? AND kind IN (SELECT value FROM json_each(?))",
        )
        .bind(self.actor.person)
        .bind(json!(NoticeKind::ALL).to_string())
        .fetch_all(self.pool())
        .await?;
        let quiet: Option<bool> =
            sqlx::query_scalar("SELECT quiet FROM notice_weekends WHERE person_id = ?")
                .bind(self.actor.person)
                .fetch_optional(self.pool())
                .await?;
        let mut of: BTreeMap<_, _> =
            NoticeKind::ALL.iter().map(|kind| (*kind, kind.unchosen())).collect();
        for (kind, in_inbox, by_mail) in rows {
            of.insert(kind, NoticeChoice { in_inbox, by_mail });
        }
        Ok(NoticeChoices { of, quiet_weekends: quiet.unwrap_or(true) })
    }
}

impl Store {
    /// Keeps what a person chose; it counts for what happens from now on.
    ///
    /// # Errors
    /// [`AppError::Unauthenticated`] once their account is over, [`AppError::NotFound`] for somebody from
    /// outside, who is told of nothing.
    pub async fn choose_notices(&self, actor: &Actor, choices: &NoticeChoices) -> Result<()> {
        let mut write = self.begin_own(actor).await?;
        if write.only_in().is_some() {
            return Err(AppError::NotFound.into());
        }
        for (kind, choice) in &choices.of {
            sqlx::query(
                "INSERT INTO notice_choices (person_id, kind, in_inbox, by_mail) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (person_id, kind) DO UPDATE SET in_inbox = ?3, by_mail = ?4",
            )
            .bind(actor.person)
            .bind(kind)
            .bind(choice.in_inbox || !kind.may_leave_inbox())
            .bind(choice.by_mail)
            .execute(write.sql())
            .await?;
        }
        sqlx::query(
            "INSERT INTO notice_weekends (person_id, quiet) VALUES (?1, ?2)
             ON CONFLICT (person_id) DO UPDATE SET quiet = ?2",
        )
        .bind(actor.person)
        .bind(choices.quiet_weekends)
        .execute(write.sql())
        .await?;
        let chosen: BTreeMap<&str, _> = choices
            .of
            .iter()
            .map(|(kind, it)| (kind.key(), json!({ "inbox": it.in_inbox, "mail": it.by_mail })))
            .collect();
        let event = AuditEvent::new("notices.chosen", "person", actor.person.0)
            .after(json!({ "quiet_weekends": choices.quiet_weekends, "kinds": chosen }));
        write.commit(event).await
    }
}
