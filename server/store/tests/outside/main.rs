//! Accounts from outside: what they read, what they can't, and what they may write.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod everything;
mod organisation;
mod questionnaires;
mod reading;
mod refusals;
#[path = "../world/mod.rs"]
mod world;
mod writing;
