//! Inviting someone: an account with its first role, and a link that works once.

use domain::{Action, Invalid, Role, text};
use http::StatusCode;
use leptos::prelude::*;
use store::{NewPerson, UnitNode};

use super::address::SiteAddress;
use super::link_page::{Shown, link_page};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{Asked, Sent};
use crate::rooms::org::{choices, only_for};
use crate::shell::NavKey;
use crate::ui::{Button, Field, Form, PageHead, Panel, Typed};

/// `GET /people/invite`
///
/// # Errors
/// When the database fails; not found for anyone but administrators.
pub async fn invite_form(visitor: Visitor, Asked(query): Asked) -> PageResult {
    only_for(&visitor, Action::ManagePeople)?;
    let units = visitor.read().units().await?;
    let typed = Typed::new([("role", "assessor"), ("unit", query.get("unit"))]);
    Ok(page(&visitor, StatusCode::OK, &units, &typed))
}

/// `POST /people/invite`: answers with the link itself, which is shown this once.
///
/// # Errors
/// When the database fails; not found for anyone but administrators.
pub async fn invite(
    visitor: Visitor,
    SiteAddress(site): SiteAddress,
    Sent(typed): Sent,
) -> PageResult {
    only_for(&visitor, Action::ManagePeople)?;
    let units = visitor.read().units().await?;
    let new = match parse(&typed, &units) {
        Ok(new) => new,
        Err(invalid) => return Ok(mistaken(&visitor, &units, typed.wrong(invalid))),
    };
    match visitor.store().invite(&visitor.actor, &new).await {
        Ok(invitation) => Ok(link_page(&visitor, &Shown::new(&site, &new.name, &invitation))),
        Err(error) => {
            let invalid = Failure::from(error).into_invalid()?;
            Ok(mistaken(&visitor, &units, typed.wrong(invalid)))
        }
    }
}

/// An administrator's role is for the installation, so the unit doesn't matter then.
fn parse(typed: &Typed, units: &[UnitNode]) -> Result<NewPerson, Invalid> {
    let mut invalid = Invalid::new();
    let name = invalid.check("name", text::person_name(typed.get("name")));
    let email = invalid.check("email", text::email(typed.get("email")));
    let role =
        invalid.check("role", typed.get("role").parse::<Role>().map_err(|_| "Choose a role."));
    let unit = match role {
        Some(Role::Administrator) => None,
        _ => invalid.check("unit", choices::chosen_unit(typed.get("unit"), units)),
    };
    match (name, email, role) {
        (Some(name), Some(email), Some(role)) => invalid.or(NewPerson { name, email, role, unit }),
        _ => Err(invalid),
    }
}

fn mistaken(visitor: &Visitor, units: &[UnitNode], typed: Typed) -> axum::response::Response {
    page(visitor, StatusCode::UNPROCESSABLE_ENTITY, units, &typed)
}

fn page(
    visitor: &Visitor,
    status: StatusCode,
    units: &[UnitNode],
    typed: &Typed,
) -> axum::response::Response {
    use axum::response::IntoResponse as _;
    let frame = visitor
        .frame("Invite someone", NavKey::People)
        .crumb("People", Some("/people".to_owned()))
        .crumb("Invite someone", None);
    (status, visitor.page(&frame, || content(units, typed))).into_response()
}

fn content(units: &[UnitNode], typed: &Typed) -> AnyView {
    let head = PageHead::new("Invite someone")
        .lede("An account with its first role. More roles can be given afterwards.");
    let name = Field::text("name", "Name").autocomplete("off").max(120);
    let email = Field::email("email", "Email").autocomplete("off").max(254);
    let unit = choices::units("unit", "Unit", units)
        .hint("The role reaches this unit and everything below it. An administrator's reaches the installation, whatever stands here.");
    let form = Form::post("/people/invite")
        .summary(typed)
        .grid(view! { {name.view(typed)}{email.view(typed)} })
        .body(choices::roles("role", "Role").view(typed))
        .body(unit.view(typed))
        .actions(view! {
            {Button::submit("Make the invitation").primary()}
            {Button::link("/people", "Cancel")}
        });
    let next = Panel::new("What happens then").body(view! {
        <div class="prose small soft">
            <p>"The account is made, and you see a link, once. Hand it over yourself."</p>
            <p>"It works once, within seven days. With it they choose a password and are signed in."</p>
            <p>"If it is lost or expires, make a new one on their page."</p>
        </div>
    });
    view! {
        {head}
        <div class="cols cols--main">{Panel::untitled("Invitation").body(form)}{next}</div>
    }
    .into_any()
}
