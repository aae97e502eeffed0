//! The daily run that reminds: of what is due, late, or about to expire.

use std::collections::{BTreeMap, HashSet};

use domain::audit::AuditEvent;
use domain::notices::{NoticeKind, Reminder};
use domain::{AcceptanceId, Action, Day, EvidenceId, PersonId, RoundId, TaskId, UnitId, text};
use serde_json::json;
use sqlx::SqliteConnection;

use super::tell::{News, nearest, tell};
use crate::error::Result;
use crate::gate::Author;
use crate::open::Store;
use crate::rows::day;

impl Store {
    /// Tells everybody of what is due soon, overdue, or about to expire today, and hasn't been told
    /// them yet. A day that is run twice tells nothing twice. Gives how many notices were made.
    ///
    /// # Errors
    /// When the database fails; those told before stay told.
    pub async fn remind(&self) -> Result<u64> {
        let mut all = Vec::new();
        let mut read = self.readers.acquire().await?;
        let today = self.clock.today();
        all.extend(of_tasks(&mut read, today).await?);
        all.extend(of_evidence(&mut read, today).await?);
        all.extend(of_acceptances(&mut read, today).await?);
        all.extend(of_rounds(&mut read, today).await?);
        drop(read);
        let mut made = 0;
        // Nobody's save waits for all of them, and what was told stays told.
        for some in all.chunks(BATCH) {
            made += self.remind_some(some).await?;
        }
        Ok(made)
    }

    async fn remind_some(&self, some: &[ToTell]) -> Result<u64> {
        let keys: Vec<&str> = some.iter().map(|it| it.news.key()).collect();
        let known: Vec<(PersonId, String)> = sqlx::query_as(
            "SELECT n.person_id, n.once FROM notices n JOIN json_each(?) j ON n.once = j.value",
        )
        .bind(json!(keys).to_string())
        .fetch_all(&self.readers)
        .await?;
        let known: HashSet<(PersonId, String)> = known.into_iter().collect();
        let is_new = |it: &&ToTell| {
            it.to.iter().any(|person| !known.contains(&(*person, it.news.key().to_owned())))
        };
        let some: Vec<&ToTell> = some.iter().filter(is_new).collect();
        if some.is_empty() {
            return Ok(0);
        }
        let mut write = self.begin(Author::program()).await?;
        let mut told = BTreeMap::new();
        for it in some {
            let made = tell(&mut write, &it.to, &it.news).await?;
            if made > 0 {
                *told.entry(it.kind.key()).or_insert(0_u64) += made;
            }
        }
        let made = told.values().sum();
        // A channel may have been told where nobody was.
        if write.has_told() {
            let event =
                AuditEvent::without_subject("notices.reminded", "notices").after(json!(told));
            write.commit(event).await?;
        }
        Ok(made)
    }
}

/// So many reminders are told in one transaction.
const BATCH: usize = 200;

/// A reminder and those it is for.
struct ToTell {
    to: Vec<PersonId>,
    kind: NoticeKind,
    news: News,
}

impl ToTell {
    fn new(reminder: Reminder, to: Vec<PersonId>, unit: UnitId, title: String) -> Self {
        let kind = reminder.kind();
        Self { to, kind, news: News::new(kind, reminder.to_string(), title).in_unit(unit) }
    }

    fn at(mut self, href: String) -> Self {
        self.news = self.news.at(href);
        self
    }
}

async fn of_tasks(read: &mut SqliteConnection, today: Day) -> Result<Vec<ToTell>> {
    let rows: Vec<(TaskId, UnitId, PersonId, String, String)> = sqlx::query_as(
        "SELECT k.id, k.unit_id, k.assignee_id, k.title, k.due_on
           FROM tasks k JOIN units u ON u.id = k.unit_id AND u.retired_at IS NULL
          WHERE k.settled_at IS NULL AND k.state IN ('open', 'in-progress', 'blocked')
            AND k.due_on <= ? ORDER BY k.due_on, k.id",
    )
    .bind(ahead(today, 3))
    .fetch_all(&mut *read)
    .await?;
    let mut found = Vec::new();
    for (id, unit, assignee, title, due_on) in rows {
        let due_on = day(&due_on, "tasks", "due_on", id.0)?;
        let Some(reminder) = Reminder::of_task(id, due_on, today) else { continue };
        let verb = if due_on < today { "was due" } else { "is due" };
        let title = format!("“{title}” {verb} on {}", text::day(due_on));
        let tell = ToTell::new(reminder, vec![assignee], unit, title);
        found.push(tell.at(format!("/tasks/{id}")));
    }
    Ok(found)
}

/// Of what counts or could: neither withdrawn nor replaced. Its uploader is told.
async fn of_evidence(read: &mut SqliteConnection, today: Day) -> Result<Vec<ToTell>> {
    let rows: Vec<(EvidenceId, UnitId, PersonId, String, String)> = sqlx::query_as(
        "SELECT e.id, e.unit_id, e.uploaded_by, e.title, e.valid_until
           FROM evidence e JOIN units u ON u.id = e.unit_id AND u.retired_at IS NULL
          WHERE e.withdrawn_at IS NULL AND e.replaced_at IS NULL
            AND e.valid_until BETWEEN ? AND ? ORDER BY e.valid_until, e.id",
    )
    .bind(today.to_string())
    .bind(ahead(today, 30))
    .fetch_all(&mut *read)
    .await?;
    let mut found = Vec::new();
    for (id, unit, uploader, title, until) in rows {
        let until = day(&until, "evidence", "valid_until", id.0)?;
        let Some(reminder) = Reminder::of_evidence(id, until, today) else { continue };
        let title = format!("Evidence “{title}” counts until {}", text::day(until));
        let tell = ToTell::new(reminder, vec![uploader], unit, title);
        found.push(tell.at(format!("/evidence/{id}")));
    }
    Ok(found)
}

/// Whoever asked, whoever accepted, and whose the task is that comes back.
async fn of_acceptances(read: &mut SqliteConnection, today: Day) -> Result<Vec<ToTell>> {
    type Row = (AcceptanceId, TaskId, UnitId, PersonId, PersonId, PersonId, String, String);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT x.id, x.task_id, x.unit_id, x.asked_by, x.decided_by, k.assignee_id, k.title, x.until_on
           FROM acceptances x JOIN tasks k ON k.id = x.task_id
           JOIN units u ON u.id = x.unit_id AND u.retired_at IS NULL
          WHERE x.decision = 'granted' AND x.ended IS NULL AND x.until_on BETWEEN ? AND ?
          ORDER BY x.until_on, x.id",
    )
    .bind(today.to_string())
    .bind(ahead(today, 14))
    .fetch_all(&mut *read)
    .await?;
    let mut found = Vec::new();
    for (id, task, unit, asked_by, decided_by, assignee, title, until) in rows {
        let until = day(&until, "acceptances", "until_on", id.0)?;
        let Some(reminder) = Reminder::of_acceptance(id, until, today) else { continue };
        let title = format!("The risk of “{title}” is accepted until {}", text::day(until));
        let tell = ToTell::new(reminder, vec![asked_by, decided_by, assignee], unit, title);
        found.push(tell.at(format!("/tasks/{task}")));
    }
    Ok(found)
}

/// Those who answer for a unit whose assessment of the round is still a draft.
async fn of_rounds(read: &mut SqliteConnection, today: Day) -> Result<Vec<ToTell>> {
    let rows: Vec<(RoundId, UnitId, i64, String, String, String)> = sqlx::query_as(
        "SELECT r.id, a.unit_id, a.id, r.name, u.name, r.due_on
           FROM rounds r JOIN assessments a ON a.round_id = r.id JOIN units u ON u.id = a.unit_id
          WHERE r.closed_at IS NULL AND a.state = 'draft' AND u.retired_at IS NULL
            AND r.due_on BETWEEN ? AND ? ORDER BY r.id, a.unit_id",
    )
    .bind(today.to_string())
    .bind(ahead(today, 7))
    .fetch_all(&mut *read)
    .await?;
    let mut found = Vec::new();
    for (id, unit, assessment, round, unit_name, due_on) in rows {
        let due_on = day(&due_on, "rounds", "due_on", id.0)?;
        let Some(reminder) = Reminder::of_round(id, due_on, today) else { continue };
        let to = nearest(read, unit, Action::Answer, &[]).await?;
        let title = format!("{round} of {unit_name} is due on {}", text::day(due_on));
        let tell = ToTell::new(reminder, to, unit, title).at(format!("/assessments/{assessment}"));
        // Somebody who answers for two units is told of each.
        found.push(ToTell { news: tell.news.of_each(unit), ..tell });
    }
    Ok(found)
}

/// The last day of those that are looked at.
fn ahead(today: Day, days: i64) -> String {
    (today + chrono::Duration::days(days)).to_string()
}
