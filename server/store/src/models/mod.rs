//! The register of models: the four questions about AI usage, model by model.

mod facts;
mod rows;

pub use facts::PartIds;

pub(crate) use facts::inventory;
