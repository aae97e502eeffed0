//! Evidence of a task: what shows that it is done.

use axum::extract::Request;
use axum::response::{IntoResponse as _, Redirect};
use domain::questionnaire::baseline;
use domain::{Action, AppError, EvidenceId, TaskId};
use store::{NewEvidence, Task};

use super::one::draw;
use super::page_of;
use super::sheet::Told;
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::At;
use crate::rooms::evidence::receive::discard;
use crate::rooms::evidence::{Names, Plan, Received, plan, receive};

/// How long evidence is fresh where the guidance says nothing, in days.
const FRESH: u16 = 90;

/// `POST /tasks/{id}/evidence`
///
/// # Errors
/// [`AppError::NotFound`] when there is no such task for the person, [`AppError::Refused`] to whoever
/// attaches nothing there.
pub(super) async fn attach(visitor: Visitor, At(id): At<TaskId>, request: Request) -> PageResult {
    let task = visitor.read().task(id).await?;
    // Files go to the disk as they come, so it must be clear before that they may.
    if !visitor.may(Action::AttachEvidence, task.row.unit).await? {
        let why = "Your roles here don’t include attaching evidence.";
        return Err(AppError::Refused(why.to_owned()).into());
    }
    let received = receive(&visitor.state, request).await?;
    let done = attach_all(&visitor, &task, &received).await;
    discard(&visitor.state, &received.files).await?;
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=attached#proof", page_of(id))).into_response()),
        Err(failure) => {
            let (typed, status) = failure.into_form(received.typed)?;
            draw(&visitor, id, &Told { proof: typed, ..Told::default() }, None, status).await
        }
    }
}

async fn attach_all(visitor: &Visitor, task: &Task, received: &Received) -> Result<(), Failure> {
    let (store, actor) = (visitor.store(), &visitor.actor);
    let days = baseline().question(task.row.question).map_or(FRESH, |it| it.evidence_valid_days);
    let Plan { entries, mut wrong } = plan(received, &Names::alone(), visitor.state.today(), days);
    wrong.0.splice(0..0, received.typed.errors.0.iter().cloned());
    let existing: Option<EvidenceId> = received.typed.get("existing").parse().ok();
    if entries.is_empty() && existing.is_none() && wrong.0.is_empty() {
        wrong.add("files", "Choose a file, or enter a link or a note.");
    }
    wrong.finish()?;
    for (entry, content) in entries {
        let new = NewEvidence { entry, content, supersedes: None };
        store.attach_to_task(actor, task.row.id, &new).await?;
    }
    if let Some(item) = existing {
        store.attach_existing_to_task(actor, task.row.id, item).await?;
    }
    Ok(())
}
