//! The manager's report.

use super::Case;
use crate::organisation::{Known, Things, Who};

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let unit = |things: &Things| vec![things.unit.to_string()];
    vec![
        Case::get("/reports").by(Who::Viewer),
        Case::get("/reports/figures.json").by(Who::Viewer),
        Case::get("/reports/tables.xlsx").by(Who::Viewer),
        Case::get("/reports/tables/{table}").by(Who::Viewer).at(&["scores".to_owned()]),
        Case::get("/reports/charts/{chart}").by(Who::Viewer).at(&["bands".to_owned()]),
        Case::get("/reports/charts/{chart}/png").by(Who::Viewer).at(&["lines".to_owned()]),
        Case::get("/reports/document").by(Who::Viewer),
        Case::get("/reports/document.pdf").by(Who::Viewer),
        Case::get("/reports/compare").by(Who::Viewer),
        Case::post("/reports/kept")
            .by(Who::Viewer)
            .on("/reports?frame=all")
            .typing("name", "Since the beginning"),
        Case::post("/reports/kept/{id}/remove")
            .by(Who::Assessor)
            .of(known, |things| vec![things.report.to_string()])
            .on("/reports?frame=quarter"),
        Case::get("/reports/kept/{id}")
            .by(Who::Assessor)
            .own()
            .of(known, |things| vec![things.report.to_string()]),
        Case::post("/reports/kept/{id}/send")
            .by(Who::Assessor)
            .of(known, |things| vec![things.report.to_string()])
            .on_page_of(known, "/reports/kept/{id}", |things| vec![things.report.to_string()])
            .typing("when", "month")
            .typing("to", known.person(Who::Assessor).0),
        Case::get("/units/{id}/targets").by(Who::Viewer).of(known, unit),
        Case::post("/units/{id}/targets")
            .by(Who::NearManager)
            .of(known, unit)
            .on_page_of(known, "/units/{id}/targets", unit)
            .typing("points", 20)
            .typing("on", "2027-03-31"),
    ]
}
