//! The organisation. The set-up is over on every site; how it goes is another test's business.

use super::Case;
use crate::organisation::{Known, Who};

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let person = [known.person(Who::Assessor).to_string()];
    let gone = [known.deactivated.to_string()];
    let corporate = [known.corporate.to_string()];
    let retired = [known.retired_unit.to_string()];
    let on_person = |does| {
        let path = format!("/people/{}", person[0]);
        Case::post("/people/{id}").by(Who::Admin).at(&person).on(path).doing(does)
    };
    let on_unit = |does| {
        let path = format!("/settings/units/{}", corporate[0]);
        Case::post("/settings/units/{id}").by(Who::Admin).at(&corporate).on(path).doing(does)
    };
    vec![
        Case::get("/setup").answering(303),
        Case::post("/setup")
            .answering(403)
            .unaudited()
            .typing("step", "organisation")
            .typing("name", "Mine"),
        Case::get("/people").by(Who::Admin),
        Case::get("/people/invite").by(Who::Admin),
        Case::post("/people/invite")
            .by(Who::Admin)
            .on("/people/invite")
            .typing("name", "Olga Brandt")
            .typing("email", "olga.brandt@aldermoor.example")
            .typing("role", "viewer")
            .typing("unit", known.commerce)
            .answering(200),
        Case::get("/people/{id}").by(Who::Admin).at(&person),
        on_person("grant").typing("role", "viewer").typing("unit", known.corporate),
        on_person("revoke"),
        on_person("link").answering(200),
        on_person("deactivate"),
        Case::post("/people/{id}")
            .by(Who::Admin)
            .at(&gone)
            .on(format!("/people/{}", gone[0]))
            .doing("reactivate"),
        Case::get("/settings/units").by(Who::Admin),
        Case::get("/settings/units/new").by(Who::Admin),
        Case::post("/settings/units/new")
            .by(Who::Admin)
            .on("/settings/units/new")
            .typing("name", "Research")
            .typing("parent", known.corporate),
        Case::get("/settings/units/{id}").by(Who::Admin).at(&corporate),
        on_unit("rename").typing("name", "Corporate services"),
        on_unit("move").typing("parent", known.commerce),
        on_unit("retire"),
        Case::post("/settings/units/{id}")
            .by(Who::Admin)
            .at(&retired)
            .on("/settings/units")
            .doing("reinstate"),
    ]
}
