//! The manager's report: what it is made from, targets, and reports that are kept under a name.

mod matter;
mod saved;
mod schedules;
mod sending;
mod targets;

pub use saved::SavedReport;
pub use schedules::{Reader, Schedule};
