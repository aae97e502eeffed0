//! Notices.

use super::Case;
use crate::organisation::{Known, Things, Who};

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let notice = |things: &Things| vec![things.notice.to_string()];
    vec![
        Case::get("/notices").by(Who::Assessor),
        Case::post("/notices/read").by(Who::Assessor).on("/notices"),
        Case::post("/notices/{id}/open").by(Who::Assessor).of(known, notice).on("/notices"),
    ]
}
