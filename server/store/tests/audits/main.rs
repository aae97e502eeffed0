//! Audits: setting them up, what they collect, and closing them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can't be set up has failed")]

mod changing;
mod closing;
mod collecting;
mod concluding;
mod findings;
mod forging;
mod packing;
mod samples;
mod setting_up;
#[path = "../world/mod.rs"]
mod world;
