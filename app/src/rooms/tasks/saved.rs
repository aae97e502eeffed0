//! Filters of the list that a person keeps under a name: links to them, keeping these, and removing one.

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::tasks::{FILTER_NAME_MAX, filter_name};
use domain::{AppError, TaskFilterId};
use leptos::prelude::*;
use store::SavedFilter;

use super::list::{Listing, Returned, load, page};
use super::{PATH, asked};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::ui::disclosure::disclosure_button;
use crate::ui::tabs::Tabs;
use crate::ui::{Button, Field, Form, Query, post_button};

/// Where filters are kept.
const SAVE: &str = "/tasks/filters";

/// `POST /tasks/filters`
///
/// # Errors
/// [`AppError::NotFound`] to somebody from outside, for whom there are no tasks.
pub(super) async fn save(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let query = asked::canonical(&asked::query_of(typed.get("back")));
    let done = match filter_name(typed.get("name")) {
        Ok(name) => {
            let done = visitor.store().save_task_filter(&visitor.actor, &name, &kept(&query)).await;
            done.map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match done {
        Ok(()) => Ok(back_to(&query.href(PATH), "saved")),
        Err(failure) => {
            let (saving, status) = failure.into_form(typed)?;
            let returned = Returned { saving, ..Returned::default() };
            let listing = load(&visitor, query, returned).await?;
            Ok((status, page(&visitor, &listing, None)).into_response())
        }
    }
}

/// `POST /tasks/filters/{id}/remove`
///
/// # Errors
/// [`AppError::NotFound`] when the person keeps none of this number.
pub(super) async fn remove(
    visitor: Visitor,
    At(id): At<TaskFilterId>,
    Sent(typed): Sent,
) -> PageResult {
    visitor.store().remove_task_filter(&visitor.actor, id).await?;
    Ok(back_to(asked::back(&typed), "removed"))
}

fn back_to(address: &str, word: &str) -> Response {
    Redirect::to(&asked::done(address, word)).into_response()
}

/// The filters as they are kept.
fn kept(query: &Query) -> String {
    query.href("").trim_start_matches('?').to_owned()
}

/// Those that are on.
fn current(listing: &Listing) -> Option<&SavedFilter> {
    let now = kept(&asked::canonical(&listing.query));
    listing.saved.iter().find(|filter| filter.query == now)
}

/// A link to each of those that are kept, and to the list without any.
pub(super) fn links(listing: &Listing) -> Option<AnyView> {
    if listing.saved.is_empty() {
        return None;
    }
    let on = current(listing).map(|filter| filter.id);
    let is_plain = asked::canonical(&listing.query) == Query::new();
    let tabs = Tabs::new("Saved filters").tab(PATH, "All open", None, is_plain);
    let tabs = listing.saved.iter().fold(tabs, |tabs, filter| {
        let href = format!("{PATH}?{}", filter.query);
        tabs.tab(href, filter.name.clone(), None, on == Some(filter.id))
    });
    Some(tabs.view())
}

/// Keeps the filters that are on; those that are kept already are removed.
pub(super) fn form(listing: &Listing) -> Option<AnyView> {
    let query = asked::canonical(&listing.query);
    let came_back = !listing.returned.saving.errors.0.is_empty();
    if let Some(filter) = current(listing).filter(|_| !came_back) {
        let button = Button::submit(format!("Remove “{}”", filter.name)).small().icon("trash-2");
        let action = format!("{SAVE}/{}/remove", filter.id);
        return Some(post_button(action, [("back", query.href(PATH))], button));
    }
    if !listing.may_save || query == Query::new() && !came_back {
        return None;
    }
    let typed = &listing.returned.saving;
    let field = Field::text("name", "Name")
        .max(FILTER_NAME_MAX)
        .hint("Under a name that you have given already, they take its place.");
    let form = Form::post(SAVE)
        .hidden("back", query.href(PATH))
        .summary(typed)
        .body(field.view(typed))
        .actions(Button::submit("Save"));
    Some(disclosure_button("book-marked", "Save these filters …", came_back, form))
}
