//! What people read and print: a page for each submission and a start page. Each is whole in itself:
//! no script, no address that anything is loaded from.

mod audit;
mod index;
mod markup;
mod submission;

pub use audit::audit;
pub use index::{Held, Listed, index};
pub use submission::{Beside, submission};
