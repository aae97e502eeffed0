//! The daily run that sends the reports that are due: a notice with what the report says in words, and
//! the address of its document as of that day.

use std::collections::HashSet;
use std::collections::hash_map::{Entry, HashMap};

use domain::audit::AuditEvent;
use domain::notices::NoticeKind;
use domain::past::AS_OF;
use domain::reports::{Asked, Occasion, Report, Sending};
use domain::{AppError, Day, PersonId, RoundId, SavedReportId, UnitId};
use serde_json::json;

use crate::error::{Result, StoreError};
use crate::gate::Author;
use crate::notices::{News, tell};
use crate::open::Store;
use crate::rows::day;

/// A report that is due to be sent to somebody.
struct Due {
    sending: Sending,
    reader: PersonId,
    name: String,
    query: String,
    unit: Option<UnitId>,
}

impl Store {
    /// Sends every report that is due and that its reader wasn't told of yet. What it says is what the
    /// reader may see themselves; somebody who sees none of its units gets nothing. A day that is run
    /// twice sends nothing twice. Gives how many were sent.
    ///
    /// # Errors
    /// When the database fails; what was sent before stays sent.
    pub async fn send_reports(&self) -> Result<u64> {
        let mut sent = 0;
        for due in self.due_reports().await? {
            let Some(said) = self.said_to(&due).await? else { continue };
            let mut write = self.begin(Author::program()).await?;
            if tell(&mut write, &[due.reader], &due.news(&said)).await? == 0 {
                continue;
            }
            let mut event = AuditEvent::new("report.sent", "person", due.reader.0)
                .after(json!({ "name": due.name, "as of": due.sending.as_of().to_string() }));
            if let Some(unit) = due.unit {
                event = event.in_unit(unit);
            }
            write.commit(event).await?;
            sent += 1;
        }
        Ok(sent)
    }

    async fn due_reports(&self) -> Result<Vec<Due>> {
        type Row = (SavedReportId, String, String, Option<UnitId>, Occasion, PersonId, String);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT k.id, k.name, k.query, k.unit_id, s.occasion, r.person_id, r.since
               FROM report_schedules s JOIN saved_reports k ON k.id = s.report_id
               JOIN report_readers r ON r.report_id = s.report_id
              ORDER BY k.id, r.person_id",
        )
        .fetch_all(&self.readers)
        .await?;
        let today = self.clock.today();
        let mut over = HashMap::new();
        let mut due = Vec::new();
        for (id, name, query, unit, occasion, reader, since) in rows {
            let since = day(&since, "report_readers", "since", reader.0)?;
            let sending = match occasion {
                Occasion::Month => Sending::of_month(id, since, today),
                Occasion::Round => {
                    if let Entry::Vacant(slot) = over.entry(id) {
                        slot.insert(self.round_over(&query, today).await?);
                    }
                    let round = over.get(&id).copied().flatten();
                    round.and_then(|round| Sending::of_round(id, round, since, today))
                }
            };
            due.extend(sending.map(|sending| Due { sending, reader, name, query, unit }));
        }
        self.without_told(due).await
    }

    async fn without_told(&self, due: Vec<Due>) -> Result<Vec<Due>> {
        let keys: Vec<String> = due.iter().map(|it| it.sending.to_string()).collect();
        let told: Vec<(PersonId, String)> = sqlx::query_as(
            "SELECT n.person_id, n.once FROM notices n JOIN json_each(?) j ON n.once = j.value",
        )
        .bind(json!(keys).to_string())
        .fetch_all(&self.readers)
        .await?;
        let told: HashSet<(PersonId, String)> = told.into_iter().collect();
        let is_new = |it: &Due| !told.contains(&(it.reader, it.sending.to_string()));
        Ok(due.into_iter().filter(is_new).collect())
    }

    /// The round that was over last before today, of those that have to do with a report's units. It is
    /// over after its due day, or once it was closed before that.
    async fn round_over(&self, query: &str, today: Day) -> Result<Option<(RoundId, Day)>> {
        let units = Asked::kept(query, today).map(|asked| asked.units).unwrap_or_default();
        let found: Option<(RoundId, String)> = sqlx::query_as(
            "SELECT r.id, min(r.due_on, coalesce(substr(r.closed_at, 1, 10), r.due_on)) AS over_on
               FROM rounds r
              WHERE over_on < ?1 AND EXISTS (
                    SELECT 1 FROM assessments a JOIN unit_tree t ON t.unit_id = a.unit_id
                     WHERE a.round_id = r.id
                       AND (?2 = '[]' OR t.ancestor_id IN (SELECT value FROM json_each(?2))))
              ORDER BY over_on DESC, r.id DESC LIMIT 1",
        )
        .bind(today.to_string())
        .bind(json!(units).to_string())
        .fetch_optional(&self.readers)
        .await?;
        found.map(|(id, over)| Ok((id, day(&over, "rounds", "due_on", id.0)?))).transpose()
    }

    /// What the report says in words to its reader; none where there is nothing that they may see.
    async fn said_to(&self, due: &Due) -> Result<Option<String>> {
        let Some(reader) = self.actor(due.reader).await? else { return Ok(None) };
        let past = self.as_of(due.sending.as_of()).await?;
        let Ok(asked) = Asked::kept(&due.query, due.sending.as_of()) else { return Ok(None) };
        let matter = match past.read(&reader).report_matter(&asked).await {
            Ok(matter) => matter,
            Err(StoreError::Rule(AppError::NotFound)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let report = Report::of(asked, matter);
        Ok((!report.lines.is_empty()).then(|| report.said().join(" ")))
    }
}

impl Due {
    fn news(&self, said: &str) -> News {
        let Self { sending, name, query, .. } = self;
        let and = if query.is_empty() { "" } else { "&" };
        let href = format!("/reports/document?{query}{and}{AS_OF}={}", sending.as_of());
        let news = News::new(NoticeKind::Report, sending.to_string(), sending.title(name));
        let news = news.saying(said).at(href);
        match self.unit {
            Some(unit) => news.in_unit(unit),
            None => news,
        }
    }
}
