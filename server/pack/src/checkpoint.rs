//! Checkpoints: the head of the audit log at a moment, signed and kept outside the database, so that
//! nobody who holds the database alone can rewrite history unnoticed.

use domain::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::key::{PublicKey, SigningKey};
use crate::manifest::Head;

/// What the first checkpoint names as the line before it.
pub const FIRST: &str = "";

/// One line of the file of checkpoints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// The newest entry of the log.
    pub seq: i64,
    /// Its hash.
    pub head: String,
    /// When it was noted.
    pub at: Timestamp,
    /// SHA-256 of the line before it; empty for the first.
    pub prev: String,
    /// The fingerprint of the key that signed it.
    pub key: String,
    /// The signature in lower-case hexadecimal.
    pub signature: String,
}

impl Checkpoint {
    /// Notes a head after the line before it.
    #[must_use]
    pub fn sign(head: Head, at: Timestamp, prev: String, key: &SigningKey) -> Self {
        let mut checkpoint = Self {
            seq: head.seq,
            head: head.hash,
            at,
            prev,
            key: key.public().fingerprint(),
            signature: String::new(),
        };
        checkpoint.signature = hex::encode(key.sign(checkpoint.message().as_bytes()));
        checkpoint
    }

    /// The text that is signed: the JSON list of a name and of all other fields, without white space.
    fn message(&self) -> String {
        json!(["plumbline checkpoint", self.seq, self.head, self.at, self.prev, self.key])
            .to_string()
    }

    /// Whether the key signed it.
    #[must_use]
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        hex::decode(&self.signature)
            .is_ok_and(|signature| key.verifies(self.message().as_bytes(), &signature))
    }

    /// The line, without its end.
    ///
    /// # Errors
    /// When it can't be written as JSON, which no value of it causes.
    pub fn to_line(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

/// What a checkpoint's `prev` names: the hash of a line.
#[must_use]
pub fn hash_of_line(line: &str) -> String {
    hex::encode(Sha256::digest(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(seq: i64) -> Head {
        Head { seq, hash: "ab".repeat(32) }
    }

    #[test]
    fn a_checkpoint_is_worth_the_signature_of_all_its_fields() {
        let key = SigningKey::generate();
        let at = "2026-11-23T09:00:00Z".parse().unwrap();
        let signed = Checkpoint::sign(head(7), at, FIRST.to_owned(), &key);
        let again: Checkpoint = serde_json::from_str(&signed.to_line().unwrap()).unwrap();
        assert!(again.is_signed_by(&key.public()));
        assert!(!again.is_signed_by(&SigningKey::generate().public()));
        let changes: [fn(&mut Checkpoint); 4] = [
            |changed| changed.seq = 6,
            |changed| changed.head = "cd".repeat(32),
            |changed| changed.at = "2026-11-24T09:00:00Z".parse().unwrap(),
            |changed| changed.prev = "cd".repeat(32),
        ];
        for change in changes {
            let mut changed = signed.clone();
            change(&mut changed);
            assert!(!changed.is_signed_by(&key.public()), "{changed:?}");
        }
    }
}
