//! Scores over time: why a score moved between two days.

mod between;
mod why;

pub use between::Between;
pub use why::{Cause, Covered, Part, Story, Submitted, Twice};
