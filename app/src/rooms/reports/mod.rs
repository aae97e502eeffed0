//! The manager's report: is the programme getting better, where is it not, what next. One page, and the
//! same figures as files, as a document, and side by side.

mod at_a_glance;
mod charts;
mod compare;
mod document;
mod drawn;
mod files;
mod filters;
mod heat;
mod keeping;
mod page;
mod schedule;
mod sight;
mod tables;
mod targets;
mod why;

use domain::Action;

pub(super) use filters::unit_options;

use crate::routes::{Access, Routes};

/// The page; its files lie below it.
const PATH: &str = "/reports";

/// The routes of the room. What a report shows depends on the roles of whoever looks at it.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .get(PATH, Access::SignedIn, page::show)
        .get("/reports/figures.json", Access::SignedIn, files::json)
        .get("/reports/tables.xlsx", Access::SignedIn, files::xlsx)
        .get("/reports/tables/{table}", Access::SignedIn, files::csv)
        .get("/reports/charts/{chart}", Access::SignedIn, files::svg)
        .get("/reports/charts/{chart}/png", Access::SignedIn, files::png)
        .get("/reports/document", Access::SignedIn, document::show)
        .get("/reports/document.pdf", Access::SignedIn, document::pdf)
        .get("/reports/compare", Access::SignedIn, compare::show)
        .post("/reports/kept", Access::SignedIn, keeping::keep)
        .get("/reports/kept/{id}", Access::SignedIn, schedule::show)
        .post("/reports/kept/{id}/send", Access::SignedIn, schedule::send)
        .post("/reports/kept/{id}/remove", Access::SignedIn, keeping::remove)
        .get("/units/{id}/targets", Access::Needs(Action::Read), targets::show)
        .post("/units/{id}/targets", Access::Needs(Action::ManageReports), targets::set)
}
