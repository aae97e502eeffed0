//! `GET` and `POST /settings/units/{id}`

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::{Action, AppError, Invalid, UnitId, text};
use http::StatusCode;

use super::unit_page::{Forms, OneUnit, content};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, At, Sent};
use crate::rooms::org::{choices, only_for};
use crate::shell::NavKey;
use crate::ui::Typed;

/// One unit with its forms.
///
/// # Errors
/// When the database fails; not found for anyone but administrators, and for an unknown unit.
pub async fn show(visitor: Visitor, At(id): At<UnitId>, Asked(query): Asked) -> PageResult {
    only_for(&visitor, Action::ManageUnits)?;
    page(&visitor, id, StatusCode::OK, &Forms::default(), super::said(query.get("done"))).await
}

/// The field `do` says which form was sent.
///
/// # Errors
/// When the database fails; not found for anyone but administrators, and for an unknown unit.
pub async fn change(visitor: Visitor, At(id): At<UnitId>, Sent(typed): Sent) -> PageResult {
    only_for(&visitor, Action::ManageUnits)?;
    let (store, actor) = (visitor.store(), &visitor.actor);
    let done = match typed.get("do") {
        "rename" => return rename(&visitor, id, typed).await,
        "move" => return move_to(&visitor, id, typed).await,
        "retire" => store.retire_unit(actor, id).await.map(|()| "retired"),
        "reinstate" => store.reinstate_unit(actor, id).await.map(|()| "reinstated"),
        _ => return Err(AppError::NotFound.into()),
    };
    match done {
        Ok(done) => Ok(Redirect::to(&format!("/settings/units?done={done}")).into_response()),
        Err(error) => {
            let refused = Failure::from(error).into_invalid()?;
            let forms = Forms { refused: Some(refused), ..Forms::default() };
            page(&visitor, id, StatusCode::CONFLICT, &forms, None).await
        }
    }
}

async fn rename(visitor: &Visitor, id: UnitId, typed: Typed) -> PageResult {
    let invalid = match text::name(typed.get("name"), 120) {
        Err(message) => Invalid::one("name", message),
        Ok(name) => match visitor.store().rename_unit(&visitor.actor, id, &name).await {
            Ok(()) => return Ok(back(id, "renamed")),
            Err(error) => Failure::from(error).into_invalid()?,
        },
    };
    let forms = Forms { name: Some(typed.wrong(invalid)), ..Forms::default() };
    page(visitor, id, StatusCode::UNPROCESSABLE_ENTITY, &forms, None).await
}

async fn move_to(visitor: &Visitor, id: UnitId, typed: Typed) -> PageResult {
    let units = visitor.read().units().await?;
    let invalid = match choices::chosen_unit(typed.get("parent"), &units) {
        Err(message) => Invalid::one("parent", message),
        Ok(parent) => match visitor.store().move_unit(&visitor.actor, id, parent).await {
            Ok(()) => return Ok(back(id, "moved")),
            Err(error) => Failure::from(error).into_invalid()?,
        },
    };
    let forms = Forms { place: Some(typed.wrong(invalid)), ..Forms::default() };
    page(visitor, id, StatusCode::UNPROCESSABLE_ENTITY, &forms, None).await
}

fn back(id: UnitId, done: &str) -> Response {
    Redirect::to(&format!("/settings/units/{id}?done={done}")).into_response()
}

async fn page(
    visitor: &Visitor,
    id: UnitId,
    status: StatusCode,
    forms: &Forms,
    done: Option<&'static str>,
) -> PageResult<Response> {
    let read = visitor.read();
    let shown = OneUnit {
        unit: read.unit(id).await?,
        path: read.path_of(id).await?,
        stakes: read.unit_stakes(id).await?,
        units: read.units().await?,
    };
    let name = shown.unit.name.clone();
    let frame = visitor
        .frame(name.clone(), NavKey::UnitSettings)
        .crumb("Unit tree", Some("/settings/units".to_owned()))
        .crumb(name, None)
        .flash(done);
    Ok((status, visitor.page(&frame, || content(&shown, forms))).into_response())
}
