//! The register: who may change it, what is refused, what a stale form is told, and the list.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod filters;
mod list;
mod many;
mod record;
mod rights;
mod samples;
mod stale;
#[path = "../world/mod.rs"]
mod world;
