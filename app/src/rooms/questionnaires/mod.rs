//! Questionnaires: the built-in baseline, and those of the organisation's own as drafts and as published
//! versions.

mod draft;
mod fields;
mod form;
mod list;
mod parts;
mod version;

use domain::Action;

use crate::routes::{Access, Routes};

/// The list.
pub(super) const PATH: &str = "/questionnaires";
/// A draft lies below it.
const DRAFTS: &str = "/questionnaire-drafts";

/// The routes of the room. Published ones are read by everybody, drafts by administrators.
#[must_use]
pub fn routes() -> Routes {
    let writes = Access::Needs(Action::ManageQuestionnaires);
    Routes::new()
        .get(PATH, Access::SignedIn, list::show)
        .post(PATH, writes, list::begin)
        .get("/questionnaires/{key}/{version}", Access::SignedIn, version::show)
        .post("/questionnaires/{key}/{version}", writes, version::change)
        .get("/questionnaires/{key}/{version}/{form}", Access::SignedIn, version::file)
        .get("/questionnaire-drafts/{id}", writes, draft::show)
        .post("/questionnaire-drafts/{id}", writes, draft::change)
        .get("/questionnaire-drafts/{id}/preview", writes, draft::preview)
}
