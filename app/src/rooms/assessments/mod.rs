//! Assessments and the rounds that open them: the list, the workspace in which a team answers the
//! ten questions together, the steps from draft to approval, and submissions as they were frozen.

#[cfg(feature = "ssr")]
mod begin;
#[cfg(feature = "ssr")]
mod corrected;
#[cfg(feature = "ssr")]
mod events;
pub mod islands;
#[cfg(feature = "ssr")]
mod kept;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod reply;
#[cfg(feature = "ssr")]
mod revision;
#[cfg(feature = "ssr")]
mod rounds;
#[cfg(feature = "ssr")]
mod save;
#[cfg(feature = "ssr")]
mod sent;
#[cfg(feature = "ssr")]
mod steps;
#[cfg(feature = "ssr")]
mod workspace;

#[cfg(feature = "ssr")]
pub(in crate::rooms) use corrected::corrected;
pub use islands::wire;

/// The room's routes.
#[cfg(feature = "ssr")]
#[must_use]
pub fn routes() -> crate::routes::Routes {
    use domain::Action;

    use crate::routes::Access::{Needs, SignedIn};
    use crate::routes::Routes;

    Routes::new()
        .get("/assessments", SignedIn, list::list)
        .get("/assessments/new", Needs(Action::OpenRound), begin::assessment_form)
        .post("/assessments/new", Needs(Action::OpenRound), begin::open_assessment)
        .get("/rounds/new", Needs(Action::OpenRound), begin::round_form)
        .post("/rounds/new", Needs(Action::OpenRound), begin::open_round)
        .get("/rounds/{id}", Needs(Action::Read), rounds::show)
        .get("/assessments/{id}", Needs(Action::Read), workspace::show)
        .post("/assessments/{id}", Needs(Action::Answer), save::save)
        .post("/assessments/{id}/submit", Needs(Action::Submit), save::submit)
        .post("/assessments/{id}/approve", Needs(Action::Approve), steps::approve)
        .post("/assessments/{id}/return", Needs(Action::Approve), steps::give_back)
        .post("/assessments/{id}/revise", Needs(Action::Submit), steps::revise)
        .get("/assessments/{id}/revisions/{revision}", Needs(Action::Read), revision::show)
        .get("/assessments/{id}/events", Needs(Action::Read), events::stream)
        .post("/assessments/{id}/here", Needs(Action::Read), events::here)
}
