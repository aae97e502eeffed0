//! The sample organisation: deterministic, built through the store's own gate with a clock that
//! walks through the quarters, so that every row obeys the rules and the audit chain holds.

mod build;
mod clock;
mod draw;
mod evidence;
mod handbook;
mod people;
mod plan;
mod quarters;
mod register;
mod scaled;

pub use build::{Accounts, Filled, fill};
pub use handbook::Handbook;
pub use plan::{Mark, Plan};
pub use scaled::{Scale, Scaled};

/// The password of every account of the sample organisation.
pub const PASSWORD: &str = "hang-true-to-zero";
