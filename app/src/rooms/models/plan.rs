//! A unit's response plan for incidents that involve AI: question 10 of the assessment.

use axum::response::{IntoResponse as _, Redirect};
use domain::inventory::EXERCISE_DAYS;
use domain::{Action, AppError, Day, Invalid, UnitId, text};
use leptos::prelude::*;
use store::Unit;

use super::draw::recent;
use super::refused;
use super::returned::{Returned, beside};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At, Sent};
use crate::shell::NavKey;
use crate::ui::{Button, Field, Form, PageHead, Typed};

/// `GET /units/{id}/response-plan`
///
/// # Errors
/// When there is no such unit, or the person may not edit its register.
pub async fn show(visitor: Visitor, At(id): At<UnitId>, Asked(query): Asked) -> PageResult {
    let unit = editable(&visitor, id).await?;
    let typed = Typed::new([
        ("plan", unit.response_plan.clone()),
        ("exercised", unit.response_exercised.map(|day| day.to_string()).unwrap_or_default()),
    ]);
    page(&visitor, &unit, Returned::fresh(typed), super::said(query.get("done")))
}

/// `POST /units/{id}/response-plan`
///
/// # Errors
/// When there is no such unit, the person may not edit its register, or the database fails.
pub async fn save(visitor: Visitor, At(id): At<UnitId>, Sent(typed): Sent) -> PageResult {
    let unit = editable(&visitor, id).await?;
    let kept = async {
        let (plan, exercised) = read(&typed, visitor.state.today()).map_err(AppError::from)?;
        visitor.store().record_response_plan(&visitor.actor, id, &plan, exercised).await?;
        Ok(Redirect::to(&format!("/units/{id}/response-plan?done=plan")).into_response())
    };
    match kept.await {
        Ok(response) => Ok(response),
        Err(failure) => page(&visitor, &unit, Returned::refused(typed, failure)?, None),
    }
}

async fn editable(visitor: &Visitor, id: UnitId) -> PageResult<Unit> {
    let unit = visitor.read().unit(id).await?;
    if visitor.may(Action::EditModels, id).await? { Ok(unit) } else { Err(refused().into()) }
}

fn read(typed: &Typed, today: Day) -> Result<(String, Option<Day>), Invalid> {
    let mut invalid = Invalid::new();
    let plan = invalid.check("plan", text::prose(typed.get("plan"), 2000)).unwrap_or_default();
    let day = typed.get("exercised");
    let exercised =
        if day.trim().is_empty() { None } else { invalid.check("exercised", text::parse_day(day)) };
    if exercised.is_some_and(|day| day > today) {
        let message = format!("This can’t be after today, {}.", text::day(today));
        invalid.add("exercised", message);
    }
    if exercised.is_some() && plan.is_empty() {
        invalid.add("plan", "Say where the plan is that was exercised.");
    }
    invalid.or((plan, exercised))
}

fn page(visitor: &Visitor, unit: &Unit, form: Returned, done: Option<&str>) -> PageResult {
    let frame = visitor
        .frame(format!("Response plan of {}", unit.name), NavKey::Units)
        .crumb("Business units", Some("/units".to_owned()))
        .crumb(unit.name.clone(), Some(format!("/units/{}", unit.id)))
        .crumb("Response plan", None)
        .flash(done);
    let today = visitor.state.today();
    Ok(form.page(visitor, &frame, || content(unit, &form, today)))
}

fn content(unit: &Unit, form: &Returned, today: Day) -> AnyView {
    let head = PageHead::new(format!("Response plan of {}", unit.name))
        .lede("What is done, and by whom, when an incident involves AI.");
    let plan = Field::textarea("plan", "The plan")
        .max(2000)
        .rows(6)
        .hint("Where it lies, such as a page of your wiki, or what it says. Empty: there is none.");
    let exercised = recent(Field::date("exercised", "Last exercised on").optional(), today)
        .hint("The day on which people last went through it together.");
    let actions = view! {
        {Button::submit("Save plan").primary()}
        {Button::link(format!("/units/{}", unit.id), "Back to the unit").quiet()}
    };
    let notice = form.notice(Vec::new());
    let typed = &form.typed;
    let form = Form::post(format!("/units/{}/response-plan", unit.id))
        .summary(typed)
        .body(plan.view(typed))
        .body(exercised.view(typed))
        .actions(actions);
    let why = view! {
        <p>
            {format!("Question 10 of the assessment rests on it: a yes is contradicted while no plan \
             is recorded, or when it was last exercised more than {EXERCISE_DAYS} days ago.")}
        </p>
    };
    view! { {head}{notice}{beside(form, "Response plan", None, why)} }.into_any()
}
