//! Checks: what was answered to a questionnaire of the organisation's own, about a model or a unit.

mod read;
mod submit;

pub use read::{Check, CheckFilter, CheckRow};
