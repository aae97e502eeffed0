//! The page of one item: what it is, where it counts and how it stands there, its chain of custody,
//! and for whoever may: a verdict, a newer revision, withdrawing it.

mod answered;
mod change;
mod compare;
mod content;
mod custody;
mod page;
mod places;
mod reply;
mod revision;
mod sheet;
mod verdict;

use domain::EvidenceId;
use http::StatusCode;

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At};

pub(super) use content::Content;
pub(super) use page::{is_web, outward};
pub(super) use reply::reply;
pub(super) use sheet::{Place, Sheet, Told};

pub(super) use change::withdraw;
pub(super) use compare::compare;
pub(super) use custody::timeline as custody;
pub(super) use places::thread;
pub(super) use revision::revise;
pub(super) use verdict::{form as verdict_form, give, judge};

/// `GET /evidence/{id}`
///
/// # Errors
/// [`domain::AppError::NotFound`] when there is none that the person may open.
pub(super) async fn show(
    visitor: Visitor,
    At(id): At<EvidenceId>,
    Asked(asked): Asked,
) -> PageResult {
    let content = match asked.get("show") {
        "content" => Some(Content::open(&visitor, id, None, &asked).await?),
        _ => None,
    };
    let mut sheet = Sheet::load(&visitor, id, Told::Nothing).await?;
    sheet.content = content;
    Ok(page::page(&visitor, &sheet, done(asked.get("done")), StatusCode::OK))
}

/// What the last step did.
fn done(key: &str) -> Option<&'static str> {
    Some(match key {
        "accepted" => "Accepted",
        "rejected" => "Rejected",
        "asked" => "Question recorded",
        "replied" => "The answer is with the auditor",
        "withdrawn" => "Withdrawn",
        "revised" => "The new revision is attached and waits for review",
        _ => return None,
    })
}
