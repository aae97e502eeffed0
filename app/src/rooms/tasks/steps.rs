//! Taking a step, ticking one of the checklist, and saying something.

use axum::response::{IntoResponse as _, Redirect};
use domain::tasks::{TaskStep, comment as checked, step_words};
use domain::{Action, AppError, TaskId};
use http::StatusCode;

use super::one::draw;
use super::page_of;
use super::sheet::Told;
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::rooms::account::local_path;

/// `POST /tasks/{id}/step`
///
/// # Errors
/// [`AppError::NotFound`] when there is no such task for the person, [`AppError::Refused`] to whoever
/// works on no tasks there.
pub(super) async fn take(visitor: Visitor, At(id): At<TaskId>, Sent(typed): Sent) -> PageResult {
    must_work(&visitor, id).await?;
    let Ok(step) = typed.get("step").parse::<TaskStep>() else {
        return Err(AppError::field("step", "Choose a step.").into());
    };
    let revision = typed.get("revision").parse().unwrap_or_default();
    let done = match step_words(step, typed.get("words")) {
        Ok(words) => {
            let done = visitor.store().take_step(&visitor.actor, id, revision, step, &words).await;
            done.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match done {
        Ok(()) => {
            let here = format!("{}?done={}", page_of(id), step.key());
            let back = typed.get("back");
            let to = if back.is_empty() { &here } else { local_path(back) };
            Ok(Redirect::to(to).into_response())
        }
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            draw(&visitor, id, &Told { step: Some((step, typed)), ..Told::default() }, None, status)
                .await
        }
    }
}

/// `POST /tasks/{id}/tick`
///
/// # Errors
/// As [`take`]; [`AppError::Conflict`] once the task is settled.
pub(super) async fn tick(visitor: Visitor, At(id): At<TaskId>, Sent(typed): Sent) -> PageResult {
    must_work(&visitor, id).await?;
    let Ok(position) = typed.get("position").parse::<u32>() else {
        return Err(AppError::NotFound.into());
    };
    let ticked = typed.get("ticked") == "yes";
    visitor.store().tick(&visitor.actor, id, position, ticked).await?;
    Ok(Redirect::to(&format!("{}#steps", page_of(id))).into_response())
}

/// `POST /tasks/{id}/comment`
///
/// # Errors
/// As [`take`].
pub(super) async fn comment(visitor: Visitor, At(id): At<TaskId>, Sent(typed): Sent) -> PageResult {
    must_work(&visitor, id).await?;
    match checked(typed.get("comment")) {
        Ok(said) => {
            visitor.store().comment_on_task(&visitor.actor, id, &said).await?;
            Ok(Redirect::to(&format!("{}?done=said#activity", page_of(id))).into_response())
        }
        Err(invalid) => {
            let told = Told { comment: typed.wrong(invalid), ..Told::default() };
            draw(&visitor, id, &told, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Before the form is looked at: its mistakes are nobody else's business.
pub(super) async fn must_work(visitor: &Visitor, id: TaskId) -> PageResult<()> {
    let unit = visitor.read().task(id).await?.row.unit;
    if visitor.may(Action::WorkOnTasks, unit).await? {
        return Ok(());
    }
    let why = "Tasks are worked on by the unit’s assessors and managers.";
    Err(AppError::Refused(why.to_owned()).into())
}
