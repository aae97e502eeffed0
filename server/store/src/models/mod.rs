//! The register of models: the four questions about AI usage, model by model.

mod counts;
mod digest;
mod facts;
mod filter;
mod list;
mod part;
mod parts;
#[cfg(test)]
mod plans;
mod register;
mod rows;
mod sheet;
mod stale;
mod write;

pub use counts::{ModelCounts, RegisterFigures};
pub use facts::PartIds;
pub use filter::ModelFilter;
pub use list::{MODELS_A_PAGE, ModelLine, ModelPage, ModelSort};
pub use part::{Part, PartKind};
pub use sheet::RegisteredModel;

pub(crate) use facts::inventory;
