//! Coverage: framework by framework, for which items the current answers and evidence speak.

mod page;
mod tables;

use crate::routes::{Access, Routes};

/// The page.
pub(super) const PATH: &str = "/coverage";

/// The room's route. What the page shows depends on the roles of whoever looks at it.
#[must_use]
pub fn routes() -> Routes {
    Routes::new().get(PATH, Access::SignedIn, page::show)
}
