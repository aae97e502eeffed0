//! One entry of the log, what it is made from, and the hash that seals it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{PersonId, Timestamp, UnitId};

/// What the first entry names as the hash before it.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Whom the log names where no person acted: nobody may call themselves so.
pub const PROGRAM: &str = "Plumbline";

/// What happened, to what, where, and what it was before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEvent {
    /// A verb in the past tense, such as `model.registered`.
    pub action: &'static str,
    /// The kind of thing that it happened to, such as `model`.
    pub subject: &'static str,
    /// The thing's id; none where there is no row, such as a refused sign-in.
    pub subject_id: Option<i64>,
    /// The unit that it belongs to.
    pub unit: Option<UnitId>,
    /// The state before, where there was one.
    pub before: Value,
    /// The state after, where there is one.
    pub after: Value,
}

impl AuditEvent {
    /// An event about a thing.
    #[must_use]
    pub const fn new(action: &'static str, subject: &'static str, subject_id: i64) -> Self {
        Self {
            action,
            subject,
            subject_id: Some(subject_id),
            unit: None,
            before: Value::Null,
            after: Value::Null,
        }
    }

    /// An event about something that has no row of its own.
    #[must_use]
    pub const fn without_subject(action: &'static str, subject: &'static str) -> Self {
        Self {
            action,
            subject,
            subject_id: None,
            unit: None,
            before: Value::Null,
            after: Value::Null,
        }
    }

    /// Names the unit.
    #[must_use]
    pub const fn in_unit(mut self, unit: UnitId) -> Self {
        self.unit = Some(unit);
        self
    }

    /// Keeps the state before.
    #[must_use]
    pub fn before(mut self, before: Value) -> Self {
        self.before = before;
        self
    }

    /// Keeps the state after.
    #[must_use]
    pub fn after(mut self, after: Value) -> Self {
        self.after = after;
        self
    }
}

/// One entry of the log, as it is stored and exported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// The entry's place in the log, from 1, without gaps.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it; none for the program itself.
    pub actor_id: Option<PersonId>,
    /// The person's name at that moment.
    pub actor_name: String,
    /// See [`AuditEvent::action`].
    pub action: String,
    /// See [`AuditEvent::subject`].
    pub subject: String,
    /// See [`AuditEvent::subject_id`].
    pub subject_id: Option<i64>,
    /// See [`AuditEvent::unit`].
    pub unit_id: Option<UnitId>,
    /// JSON text, or `null`.
    pub before: String,
    /// JSON text, or `null`.
    pub after: String,
    /// What keeps the content hash from being guessed: random, in hexadecimal, told only to those who
    /// may read the entry. None in entries of the older form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// The first entry that commits to a content hash. None in entries of the older form, which come
    /// before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<i64>,
    /// The hash of the entry before.
    pub prev_hash: String,
    /// The hash of this entry.
    pub hash: String,
}

impl AuditEntry {
    /// Whether the entry commits to its content hash. One of the older form has one hash over
    /// everything.
    #[must_use]
    pub const fn commits(&self) -> bool {
        self.salt.is_some() || self.since.is_some()
    }

    /// The hash of what the entry says: of the JSON array of its salt and its other fields up to
    /// `after`, in their order.
    #[must_use]
    pub fn content_hash(&self) -> String {
        hash_of(&(
            &self.salt,
            self.seq,
            self.at,
            self.actor_id,
            &self.actor_name,
            &self.action,
            &self.subject,
            self.subject_id,
            self.unit_id,
            &self.before,
            &self.after,
        ))
    }

    /// The hash that the entry must have. Anyone can recompute it: it is [`link`] of the content hash,
    /// and in the older form the hash of the JSON array of all its other fields.
    #[must_use]
    pub fn expected_hash(&self) -> String {
        if self.commits() {
            return link(self.since, &self.prev_hash, &self.content_hash());
        }
        // Written out like that of the content: this is the time that a verification takes.
        hash_of(&(
            self.seq,
            self.at,
            self.actor_id,
            &self.actor_name,
            &self.action,
            &self.subject,
            self.subject_id,
            self.unit_id,
            &self.before,
            &self.after,
            &self.prev_hash,
        ))
    }
}

/// The hash of an entry that commits to this content hash, and comes after the entry of this hash: of
/// the JSON array of the three. What the entry says is not needed, so the chain can be followed past
/// entries that one may not read. `since` is in it so that nobody can say of a head that entries before
/// it are of the older form.
#[must_use]
pub fn link(since: Option<i64>, prev_hash: &str, content_hash: &str) -> String {
    hash_of(&(since, prev_hash, content_hash))
}

/// SHA-256, in lower-case hexadecimal, of the value as JSON without white space.
fn hash_of(value: &impl Serialize) -> String {
    // Numbers and text always have a JSON form.
    hex::encode(Sha256::digest(serde_json::to_vec(value).unwrap_or_default()))
}
