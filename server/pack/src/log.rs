//! The part of the audit log in a pack: entries that belong to what the pack is of, whole; of all
//! others only the links that lead past them.

use domain::audit::AuditEntry;
use serde::{Deserialize, Serialize};

/// How many entries one line stands for at most, so that neither side holds a long run in memory.
const RUN_MAX: usize = 1000;

/// A run of entries that are none of the reader's business. The hash of the last one is what the next
/// entry follows from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedRun {
    /// The sequence numbers of the first and the last of them.
    pub sealed: (i64, i64),
    /// The content hash of each, from which the hash of the last one follows. None where they are of
    /// the older form, whose hashes can't be recomputed without the content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contents: Option<Vec<String>>,
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

/// Puts entries into lines, a run of sealed ones into as few lines as may be.
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

    /// An entry of which only the link is shown; gives back the run that it does not fit into, if
    /// there is one.
    pub fn sealed(&mut self, entry: AuditEntry) -> Option<LogLine> {
        let content = entry.commits().then(|| entry.content_hash());
        match (&mut self.run, content) {
            (Some(SealedRun { sealed, contents: None, hash, .. }), None) => {
                (sealed.1, *hash) = (entry.seq, entry.hash);
                None
            }
            (Some(SealedRun { sealed, contents: Some(contents), hash, .. }), Some(content))
                if contents.len() < RUN_MAX =>
            {
                contents.push(content);
                (sealed.1, *hash) = (entry.seq, entry.hash);
                None
            }
            (run, content) => run.replace(begun(entry, content)).map(LogLine::Sealed),
        }
    }

    /// The run at the end, if there is one.
    #[must_use]
    pub fn finish(self) -> Option<LogLine> {
        self.run.map(LogLine::Sealed)
    }
}

/// A run of one entry.
fn begun(entry: AuditEntry, content: Option<String>) -> SealedRun {
    SealedRun {
        sealed: (entry.seq, entry.seq),
        contents: content.map(|content| vec![content]),
        prev_hash: entry.prev_hash,
        hash: entry.hash,
    }
}
