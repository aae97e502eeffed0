//! A person's calendar: its secret address, and what a calendar program fetches there.

mod page;
mod written;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::AppError;
use domain::tasks::calendar::ENTRIES_MAX;
use http::HeaderName;
use http::header::CONTENT_TYPE;

use self::written::Site;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At, Sent};
use crate::rooms::org::SiteAddress;
use crate::shell::NavKey;
use crate::state::AppState;

/// Where the address is looked after.
pub(in crate::rooms) const PAGE: &str = "/work/calendar";

/// How a calendar's address ends: some programs take only what ends like this.
const ENDING: &str = ".ics";

/// `GET /calendar/{file}`: the calendar behind a secret address. It writes nothing, and asks for no session.
///
/// # Errors
/// When the database fails; not found when the address was replaced, was removed or never was.
pub(super) async fn feed(
    State(state): State<AppState>,
    SiteAddress(site): SiteAddress,
    At(file): At<String>,
) -> PageResult {
    let token = file.strip_suffix(ENDING).ok_or(AppError::NotFound)?;
    let actor = state.store.whose_calendar(token).await?;
    let known = state.store.installation().await?.ok_or(AppError::NotFound)?;
    let calendar = state.store.read(&actor).calendar(ENTRIES_MAX).await?;
    let site = Site {
        address: site,
        installation: known.uuid,
        organisation: known.organisation.unwrap_or_default(),
    };
    let head = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ];
    Ok((head, written::write(&site, &calendar)).into_response())
}

/// `GET /work/calendar`
///
/// # Errors
/// When the database fails; not found for somebody from outside.
pub(super) async fn show(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    only_for_the_organisation(&visitor)?;
    let done = (asked.get("done") == "removed").then_some("The address is removed");
    let made_at = visitor.read().own_calendar().await?;
    let frame = visitor
        .frame("Calendar", NavKey::Work)
        .crumb("My work", Some("/work".to_owned()))
        .crumb("Calendar", None)
        .flash(done);
    Ok(visitor.page(&frame, || page::content(made_at)))
}

/// `POST /work/calendar`: makes, replaces or removes the address. A new one is shown in the answer, this
/// once: it is kept nowhere, so no other page could show it.
///
/// # Errors
/// As [`show`]; not found also when there is none to remove.
pub(super) async fn change(
    visitor: Visitor,
    SiteAddress(site): SiteAddress,
    Sent(typed): Sent,
) -> PageResult {
    only_for_the_organisation(&visitor)?;
    match typed.get("do") {
        "make" => {
            let token = visitor.store().make_calendar(&visitor.actor).await?;
            Ok(shown(&visitor, &format!("{site}/calendar/{token}{ENDING}")))
        }
        "remove" => {
            visitor.store().remove_calendar(&visitor.actor).await?;
            Ok(Redirect::to(&format!("{PAGE}?done=removed")).into_response())
        }
        _ => Err(AppError::NotFound.into()),
    }
}

fn shown(visitor: &Visitor, address: &str) -> Response {
    let frame = visitor
        .frame("Address of your calendar", NavKey::Work)
        .crumb("My work", Some("/work".to_owned()))
        .crumb("Calendar", Some(PAGE.to_owned()))
        .crumb("Address", None);
    visitor.page(&frame, || page::address(address))
}

/// What is to be done is none of the business of somebody from outside.
fn only_for_the_organisation(visitor: &Visitor) -> PageResult<()> {
    match visitor.actor.only_in {
        Some(_) => Err(AppError::NotFound.into()),
        None => Ok(()),
    }
}
