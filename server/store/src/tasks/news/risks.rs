//! Who is told of the risk behind a task: that it is to be accepted, what was decided, and how it ended.

use domain::notices::NoticeKind;
use domain::tasks::TaskState;
use domain::tasks::acceptance::{AcceptanceDecision, AcceptanceEnd};
use domain::{AcceptanceId, Action, Actor, PersonId, TaskId, UnitId};

use super::{of_task, tell_watchers};
use crate::error::Result;
use crate::gate::WriteTx;
use crate::notices::{nearest, tell};
use crate::tasks::make::Stands;
use crate::tasks::watch::watchers;

/// Of a request: whoever decides on it, and whoever watches.
pub(in crate::tasks) async fn asked(
    write: &mut WriteTx,
    place: (TaskId, UnitId),
    (id, actor): (AcceptanceId, &Actor),
    task: &Stands,
    reason: &str,
) -> Result<()> {
    let title = format!("{} asks that the risk of “{}” be accepted", actor.name, task.title);
    let once = format!("risk-asked:{id}");
    let news = |kind| of_task(kind, place, &once, title.clone()).saying(reason);
    let to = nearest(write.sql(), place.1, Action::AcceptRisk, &[actor.person]).await?;
    tell(write, &to, &news(NoticeKind::ToDecide)).await?;
    tell_watchers(write, place.0, &[task.assignee_id], &news(NoticeKind::Watched)).await
}

/// Of a decision: whoever asked, the assignee, and whoever watches.
pub(in crate::tasks) async fn decided(
    write: &mut WriteTx,
    place: (TaskId, UnitId),
    (id, actor, asker): (AcceptanceId, &Actor, PersonId),
    (decision, words): (AcceptanceDecision, &str),
    task: &Stands,
) -> Result<()> {
    let done = match decision {
        AcceptanceDecision::Granted => "accepted",
        AcceptanceDecision::Declined => "declined to accept",
    };
    let title = format!("{} {done} the risk of “{}”", actor.name, task.title);
    let once = format!("risk-decided:{id}");
    let news = of_task(NoticeKind::Watched, place, &once, title).saying(words);
    tell_watchers(write, place.0, &[asker, task.assignee_id], &news).await
}

/// Of an end, of a task as it stood before: whoever asked is told of that, the assignee and whoever
/// watches of what it means for the task. Nobody is told both.
pub(in crate::tasks) async fn ended(
    write: &mut WriteTx,
    place: (TaskId, UnitId),
    (id, asker): (AcceptanceId, PersonId),
    (how, words): (AcceptanceEnd, &str),
    task: &Stands,
) -> Result<()> {
    let was_aside = task.state == TaskState::Accepted;
    if was_aside {
        let title = format!("“{}” is open again: its risk is no longer accepted", task.title);
        let once = format!("risk-over:{id}");
        let news = |kind| of_task(kind, place, &once, title.clone());
        tell(write, &[task.assignee_id], &news(NoticeKind::AcceptanceExpiring)).await?;
        let mut to = watchers(write, place.0).await?;
        to.retain(|person| *person != asker);
        tell(write, &to, &news(NoticeKind::Watched)).await?;
    }
    let title = match how {
        AcceptanceEnd::Lapsed => {
            format!("What was asked about the risk of “{}” is over", task.title)
        }
        AcceptanceEnd::Withdrawn => {
            format!("The acceptance of the risk of “{}” was taken back", task.title)
        }
    };
    let once = format!("risk-ended:{id}");
    let news = of_task(NoticeKind::Watched, place, &once, title).saying(words);
    if !was_aside || task.assignee_id != asker {
        tell(write, &[asker], &news).await?;
    }
    // Where the task went on instead, whoever watches it is told of that.
    if task.state.is_waiting_for_work() {
        tell_watchers(write, place.0, &[], &news).await?;
    }
    Ok(())
}
