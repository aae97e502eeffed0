//! The review queue of auditors: what waits for a verdict, its content, and the verdict beside it.

mod asked;
mod desk;
mod item;
mod list;
mod page;
mod sample;

use axum::response::{IntoResponse as _, Redirect, Response};
use domain::evidence::Spot;
use http::StatusCode;

use super::item::Told;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::ui::{Query, Typed};
use desk::Desk;

pub(super) use sample::{draw, names};

pub(super) const PATH: &str = "/review";

/// `GET /review`: the queue, and the item that is looked at. Looking at it is entered into the log.
///
/// # Errors
/// [`domain::AppError::NotFound`] when a sample or an item is asked for that there isn't, or not for
/// this person.
pub(super) async fn show(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let query = Query::from(asked.pairs());
    let desk = Desk::load(&visitor, &query, Told::Nothing).await?;
    Ok(page::page(&visitor, &desk, done(asked.get("done")), StatusCode::OK))
}

/// What the last step did.
fn done(key: &str) -> Option<&'static str> {
    Some(match key {
        "accepted" => "Accepted",
        "rejected" => "Rejected",
        "asked" => "Question recorded",
        "drawn" => "The sample is drawn and recorded",
        _ => return None,
    })
}

/// The audit whose evidence a queue holds, as its address names it; empty for none.
pub(super) fn audit_of(queue: &str) -> String {
    asked::query_of(queue).get("audit").to_owned()
}

/// A verdict that was given in the queue: it leads on to the next item.
///
/// # Errors
/// As [`show`].
pub(super) async fn judge(visitor: &Visitor, spot: Spot, queue: &str, typed: Typed) -> PageResult {
    let query = asked::query_of(queue);
    let next = desk::after(visitor, &query, spot).await?;
    match super::item::give(visitor, spot.evidence, spot.unit, spot.question, &typed).await {
        Ok(verdict) => {
            let on = query.without("at").without("page").with("done", verdict.key());
            let on = next.map_or(on.clone(), |next| on.with("at", asked::key(next)));
            Ok(Redirect::to(&on.href(PATH)).into_response())
        }
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            let told = Told::Verdict(spot.unit, spot.question, typed);
            let query = query.with("at", asked::key(spot));
            let desk = Desk::load(visitor, &query, told).await?;
            Ok(page::page(visitor, &desk, None, status))
        }
    }
}

/// The page after a form of it came back.
fn again(visitor: &Visitor, desk: &Desk, status: StatusCode) -> Response {
    page::page(visitor, desk, None, status)
}
