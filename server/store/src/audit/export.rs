//! Handing the log out: a stretch at a time, each entry exactly as it stands in the database.

use domain::Actor;
use domain::audit::AuditEvent;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use super::filter::{AuditFilter, Sought};
use super::page::MATCHES;
use super::row::RawRow;
use crate::error::Result;
use crate::open::Store;

/// How many numbers are looked through at a time. No reading connection is held in between, so that
/// a slow download is in nobody's way.
const STRETCH: i64 = 4000;

/// An export under way.
#[derive(Debug)]
pub struct LogExport {
    store: Store,
    sought: Sought,
    after: i64,
    end: i64,
}

/// The entries of a stretch that are sought.
pub(super) fn stretch_sql() -> String {
    format!(
        "SELECT l.* FROM audit_log l
          WHERE l.seq > ?1 AND l.seq < ?2
            AND (?3 IS NULL OR l.at >= ?3) AND (?4 IS NULL OR l.at < ?4)
            AND {MATCHES}
            AND (?9 IS NULL OR (l.subject = ?9 AND l.subject_id = ?10))
          ORDER BY l.seq"
    )
}

impl Store {
    /// Begins an export of what the person may read of what is asked for, and notes in the audit log
    /// that they took it away. That entry is the last that the export can hold.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] for those who may read nothing of the log.
    pub async fn export_log(&self, actor: &Actor, filter: &AuditFilter) -> Result<LogExport> {
        let read = self.read(actor);
        let sought = read.sought(filter).await?;
        let event = AuditEvent::without_subject("log.exported", "log").after(told(filter));
        self.write_about_log(actor).await?.commit(event).await?;
        let head = read.log_head().await?.map_or(0, |(seq, _)| seq);
        let (after, end) = read.numbers_of(&sought).await?.unwrap_or((0, 0));
        Ok(LogExport { store: self.clone(), sought, after, end: end.min(head + 1) })
    }
}

/// What was asked for.
fn told(filter: &AuditFilter) -> Value {
    let mut after = json!({});
    let mut note = |name: &str, value: Value| {
        if !value.is_null() {
            after[name] = value;
        }
    };
    let actors = filter.actors.as_ref();
    note("people", json!(actors.map(|all| all.iter().map(|it| it.id()).collect::<Vec<_>>())));
    note("action", json!(filter.action));
    note("group", json!(filter.group));
    note("subject", json!(filter.kind));
    note("subject_number", json!(filter.id));
    note("unit_number", json!(filter.unit));
    note("from", json!(filter.from));
    note("until", json!(filter.until));
    after
}

impl LogExport {
    /// The next lines, one JSON object each; none when all was handed out. May be empty in between.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_lines(&mut self) -> Result<Option<String>> {
        if self.after + 1 >= self.end {
            return Ok(None);
        }
        let end = self.end.min(self.after + STRETCH + 1);
        let (from, until) = self.sought.filter.times();
        let subject = self.sought.filter.subject();
        let rows: Vec<RawRow> = sqlx::query_as(AssertSqlSafe(stretch_sql()))
            .bind(self.after)
            .bind(end)
            .bind(from)
            .bind(until)
            .bind(self.sought.actors_json())
            .bind(self.sought.actions_json())
            .bind(self.sought.units_json())
            .bind(self.sought.own)
            .bind(subject.map(|(kind, _)| kind.key()))
            .bind(subject.map(|(_, id)| id))
            .fetch_all(&self.store.readers)
            .await?;
        self.after = end - 1;
        let mut lines = String::with_capacity(rows.len() * 600);
        for row in rows {
            // A row of text and numbers always has a JSON form.
            lines.push_str(&serde_json::to_string(&row).unwrap_or_default());
            lines.push('\n');
        }
        Ok(Some(lines))
    }
}
