//! Several tasks at once: to somebody, or to another day.

use axum::response::{IntoResponse as _, Redirect};
use domain::tasks::due_on;
use domain::{Action, AppError, PersonId, TaskId};

use super::PATH;
use super::list::{load, page};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::Sent;
use crate::rooms::account::local_path;
use crate::ui::{Query, Typed};

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
    let back = match local_path(typed.get("back")) {
        path if path.starts_with(PATH) => path,
        _ => PATH,
    };
    match done {
        Ok(word) => {
            let joint = if back.contains('?') { '&' } else { '?' };
            Ok(Redirect::to(&format!("{back}{joint}done={word}")).into_response())
        }
        Err(failure) => {
            let back = back.to_owned();
            let (typed, status) = failure.into_form(typed)?;
            let query = back.split_once('?').map_or("", |(_, query)| query);
            let pairs = form_urlencoded::parse(query.as_bytes()).into_owned().collect::<Vec<_>>();
            let listing = load(&visitor, Query::from(pairs), typed).await?;
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
