//! What scores over time follow from, read from submissions and the days on which evidence counted.
//! Nothing of them is stored; what is kept in memory is asked each time whether it is still so.

mod changes;
mod decisions;
mod kept;
mod load;
mod members;
#[cfg(test)]
mod plans;
mod points;
mod unit;
mod unproven;
mod why;

pub use changes::{Changes, QuestionChange, Stood};
pub(crate) use kept::KeptScores;

pub use decisions::{Clashing, Decisions, OpenAssessment, Waiting};
pub use points::{Point, quarter_ends};
pub use unit::{UnitAssessment, UnitInRound};
pub use unproven::{Unproven, tally};
pub use why::{PartTold, Source, Why};
