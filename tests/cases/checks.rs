//! Checks against questionnaires of the organisation's own.

use super::Case;
use crate::checks::form_for;
use crate::organisation::{Known, Who};

const NEW: &str = "/checks/new";

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let (near, far) = (form_for(known.near.model), form_for(known.far.model));
    let unit = Some(known.near.unit);
    vec![
        Case { near: near.clone(), far: Some(far), unit, ..Case::get(NEW).by(Who::Assessor) },
        Case { unit, ..Case::post(NEW).by(Who::Assessor) }
            .on(near)
            .typing("answers.first", "yes")
            .typing("notes.first", "As it was."),
        Case::get("/checks/{id}")
            .by(Who::Viewer)
            .of(known, |things| vec![things.check.to_string()]),
    ]
}
