//! `GET` and `POST /settings/units/new`

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::{Action, Invalid, text};
use http::StatusCode;
use leptos::prelude::*;
use store::{NewUnit, UnitNode};

use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, Sent};
use crate::rooms::org::{choices, only_for};
use crate::shell::NavKey;
use crate::ui::{Button, Field, Form, PageHead, Panel, Typed};

/// The empty form; `?below=` chooses the parent.
///
/// # Errors
/// When the database fails; not found for anyone but administrators.
pub async fn new_form(visitor: Visitor, Asked(query): Asked) -> PageResult {
    only_for(&visitor, Action::ManageUnits)?;
    let units = visitor.read().units().await?;
    let root = units.first().map(|node| node.unit.id.to_string()).unwrap_or_default();
    let below = Some(query.get("below")).filter(|id| !id.is_empty()).unwrap_or(&root);
    let typed = Typed::new([("parent", below)]);
    Ok(page(&visitor, StatusCode::OK, &units, &typed))
}

/// Creates a unit.
///
/// # Errors
/// When the database fails; not found for anyone but administrators.
pub async fn create(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    only_for(&visitor, Action::ManageUnits)?;
    let units = visitor.read().units().await?;
    let mut invalid = Invalid::new();
    let name = invalid.check("name", text::name(typed.get("name"), 120));
    let parent = invalid.check("parent", choices::chosen_unit(typed.get("parent"), &units));
    if let (Some(name), Some(parent)) = (name, parent) {
        match visitor.store().create_unit(&visitor.actor, &NewUnit { name, parent }).await {
            Ok(_) => return Ok(Redirect::to("/settings/units?done=created").into_response()),
            Err(error) => invalid = Failure::from(error).into_invalid()?,
        }
    }
    Ok(page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, &units, &typed.wrong(invalid)))
}

fn page(visitor: &Visitor, status: StatusCode, units: &[UnitNode], typed: &Typed) -> Response {
    let frame = visitor
        .frame("Add unit", NavKey::UnitSettings)
        .crumb("Unit tree", Some("/settings/units".to_owned()))
        .crumb("Add unit", None);
    (status, visitor.page(&frame, || content(units, typed))).into_response()
}

fn content(units: &[UnitNode], typed: &Typed) -> AnyView {
    let head =
        PageHead::new("Add unit").lede("It takes part in the rounds that are opened from now on.");
    let name = Field::text("name", "Name").max(120).autocomplete("off");
    let form = Form::post("/settings/units/new")
        .summary(typed)
        .body(name.view(typed))
        .body(choices::units("parent", "Below", units).view(typed))
        .actions(view! {
            {Button::submit("Add unit").primary()}
            {Button::link("/settings/units", "Cancel")}
        });
    view! { {head}<div class="cols cols--2">{Panel::untitled("New").body(form)}</div> }.into_any()
}
