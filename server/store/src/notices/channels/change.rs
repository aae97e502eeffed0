//! Setting up, changing, trying and removing channels.

use domain::audit::AuditEvent;
use domain::notices::NoticeKind;
use domain::{Action, Actor, AppError, ChannelId, UnitId};
use serde_json::json;

use super::{CHANNELS_MAX, ChannelChange, NewChannel, Sealed, sealed, unseal};
use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::notices::due::Target;
use crate::notices::outbox::{self, Post};
use crate::open::Store;

impl Store {
    /// Sets up a channel of a unit.
    ///
    /// # Errors
    /// A field error once the unit has [`CHANNELS_MAX`], or when it is retired.
    pub async fn add_channel(
        &self,
        actor: &Actor,
        unit: UnitId,
        new: &NewChannel,
    ) -> Result<ChannelId> {
        let mut write = self.write(actor, Action::ManageChannels, Resource::Unit(unit)).await?;
        let (retired, known): (bool, u32) = sqlx::query_as(
            "SELECT retired_at IS NOT NULL,
                    (SELECT count(*) FROM channels WHERE unit_id = ?1 AND removed_at IS NULL)
               FROM units WHERE id = ?1",
        )
        .bind(unit)
        .fetch_one(write.sql())
        .await?;
        if retired {
            return Err(AppError::field("", "This unit is retired: nothing happens there.").into());
        }
        if known as usize >= CHANNELS_MAX {
            let why = format!("A unit has at most {CHANNELS_MAX} channels. Remove one first.");
            return Err(AppError::field("", &why).into());
        }
        let sealed = sealed(&self.channel_key()?, unit, &new.target)?;
        let (now, author) = (write.now(), write.author());
        let id: ChannelId = sqlx::query_scalar(
            "INSERT INTO channels (unit_id, name, form, host, sealed, made_by, made_at)
             VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(unit)
        .bind(&new.name)
        .bind(new.form)
        .bind(&new.host)
        .bind(sealed)
        .bind(author)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        set_kinds(&mut write, id, &new.kinds).await?;
        let event = AuditEvent::new("channel.added", "channel", id.0).in_unit(unit).after(json!({
            "name": new.name, "form": new.form, "host": new.host, "kinds": new.kinds,
        }));
        write.commit(event).await?;
        Ok(id)
    }

    /// Changes a channel.
    ///
    /// # Errors
    /// [`AppError::NotFound`] once it was removed; a field error for the address when the key of the
    /// channels is not the one under which its secret was sealed.
    pub async fn change_channel(
        &self,
        actor: &Actor,
        id: ChannelId,
        change: &ChannelChange,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::ManageChannels, Resource::Channel(id)).await?;
        let unit = write.unit().ok_or(AppError::Internal)?;
        let (name, host, was): (String, String, Sealed) = sqlx::query_as(
            "SELECT name, host, sealed FROM channels WHERE id = ? AND removed_at IS NULL",
        )
        .bind(id)
        .fetch_one(write.sql())
        .await?;
        let (host_now, sealed_now) = match &change.address {
            None => (host.clone(), was.0),
            Some((host, address)) => {
                let key = self.channel_key()?;
                let known = unseal(&key, unit, &was).ok_or_else(|| {
                    AppError::field("address", "Its secret can't be read. Set the channel up anew.")
                })?;
                let target = Target { address: address.clone(), ..known };
                (host.clone(), sealed(&key, unit, &target)?)
            }
        };
        sqlx::query("UPDATE channels SET name = ?, host = ?, sealed = ? WHERE id = ?")
            .bind(&change.name)
            .bind(&host_now)
            .bind(sealed_now)
            .bind(id)
            .execute(write.sql())
            .await?;
        set_kinds(&mut write, id, &change.kinds).await?;
        let event = AuditEvent::new("channel.changed", "channel", id.0)
            .in_unit(unit)
            .before(json!({ "name": name, "host": host }))
            .after(json!({
                "name": change.name, "host": host_now, "kinds": change.kinds,
                "address": change.address.as_ref().map(|_| "replaced"),
            }));
        write.commit(event).await
    }

    /// Removes a channel, with its secrets; what waits for it is dropped.
    ///
    /// # Errors
    /// [`AppError::NotFound`] once it was removed.
    pub async fn remove_channel(&self, actor: &Actor, id: ChannelId) -> Result<()> {
        let mut write = self.write(actor, Action::ManageChannels, Resource::Channel(id)).await?;
        let unit = write.unit().ok_or(AppError::Internal)?;
        let (now, author) = (write.now(), write.author());
        let name: String = sqlx::query_scalar(
            "UPDATE channels SET removed_by = ?2, removed_at = ?3, sealed = x''
              WHERE id = ?1 AND removed_at IS NULL RETURNING name",
        )
        .bind(id)
        .bind(author)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        write.tells();
        let event = AuditEvent::new("channel.removed", "channel", id.0)
            .in_unit(unit)
            .before(json!({ "name": name }));
        write.commit(event).await
    }

    /// Puts out a message that only tries the channel.
    ///
    /// # Errors
    /// [`AppError::NotFound`] once it was removed.
    pub async fn try_channel(&self, actor: &Actor, id: ChannelId) -> Result<()> {
        let mut write = self.write(actor, Action::ManageChannels, Resource::Channel(id)).await?;
        let unit = write.unit().ok_or(AppError::Internal)?;
        let name: String =
            sqlx::query_scalar("SELECT name FROM channels WHERE id = ? AND removed_at IS NULL")
                .bind(id)
                .fetch_one(write.sql())
                .await?;
        let title = format!("{} tries this channel: it works", actor.name);
        let href = format!("/units/{unit}");
        let once = format!("try:{}", write.now());
        let told = Post { kind: None, unit, title: &title, href: &href };
        outbox::post(&mut write, id, &once, told).await?;
        let event = AuditEvent::new("channel.tried", "channel", id.0)
            .in_unit(unit)
            .after(json!({ "name": name }));
        write.commit(event).await
    }
}

async fn set_kinds(write: &mut WriteTx, id: ChannelId, kinds: &[NoticeKind]) -> Result<()> {
    sqlx::query("DELETE FROM channel_kinds WHERE channel_id = ?")
        .bind(id)
        .execute(write.sql())
        .await?;
    sqlx::query(
        "INSERT INTO channel_kinds (channel_id, kind) SELECT DISTINCT ?, value FROM json_each(?)",
    )
    .bind(id)
    .bind(json!(kinds).to_string())
    .execute(write.sql())
    .await?;
    Ok(())
}
