//! `GET /people/{id}`, and drawing it again when a step was refused.

use axum::response::{IntoResponse as _, Response};
use domain::{Action, PersonId};
use http::StatusCode;

use super::person_page::{Forms, OnePerson, content};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At};
use crate::rooms::org::only_for;
use crate::shell::NavKey;

/// What the last step did, by the key in the address.
const DONE: [(&str, &str); 6] = [
    ("role", "The role is given."),
    ("role-gone", "The role is taken away."),
    ("deactivated", "The account is deactivated. All its sessions have ended."),
    ("reactivated", "The account is active again."),
    ("handed-over", "The open work is handed over."),
    ("nothing", "There was no open work to hand over."),
];

/// One person.
///
/// # Errors
/// When the database fails; not found for anyone but administrators, and for an unknown person.
pub async fn show(visitor: Visitor, At(id): At<PersonId>, Asked(query): Asked) -> PageResult {
    only_for(&visitor, Action::ManagePeople)?;
    let done = DONE.iter().find(|(key, _)| *key == query.get("done")).map(|(_, said)| *said);
    page(&visitor, id, StatusCode::OK, &Forms::default(), done).await
}

/// The page with what was typed and why it was refused.
pub(super) async fn page(
    visitor: &Visitor,
    id: PersonId,
    status: StatusCode,
    forms: &Forms,
    done: Option<&'static str>,
) -> PageResult<Response> {
    let read = visitor.read();
    let shown = OnePerson {
        listed: read.person(id).await?,
        grants: read.grants_of(&[id]).await?,
        units: read.units().await?,
        successors: read.successors_of(id).await?,
        is_self: id == visitor.actor.person,
        now: visitor.state.now(),
    };
    let name = shown.listed.person.name.clone();
    let frame = visitor
        .frame(name.clone(), NavKey::People)
        .crumb("People", Some("/people".to_owned()))
        .crumb(name, None)
        .flash(done);
    Ok((status, visitor.page(&frame, || content(&shown, forms))).into_response())
}
