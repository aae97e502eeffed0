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
        }
    }
}

/// How far the chain was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    entries: u64,
    last: i64,
    head: String,
}

impl Default for Chain {
    fn default() -> Self {
        Self { entries: 0, last: 0, head: GENESIS.to_owned() }
    }
}

impl Chain {
    /// Nothing was followed yet: the next entry is the first.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on from an entry that is trusted, such as one whose hash is written down elsewhere.
    #[must_use]
    pub const fn after(seq: i64, hash: String) -> Self {
        Self { entries: 0, last: seq, head: hash }
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
        self.pass(entry.seq, &entry.hash);
        faults
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
