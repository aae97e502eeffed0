//! Scores over time: what they follow from, where units stood on a day, and why a score moved.

mod between;
mod cover;
mod scope;
mod scores;
mod why;

pub use between::Between;
pub(crate) use between::day;
pub use cover::{Cover, Span};
pub use scope::{Member, Scores, Stay};
pub use scores::{CoverEnded, Expiring, Taken, UnitScores};
pub use why::{Cause, Change, Part};
