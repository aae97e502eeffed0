//! Several tasks at once: to somebody, or to another day.

use axum::response::{IntoResponse as _, Redirect};
use domain::tasks::due_on;
use domain::{Action, AppError, PersonId, TaskId};

use super::asked;
use super::list::{Returned, load, page};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::Sent;
use crate::ui::Typed;

/// `POST /tasks/bulk`
///
/// # Errors
/// [`AppError::Refused`] to whoever assigns tasks nowhere; [`AppError::NotFound`] where one of the tasks
/// is none that they may see.
pub(super) async fn change(visitor: Visitor, Sent(typed): Sent) -> PageResult {
    if !visitor.actor.allows_somewhere(Action::AssignTasks) {
        let why = "Tasks are assigned by the managers of a unit.";
        return Err(AppError::Refused(why.to_owned()).into());
    }
    let done = if typed.get("do") == "re-date" {
        re_date(&visitor, &typed).await.map(|n| if n == 0 { "same" } else { "re-dated" })
    } else {
        assign(&visitor, &typed).await.map(|n| if n == 0 { "same" } else { "assigned" })
    };
    let back = asked::back(&typed).to_owned();
    match done {
        Ok(word) => Ok(Redirect::to(&asked::done(&back, word)).into_response()),
        Err(failure) => {
            let (bulk, status) = failure.into_form(typed)?;
            let returned = Returned { bulk, ..Returned::default() };
            let listing = load(&visitor, asked::query_of(&back), returned).await?;
            Ok((status, page(&visitor, &listing, None)).into_response())
        }
    }
}

fn ids(typed: &Typed) -> Vec<TaskId> {
    let mut ids: Vec<TaskId> =
        typed.all("id").into_iter().filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

async fn assign(visitor: &Visitor, typed: &Typed) -> Result<usize, Failure> {
    let to = typed.get("assignee").parse().map(PersonId);
    let to = to.map_err(|_| AppError::field("assignee", "Choose a person."))?;
    Ok(visitor.store().assign_tasks(&visitor.actor, &ids(typed), to).await?)
}

async fn re_date(visitor: &Visitor, typed: &Typed) -> Result<usize, Failure> {
    let day = due_on(typed.get("due_on"), visitor.state.today()).map_err(AppError::Invalid)?;
    Ok(visitor.store().redate_tasks(&visitor.actor, &ids(typed), day).await?)
}
