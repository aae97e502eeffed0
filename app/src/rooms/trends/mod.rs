//! Scores over time: the overview, the units as a tree, and each unit's own page.

mod accepted;
mod activity;
mod ahead;
mod begin;
mod branch;
mod cells;
mod decide;
mod furthest;
mod hero;
mod latest;
mod line;
mod lost;
mod open_tasks;
mod overview;
mod places;
mod round;
mod say;
mod sight;
mod unit;
mod unit_panels;
mod units;
mod units_filter;
mod why;

use crate::routes::{Access, Routes};

/// The routes of the room. What a person sees on them depends on their roles.
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .get("/", Access::SignedIn, overview::show)
        .get("/units", Access::SignedIn, units::list)
        .get("/units/{id}", Access::Needs(domain::Action::Read), unit::show)
        .get("/units/{id}/why", Access::Needs(domain::Action::Read), why::show)
}
