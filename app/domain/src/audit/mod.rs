//! The audit log: its entries and the chain that binds each to the one before it, the words in which
//! an entry is told, and what an entry says has changed.

mod chain;
mod difference;
mod entry;
mod fields;
mod words;

pub use chain::{Chain, Fault};
pub use difference::{Change, Line, changes};
pub use entry::{AuditEntry, AuditEvent, GENESIS, PROGRAM, link};
pub use words::{ActionGroup, ActionWords, SubjectKind, Weight, action_words, every_action};
