//! `POST /people/{id}`: the field `do` says which step is meant.

use axum::response::{IntoResponse as _, Redirect};
use domain::{Action, AppError, Invalid, PersonId, Role, UnitId};
use http::StatusCode;

use super::address::SiteAddress;
use super::link_page::{Shown, link_page};
use super::person::page;
use super::person_page::Forms;
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::rooms::org::{choices, only_for};
use crate::ui::Typed;

/// A step about one person.
///
/// # Errors
/// When the database fails; not found for anyone but administrators, and for an unknown person.
pub async fn change(
    visitor: Visitor,
    SiteAddress(site): SiteAddress,
    At(id): At<PersonId>,
    Sent(typed): Sent,
) -> PageResult {
    only_for(&visitor, Action::ManagePeople)?;
    let (store, actor) = (visitor.store(), &visitor.actor);
    let done = match typed.get("do") {
        "grant" => return give_role(&visitor, id, typed).await,
        "hand-over" => return hand_over(&visitor, id, typed).await,
        "link" => match store.renew_link(actor, id).await {
            Ok(made) => {
                let name = visitor.read().person(id).await?.person.name;
                return Ok(link_page(&visitor, &Shown::new(&site, &name, &made)));
            }
            Err(error) => Err(error),
        },
        "revoke" => {
            let (role, unit) = held(&typed)?;
            store.revoke_role(actor, id, role, unit).await.map(|()| "role-gone")
        }
        "deactivate" => store.deactivate_person(actor, id).await.map(|()| "deactivated"),
        "reactivate" => store.reactivate_person(actor, id).await.map(|()| "reactivated"),
        _ => return Err(AppError::NotFound.into()),
    };
    match done {
        Ok(done) => Ok(back(id, done)),
        Err(error) => {
            let refused = Failure::from(error).into_invalid()?;
            let forms = Forms { refused: Some(refused), ..Forms::default() };
            page(&visitor, id, StatusCode::CONFLICT, &forms, None).await
        }
    }
}

fn back(id: PersonId, done: &str) -> axum::response::Response {
    Redirect::to(&format!("/people/{id}?done={done}")).into_response()
}

/// A role as its row's button sends it; the administrator's has no unit.
fn held(typed: &Typed) -> PageResult<(Role, Option<UnitId>)> {
    let role: Role = typed.get("role").parse().map_err(|_| AppError::NotFound)?;
    let unit = match typed.get("unit") {
        "" => None,
        id => Some(id.parse::<UnitId>().map_err(|_| AppError::NotFound)?),
    };
    Ok((role, unit))
}

async fn give_role(visitor: &Visitor, id: PersonId, typed: Typed) -> PageResult {
    let units = visitor.read().units().await?;
    let mut invalid = Invalid::new();
    let role =
        invalid.check("role", typed.get("role").parse::<Role>().map_err(|_| "Choose a role."));
    let unit = match role {
        Some(Role::Administrator) => None,
        _ => invalid.check("unit", choices::chosen_unit(typed.get("unit"), &units)),
    };
    let invalid = match (role, invalid.or(())) {
        (Some(role), Ok(())) => {
            match visitor.store().grant_role(&visitor.actor, id, role, unit).await {
                Ok(()) => return Ok(back(id, "role")),
                Err(error) => Failure::from(error).into_invalid()?,
            }
        }
        (_, wrong) => wrong.err().unwrap_or_default(),
    };
    let forms = Forms { role: Some(typed.wrong(invalid)), ..Forms::default() };
    page(visitor, id, StatusCode::UNPROCESSABLE_ENTITY, &forms, None).await
}

async fn hand_over(visitor: &Visitor, id: PersonId, typed: Typed) -> PageResult {
    let invalid = match typed.get("to").parse::<PersonId>() {
        Err(_) => Invalid::one("to", "Choose who takes over."),
        Ok(to) => match visitor.store().hand_over(&visitor.actor, id, to).await {
            Ok(done) if done.models + done.questions + done.tasks == 0 => {
                return Ok(back(id, "nothing"));
            }
            Ok(_) => return Ok(back(id, "handed-over")),
            Err(error) => Failure::from(error).into_invalid()?,
        },
    };
    let forms = Forms { handover: Some(typed.wrong(invalid)), ..Forms::default() };
    page(visitor, id, StatusCode::UNPROCESSABLE_ENTITY, &forms, None).await
}
