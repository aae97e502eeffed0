//! The steps after submitting: approving, returning with a reason, opening again.

use axum::response::{IntoResponse as _, Redirect};
use domain::AssessmentId;
use domain::assessment::Step;

use super::wire::News;
use super::workspace::{Desk, address, page_with};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::ui::Typed;

/// Approves what was submitted.
pub async fn approve(visitor: Visitor, At(id): At<AssessmentId>, Sent(typed): Sent) -> PageResult {
    take(&visitor, id, Step::Approve, typed).await
}

/// Returns it with a reason.
pub async fn give_back(
    visitor: Visitor,
    At(id): At<AssessmentId>,
    Sent(typed): Sent,
) -> PageResult {
    take(&visitor, id, Step::Return, typed).await
}

/// Opens it again for a correction.
pub async fn revise(visitor: Visitor, At(id): At<AssessmentId>, Sent(typed): Sent) -> PageResult {
    take(&visitor, id, Step::Revise, typed).await
}

async fn take(visitor: &Visitor, id: AssessmentId, step: Step, typed: Typed) -> PageResult {
    let reason = if step.needs_reason() { typed.get("reason") } else { "" };
    match visitor.store().decide(&visitor.actor, id, step, reason).await.map_err(Failure::from) {
        Ok(()) => {
            visitor.state.live.tell(id, News::Moved);
            let done = match step {
                Step::Approve => "approved",
                Step::Return => "returned",
                Step::Revise | Step::Submit => "revised",
            };
            Ok(Redirect::to(&address(id, done, None)).into_response())
        }
        Err(failure) => again(visitor, id, typed, failure).await,
    }
}

/// The page again, with why the step was not taken.
async fn again(visitor: &Visitor, id: AssessmentId, typed: Typed, failure: Failure) -> PageResult {
    let reason = typed.get("reason").to_owned();
    let (typed, status) = failure.into_form(typed)?;
    let mut desk = Desk::load(visitor, id).await?;
    desk.typed = desk.typed.with("reason", reason).wrong(typed.errors);
    Ok(page_with(visitor, &desk, status))
}
