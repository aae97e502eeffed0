//! Telling a stale form: what others changed since it was drawn, as the audit log knows it.

use domain::{AppError, PersonId, Timestamp, text};
use serde_json::Value;
use sqlx::FromRow;

use super::part::PartKind;
use super::write::Editing;
use crate::error::Result;

/// What a form is about to replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// The model's own fields.
    Details,
    /// One of its parts.
    Part(PartKind, i64),
}

#[derive(FromRow)]
struct Change {
    at: Timestamp,
    actor_id: Option<PersonId>,
    actor_name: String,
    action: String,
    before: String,
    after: String,
}

impl Change {
    fn revision(&self) -> Option<i64> {
        field(&self.after, "revision")
    }

    /// Whether the change was to the same thing. Parts are changed in this room alone, so a change
    /// that another room made can only be to the model itself.
    fn touches(&self, subject: Subject) -> bool {
        let of = |kind: PartKind| [kind.added(), kind.changed(), kind.removed()];
        match subject {
            Subject::Part(kind, id) => {
                let same = field(&self.before, "id") == Some(id);
                same && of(kind).contains(&self.action.as_str())
            }
            Subject::Details => {
                !PartKind::ALL.into_iter().flat_map(of).any(|action| action == self.action)
            }
        }
    }
}

fn field(json: &str, name: &str) -> Option<i64> {
    serde_json::from_str::<Value>(json).ok()?.get(name)?.as_i64()
}

/// Refuses to replace what was changed after `since`, the model's revision when the form was drawn.
///
/// # Errors
/// [`AppError::Conflict`] that names who changed it last, and when.
pub(super) async fn refuse(editing: &mut Editing, since: i64, subject: Subject) -> Result<()> {
    let model = &editing.model.row;
    let (id, missed) = (model.id, model.revision - since);
    if missed == 0 {
        return Ok(());
    }
    let changes: Vec<Change> = sqlx::query_as(
        "SELECT at, actor_id, actor_name, action, before, after FROM audit_log
          WHERE subject = 'model' AND subject_id = ? ORDER BY seq DESC LIMIT ?",
    )
    .bind(id)
    .bind(missed.max(0))
    .fetch_all(editing.write.sql())
    .await?;
    let newer = changes.iter().filter(|change| change.revision().is_some_and(|r| r > since));
    let told = newer.clone().count();
    if let Some(change) = newer.clone().find(|change| change.touches(subject)) {
        return Err(conflict(change, editing.write.author()).into());
    }
    // A revision without an entry of its own: work that was handed over, or a forged number.
    let all_told = usize::try_from(missed).is_ok_and(|missed| missed == told);
    if subject == Subject::Details && !all_told {
        let message = "This model was changed after you opened the form.";
        return Err(AppError::Conflict(message.to_owned()).into());
    }
    Ok(())
}

fn conflict(change: &Change, reader: Option<PersonId>) -> AppError {
    let when = text::moment(change.at);
    AppError::Conflict(if change.actor_id.is_some() && change.actor_id == reader {
        format!("You changed this yourself on {when}, in another window, after opening this form.")
    } else {
        format!("{} changed this on {when}, after you opened the form.", change.actor_name)
    })
}
