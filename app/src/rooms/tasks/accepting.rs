//! Accepting the risk behind a task: asking for it, deciding, taking it back, and what is said of it.

use axum::response::{IntoResponse as _, Redirect};
use domain::tasks::acceptance::{AcceptanceDecision, AcceptanceState, acceptance, decision_words};
use domain::tasks::{TEXT_MAX, TaskStep, step};
use domain::{AcceptanceId, Action, AppError, TaskId, text};
use leptos::prelude::*;
use store::Acceptance;

use super::one::draw;
use super::page_of;
use super::sheet::{Sheet, Told};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::ui::disclosure::disclosure_button;
use crate::ui::timeline::quote;
use crate::ui::{Button, Field, Form, Notice, Panel, Tone, Typed, badge, icon_sm};

/// The forms of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Asking,
    Deciding,
    TakingBack,
}

/// `POST /tasks/{id}/acceptance`: asks for it.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such task for the person, [`AppError::Refused`] to whoever
/// works on no tasks there.
pub(super) async fn ask(visitor: Visitor, At(id): At<TaskId>, Sent(typed): Sent) -> PageResult {
    super::steps::must_work(&visitor, id).await?;
    let today = visitor.state.today();
    let done = match acceptance(typed.get("reason"), typed.get("until"), today) {
        Ok(new) => {
            let made = visitor.store().ask_to_accept(&visitor.actor, id, &new).await;
            made.map(drop).map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    answer(&visitor, id, (About::Asking, typed), done, "risk-asked").await
}

/// `POST /tasks/{id}/acceptance/decide`: accepts the risk, or declines to.
///
/// # Errors
/// As [`ask`], of accepting risks; [`AppError::NotFound`] for a request that isn't this task's.
pub(super) async fn decide(visitor: Visitor, At(id): At<TaskId>, Sent(typed): Sent) -> PageResult {
    let unit = visitor.read().task(id).await?.row.unit;
    if !visitor.may(Action::AcceptRisk, unit).await? {
        let why = "Risks are accepted by the unit’s managers.";
        return Err(AppError::Refused(why.to_owned()).into());
    }
    let asked = asked(&visitor, id, &typed).await?;
    let Ok(decision) = typed.get("do").parse::<AcceptanceDecision>() else {
        return Err(AppError::field("do", "Choose whether the risk is accepted.").into());
    };
    let needed = decision == AcceptanceDecision::Declined;
    let done = match decision_words(typed.get("words"), needed) {
        Ok(words) => {
            let store = visitor.store();
            let done = store.decide_acceptance(&visitor.actor, asked, decision, &words).await;
            done.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    let said = if needed { "risk-declined" } else { "risk-granted" };
    answer(&visitor, id, (About::Deciding, typed), done, said).await
}

/// `POST /tasks/{id}/acceptance/withdraw`: takes a request or an acceptance back.
///
/// # Errors
/// As [`ask`]; [`AppError::NotFound`] for a request that isn't this task's.
pub(super) async fn withdraw(
    visitor: Visitor,
    At(id): At<TaskId>,
    Sent(typed): Sent,
) -> PageResult {
    super::steps::must_work(&visitor, id).await?;
    let asked = asked(&visitor, id, &typed).await?;
    let done = match decision_words(typed.get("words"), false) {
        Ok(words) => {
            let done = visitor.store().withdraw_acceptance(&visitor.actor, asked, &words).await;
            done.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    answer(&visitor, id, (About::TakingBack, typed), done, "risk-withdrawn").await
}

/// The request that a form is about, if it is one of the task's.
async fn asked(visitor: &Visitor, id: TaskId, typed: &Typed) -> PageResult<AcceptanceId> {
    let asked = typed.get("acceptance").parse().map(AcceptanceId).ok();
    let known = visitor.read().acceptances_of(id).await?;
    let found = known.iter().find(|it| Some(it.id) == asked).ok_or(AppError::NotFound)?;
    Ok(found.id)
}

async fn answer(
    visitor: &Visitor,
    id: TaskId,
    (about, typed): (About, Typed),
    done: Result<(), Failure>,
    said: &'static str,
) -> PageResult {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?done={said}", page_of(id))).into_response()),
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            let told = Told { accepting: Some((about, typed)), ..Told::default() };
            draw(visitor, id, &told, None, status).await
        }
    }
}

/// What was done, as the page says it above.
pub(super) fn done(key: &str) -> Option<&'static str> {
    Some(match key {
        "risk-asked" => "It waits for somebody else’s decision",
        "risk-granted" => "The risk is accepted",
        "risk-declined" => "Declined. The task goes on",
        "risk-withdrawn" => "Taken back",
        _ => return None,
    })
}

/// What is asked or accepted now, and the forms that the person may send.
pub(super) fn panel(sheet: &Sheet) -> Option<AnyView> {
    let newest = sheet.acceptances.last();
    match newest.map(|it| (it, it.state)) {
        Some((it, AcceptanceState::Granted)) => Some(granted(sheet, it)),
        Some((it, AcceptanceState::Asked)) => Some(waiting(sheet, it)),
        _ => asking(sheet),
    }
}

fn granted(sheet: &Sheet, it: &Acceptance) -> AnyView {
    let by = it.decided.as_ref().map(|said| {
        let by = said.by.clone().unwrap_or_default();
        let words = (!said.words.is_empty()).then(|| quote(said.words.clone()));
        let by = format!("Accepted by {by} on {}", text::day(said.at.day()));
        view! { <p class="small muted">{by}</p>{words} }
    });
    let asked = format!("{} asked on {}:", it.asked_by_name, text::day(it.asked_at.day()));
    let told = view! {
        <p class="small muted">{asked}</p>
        {quote(it.reason.clone())}
        {by}
        <p class="small muted">
            "It changes no score. On the day after, the task is open again."
        </p>
    };
    let back = sheet.may_accept.then(|| take_back(sheet, it, "End it before its day …"));
    Panel::new("The risk is accepted")
        .note(format!("until {}", text::day(it.until)))
        .stacked(view! { {told}{back} })
        .view()
}

fn waiting(sheet: &Sheet, it: &Acceptance) -> AnyView {
    let asked = format!(
        "{} asks that the risk be accepted until {}:",
        it.asked_by_name,
        text::day(it.until)
    );
    let is_own = it.asked_by == sheet.me;
    let decide = if sheet.may_accept && !is_own {
        deciding(sheet, it)
    } else {
        let text = "Somebody else who may accept risks here decides on it.";
        view! { <p class="small muted">{text}</p> }.into_any()
    };
    let back = (is_own || sheet.may_accept).then(|| take_back(sheet, it, "Take it back …"));
    Panel::new("Accepting the risk")
        .note("waits for a decision")
        .stacked(view! { <p>{asked}</p>{quote(it.reason.clone())}{decide}{back} })
        .view()
}

fn deciding(sheet: &Sheet, it: &Acceptance) -> AnyView {
    let typed = typed(sheet, About::Deciding);
    let words = Field::textarea("words", "What you say with it").rows(2).max(TEXT_MAX);
    let words = words.hint("Needed to decline.").prefix("decide").optional();
    Form::post(format!("{}/acceptance/decide", page_of(it.task)))
        .hidden("acceptance", it.id.to_string())
        .summary_for(&typed, "decide")
        .body(words.view(&typed))
        .actions(view! {
            {Button::submit("Accept the risk").primary().value("do", "granted")}
            {Button::submit("Decline").value("do", "declined")}
        })
        .view()
}

fn take_back(sheet: &Sheet, it: &Acceptance, words: &'static str) -> AnyView {
    let typed = typed(sheet, About::TakingBack);
    let is_open = sheet.told.accepting.as_ref().is_some_and(|(it, _)| *it == About::TakingBack);
    let why = Field::textarea("words", "Why").rows(2).max(TEXT_MAX).prefix("back").optional();
    let form = Form::post(format!("{}/acceptance/withdraw", page_of(it.task)))
        .hidden("acceptance", it.id.to_string())
        .summary_for(&typed, "back")
        .body(why.view(&typed))
        .actions(Button::submit("Take it back"));
    disclosure_button("x", words, is_open, form.view())
}

fn asking(sheet: &Sheet) -> Option<AnyView> {
    if !has(sheet, About::Asking) {
        return None;
    }
    let typed = typed(sheet, About::Asking);
    let is_open = sheet.told.accepting.as_ref().is_some_and(|(it, _)| *it == About::Asking);
    let reason = Field::textarea("reason", "Why the risk is to stay").rows(3).max(TEXT_MAX);
    let reason = reason.hint("And what limits it meanwhile.").prefix("accept");
    let until = Field::date("until", "Until").prefix("accept").hint("At most a year ahead.");
    let form = Form::post(format!("{}/acceptance", page_of(sheet.task.row.id)))
        .summary_for(&typed, "accept")
        .body(view! {
            <p class="small muted">
                "Where a no stays for now. Somebody else decides, it ends by itself, and it changes no score."
            </p>
            {reason.view(&typed)}
            {until.view(&typed)}
        })
        .actions(Button::submit("Ask for a decision"));
    Some(disclosure_button("archive", "Ask to accept the risk …", is_open, form.view()))
}

/// What was typed into one of the forms.
fn typed(sheet: &Sheet, about: About) -> Typed {
    let back = sheet.told.accepting.as_ref().filter(|(it, _)| *it == about);
    back.map_or_else(Typed::default, |(_, typed)| typed.clone())
}

/// Beside an answer whose risk is accepted: up to when, and where that was decided.
pub(in crate::rooms) fn accepted_badge(it: &Acceptance) -> AnyView {
    let words = format!("Risk accepted until {}", text::day(it.until));
    view! {
        <a class="badge" href=page_of(it.task)>{icon_sm("archive")}{words}</a>
    }
    .into_any()
}

/// The same where a link has no place, as within what folds.
pub(in crate::rooms) fn accepted_mark(it: &Acceptance) -> AnyView {
    badge(Tone::Neutral, "archive", format!("Risk accepted until {}", text::day(it.until)))
}

/// Whether the panel has a form, as things stand by now.
fn has(sheet: &Sheet, about: About) -> bool {
    let newest = sheet.acceptances.last();
    let is_own = newest.is_some_and(|it| it.asked_by == sheet.me);
    match newest.map(|it| it.state) {
        Some(AcceptanceState::Granted) => about == About::TakingBack && sheet.may_accept,
        Some(AcceptanceState::Asked) => match about {
            About::Asking => false,
            About::Deciding => sheet.may_accept && !is_own,
            About::TakingBack => sheet.may_accept || is_own,
        },
        _ => {
            let is_open = step(sheet.task.row.state, TaskStep::Accept).is_ok();
            about == About::Asking && sheet.may_work && is_open
        }
    }
}

/// What somebody sent who was too late for it.
pub(super) fn too_late(sheet: &Sheet) -> Option<AnyView> {
    let (about, typed) = sheet.told.accepting.as_ref()?;
    let field = if *about == About::Asking { "reason" } else { "words" };
    (!has(sheet, *about)).then(|| super::told::too_late(typed, field))
}

/// Above everything else on the page of a task whose acceptance is over.
pub(super) fn notice(sheet: &Sheet) -> Option<AnyView> {
    let it = sheet.acceptances.last().filter(|it| it.state == AcceptanceState::Lapsed)?;
    let text = format!("It was accepted, or asked for, until {}.", text::day(it.until));
    (!sheet.task.row.state.is_settled()).then(|| {
        Notice::new(Tone::Off, text)
            .icon("clock")
            .head("The acceptance of its risk is over.")
            .view()
    })
}
