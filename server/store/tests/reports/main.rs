//! The manager's report: what it is made from, targets, and reports that are kept.

#![expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod keeping;
mod matter;
mod schedules;
mod targets;
#[path = "../world/mod.rs"]
mod world;

use domain::Day;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}
