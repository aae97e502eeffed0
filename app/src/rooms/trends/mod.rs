//! Placeholder until the room is built.

#[cfg(feature = "ssr")]
/// No routes yet.
#[must_use]
pub fn routes() -> crate::routes::Routes {
    crate::routes::Routes::new()
}
