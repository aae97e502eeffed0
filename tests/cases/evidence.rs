//! Evidence.

use super::Case;
use crate::organisation::{Known, Things, Who};

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let file = |things: &Things| vec![things.file.to_string()];
    let picture = |things: &Things| vec![things.picture.to_string()];
    let asked = |things: &Things| vec![things.asked.to_string()];
    let newer = |things: &Things| vec![things.newer.to_string()];
    let sample = |things: &Things| vec![things.sample.to_string()];
    let request = |things: &Things| vec![things.request.to_string()];
    let draft = |things: &Things| vec![things.draft.to_string()];
    vec![
        Case::get("/evidence").by(Who::Assessor),
        Case::get("/evidence/{id}").by(Who::Assessor).of(known, file),
        Case::get("/evidence/{id}/file").by(Who::Assessor).of(known, file),
        Case::get("/evidence/{id}/preview").by(Who::Assessor).of(known, picture),
        Case::get("/evidence/{id}/compare").by(Who::Assessor).of(known, newer),
        Case::get("/requests").by(Who::Assessor),
        Case::get("/requests/new").by(Who::NearManager),
        Case::post("/requests/new")
            .by(Who::NearManager)
            .on("/requests/new")
            .typing("unit", known.near.unit)
            .typing("question", 5)
            .typing("wanted", "The gateway's export of 16 November."),
        Case::get("/requests/{id}").by(Who::Assessor).of(known, request),
        Case::post("/requests/{id}/answer")
            .by(Who::Assessor)
            .of(known, request)
            .on_page_of(known, "/requests/{id}", request)
            .typing("words", "They were not written down."),
        Case::post("/requests/{id}/withdraw").by(Who::NearManager).of(known, request).on_page_of(
            known,
            "/requests/{id}",
            request,
        ),
        Case::get("/review").by(Who::NearAuditor),
        Case::post("/review/samples").by(Who::NearAuditor).on("/review").typing("size", "2"),
        Case::get("/review/samples/{id}/names").by(Who::NearAuditor).of(known, sample),
        Case::post("/evidence/{id}/reply")
            .by(Who::Assessor)
            .of(known, asked)
            .on_page_of(known, "/evidence/{id}", asked)
            .typing("reply", "All four of the team."),
        Case::post("/evidence/{id}/verdict")
            .by(Who::NearAuditor)
            .of(known, file)
            .on_page_of(known, "/evidence/{id}", file)
            .typing("verdict", "accepted"),
        Case::post("/evidence/{id}/withdraw")
            .by(Who::Assessor)
            .of(known, file)
            .on_page_of(known, "/evidence/{id}", file)
            .typing("reason", "It shows another system."),
        Case::post("/evidence/{id}/revision")
            .by(Who::Assessor)
            .of(known, file)
            .on_page_of(known, "/evidence/{id}", file)
            .typing("place", format!("{}-1", known.near.draft))
            .with_file("files", "review-2.csv", b"when,what\n2026-11-20,second review\n"),
        Case::post("/assessments/{id}/evidence")
            .by(Who::Assessor)
            .of(known, draft)
            .typing("collected-4", "2026-11-20")
            .with_file("files-4", "alerts.csv", b"when,alert\n2026-11-19,none\n"),
    ]
}
