//! The channels of a unit, without their secrets, and how they fare.

use domain::notices::{HookForm, NoticeKind};
use domain::{Action, ChannelId, Timestamp, UnitId};

use super::{Channel, LastPost};
use crate::error::Result;
use crate::read::Read;

#[derive(sqlx::FromRow)]
struct Row {
    id: ChannelId,
    unit_id: UnitId,
    name: String,
    form: HookForm,
    host: String,
    made_by: String,
    made_at: Timestamp,
    waiting: u32,
}

impl Read<'_> {
    /// The unit whose news a channel gets.
    ///
    /// # Errors
    /// [`AppError::NotFound`] to whoever may not manage it, and once it was removed.
    pub async fn unit_of_channel(&self, id: ChannelId) -> Result<UnitId> {
        let unit: UnitId =
            sqlx::query_scalar("SELECT unit_id FROM channels WHERE id = ? AND removed_at IS NULL")
                .bind(id)
                .fetch_one(self.pool())
                .await?;
        self.must(Action::ManageChannels, unit).await?;
        Ok(unit)
    }

    /// The channels of a unit, in the order in which they were set up.
    ///
    /// # Errors
    /// [`AppError::NotFound`] to whoever may not manage them.
    pub async fn channels(&self, unit: UnitId) -> Result<Vec<Channel>> {
        self.must(Action::ManageChannels, unit).await?;
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT h.id, h.unit_id, h.name, h.form, h.host, p.name AS made_by, h.made_at,
                    (SELECT count(*) FROM outbox o
                      WHERE o.channel_id = h.id AND o.state = 'waiting') AS waiting
               FROM channels h JOIN people p ON p.id = h.made_by
              WHERE h.unit_id = ? AND h.removed_at IS NULL ORDER BY h.id",
        )
        .bind(unit)
        .fetch_all(self.pool())
        .await?;
        let kinds: Vec<(ChannelId, NoticeKind)> = sqlx::query_as(
            "SELECT k.channel_id, k.kind FROM channel_kinds k JOIN channels h ON h.id = k.channel_id
              WHERE h.unit_id = ? AND h.removed_at IS NULL ORDER BY k.kind",
        )
        .bind(unit)
        .fetch_all(self.pool())
        .await?;
        let mut channels = Vec::new();
        for row in rows {
            let kinds =
                kinds.iter().filter(|(of, _)| *of == row.id).map(|(_, kind)| *kind).collect();
            let last = self.last_post(row.id).await?;
            let Row { id, unit_id, name, form, host, made_by, made_at, waiting } = row;
            channels.push(Channel {
                unit: unit_id,
                id,
                name,
                form,
                host,
                made_by,
                made_at,
                kinds,
                last,
                waiting,
            });
        }
        Ok(channels)
    }

    async fn last_post(&self, id: ChannelId) -> Result<Option<LastPost>> {
        Ok(sqlx::query_as(
            "SELECT state, coalesce(ended_at, due_at) AS at, why FROM outbox
              WHERE channel_id = ? AND (state <> 'waiting' OR failures > 0) ORDER BY id DESC LIMIT 1",
        )
        .bind(id)
        .fetch_optional(self.pool())
        .await?)
    }
}
