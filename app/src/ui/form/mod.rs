//! Forms that work without scripts: what was typed comes back, and each mistake stands beside its
//! field. The label is above, the hint below it, the error last. Optional fields are marked.

mod control;
mod field;
mod options;
mod refine;
mod summary;
#[cfg(test)]
mod tests;
mod typed;
mod wrap;
mod yes_no;

pub use field::Field;
pub use summary::{error_summary, error_summary_for};
pub use typed::Typed;
pub use wrap::Form;
pub(crate) use wrap::hidden_fields;
pub use yes_no::YesNo;
