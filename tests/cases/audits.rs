//! Audits, their findings, and those who are let in from outside.

use super::Case;
use crate::organisation::{Known, Things, Who};

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let audit = |things: &Things| vec![things.audit.to_string()];
    let finding = |things: &Things| vec![things.finding.to_string()];
    let of_audit = |case: Case| case.of(known, audit);
    // Whoever looks after accounts knows every audit, so there is none that is far.
    let near = [known.near.audit.to_string()];
    vec![
        Case::get("/audits").by(Who::NearAuditor),
        Case::get("/audits/new").by(Who::NearAuditor),
        Case::post("/audits/new")
            .by(Who::NearAuditor)
            .on("/audits/new")
            .typing("name", "Spot check")
            .typing("units", known.near.unit)
            .typing("rounds", known.near.round),
        of_audit(Case::get("/audits/{id}").by(Who::NearAuditor)),
        of_audit(Case::get("/audits/{id}/edit").by(Who::NearAuditor)),
        of_audit(Case::post("/audits/{id}/edit").by(Who::NearAuditor))
            .on_page_of(known, "/audits/{id}/edit", audit)
            .typing("name", "Yearly audit"),
        of_audit(Case::post("/audits/{id}/close").by(Who::NearAuditor)).on_page_of(
            known,
            "/audits/{id}",
            audit,
        ),
        of_audit(Case::post("/audits/{id}/conclusions").by(Who::NearAuditor))
            .on_page_of(known, "/audits/{id}", audit)
            .typing("opinion", "unqualified")
            .typing("words", "All that was looked at holds."),
        of_audit(Case::post("/audits/{id}/pack").by(Who::NearAuditor))
            .on_page_of(known, "/audits/{id}", audit)
            .answering(200),
        of_audit(Case::get("/audits/{id}/findings/new").by(Who::NearAuditor)),
        of_audit(Case::post("/audits/{id}/findings/new").by(Who::NearAuditor))
            .on_page_of(known, "/audits/{id}/findings/new", audit)
            .typing("unit", known.near.unit)
            .typing("question", 4)
            .typing("grade", "major")
            .typing("title", "Nothing watches the gateway")
            .typing("detail", "Its logs are switched off since August."),
        Case::get("/audits/{id}/outside").by(Who::Admin).at(&near),
        Case::post("/audits/{id}/outside")
            .by(Who::Admin)
            .at(&near)
            .on_page_of(known, "/audits/{id}/outside", audit)
            .typing("name", "Elin Marsh")
            .typing("email", "elin.marsh@auditors.example")
            .answering(200),
        Case::post("/audits/{id}/outside/until")
            .by(Who::Admin)
            .at(&near)
            .on_page_of(known, "/audits/{id}", audit)
            .typing("person", known.near.outsider)
            .typing("until", "2026-12-24"),
        Case::get("/findings/{id}").by(Who::NearAuditor).of(known, finding),
        Case::post("/findings/{id}/respond")
            .by(Who::NearManager)
            .of(known, finding)
            .on_page_of(known, "/findings/{id}", finding)
            .typing("response", "Both are entered by the end of the month."),
        Case::post("/findings/{id}/end")
            .by(Who::NearAuditor)
            .of(known, finding)
            .on_page_of(known, "/findings/{id}", finding)
            .typing("ending", "remedied")
            .typing("words", "Both are in the register."),
    ]
}
