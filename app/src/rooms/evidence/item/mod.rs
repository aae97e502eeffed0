//! The page of one item: what it is, where it counts and how it stands there, its chain of custody,
//! and for whoever may: a verdict, a newer revision, withdrawing it.

mod answered;
mod change;
mod custody;
mod page;
mod places;
mod revision;
mod sheet;
mod verdict;

use domain::EvidenceId;
use http::StatusCode;

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At};
use sheet::{Sheet, Told};

pub(super) use change::withdraw;
pub(super) use revision::revise;
pub(super) use verdict::judge;

/// `GET /evidence/{id}`
///
/// # Errors
/// [`domain::AppError::NotFound`] when there is none that the person may open.
pub(super) async fn show(
    visitor: Visitor,
    At(id): At<EvidenceId>,
    Asked(asked): Asked,
) -> PageResult {
    let sheet = Sheet::load(&visitor, id, Told::Nothing).await?;
    Ok(page::page(&visitor, &sheet, done(asked.get("done")), StatusCode::OK))
}

/// What the last step did.
fn done(key: &str) -> Option<&'static str> {
    Some(match key {
        "accepted" => "Accepted",
        "rejected" => "Rejected",
        "asked" => "Question recorded",
        "withdrawn" => "Withdrawn",
        "revised" => "The new revision is attached and waits for review",
        _ => return None,
    })
}
