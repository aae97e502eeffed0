//! Scores over time: what they follow from, where units stood on a day, and why a score moved.

mod between;
mod scores;
mod why;

pub use between::Between;
pub use scores::{CoverEnded, Expiring, Scores, Span, Taken, UnitScores};
pub use why::{Cause, Change, Part};
