//! Watching a task: who is told of what happens to it, and the button that begins or ends that.

use axum::response::{IntoResponse as _, Redirect};
use domain::{AppError, TaskId, text};
use leptos::prelude::*;

use super::page_of;
use super::sheet::Sheet;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{At, Sent};
use crate::ui::person::person;
use crate::ui::{Button, Panel, post_button};

/// `POST /tasks/{id}/watch`
///
/// # Errors
/// [`AppError::NotFound`] when there is no such task for the person, or nothing that a button says.
pub(super) async fn set(visitor: Visitor, At(id): At<TaskId>, Sent(typed): Sent) -> PageResult {
    let (store, actor) = (visitor.store(), &visitor.actor);
    let done = match typed.get("watching") {
        "yes" => store.watch_task(actor, id).await.map(|()| "watched"),
        "no" => store.unwatch_task(actor, id).await.map(|()| "unwatched"),
        _ => return Err(AppError::NotFound.into()),
    };
    Ok(Redirect::to(&format!("{}?done={}", page_of(id), done?)).into_response())
}

/// What a form said that came through.
pub(super) fn done(key: &str) -> Option<&'static str> {
    match key {
        "watched" => Some("You watch this task: what happens to it is told to you"),
        "unwatched" => Some("You no longer watch this task"),
        _ => None,
    }
}

/// Who is told of what happens to the task.
pub(super) fn panel(sheet: &Sheet) -> AnyView {
    let watchers = &sheet.watchers;
    let watches = watchers.iter().any(|(id, _)| *id == sheet.me);
    let names = watchers.iter().map(|(_, name)| view! { <li>{person(name)}</li> }).collect_view();
    let list = (!watchers.is_empty()).then(|| view! { <ul class="stack stack--2">{names}</ul> });
    let assignee = &sheet.task.row.assignee_name;
    let words = if sheet.task.row.assignee == sheet.me {
        "It is your task, so you are told of what happens to it anyway.".to_owned()
    } else {
        format!("{assignee}, whose task it is, is told of what happens to it anyway.")
    };
    let (value, label, glyph) =
        if watches { ("no", "Stop watching", "x") } else { ("yes", "Watch", "eye") };
    let button = Button::submit(label).small().icon(glyph).value("watching", value);
    let action = format!("{}/watch", page_of(sheet.task.row.id));
    Panel::new("Watched by")
        .id("watchers")
        .note(text::number(watchers.len() as u64))
        .stacked(view! {
            {list}
            <p class="small muted">{words}</p>
            {post_button(action, [], button)}
        })
        .view()
}
