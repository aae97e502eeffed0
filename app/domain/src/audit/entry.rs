//! One entry of the log, what it is made from, and the hash that seals it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
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
    /// The hash of the entry before.
    pub prev_hash: String,
    /// The hash of this entry.
    pub hash: String,
}

impl AuditEntry {
    /// The hash that the entry must have: SHA-256, in lower-case hexadecimal, of the JSON array of
    /// all its other fields in their order, without white space. Anyone can recompute it.
    #[must_use]
    pub fn expected_hash(&self) -> String {
        let sealed = json!([
            self.seq,
            self.at,
            self.actor_id,
            self.actor_name,
            self.action,
            self.subject,
            self.subject_id,
            self.unit_id,
            self.before,
            self.after,
            self.prev_hash,
        ]);
        hex::encode(Sha256::digest(sealed.to_string()))
    }
}
