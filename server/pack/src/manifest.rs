//! The manifest: what a pack is of, and every file in it with its size and hash.

use domain::{AuditId, Day, RoundId, Timestamp, UnitId};
use serde::{Deserialize, Serialize};

use crate::path;

/// The version of the format that is written now: which files there are and what is in them.
pub const FORMAT: u16 = 2;

/// The version of the words in which files are written that follow from others: pages, the results in
/// OSCAL's form, and `VERIFY.md`. A pack of the same wording is verified by writing them once more, so
/// this is raised with every change of their bytes in a release.
pub const WORDING: u16 = 2;

/// The unit or the round that a pack is of, by the name that it had at the pack's head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named<Id> {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// A unit that the pack covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoveredUnit {
    /// Its id.
    pub id: UnitId,
    /// The names down to it, from the organisation, or from a unit of the audit.
    pub path: Vec<String>,
}

/// The audit that a pack is of, as the log tells it at the pack's head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditScope {
    /// Its id.
    pub id: AuditId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// The first day of its window.
    pub from: Day,
    /// The last one.
    pub to: Day,
    /// The units that were chosen, each with all below it, by their ids.
    pub units: Vec<UnitId>,
    /// The rounds, by their ids.
    pub rounds: Vec<Named<RoundId>>,
    /// The names of its auditors.
    pub auditors: Vec<String>,
}

/// What a pack is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The unit at the top; of an audit, the first of its units.
    pub unit: Named<UnitId>,
    /// The round, where the pack is of one only.
    pub round: Option<Named<RoundId>>,
    /// The audit, where the pack is of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<AuditScope>,
    /// The unit at the top, or those of the audit, and all below, by their ids.
    pub units: Vec<CoveredUnit>,
}

impl Scope {
    /// The names of what it is of.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        match (&self.audit, &self.round) {
            (Some(audit), _) => vec![&audit.name],
            (None, Some(round)) => vec![&self.unit.name, &round.name],
            (None, None) => vec![&self.unit.name],
        }
    }
}

/// Where the audit log stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The sequence number of the newest entry in the pack.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

/// What is known of a pack before its first file is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The installation's id.
    pub installation: String,
    /// The organisation's name.
    pub organisation: String,
    /// What the pack is of.
    pub scope: Scope,
    /// The moment of the newest entry of the log in it: what came later is not in the pack.
    pub as_of: Timestamp,
    /// The newest entry of the log in it.
    pub head: Head,
}

/// One file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Where it lies.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}

/// The manifest of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// See [`FORMAT`].
    pub format: u16,
    /// See [`WORDING`]; 0 in packs of the first format, which doesn't name it.
    #[serde(default, skip_serializing_if = "is_unnamed")]
    pub wording: u16,
    /// The fingerprint of the key that signed it.
    pub key: String,
    /// What the pack is.
    pub about: About,
    /// Every file but the manifest itself, its sums and its signature, by path.
    pub files: Vec<FileEntry>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
const fn is_unnamed(wording: &u16) -> bool {
    *wording == 0
}

impl Manifest {
    /// The bytes that are signed.
    ///
    /// # Errors
    /// When it can't be written as JSON, which no value of it causes.
    pub fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// What `sha256sum -c` reads: every file and the manifest.
    #[must_use]
    pub fn sums(&self, manifest_sha256: &str) -> String {
        let mut sums = String::with_capacity(self.files.len() * 140);
        for file in &self.files {
            sums.push_str(&format!("{}  {}\n", file.sha256, file.path));
        }
        sums.push_str(&format!("{manifest_sha256}  {}\n", path::MANIFEST));
        sums
    }
}
