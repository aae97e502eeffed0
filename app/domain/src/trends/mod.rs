//! Scores over time: why a score moved between two days.

mod why;

pub use why::{Cause, Covered, Part, Story, Submitted, Twice};
