//! The audit log: adding the next link of the chain, reading it page by page, following the chain,
//! and handing the log out.

mod append;
mod chain;
mod export;
mod filter;
mod grow;
mod names;
mod near;
mod page;
#[cfg(test)]
mod plans;
mod recent;
mod row;
mod streams;

pub(crate) use append::append;
pub use chain::{ChainReport, LastVerified, WrongEntry};
pub use export::LogExport;
pub use filter::{AuditFilter, LogActor, LogScope};
pub use grow::Cast;
pub use names::{SubjectName, Subjects};
pub use page::{AuditPage, LOG_PAGE, LogCursor};
pub(crate) use row::EntryRow;
