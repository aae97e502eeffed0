//! The organisation: its guided set-up, its people with their roles, its units as a tree.

mod choices;
mod people;
pub mod setup;
mod units;

use domain::{Action, AppError};

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::routes::{Access, Routes};

pub(super) use people::{Shown, SiteAddress, link_page};

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let people = Access::Needs(Action::ManagePeople);
    let units = Access::Needs(Action::ManageUnits);
    Routes::new()
        .get("/setup", Access::SetUp, setup::show)
        .post("/setup", Access::SetUp, setup::take)
        .get("/people", people, people::list)
        .get("/people/invite", people, people::invite_form)
        .post("/people/invite", people, people::invite)
        .get("/people/{id}", people, people::show)
        .post("/people/{id}", people, people::change)
        .get("/settings/units", units, units::list)
        .get("/settings/units/new", units, units::new_form)
        .post("/settings/units/new", units, units::create)
        .get("/settings/units/{id}", units, units::show)
        .post("/settings/units/{id}", units, units::change)
}

/// A page that exists only for those who may do this on the installation.
pub(super) fn only_for(visitor: &Visitor, action: Action) -> PageResult<()> {
    if visitor.actor.allows(action) { Ok(()) } else { Err(AppError::NotFound.into()) }
}
