//! Who is told of what happens to a task: those who have to do something about it in words of their
//! own, and then the assignee and whoever watches it, under the same name, so that nobody is told twice.

pub(super) mod risks;

use domain::notices::NoticeKind;
use domain::tasks::TaskStep;
use domain::tasks::talk::mentioned;
use domain::{Action, AppError, Day, EvidenceId, PersonId, TaskId, UnitId, text};

use super::make::{Stands, standing};
use super::watch::watchers;
use crate::error::Result;
use crate::gate::WriteTx;
use crate::notices::{News, nearest, tell};
use crate::read::Read;

/// Those who can be mentioned: everybody of the organisation who sees the unit.
const PEOPLE: &str =
    "SELECT DISTINCT p.id, p.name FROM people p JOIN visible_units v ON v.person_id = p.id
  WHERE v.unit_id = ? AND p.deactivated_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM external_accounts x WHERE x.person_id = p.id) ORDER BY p.id";

impl Read<'_> {
    /// Those who can be mentioned in a comment on a task of the unit.
    ///
    /// # Errors
    /// [`AppError::NotFound`] to whoever may not see the unit, and to somebody from outside, for whom
    /// there are no tasks.
    pub async fn mentionable(&self, unit: UnitId) -> Result<Vec<(PersonId, String)>> {
        self.must(Action::Read, unit).await?;
        if self.actor.only_in.is_some() {
            return Err(AppError::NotFound.into());
        }
        Ok(sqlx::query_as(PEOPLE).bind(unit).fetch_all(self.pool()).await?)
    }
}

/// News of a task.
fn of_task(kind: NoticeKind, (id, unit): (TaskId, UnitId), once: &str, title: String) -> News {
    News::new(kind, once, title).in_unit(unit).at(format!("/tasks/{id}"))
}

/// Tells these people and whoever watches the task.
async fn tell_watchers(
    write: &mut WriteTx,
    id: TaskId,
    also: &[PersonId],
    news: &News,
) -> Result<()> {
    let mut to = watchers(write, id).await?;
    to.extend(also);
    tell(write, &to, news).await.map(drop)
}

/// Of a step, with what was said with it. That work begins is no news.
pub(super) async fn of_step(
    write: &mut WriteTx,
    (id, unit): (TaskId, UnitId),
    taken: TaskStep,
    task: &Stands,
    words: &str,
    doers: &[PersonId],
) -> Result<()> {
    let became = match taken {
        TaskStep::Finish => "is done, to be verified",
        TaskStep::SendBack => "was sent back",
        TaskStep::Verify => "is verified",
        TaskStep::Cancel => "was cancelled",
        TaskStep::Block => "is blocked",
        TaskStep::Resume => "is no longer blocked",
        TaskStep::Start | TaskStep::Accept | TaskStep::Reopen => return Ok(()),
    };
    let once = format!("{taken}:{id}:{}", task.revision);
    let news =
        |kind| of_task(kind, (id, unit), &once, format!("“{}” {became}", task.title)).saying(words);
    let assignee = task.assignee_id;
    match taken {
        TaskStep::Finish => {
            // Whoever works on it now is one of those who did.
            let mut doers = doers.to_vec();
            doers.extend(write.author());
            doers.push(assignee);
            let to = nearest(write.sql(), unit, Action::VerifyTasks, &doers).await?;
            tell(write, &to, &news(NoticeKind::ToDecide)).await?;
        }
        TaskStep::SendBack => {
            tell(write, &[assignee], &news(NoticeKind::Returned)).await?;
        }
        TaskStep::Block => {
            let to = nearest(write.sql(), unit, Action::AssignTasks, &[]).await?;
            tell(write, &to, &news(NoticeKind::Watched)).await?;
        }
        _ => {}
    }
    tell_watchers(write, id, &[assignee], &news(NoticeKind::Watched)).await
}

/// Of a comment, by its number: whoever is mentioned in it, the assignee, and whoever watches.
pub(super) async fn of_comment(
    write: &mut WriteTx,
    id: TaskId,
    number: i64,
    said: &str,
) -> Result<()> {
    let Some(unit) = write.unit() else { return Ok(()) };
    let task = standing(write, id).await?;
    let people: Vec<(PersonId, String)> =
        sqlx::query_as(PEOPLE).bind(unit).fetch_all(write.sql()).await?;
    let once = format!("comment:{number}");
    let by = match write.author() {
        Some(author) => people.iter().find(|(id, _)| *id == author),
        None => None,
    };
    let by = by.map_or("Somebody", |(_, name)| name.as_str()).to_owned();
    let mentioned = mentioned(said, &people);
    let title = format!("{by} mentions you in “{}”", task.title);
    let news = of_task(NoticeKind::Mentioned, (id, unit), &once, title).saying(said);
    tell(write, &mentioned, &news).await?;
    let title = format!("{by} commented on “{}”", task.title);
    let news = of_task(NoticeKind::Watched, (id, unit), &once, title).saying(said);
    tell_watchers(write, id, &[task.assignee_id], &news).await
}

/// Of a new task: whose it is.
pub(super) async fn of_new(
    write: &mut WriteTx,
    place: (TaskId, UnitId),
    (to, name): (PersonId, &str),
    title: &str,
) -> Result<()> {
    let once = format!("assigned:{}:1", place.0);
    tell(write, &[to], &mine(place, &once, title, name)).await.map(drop)
}

/// A task became somebody's: to them, and to whoever else reads along.
fn mine(place: (TaskId, UnitId), once: &str, title: &str, name: &str) -> News {
    of_task(NoticeKind::Assigned, place, once, format!("“{title}” is your task"))
        .in_channels(format!("“{title}” is the task of {name}"))
}

/// What became of a task that changed hands, was made due on another day, or both at once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Changed<'a> {
    /// Its title.
    pub(crate) title: &'a str,
    /// Whose it was.
    pub(crate) was: PersonId,
    /// Whose it is, and their name.
    pub(crate) is_now: (PersonId, &'a str),
    /// When it is due from now on, where that is new.
    pub(crate) due_on: Option<Day>,
}

/// Of a change: whose the task became, and once whose it was. They are told no more after it, unless
/// they watch.
pub(crate) async fn of_change(
    write: &mut WriteTx,
    (id, unit): (TaskId, UnitId),
    it: Changed<'_>,
) -> Result<()> {
    let revision: i64 = sqlx::query_scalar("SELECT revision FROM tasks WHERE id = ?")
        .bind(id)
        .fetch_one(write.sql())
        .await?;
    let (to, name) = it.is_now;
    let due = it.due_on.map(text::day);
    let (once, became) = match (it.was != to, due) {
        (true, None) => ("assigned", format!("is {name}’s task now")),
        (true, Some(day)) => ("assigned", format!("is {name}’s task now, due on {day}")),
        (false, Some(day)) => ("re-dated", format!("is due on {day} now")),
        (false, None) => return Ok(()),
    };
    let once = format!("{once}:{id}:{revision}");
    if it.was != to {
        tell(write, &[to], &mine((id, unit), &once, it.title, name)).await?;
    }
    let title = format!("“{}” {became}", it.title);
    let news = of_task(NoticeKind::Watched, (id, unit), &once, title);
    tell_watchers(write, id, &[it.was], &news).await
}

/// Of evidence that shows that it is done.
pub(super) async fn of_evidence(
    write: &mut WriteTx,
    id: TaskId,
    item: EvidenceId,
    name: &str,
) -> Result<()> {
    let Some(unit) = write.unit() else { return Ok(()) };
    let task = standing(write, id).await?;
    let title = format!("“{name}” was attached to “{}”", task.title);
    let once = format!("task-evidence:{id}:{item}");
    let news = of_task(NoticeKind::Watched, (id, unit), &once, title);
    tell_watchers(write, id, &[task.assignee_id], &news).await
}
