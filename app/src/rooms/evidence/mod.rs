//! Evidence: what stands behind a *yes*. Taking files in, attaching them, showing items, and the
//! verdicts of auditors.

#[cfg(feature = "ssr")]
pub mod attach;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod pieces;
#[cfg(feature = "ssr")]
pub mod receive;

#[cfg(feature = "ssr")]
pub use attach::{Attached, Names, attach_all};
#[cfg(feature = "ssr")]
pub use receive::{Received, ReceivedFile, receive};

/// The room's routes.
#[cfg(feature = "ssr")]
#[must_use]
pub fn routes() -> crate::routes::Routes {
    crate::routes::Routes::new()
}
