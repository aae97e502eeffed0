//! Following the chain from entry to entry, and naming the first place where it doesn't hold.

use super::{AuditEntry, GENESIS};

/// Why an entry does not stand where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Entries are missing before it: the first and the last of them.
    Missing(i64, i64),
    /// It stands where an entry of a later number stood, or its number was given before.
    OutOfOrder,
    /// It names another hash than that of the entry before it.
    Unlinked,
    /// Its content is not what its hash was made of.
    Changed,
    /// It is of the older form, and an entry before it commits to a content hash.
    Older,
    /// It names another entry as the first that commits to a content hash.
    Since,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(only, last) if only == last => {
                write!(f, "entry {only} is missing before it")
            }
            Self::Missing(first, last) => {
                write!(f, "entries {first} to {last} are missing before it")
            }
            Self::OutOfOrder => f.write_str("its number is not the next one"),
            Self::Unlinked => f.write_str("it does not follow from the entry before it"),
            Self::Changed => f.write_str("its content does not match its hash: it was changed"),
            Self::Older => f.write_str("it is of the older form, and entries before it are not"),
            Self::Since => f.write_str("it names another entry as the first of its form"),
        }
    }
}

/// How far the chain was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    entries: u64,
    last: i64,
    head: String,
    /// The first entry that commits to a content hash, once one was followed.
    since: Option<i64>,
    /// The last entry that was seen to be of the older form.
    older: i64,
}

impl Default for Chain {
    fn default() -> Self {
        Self { entries: 0, last: 0, head: GENESIS.to_owned(), since: None, older: 0 }
    }
}

impl Chain {
    /// Nothing was followed yet: the next entry is the first.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next entry and says what is wrong with it. The chain is followed on from what the
    /// entry says of itself, so that one change is told once.
    pub fn follow(&mut self, entry: &AuditEntry) -> Vec<Fault> {
        let mut faults = Vec::new();
        let expected = self.last + 1;
        if entry.seq > expected {
            faults.push(Fault::Missing(expected, entry.seq - 1));
        } else if entry.seq < expected {
            faults.push(Fault::OutOfOrder);
        } else if entry.prev_hash != self.head {
            faults.push(Fault::Unlinked);
        }
        if entry.hash != entry.expected_hash() {
            faults.push(Fault::Changed);
        }
        faults.extend(self.form(entry));
        self.pass(entry.seq, &entry.hash);
        faults
    }

    /// The older form ends where the first entry says that it does, and never comes back.
    fn form(&mut self, entry: &AuditEntry) -> Option<Fault> {
        let known = self.since;
        if !entry.commits() {
            self.older = entry.seq;
            return known.map(|_| Fault::Older);
        }
        self.since = entry.since.or(known);
        // The first may be one of those that are missing or can't be looked at.
        let possible = self.older + 1..=entry.seq;
        let agrees = match known {
            Some(_) => entry.since == known,
            None => entry.since.is_some_and(|since| possible.contains(&since)),
        };
        (!agrees).then_some(Fault::Since)
    }

    /// Counts an entry that can't be looked at, so that the next one is held against it.
    pub fn pass(&mut self, seq: i64, hash: &str) {
        self.entries += 1;
        self.last = seq;
        hash.clone_into(&mut self.head);
    }

    /// How many entries were taken.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.entries
    }

    /// The number of the last entry; 0 before the first.
    #[must_use]
    pub const fn last(&self) -> i64 {
        self.last
    }

    /// The hash of the last entry.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }
}
