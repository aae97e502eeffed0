//! Whole-server tests: the router, the layers and the store as one, over HTTP, against real SQLite.
//!
//! Here lives what the tests in `tests/server/` share: a site that runs in the test's process with
//! a clock that the test moves, its organisation with people in every role, browsers that sign in
//! through the real form, and the real binary as a process of its own.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can't be set up has failed")]

pub mod binary;
pub mod browser;
pub mod cases;
pub mod checks;
pub mod clock;
pub mod database;
pub mod html;
#[path = "../server/post/tests/post/kept.rs"]
pub mod kept;
pub mod organisation;
pub mod receiver;
pub mod setup;
#[path = "../server/post/tests/post/sink.rs"]
pub mod sink;
pub mod site;
pub mod upload;

pub use binary::Binary;
pub use browser::{Answer, Browser, Part};
pub use cases::Case;
pub use clock::ManualClock;
pub use database::Database;
pub use organisation::{Known, Who};
pub use receiver::{Mood, Receiver};
pub use site::Site;
