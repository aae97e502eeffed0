//! The chain of the log's part, recomputed.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _};

use domain::Timestamp;
use domain::audit::{AuditEntry, GENESIS, link};
use serde_json::Value;

use super::archive::Archive;
use super::{Fault, fault};
use crate::collected::TELLING;
use crate::log::{LogLine, SealedRun};
use crate::manifest::Manifest;
use crate::path;

/// The longest line, in bytes: an entry holds two states of a thing, each of some thousand characters.
const LINE_MAX: u64 = 16 * 1024 * 1024;

/// The entries that record what lies in a pack.
const RECORDING: [&str; 13] = [
    "assessment.opened",
    "assessment.submitted",
    "assessment.approved",
    "assessment.returned",
    "evidence.attached",
    "evidence.linked",
    "evidence.superseded",
    "evidence.withdrawn",
    "evidence.judged",
    "round.opened",
    "unit.created",
    "unit.renamed",
    "unit.reinstated",
];

/// A chain that holds.
#[derive(Default)]
pub(super) struct Chain {
    pub(super) shown: u64,
    pub(super) sealed: u64,
    /// The sealed ones of the older form: no content hash is there to recompute them from.
    pub(super) vouched: u64,
    /// The entries that record what lies in the pack, in their order, with their `after`.
    pub(super) recording: BTreeMap<i64, (AuditEntry, Value)>,
    /// The newest entry that is shown: its number and its time.
    pub(super) newest: Option<(i64, Timestamp)>,
    /// What the entries about keys say.
    pub(super) keys: Vec<Value>,
    seq: i64,
    head: String,
    /// The first entry that commits to a content hash.
    since: Option<i64>,
}

pub(super) fn check(archive: &Archive, manifest: &Manifest) -> Result<Chain, Fault> {
    let mut lines = BufReader::new(archive.open_file(path::LOG)?);
    let mut chain = Chain { head: GENESIS.to_owned(), ..Chain::default() };
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = lines.by_ref().take(LINE_MAX).read_until(b'\n', &mut line);
        if read.map_err(|error| fault(path::LOG, error.to_string()))? == 0 {
            break;
        }
        let after = format!("{}, after entry {}", path::LOG, chain.seq);
        let read: LogLine = serde_json::from_slice(&line)
            .map_err(|error| fault(&after, format!("its line can't be read: {error}")))?;
        // A field that nobody knows has no part in any hash.
        let again = serde_json::to_vec(&read).map_err(|error| fault(&after, error.to_string()))?;
        if line.strip_suffix(b"\n") != Some(&again[..]) {
            return Err(fault(after, "its line is not as Plumbline writes it"));
        }
        chain.follow(read)?;
    }
    let head = &manifest.about.head;
    if (chain.seq, &chain.head) != (head.seq, &head.hash) {
        let what = format!(
            "it ends at entry {}, and not at the head that the manifest names, entry {} with hash {}",
            chain.seq, head.seq, head.hash
        );
        return Err(fault(path::LOG, what));
    }
    if !chain.keys.iter().any(|said| said["fingerprint"] == manifest.key) {
        let what = format!("it does not name the key that signed the manifest, {}", manifest.key);
        return Err(fault(path::LOG, what));
    }
    Ok(chain)
}

impl Chain {
    /// How many entries are of the older form, without content hashes.
    pub(super) fn older(&self) -> i64 {
        self.since.map_or(self.seq, |since| since - 1)
    }

    fn follow(&mut self, line: LogLine) -> Result<(), Fault> {
        let ((first, last), prev_hash) = match &line {
            LogLine::Sealed(run) => (run.sealed, &run.prev_hash),
            LogLine::Entry(entry) => ((entry.seq, entry.seq), &entry.prev_hash),
        };
        let place = format!("{}, entry {first}", path::LOG);
        if first != self.seq + 1 || last < first {
            return Err(fault(place, format!("it does not come after entry {}", self.seq)));
        }
        if *prev_hash != self.head {
            return Err(fault(place, "it does not follow from the entry before it"));
        }
        self.seq = last;
        let what = match line {
            LogLine::Sealed(run) => self.follow_sealed(run),
            LogLine::Entry(entry) => self.follow_shown(entry),
        };
        what.map_err(|what| fault(place, what))
    }

    /// Counts sealed entries, and leads from content hash to content hash to the last one's hash.
    fn follow_sealed(&mut self, run: SealedRun) -> Result<(), String> {
        let (first, last) = run.sealed;
        let count = last.abs_diff(first) + 1;
        self.sealed += count;
        self.must_fit(run.contents.is_some(), first)?;
        match run.contents {
            None => self.vouched += count,
            Some(contents) => {
                let listed = contents.len();
                if u64::try_from(listed) != Ok(count) {
                    return Err(format!("entries {first} to {last} have {listed} content hashes"));
                }
                let head = std::mem::take(&mut self.head);
                let hash =
                    contents.iter().fold(head, |hash, content| link(self.since, &hash, content));
                if hash != run.hash {
                    return Err(format!(
                        "the content hashes of the sealed entries {first} to {last} do not lead to \
                         their last hash: they were changed"
                    ));
                }
            }
        }
        self.head = run.hash;
        Ok(())
    }

    fn follow_shown(&mut self, entry: AuditEntry) -> Result<(), String> {
        self.must_fit(entry.commits(), entry.seq)?;
        if entry.commits() && entry.since != self.since {
            return Err("it names another entry as the first of its form".to_owned());
        }
        if entry.hash != entry.expected_hash() {
            return Err("its content does not match its hash: it was changed".to_owned());
        }
        self.shown += 1;
        self.newest = Some((entry.seq, entry.at));
        self.head.clone_from(&entry.hash);
        self.note(entry);
        Ok(())
    }

    /// Entries of the older form come before all others.
    fn must_fit(&mut self, commits: bool, seq: i64) -> Result<(), String> {
        if commits {
            self.since.get_or_insert(seq);
        } else if self.since.is_some() {
            return Err("it is of the older form, and entries before it are not".to_owned());
        }
        Ok(())
    }

    fn note(&mut self, entry: AuditEntry) {
        let action = entry.action.as_str();
        let is_key = matches!(action, "key.made" | "key.rotated");
        if !is_key && !RECORDING.contains(&action) && !TELLING.contains(&action) {
            return;
        }
        let after: Value = serde_json::from_str(&entry.after).unwrap_or_default();
        if is_key {
            self.keys.push(after);
        } else {
            self.recording.insert(entry.seq, (entry, after));
        }
    }
}
