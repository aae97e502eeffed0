//! The register of models: the list, one model with its four usage questions, and the forms.

mod change;
mod draw;
mod fields;
mod history;
mod list;
mod list_facets;
mod list_page;
mod marks;
mod missing;
mod moving;
mod new;
mod parts;
mod plan;
mod returned;
mod sheet;
mod sheet_aside;
mod sheet_parts;
mod show;
mod states;
mod tables;

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::{Action, AppError, ModelId};
use store::{PartKind, RegisteredModel};

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{At, Sent};
use crate::routes::{Access, Routes};

const READ: Access = Access::Needs(Action::Read);
const EDIT: Access = Access::Needs(Action::EditModels);

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let routes = Routes::new()
        .get("/models", Access::SignedIn, list::show)
        .post("/models", EDIT, new::create)
        .get("/models/new", EDIT, new::show)
        .get("/models/{id}", READ, show::show)
        .get("/models/{id}/history", READ, history::show)
        .get("/models/{id}/edit", EDIT, change::show)
        .post("/models/{id}/edit", EDIT, change::save)
        .get("/models/{id}/move", EDIT, moving::show)
        .post("/models/{id}/move", EDIT, moving::save)
        .post("/models/{id}/owner", EDIT, states::own)
        .post("/models/{id}/retire", EDIT, states::retire)
        .post("/models/{id}/restore", EDIT, states::restore)
        .get("/units/{id}/response-plan", EDIT, plan::show)
        .post("/units/{id}/response-plan", EDIT, plan::save);
    PartKind::ALL.into_iter().fold(routes, |routes, kind| routes.and(routes_of(kind)))
}

/// The pages of one kind of part: a form for a new one, a form for one that is there, and taking
/// it away.
fn routes_of(kind: PartKind) -> Routes {
    let [all, blank, one, gone] = paths(kind);
    Routes::new()
        .get(blank, EDIT, move |visitor: Visitor, At(id): At<ModelId>| {
            parts::blank(visitor, id, kind)
        })
        .post(all, EDIT, move |visitor: Visitor, At(id): At<ModelId>, Sent(typed): Sent| {
            parts::add(visitor, id, kind, typed)
        })
        .get(one, EDIT, move |visitor: Visitor, At((id, part)): At<(ModelId, i64)>| {
            parts::show(visitor, id, kind, part)
        })
        .post(
            one,
            EDIT,
            move |visitor: Visitor, At((id, part)): At<(ModelId, i64)>, Sent(typed): Sent| {
                parts::save(visitor, id, kind, part, typed)
            },
        )
        .post(gone, EDIT, move |visitor: Visitor, At((id, part)): At<(ModelId, i64)>| {
            parts::remove(visitor, id, kind, part)
        })
}

/// Where all parts of a kind lie, a blank one, one of them, and the end of one.
const fn paths(kind: PartKind) -> [&'static str; 4] {
    match kind {
        PartKind::Deployment => [
            "/models/{id}/deployments",
            "/models/{id}/deployments/new",
            "/models/{id}/deployments/{part}",
            "/models/{id}/deployments/{part}/remove",
        ],
        PartKind::DataSource => [
            "/models/{id}/data-sources",
            "/models/{id}/data-sources/new",
            "/models/{id}/data-sources/{part}",
            "/models/{id}/data-sources/{part}/remove",
        ],
        PartKind::Permission => [
            "/models/{id}/permissions",
            "/models/{id}/permissions/new",
            "/models/{id}/permissions/{part}",
            "/models/{id}/permissions/{part}/remove",
        ],
        PartKind::Credential => [
            "/models/{id}/credentials",
            "/models/{id}/credentials/new",
            "/models/{id}/credentials/{part}",
            "/models/{id}/credentials/{part}/remove",
        ],
        PartKind::Validation => [
            "/models/{id}/validations",
            "/models/{id}/validations/new",
            "/models/{id}/validations/{part}",
            "/models/{id}/validations/{part}/remove",
        ],
    }
}

/// The address of a kind's parts: `/models/3/data-sources`.
fn address(model: ModelId, kind: PartKind) -> String {
    paths(kind)[0].replace("{id}", &model.to_string())
}

/// A model that the person may change.
///
/// # Errors
/// [`AppError::NotFound`] for one that they may not see, [`AppError::Refused`] for one that they
/// may only read.
async fn editable(visitor: &Visitor, id: ModelId) -> PageResult<RegisteredModel> {
    let model = visitor.read().model(id).await?;
    if visitor.may(Action::EditModels, model.unit).await? {
        Ok(model)
    } else {
        Err(refused().into())
    }
}

/// The model, unless it is retired: then there is nothing to fill in.
///
/// # Errors
/// [`AppError::Conflict`] that says what to do first.
fn in_use(model: RegisteredModel) -> PageResult<RegisteredModel> {
    if model.retired_at.is_none() {
        return Ok(model);
    }
    let name = &model.facts.details.name;
    let message = format!("“{name}” is retired. Restore it before you change it.");
    Err(AppError::Conflict(message).into())
}

fn refused() -> AppError {
    AppError::Refused(
        "Your roles here don't include this: register, edit and retire models. Ask an \
         administrator if they should."
            .to_owned(),
    )
}

/// What the last step did, by the key in the address.
const DONE: [(&str, &str); 9] = [
    ("registered", "The model is registered."),
    ("saved", "Your changes are saved."),
    ("added", "It is recorded."),
    ("removed", "It is removed. The history keeps what it was."),
    ("moved", "The model is moved."),
    ("owned", "You are the model’s owner."),
    ("retired", "The model is retired. It keeps its past."),
    ("restored", "The model is back in use."),
    ("plan", "The response plan is recorded."),
];

fn said(key: &str) -> Option<&'static str> {
    DONE.iter().find(|(known, _)| *known == key).map(|(_, said)| *said)
}

/// To a model's page, which says once what was done.
fn back_to(model: ModelId, done: &str, anchor: &str) -> Response {
    Redirect::to(&format!("/models/{model}?done={done}{anchor}")).into_response()
}
