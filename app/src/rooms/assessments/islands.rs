//! What the workspace does in a browser that runs scripts: answers save by themselves, the score
//! follows, colleagues' answers appear. It attaches to the page that the server drew and draws
//! little of its own; without it the same page is an ordinary form.

#[cfg(feature = "hydrate")]
mod conflict;
#[cfg(feature = "hydrate")]
mod desk;
#[cfg(feature = "hydrate")]
mod dom;
#[cfg(feature = "hydrate")]
mod fresh;
#[cfg(feature = "hydrate")]
mod news;
#[cfg(feature = "hydrate")]
mod paint;
#[cfg(feature = "hydrate")]
mod saving;
pub mod sums;
pub mod wire;

use domain::{AssessmentId, Rules};
use leptos::prelude::*;

/// Brings the workspace to life. `rules` score the sheet; `edits` says that the page is a form.
#[island]
pub(crate) fn Workspace(assessment: AssessmentId, rules: Rules, edits: bool) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    desk::Desk::start(assessment, &rules, edits);
    #[cfg(not(feature = "hydrate"))]
    let _ = (assessment, rules, edits);
}
