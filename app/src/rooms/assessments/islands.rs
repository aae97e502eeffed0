//! What the workspace does in a browser that runs scripts: answers save by themselves, the score
//! follows, colleagues' answers appear. It attaches to the page that the server drew and draws
//! little of its own; without it the same page is an ordinary form.

#[cfg(feature = "hydrate")]
mod conflict;
#[cfg(feature = "hydrate")]
mod desk;
#[cfg(feature = "hydrate")]
pub(crate) mod dom;
#[cfg(feature = "hydrate")]
mod fresh;
#[cfg(feature = "hydrate")]
mod news;
#[cfg(feature = "hydrate")]
mod paint;
#[cfg(feature = "hydrate")]
mod read;
#[cfg(feature = "hydrate")]
mod saving;
pub mod sums;
pub mod wire;

use leptos::prelude::*;

/// Brings the workspace to life. Everything that it needs to know stands in the page.
#[island]
pub(crate) fn Workspace() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    desk::Desk::start();
}
