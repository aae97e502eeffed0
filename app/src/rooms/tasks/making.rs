//! Making a task: by hand, or from what the address names.

use axum::response::{IntoResponse as _, Redirect};
use domain::questionnaire::baseline;
use domain::tasks::{Cause, TaskEntry, new_task, proposal};
use domain::{Action, AppError, Invalid, QuestionNo, UnitId};
use http::StatusCode;
use leptos::prelude::*;

use super::fields::{
    Choices, entry, question_options, questions, typed as typed_of, what, who_and_when,
};
use super::{PATH, page_of};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, Sent};
use crate::rooms::evidence::{label_of, unit_options};
use crate::shell::{Frame, NavKey};
use crate::ui::form::hidden_fields;
use crate::ui::{Button, Field, Form, PageHead, Panel, Typed, error_summary};

const MAKE: &str = "/tasks/new";

/// `GET /tasks/new`; the address may name the unit, the question, the assignee and the cause.
///
/// # Errors
/// [`AppError::NotFound`] for a unit that the person may not know of.
pub(super) async fn form(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let Ok(unit) = asked.get("unit").parse::<UnitId>() else {
        return choose_unit(&visitor, &Typed::new(asked.pairs()), StatusCode::OK).await;
    };
    let choices = of_unit(&visitor, unit).await?;
    let question = asked.get("question").parse().ok().map(QuestionNo);
    let today = visitor.state.today();
    let known = question.and_then(|no| baseline().question(no));
    let proposed = known.map(|question| proposal(question, today, today)).unwrap_or_default();
    let proposed = TaskEntry {
        assignee: visitor.actor.person.to_string(),
        cause: asked.get("cause").to_owned(),
        ..proposed
    };
    let name = visitor.read().unit(unit).await?.name;
    let typed = over(&asked, typed_of(&proposed));
    Ok(visitor.page(&frame(&visitor), || content(unit, &name, &choices, &typed)))
}

/// `POST /tasks/new`
///
/// # Errors
/// As [`form`].
pub(super) async fn make(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let unit = typed.get("unit").parse::<UnitId>().ok();
    let Some(unit) = unit else {
        let typed = typed.wrong(Invalid::one("unit", "Choose a unit."));
        return choose_unit(&visitor, &typed, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let choices = of_unit(&visitor, unit).await?;
    let today = visitor.state.today();
    let made = match new_task(&entry(&typed), questions(), today, None) {
        Ok(new) => {
            visitor.store().create_task(&visitor.actor, unit, &new).await.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match made {
        Ok(id) => Ok(Redirect::to(&format!("{}?done=made", page_of(id))).into_response()),
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            let name = visitor.read().unit(unit).await?.name;
            let page = visitor.page(&frame(&visitor), || content(unit, &name, &choices, &typed));
            Ok((status, page).into_response())
        }
    }
}

fn refused() -> AppError {
    AppError::Refused("Tasks are made by the assessors and managers of a unit.".to_owned())
}

async fn of_unit(visitor: &Visitor, unit: UnitId) -> PageResult<Choices> {
    if visitor.may(Action::WorkOnTasks, unit).await? {
        return Choices::of(visitor, unit).await;
    }
    visitor.read().must(Action::Read, unit).await?;
    Err(refused().into())
}

fn frame(visitor: &Visitor) -> Frame {
    visitor
        .frame("New task", NavKey::Tasks)
        .crumb("Tasks", Some(PATH.to_owned()))
        .crumb("New task", None)
}

/// Whose people and models are offered depends on the unit, so that comes first.
async fn choose_unit(visitor: &Visitor, typed: &Typed, status: StatusCode) -> PageResult {
    let units = visitor.units_where(Action::WorkOnTasks).await?;
    if units.is_empty() {
        return Err(refused().into());
    }
    let units =
        unit_options(&units.into_iter().filter(|it| it.unit.parent.is_some()).collect::<Vec<_>>());
    let kept = typed.pairs().into_iter();
    let kept = kept.filter(|(name, _)| !["unit", "question"].contains(&name.as_str()));
    let kept = hidden_fields(kept.collect());
    let page = visitor.page(&frame(visitor), || {
        let unit = Field::select("unit", "Business unit", units).placeholder("Choose a unit");
        let question = Field::select("question", "Question", question_options());
        let question = question
            .placeholder("Choose a question")
            .hint("The guidance on it proposes what is to be done, and by when.")
            .optional();
        let fields =
            view! { <div class="form-grid">{unit.view(typed)}{question.view(typed)}</div> };
        // After the fields, which tell it what they are called.
        let summary = error_summary(typed);
        let form = view! {
            <form method="get" action=MAKE class="stack">
                {kept}
                {summary}
                {fields}
                <div class="actions">
                    {Button::submit("Go on").primary()}
                    {Button::link(PATH, "Cancel")}
                </div>
            </form>
        };
        let head = PageHead::new("New task").lede("Work for a named person, up to a day.");
        view! { {head}{Panel::new("Where").body(form)} }.into_any()
    });
    Ok((status, page).into_response())
}

/// What was typed before the unit was known takes the place of what is proposed.
fn over(asked: &Typed, proposed: Typed) -> Typed {
    let said = |name: &str| !asked.get(name).is_empty();
    let kept = proposed.pairs().into_iter().filter(|(name, _)| !said(name));
    let typed = asked.pairs().into_iter().filter(|(_, value)| !value.is_empty());
    Typed::new(typed.chain(kept))
}

fn content(unit: UnitId, name: &str, choices: &Choices, typed: &Typed) -> AnyView {
    let cause = typed.get("cause").parse::<Cause>().ok();
    let lede = match (cause, typed.get("question").parse().ok().map(QuestionNo)) {
        (Some(cause), Some(question)) => {
            format!("{name}. {}: {}.", cause.label(), label_of(question))
        }
        _ => format!("{name}."),
    };
    let choices = Choices {
        question: cause.and_then(|_| typed.get("question").parse().ok().map(QuestionNo)),
        ..choices.clone()
    };
    let mut form = Form::post(MAKE)
        .hidden("unit", unit.to_string())
        .hidden("cause", typed.get("cause"))
        .summary(typed);
    if choices.question.is_some() {
        form = form.hidden("question", typed.get("question"));
    }
    let form =
        form.body(what(&choices, typed)).grid(who_and_when(&choices, typed)).actions(view! {
            {Button::submit("Make the task").primary()}
            {Button::link(PATH, "Cancel")}
        });
    let head = PageHead::new("New task").lede(lede);
    view! { {head}{Panel::new("The task").body(form)} }.into_any()
}
