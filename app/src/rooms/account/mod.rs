//! Who looks after accounts: sign-in, sessions, links.

pub mod hasher;
pub mod session_store;

/// No routes yet.
#[must_use]
pub fn routes() -> crate::routes::Routes {
    crate::routes::Routes::new()
}
