//! The workspace of an assessment: ten questions on one page, which is one form while it is a draft
//! and the person may answer, and the same page locked or merely read otherwise.

mod aside;
mod body;
mod choice;
mod decision;
mod desk;
mod evidence;
mod head;
mod page;
mod question;
mod score;

use axum::response::Response;
use domain::{AssessmentId, QuestionNo};
use http::StatusCode;

pub(super) use desk::{Desk, mark_of};

use page::page;

use super::events;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At, Wants};

/// The workspace, or the sheet alone for whoever asks for data.
pub async fn show(
    visitor: Visitor,
    wants: Wants,
    At(id): At<AssessmentId>,
    Asked(asked): Asked,
) -> PageResult {
    if wants == Wants::Data {
        return events::picture_answer(&visitor, id).await;
    }
    let mut desk = Desk::load(&visitor, id).await?;
    desk.opened = asked.get("open").parse().ok().or_else(|| desk.first_open());
    Ok(page(&visitor, &desk, done(asked.get("done"))))
}

/// The same page with what is wrong, and the status that says of which kind it is.
pub(super) fn page_with(visitor: &Visitor, desk: &Desk, status: StatusCode) -> Response {
    let mut response = page(visitor, desk, None);
    *response.status_mut() = status;
    response
}

/// Where to go on after something was done; at the question, if it was about one.
pub(super) fn address(id: AssessmentId, done: &str, question: Option<QuestionNo>) -> String {
    match question {
        Some(no) => format!("/assessments/{id}?done={done}&open={no}#q{no}"),
        None => format!("/assessments/{id}?done={done}"),
    }
}

/// What the last step did.
fn done(key: &str) -> Option<&'static str> {
    Some(match key {
        "opened" => "Assessment opened.",
        "saved" => "Draft saved.",
        "attached" => "Evidence added.",
        "delegated" => "Question passed on.",
        "taken-back" => "The question is nobody’s in particular again.",
        "submitted" => "Assessment submitted.",
        "approved" => "Assessment approved.",
        "returned" => "Assessment returned.",
        "revised" => "Opened for a correction.",
        "corrected" => "Answered yes in this draft. Look at it, and submit.",
        "stands" => "This draft says yes already. Look at it, and submit.",
        _ => return None,
    })
}
