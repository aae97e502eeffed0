//! Checks: a questionnaire of the organisation's own, answered about a model or a unit, and what is kept
//! of it.

mod answering;
mod form;
mod one;
mod panel;
mod sought;

use domain::checks::CheckOf;
use domain::{Action, CheckId};
use leptos::prelude::*;

use crate::routes::{Access, Routes};
use crate::ui::badge::{band_badge, draft_badge};
use crate::ui::query::Query;

pub(super) use panel::{of_model, of_unit};

/// The form for a new one.
const NEW: &str = "/checks/new";

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .get(NEW, Access::Needs(Action::Answer), answering::show)
        .post(NEW, Access::Needs(Action::Answer), answering::submit)
        .get("/checks/{id}", Access::Needs(Action::Read), one::show)
}

/// The page of a check.
fn page_of(id: CheckId) -> String {
    format!("/checks/{id}")
}

/// The page of a version of a questionnaire.
pub(super) fn questionnaire(key: &str, version: u16) -> String {
    format!("/questionnaires/{key}/{version}")
}

/// The form for a check of something against a version.
fn form_for(of: CheckOf, key: &str, version: u16) -> String {
    let (name, id) = named(of);
    Query::new().with("questionnaire", format!("{key}/{version}")).with(name, id).href(NEW)
}

/// Under which name an address says what is checked.
fn named(of: CheckOf) -> (&'static str, String) {
    match of {
        CheckOf::Unit(id) => ("unit", id.to_string()),
        CheckOf::Model(id) => ("model", id.to_string()),
    }
}

/// The band of a complete check; of another how far it got, since it has none.
fn outcome(band: Option<domain::Band>, progress: domain::score::Progress) -> AnyView {
    match band {
        Some(band) => band_badge(Some(band)),
        None => draft_badge(progress.answered.into(), progress.total.into()),
    }
}
