//! The part of the audit log in a pack: entries that belong to what the pack is of, whole; of all
//! others only the links that lead past them.

use domain::audit::AuditEntry;
use serde::{Deserialize, Serialize};

/// A run of entries that are none of the reader's business. The hash of the last one is what the next
/// entry follows from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedRun {
    /// The sequence numbers of the first and the last of them.
    pub sealed: (i64, i64),
    /// The hash that the first of them follows from.
    pub prev_hash: String,
    /// The hash of the last of them.
    pub hash: String,
}

/// One line of `log.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LogLine {
    /// Entries without their content.
    Sealed(SealedRun),
    /// An entry, whole.
    Entry(AuditEntry),
}

/// Puts entries into lines, one run of sealed ones into one line.
#[derive(Debug, Default)]
pub struct LogLines {
    run: Option<SealedRun>,
}

impl LogLines {
    /// An entry that is shown; before it comes the run that it ends, if there is one.
    pub fn shown(&mut self, entry: AuditEntry) -> impl Iterator<Item = LogLine> + use<> {
        let run = self.run.take().map(LogLine::Sealed);
        run.into_iter().chain([LogLine::Entry(entry)])
    }

    /// An entry of which only the link is shown.
    pub fn sealed(&mut self, seq: i64, prev_hash: String, hash: String) {
        match &mut self.run {
            Some(run) => {
                run.sealed.1 = seq;
                run.hash = hash;
            }
            None => self.run = Some(SealedRun { sealed: (seq, seq), prev_hash, hash }),
        }
    }

    /// The run at the end, if there is one.
    #[must_use]
    pub fn finish(self) -> Option<LogLine> {
        self.run.map(LogLine::Sealed)
    }
}
