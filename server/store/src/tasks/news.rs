//! Who is told of what happens to a task.

use domain::notices::NoticeKind;
use domain::tasks::TaskStep;
use domain::tasks::talk::mentioned;
use domain::{Action, AppError, PersonId, TaskId, UnitId};

use super::make::{Stands, standing};
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

/// Of a step: whoever has to do something about it, or else the assignee.
pub(super) async fn of_step(
    write: &mut WriteTx,
    (id, unit): (TaskId, UnitId),
    taken: TaskStep,
    task: &Stands,
    words: &str,
    doers: &[PersonId],
) -> Result<()> {
    let (title, assignee) = (&task.title, task.assignee_id);
    let (kind, title, to) = match taken {
        TaskStep::Finish => {
            // Whoever works on it now is one of those who did.
            let mut doers = doers.to_vec();
            doers.extend(write.author());
            doers.push(assignee);
            let to = nearest(write.sql(), unit, Action::VerifyTasks, &doers).await?;
            (NoticeKind::ToDecide, format!("“{title}” is done, to be verified"), to)
        }
        TaskStep::SendBack => {
            (NoticeKind::Returned, format!("“{title}” was sent back"), vec![assignee])
        }
        TaskStep::Verify => (NoticeKind::Watched, format!("“{title}” is verified"), vec![assignee]),
        TaskStep::Cancel => {
            (NoticeKind::Watched, format!("“{title}” was cancelled"), vec![assignee])
        }
        TaskStep::Block => {
            let to = nearest(write.sql(), unit, Action::AssignTasks, &[]).await?;
            (NoticeKind::Watched, format!("“{title}” is blocked"), to)
        }
        TaskStep::Start | TaskStep::Resume | TaskStep::Accept | TaskStep::Reopen => return Ok(()),
    };
    let once = format!("{taken}:{id}:{}", task.revision);
    let news = News::new(kind, once, title).in_unit(unit).saying(words);
    tell(write, &to, &news.at(format!("/tasks/{id}"))).await?;
    Ok(())
}

/// Of a comment, by its number: whoever is mentioned in it, and the assignee.
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
    let news = News::new(NoticeKind::Mentioned, once.clone(), title).in_unit(unit).saying(said);
    tell(write, &mentioned, &news.at(format!("/tasks/{id}"))).await?;
    // Whoever was mentioned is told of the same comment already.
    let title = format!("{by} commented on “{}”", task.title);
    let news = News::new(NoticeKind::Watched, once, title).in_unit(unit).saying(said);
    tell(write, &[task.assignee_id], &news.at(format!("/tasks/{id}"))).await?;
    Ok(())
}
