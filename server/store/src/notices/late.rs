//! Digests whose day went by while the program was away: each is told with the next one.

use domain::notices::{ByMail, MessageState, not_before};
use domain::{MessageId, PersonId, Timestamp};

use super::outbox::{add_mail, digest_of};
use crate::error::Result;
use crate::open::Store;

impl Store {
    /// Puts what waited for a day that is over into the next digest of the same person, so that nobody
    /// gets two on the day on which the program comes back. What was tried before stays a message of
    /// its own: the other side may have it.
    pub(super) async fn join_late_digests(&self) -> Result<()> {
        let now = self.now();
        let late: Vec<(MessageId, PersonId, bool)> = sqlx::query_as(
            "SELECT o.id, o.person_id, coalesce(w.quiet, 1)
               FROM outbox o LEFT JOIN notice_weekends w ON w.person_id = o.person_id
              WHERE o.state = 'waiting' AND o.due_at < ?1 AND o.failures = 0
                AND o.person_id IS NOT NULL AND o.once LIKE 'digest:%'",
        )
        .bind(Timestamp::start_of(now.day()))
        .fetch_all(&self.readers)
        .await?;
        for (id, person, quiet) in late {
            if let Some(due) = not_before(ByMail::Digest, now, quiet) {
                self.join_digest(id, person, due).await?;
            }
        }
        Ok(())
    }

    async fn join_digest(&self, late: MessageId, person: PersonId, due: Timestamp) -> Result<()> {
        let (now, once) = (self.now(), digest_of(due));
        let mut write = self.writer()?.begin_with("BEGIN IMMEDIATE").await?;
        add_mail(&mut write, person, &once, now, due).await?;
        sqlx::query(
            "UPDATE outbox_notices SET message_id = (SELECT id FROM outbox WHERE person_id = ? AND once = ?)
              WHERE message_id = ?",
        )
        .bind(person)
        .bind(&once)
        .bind(late)
        .execute(&mut *write)
        .await?;
        sqlx::query("UPDATE outbox SET state = ?, why = ?, ended_at = ? WHERE id = ?")
            .bind(MessageState::Dropped)
            .bind("Told with a later day.")
            .bind(now)
            .bind(late)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(())
    }
}
