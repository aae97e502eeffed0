//! Scores over time: derived from submissions and from the days on which evidence counted. Nothing
//! of it is stored, so nothing of it can be out of date.

mod changes;
mod decisions;
mod load;
#[cfg(test)]
mod plans;
mod points;
mod scores;
mod unit;
mod unproven;
mod why;

pub use changes::{Changes, QuestionChange, Stood};
pub use decisions::{Clashing, Decisions, OpenAssessment, Waiting};
pub use points::{Point, quarter_ends};
pub use scores::{CoverEnded, Expiring, Scores, Taken, UnitScores};
pub use unit::{UnitAssessment, UnitInRound};
pub use unproven::{Unproven, tally};
pub use why::{Assessed, PartTold, Why};
