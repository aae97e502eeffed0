//! Assessments and rounds.

use super::Case;
use crate::organisation::{Known, Things, Who};

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let draft = |things: &Things| vec![things.draft.to_string()];
    let ready = |things: &Things| vec![things.ready.to_string()];
    let submitted = |things: &Things| vec![things.submitted.to_string()];
    let approved = |things: &Things| vec![things.approved.to_string()];
    let round = |things: &Things| vec![things.round.to_string()];
    let frozen = |things: &Things| vec![things.submitted.to_string(), "1".to_owned()];
    vec![
        Case::get("/assessments").by(Who::Viewer),
        Case::get("/assessments/new").by(Who::NearManager),
        Case::post("/assessments/new")
            .by(Who::NearManager)
            .on("/assessments/new")
            .typing("unit", known.customer_care)
            .typing("name", "After the incident"),
        Case::get("/rounds/new").by(Who::NearManager),
        Case::post("/rounds/new")
            .by(Who::NearManager)
            .on("/rounds/new")
            .typing("unit", known.commerce)
            .typing("name", "Q1 2027"),
        Case::get("/rounds/{id}").by(Who::Viewer).of(known, round),
        Case::get("/assessments/{id}").by(Who::Viewer).of(known, draft),
        Case::post("/assessments/{id}")
            .by(Who::Assessor)
            .of(known, draft)
            .on_page_of(known, "/assessments/{id}", draft)
            .typing("answer-2", "no")
            .typing("note-2", "Two services still share one role.")
            .typing("do", "save"),
        Case::post("/assessments/{id}/submit").by(Who::Assessor).of(known, ready),
        Case::post("/assessments/{id}/approve")
            .by(Who::NearManager)
            .of(known, submitted)
            .on_page_of(known, "/assessments/{id}", submitted),
        Case::post("/assessments/{id}/return")
            .by(Who::NearManager)
            .of(known, submitted)
            .on_page_of(known, "/assessments/{id}", submitted)
            .typing("reason", "Question 3 needs a newer export."),
        Case::post("/assessments/{id}/revise").by(Who::Assessor).of(known, approved).on_page_of(
            known,
            "/assessments/{id}",
            approved,
        ),
        Case::get("/assessments/{id}/revisions/{revision}").by(Who::Viewer).of(known, frozen),
        Case::get("/assessments/{id}/events").by(Who::Viewer).of(known, draft).streaming(),
        Case::post("/assessments/{id}/here")
            .by(Who::Viewer)
            .of(known, draft)
            .typing("tab", "a1")
            .typing("question", 2)
            .unaudited()
            .answering(204),
    ]
}
