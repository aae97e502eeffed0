//! Evidence: what stands behind a *yes*. Taking files in, attaching them, listing and showing items,
//! handing their files out, and the verdicts of auditors.

#[cfg(feature = "ssr")]
pub mod attach;
#[cfg(feature = "ssr")]
mod drop;
#[cfg(feature = "ssr")]
mod file;
pub mod islands;
#[cfg(feature = "ssr")]
mod item;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod part_of;
#[cfg(feature = "ssr")]
pub mod pieces;
#[cfg(feature = "ssr")]
mod plan;
#[cfg(feature = "ssr")]
mod preview;
#[cfg(feature = "ssr")]
pub mod receive;
#[cfg(feature = "ssr")]
mod requests;
#[cfg(feature = "ssr")]
mod review;
#[cfg(feature = "ssr")]
mod upload;

#[cfg(feature = "ssr")]
pub use attach::{Attached, attach_all};
#[cfg(feature = "ssr")]
pub(crate) use list::unit_options;
#[cfg(feature = "ssr")]
pub use plan::Names;
#[cfg(feature = "ssr")]
pub(crate) use plan::{Plan, plan};
#[cfg(feature = "ssr")]
pub use preview::pages::Pages;
#[cfg(feature = "ssr")]
pub use receive::{Received, ReceivedFile, receive};
#[cfg(feature = "ssr")]
pub use requests::state_badge as request_badge;

/// The room's routes.
#[cfg(feature = "ssr")]
#[must_use]
pub fn routes() -> crate::routes::Routes {
    use domain::Action;

    use crate::routes::Access::{Needs, SignedIn};
    use crate::routes::Routes;

    Routes::new()
        .get("/evidence", SignedIn, list::list)
        .get("/evidence/{id}", Needs(Action::OpenEvidence), item::show)
        .get("/evidence/{id}/file", Needs(Action::OpenEvidence), file::download)
        .get("/evidence/{id}/preview", Needs(Action::OpenEvidence), preview::picture::picture)
        .get("/evidence/{id}/compare", Needs(Action::OpenEvidence), item::compare)
        .post("/evidence/{id}/verdict", Needs(Action::GiveVerdict), item::judge)
        .post("/evidence/{id}/reply", Needs(Action::AttachEvidence), item::reply)
        .post("/evidence/{id}/withdraw", Needs(Action::AttachEvidence), item::withdraw)
        .post("/evidence/{id}/revision", Needs(Action::AttachEvidence), item::revise)
        .post("/assessments/{id}/evidence", Needs(Action::AttachEvidence), upload::upload)
        .get("/requests", SignedIn, requests::list)
        .get("/requests/new", Needs(Action::RequestEvidence), requests::ask_form)
        .post("/requests/new", Needs(Action::RequestEvidence), requests::ask)
        .get("/requests/{id}", Needs(Action::OpenEvidence), requests::show)
        .post("/requests/{id}/answer", Needs(Action::AttachEvidence), requests::answer)
        .post("/requests/{id}/withdraw", Needs(Action::RequestEvidence), requests::withdraw)
        .get("/review", SignedIn, review::show)
        .post("/review/samples", Needs(Action::GiveVerdict), review::draw)
        .get("/review/samples/{id}/names", Needs(Action::GiveVerdict), review::names)
}

/// A question as a person knows it.
#[cfg(feature = "ssr")]
pub(crate) fn label_of(question: domain::QuestionNo) -> String {
    domain::questionnaire::baseline()
        .question(question)
        .map_or_else(|| format!("Question {question}"), |question| question.label.clone())
}
