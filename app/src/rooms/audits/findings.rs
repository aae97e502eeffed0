//! Raising a finding.

use axum::response::{IntoResponse as _, Redirect};
use domain::audits::{FindingEntry, Grade, TEXT_MAX, finding};
use domain::questionnaire::baseline;
use domain::{AppError, AuditId};
use leptos::prelude::*;

use super::{FINDINGS, PATH};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, At, Sent};
use crate::shell::{Frame, NavKey};
use crate::ui::{Button, Field, Form, PageHead, Panel, Typed};

type Options = Vec<(String, String)>;

/// `GET /audits/{id}/findings/new`; the address may name the unit and the question.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such audit for the person, [`AppError::Refused`] to whoever
/// doesn't work on it.
pub(super) async fn form(visitor: Visitor, At(id): At<AuditId>, Asked(asked): Asked) -> PageResult {
    let (name, units) = on(&visitor, id).await?;
    let typed = Typed::new([("unit", asked.get("unit")), ("question", asked.get("question"))]);
    Ok(visitor.page(&frame(&visitor, id, &name), || content(id, &typed, &units)))
}

/// `POST /audits/{id}/findings/new`
///
/// # Errors
/// As [`form`].
pub(super) async fn raise(visitor: Visitor, At(id): At<AuditId>, Sent(typed): Sent) -> PageResult {
    let (name, units) = on(&visitor, id).await?;
    let said = |name: &str| typed.get(name).to_owned();
    let entry = FindingEntry {
        unit: said("unit"),
        question: said("question"),
        grade: said("grade"),
        title: said("title"),
        detail: said("detail"),
    };
    let questions = u16::try_from(baseline().questions.len()).unwrap_or(u16::MAX);
    let done = match finding(&entry, questions) {
        Ok(new) if units.iter().all(|(known, _)| *known != new.unit.to_string()) => {
            Err(AppError::field("unit", "Choose a unit of the audit.").into())
        }
        Ok(new) => {
            visitor.store().raise_finding(&visitor.actor, id, &new).await.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match done {
        Ok(raised) => Ok(Redirect::to(&format!("{FINDINGS}/{raised}?done=raised")).into_response()),
        Err(failure) => {
            let typed = typed.wrong(failure.into_invalid()?);
            let frame = frame(&visitor, id, &name);
            Ok(visitor.page_with_mistakes(&frame, || content(id, &typed, &units)))
        }
    }
}

/// Refuses whoever sees an audit and is not among its auditors.
pub(super) async fn must_work(visitor: &Visitor, id: AuditId) -> PageResult<()> {
    if visitor.read().works_on_audit(id).await? {
        return Ok(());
    }
    let why = "Only the auditors of an audit that is open add to it.";
    Err(AppError::Refused(why.to_owned()).into())
}

/// The audit's name and its units.
async fn on(visitor: &Visitor, id: AuditId) -> PageResult<(String, Options)> {
    let name = visitor.read().audit(id).await?.name;
    must_work(visitor, id).await?;
    let units = visitor.read().audit_units(id).await?.into_iter();
    Ok((name, units.map(|(unit, name)| (unit.to_string(), name)).collect()))
}

fn frame(visitor: &Visitor, id: AuditId, name: &str) -> Frame {
    visitor
        .frame("Raise a finding", NavKey::Audits)
        .crumb("Audits", Some(PATH.to_owned()))
        .crumb(name.to_owned(), Some(format!("{PATH}/{id}")))
        .crumb("Raise a finding", None)
}

fn content(id: AuditId, typed: &Typed, units: &Options) -> AnyView {
    let questions = baseline().questions.iter();
    let questions = questions.map(|it| (it.no.to_string(), format!("{} {}", it.no, it.label)));
    let grades = Grade::ALL.iter().map(|grade| (grade.key(), grade.label()));
    let grade = Field::radios("grade", "How much it weighs", grades)
        .note(Grade::Major.key(), "A control is missing, or fails as a whole")
        .note(Grade::Minor.key(), "A control is there and fails in part")
        .note(Grade::Observation.key(), "Nothing fails; it could be done better")
        .boxed();
    let where_to = view! {
        {Field::select("unit", "Business unit", units.clone()).placeholder("Choose a unit").view(typed)}
        {Field::select("question", "Question", questions).placeholder("Choose a question").view(typed)}
    };
    let what = view! {
        {grade.view(typed)}
        {Field::text("title", "In a line").max(200).view(typed)}
        {Field::textarea("detail", "What you saw, and what was to be seen")
            .rows(6)
            .max(TEXT_MAX)
            .hint("With the evidence that it rests on, so that the unit can follow it.")
            .view(typed)}
    };
    let form = Form::post(format!("{PATH}/{id}/findings/new"))
        .summary(typed)
        .grid(where_to)
        .body(what)
        .actions(view! {
            {Button::submit("Raise the finding").primary()}
            {Button::link(format!("{PATH}/{id}"), "Cancel")}
        });
    let head = PageHead::new("Raise a finding")
        .lede("It can’t be edited. The unit’s manager responds; an auditor ends it.");
    view! { {head}{Panel::new("The finding").body(form)} }.into_any()
}
