//! Tasks.

use super::Case;
use crate::organisation::{Known, Things, Who};

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let task = |things: &Things| vec![things.task.to_string()];
    let to_accept = |things: &Things| vec![things.to_accept.to_string()];
    let returns = |things: &Things| vec![things.returns.to_string()];
    let verified = |things: &Things| vec![things.verified.to_string()];
    let submitted = |things: &Things| vec![things.submitted.to_string()];
    let of_task = |case: Case| case.of(known, task).on_page_of(known, "/tasks/{id}", task);
    let of_risk =
        |case: Case| case.of(known, to_accept).on_page_of(known, "/tasks/{id}", to_accept);
    vec![
        Case::get("/work").by(Who::Assessor),
        Case::get("/work/calendar").by(Who::Assessor),
        Case::post("/work/calendar")
            .by(Who::Assessor)
            .on("/work/calendar")
            .doing("make")
            .answering(200),
        Case::post("/work/calendar").by(Who::Assessor).on("/work/calendar").doing("remove"),
        Case::get("/calendar/{file}").at(std::slice::from_ref(&known.calendar)),
        Case::get("/tasks").by(Who::Viewer),
        Case::get("/tasks/export.csv").by(Who::Viewer),
        Case::get("/tasks/export.xlsx").by(Who::Viewer),
        Case::get("/tasks/new").by(Who::Assessor),
        Case::post("/tasks/new")
            .by(Who::Assessor)
            .on(format!("/tasks/new?unit={}&question=9", known.near.unit))
            .typing("title", "Rotate the gateway's key"),
        Case::post("/tasks/filters")
            .by(Who::Viewer)
            .on("/tasks?assignee=me&group=due")
            .typing("name", "Mine, by due day"),
        Case::post("/tasks/filters/{id}/remove")
            .by(Who::Assessor)
            .of(known, |things| vec![things.filter.to_string()])
            .on("/tasks?standing=blocked"),
        Case::post("/tasks/bulk")
            .by(Who::NearManager)
            .on("/tasks")
            .typing("id", known.near.task)
            .typing("assignee", known.person(Who::Assessor))
            .typing("due_on", "2027-01-29")
            .typing("do", "re-date"),
        Case::get("/tasks/{id}").by(Who::Viewer).of(known, task),
        Case::get("/tasks/{id}/edit").by(Who::Assessor).of(known, task),
        Case::post("/tasks/{id}/edit")
            .by(Who::Assessor)
            .of(known, task)
            .on_page_of(known, "/tasks/{id}/edit", task)
            .typing("title", "Name every model, and who owns it"),
        of_task(Case::post("/tasks/{id}/step").by(Who::Assessor)).typing("step", "start"),
        of_task(Case::post("/tasks/{id}/tick").by(Who::Assessor))
            .typing("position", 1)
            .typing("ticked", "yes"),
        of_task(Case::post("/tasks/{id}/comment").by(Who::Assessor))
            .typing("comment", "The list comes on Monday."),
        of_task(Case::post("/tasks/{id}/watch").by(Who::Viewer)).typing("watching", "yes"),
        of_task(Case::post("/tasks/{id}/acceptance").by(Who::Assessor))
            .typing("reason", "The supplier replaces it in March.")
            .typing("until", "2027-03-31"),
        of_risk(Case::post("/tasks/{id}/acceptance/decide").by(Who::NearManager))
            .typing("do", "granted"),
        of_risk(Case::post("/tasks/{id}/acceptance/withdraw").by(Who::Assessor)),
        Case::post("/tasks/{id}/answer").by(Who::Assessor).of(known, verified).on_page_of(
            known,
            "/tasks/{id}",
            verified,
        ),
        of_task(Case::post("/tasks/{id}/series").by(Who::NearManager)).typing("every", 1),
        Case::post("/tasks/{id}/series/end").by(Who::NearManager).of(known, returns).on_page_of(
            known,
            "/tasks/{id}",
            returns,
        ),
        Case::post("/tasks/{id}/evidence").by(Who::Assessor).of(known, task).with_file(
            "files",
            "models.csv",
            b"model,owner\nShop assistant,Priya Raman\n",
        ),
        Case::get("/assessments/{id}/tasks").by(Who::Assessor).of(known, submitted),
        Case::post("/assessments/{id}/tasks").by(Who::Assessor).of(known, submitted).on_page_of(
            known,
            "/assessments/{id}/tasks",
            submitted,
        ),
    ]
}
