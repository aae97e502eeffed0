//! Scores over time.

use super::Case;
use crate::organisation::{Known, Things, Who};

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let unit = |things: &Things| vec![things.unit.to_string()];
    vec![
        Case::get("/").by(Who::Viewer),
        Case::get("/units").by(Who::Viewer),
        Case::get("/units/{id}").by(Who::Viewer).of(known, unit),
        Case::get("/units/{id}/why").by(Who::Viewer).of(known, unit),
    ]
}
