//! Channels: where news of a unit is posted to. Address and secret are sealed and never shown again.

use domain::audit::AuditEvent;
use domain::notices::{HookForm, MessageState, NoticeKind};
use domain::{Action, Actor, AppError, ChannelId, Timestamp, UnitId};
use serde_json::json;

use super::due::Target;
use super::outbox::{self, Post};
use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;
use crate::read::Read;
use crate::seal::{self, SealKey};

/// The most channels of a unit.
pub const CHANNELS_MAX: usize = 20;

/// What a channel is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChannel {
    /// Its name.
    pub name: String,
    /// The form of its posts.
    pub form: HookForm,
    /// What of the address may be shown: `https://chat.example.org`.
    pub host: String,
    /// Where it is, and what its posts are signed with.
    pub target: Target,
    /// What it is told of.
    pub kinds: Vec<NoticeKind>,
}

/// What of a channel is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelChange {
    /// Its name.
    pub name: String,
    /// Another address, with what of it may be shown; the secret stays.
    pub address: Option<(String, String)>,
    /// What it is told of.
    pub kinds: Vec<NoticeKind>,
}

/// A channel, without its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// It.
    pub id: ChannelId,
    /// Whose news it gets, with that of the units below.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// The form of its posts.
    pub form: HookForm,
    /// What of the address may be shown.
    pub host: String,
    /// Who set it up.
    pub made_by: String,
    /// When.
    pub made_at: Timestamp,
    /// What it is told of.
    pub kinds: Vec<NoticeKind>,
    /// What became of the newest message that was tried.
    pub last: Option<LastPost>,
    /// How many messages wait.
    pub waiting: u32,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct LastPost {
    /// Where it stands.
    pub state: MessageState,
    /// When it ended, or is tried again.
    pub at: Timestamp,
    /// Why it failed, if it did.
    pub why: String,
}

/// Address and secret under the key of the channels.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub(super) struct Sealed(Vec<u8>);

/// A channel's seal holds in its own unit alone.
fn place(unit: UnitId) -> String {
    format!("channel of unit {unit}")
}

fn sealed(key: &SealKey, unit: UnitId, target: &Target) -> Result<Vec<u8>> {
    let secret = target.secret.as_ref().map(hex::encode);
    let text = json!({ "address": target.address, "secret": secret }).to_string();
    key.seal(&place(unit), text.as_bytes())
}

/// The target; none where it was sealed under another key.
pub(super) fn unseal(key: &SealKey, unit: UnitId, sealed: &Sealed) -> Option<Target> {
    let open = key.open(&place(unit), &sealed.0)?;
    let value: serde_json::Value = serde_json::from_slice(&open).ok()?;
    let secret = match value["secret"].as_str() {
        Some(secret) => Some(hex::decode(secret).ok()?),
        None => None,
    };
    Some(Target { address: value["address"].as_str()?.to_owned(), secret })
}

impl Store {
    /// The key under which the secrets of channels are sealed: beside the database, never in it.
    pub(super) fn channel_key(&self) -> Result<SealKey> {
        seal::key(&crate::keys::directory(self.data()), "channels.key")
    }

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
        let mut channels = Vec::new();
        for row in rows {
            let kinds = sqlx::query_scalar(
                "SELECT kind FROM channel_kinds WHERE channel_id = ? ORDER BY kind",
            )
            .bind(row.id)
            .fetch_all(self.pool())
            .await?;
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
