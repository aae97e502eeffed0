//! Channels: where news of a unit is posted to. Address and secret are sealed and never shown again.

mod change;
mod list;

use domain::notices::{HookForm, MessageState, NoticeKind};
use domain::{ChannelId, Timestamp, UnitId};
use serde_json::json;

use super::due::Target;
use crate::error::Result;
use crate::open::Store;
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
}
