//! Changing what a task says.

use axum::response::{IntoResponse as _, Redirect};
use domain::tasks::new_task;
use domain::{Action, AppError, TaskId};
use leptos::prelude::*;
use store::Task;

use super::fields::{Choices, entry, questions, what, who_and_when};
use super::{PATH, page_of};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::shell::{Frame, NavKey};
use crate::ui::{Button, Form, PageHead, Panel, Typed};

/// `GET /tasks/{id}/edit`
///
/// # Errors
/// [`AppError::NotFound`] when there is none that the person may see, [`AppError::Refused`] to whoever
/// works on no tasks there.
pub(super) async fn form(visitor: Visitor, At(id): At<TaskId>) -> PageResult {
    let (task, choices) = of_task(&visitor, id).await?;
    let typed = as_it_stands(&task);
    Ok(visitor.page(&frame(&visitor, &task), || content(&task, &choices, &typed)))
}

/// `POST /tasks/{id}/edit`
///
/// # Errors
/// As [`form`].
pub(super) async fn change(visitor: Visitor, At(id): At<TaskId>, Sent(typed): Sent) -> PageResult {
    let (task, choices) = of_task(&visitor, id).await?;
    let question = task.row.question.to_string();
    let said = domain::tasks::TaskEntry { question, cause: String::new(), ..entry(&typed) };
    let today = visitor.state.today();
    let done = match new_task(&said, questions(), today, Some(task.row.due_on)) {
        Ok(new) => {
            let revision = typed.get("revision").parse().unwrap_or_default();
            let done = visitor.store().edit_task(&visitor.actor, id, revision, &new).await;
            done.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=changed", page_of(id))).into_response()),
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            let page = visitor.page(&frame(&visitor, &task), || content(&task, &choices, &typed));
            Ok((status, page).into_response())
        }
    }
}

async fn of_task(visitor: &Visitor, id: TaskId) -> PageResult<(Task, Choices)> {
    let task = visitor.read().task(id).await?;
    if !visitor.may(Action::WorkOnTasks, task.row.unit).await? {
        let why = "A task is changed by the unit’s assessors and managers.";
        return Err(AppError::Refused(why.to_owned()).into());
    }
    let mut choices = Choices::of(visitor, task.row.unit).await?;
    choices.question = Some(task.row.question);
    let mine = (task.row.assignee.to_string(), task.row.assignee_name.clone());
    if !choices.people.contains(&mine) {
        choices.people.push(mine);
    }
    Ok((task, choices))
}

fn as_it_stands(task: &Task) -> Typed {
    let steps: Vec<&str> = task.checklist.iter().map(|step| step.words.as_str()).collect();
    let typed = Typed::new([
        ("title", task.row.title.clone()),
        ("about", task.about.clone()),
        ("assignee", task.row.assignee.to_string()),
        ("due_on", task.row.due_on.to_string()),
        ("priority", task.row.priority.key().to_owned()),
        ("effort", task.row.effort.key().to_owned()),
        ("steps", steps.join("\n")),
        ("revision", task.row.revision.to_string()),
    ]);
    task.models.iter().fold(typed, |typed, (id, _)| typed.with("models", id.to_string()))
}

fn frame(visitor: &Visitor, task: &Task) -> Frame {
    visitor
        .frame(format!("Change: {}", task.row.title), NavKey::Tasks)
        .crumb("Tasks", Some(PATH.to_owned()))
        .crumb(task.row.title.clone(), Some(page_of(task.row.id)))
        .crumb("Change", None)
}

fn content(task: &Task, choices: &Choices, typed: &Typed) -> AnyView {
    let form = Form::post(format!("{}/edit", page_of(task.row.id)))
        .hidden("revision", typed.get("revision"))
        .summary(typed)
        .body(what(choices, typed))
        .grid(who_and_when(choices, typed))
        .actions(view! {
            {Button::submit("Save").primary()}
            {Button::link(page_of(task.row.id), "Cancel")}
        });
    let head = PageHead::new("Change the task")
        .lede("Its question and what it comes from stay. Everybody sees that it was changed.");
    view! { {head}{Panel::new("The task").body(form)} }.into_any()
}
