//! What of a person's has a day: their tasks, assessments that they can finish, requests that they can
//! answer, and evidence of theirs up to its last day.

use std::collections::BTreeMap;

use domain::evidence::request;
use domain::tasks::calendar::{Calendar, Dated, Entry};
use domain::tasks::{Priority, TaskState};
use domain::{
    Action, AssessmentId, Day, EvidenceId, QuestionNo, RequestId, RoundId, TaskId, Timestamp,
};
use sqlx::{QueryBuilder, Sqlite};

use crate::error::Result;
use crate::read::{Read, push_units_where};
use crate::rows::day;

/// A row of any kind: its id, its unit's name, its title, its day, and when it was last changed.
#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    unit_name: String,
    title: String,
    on_day: String,
    changed_at: Timestamp,
}

impl Row {
    fn entry(self, what: Dated, table: &'static str, changes: u32) -> Result<Entry> {
        Ok(Entry {
            what,
            day: day(&self.on_day, table, "due_on", self.id)?,
            title: self.title,
            units: vec![self.unit_name],
            changed_at: self.changed_at,
            changes,
        })
    }
}

#[derive(sqlx::FromRow)]
struct TaskOnADay {
    #[sqlx(flatten)]
    row: Row,
    question: QuestionNo,
    state: TaskState,
    priority: Priority,
    revision: u32,
}

#[derive(sqlx::FromRow)]
struct Draft {
    #[sqlx(flatten)]
    row: Row,
    round_id: Option<RoundId>,
}

impl Read<'_> {
    /// The calendar of the person: at most so many entries, and those that lie nearest to today.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calendar(&self, most: usize) -> Result<Calendar> {
        let today = self.store.clock.today();
        // One more of each kind than there is room for tells whether there are more.
        let nearest = Nearest { today, limit: u32::try_from(most + 1).unwrap_or(u32::MAX) };
        let mut entries = self.tasks_on_days(nearest).await?;
        entries.extend(self.drafts_on_days(nearest).await?);
        entries.extend(self.requests_on_days(nearest).await?);
        entries.extend(self.evidence_on_days(nearest).await?);
        Ok(Calendar::nearest(entries, today, most))
    }

    /// Those of their page of work.
    async fn tasks_on_days(&self, nearest: Nearest) -> Result<Vec<Entry>> {
        let mut query = QueryBuilder::new(
            "SELECT k.id, u.name AS unit_name, k.title, k.due_on AS on_day, k.question, k.state,
                    k.priority, k.revision,
                    (SELECT max(v.from_at) FROM tasks_past v WHERE v.id = k.id) AS changed_at
               FROM tasks k CROSS JOIN units u ON u.id = k.unit_id
              WHERE k.settled_at IS NULL AND k.state <> 'accepted' AND k.assignee_id = ",
        );
        query
            .push_bind(self.actor.person)
            .push(" AND +k.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ");
        query.push_bind(self.actor.person).push(")");
        nearest.push(&mut query, "k.due_on", "k.id");
        let rows: Vec<TaskOnADay> = query.build_query_as().fetch_all(self.pool()).await?;
        rows.into_iter()
            .map(|TaskOnADay { row, question, state, priority, revision }| {
                let what = Dated::Task { id: TaskId(row.id), question, state, priority };
                row.entry(what, "tasks", revision.saturating_sub(1))
            })
            .collect()
    }

    /// Drafts of units in which they answer. Those of one round are one entry, or a manager of everything
    /// would find each unit on the same day.
    async fn drafts_on_days(&self, nearest: Nearest) -> Result<Vec<Entry>> {
        let mut query = QueryBuilder::new(
            "SELECT a.id, u.name AS unit_name, a.name AS title, a.due_on AS on_day, a.round_id,
                    coalesce(a.returned_at, a.opened_at) AS changed_at
               FROM assessments a JOIN units u ON u.id = a.unit_id AND u.retired_at IS NULL
              WHERE a.state = 'draft' AND a.due_on IS NOT NULL AND +a.unit_id IN (",
        );
        push_units_where(&mut query, self.actor.person, Action::Answer);
        query.push(")");
        nearest.push(&mut query, "a.due_on", "u.name COLLATE NOCASE, a.id");
        let rows: Vec<Draft> = query.build_query_as().fetch_all(self.pool()).await?;
        let mut rounds: BTreeMap<RoundId, Vec<Entry>> = BTreeMap::new();
        let mut entries = Vec::new();
        for Draft { row, round_id } in rows {
            let what = Dated::Assessment { id: AssessmentId(row.id) };
            let entry = row.entry(what, "assessments", 0)?;
            match round_id {
                Some(round) => rounds.entry(round).or_default().push(entry),
                None => entries.push(entry),
            }
        }
        entries.extend(rounds.into_iter().filter_map(|(round, drafts)| as_one(round, drafts)));
        Ok(entries)
    }

    async fn requests_on_days(&self, nearest: Nearest) -> Result<Vec<Entry>> {
        let mut query = QueryBuilder::new(
            "SELECT r.id, u.name AS unit_name, r.wanted AS title, r.due_on AS on_day,
                    r.asked_at AS changed_at
               FROM evidence_requests r JOIN units u ON u.id = r.unit_id
              WHERE r.closed IS NULL AND r.asked_by <> ",
        );
        query.push_bind(self.actor.person).push(" AND +r.unit_id IN (");
        push_units_where(&mut query, self.actor.person, Action::AttachEvidence);
        query.push(")");
        nearest.push(&mut query, "r.due_on", "r.id");
        let rows: Vec<Row> = query.build_query_as().fetch_all(self.pool()).await?;
        rows.into_iter()
            .map(|row| {
                let row = Row { title: request::title(&row.title), ..row };
                let what = Dated::Request { id: RequestId(row.id) };
                row.entry(what, "evidence_requests", 0)
            })
            .collect()
    }

    /// What counts or could: neither withdrawn nor replaced.
    async fn evidence_on_days(&self, nearest: Nearest) -> Result<Vec<Entry>> {
        let mut query = QueryBuilder::new(
            "SELECT e.id, u.name AS unit_name, e.title, e.valid_until AS on_day,
                    e.uploaded_at AS changed_at
               FROM evidence e JOIN units u ON u.id = e.unit_id AND u.retired_at IS NULL
              WHERE e.withdrawn_at IS NULL AND e.replaced_at IS NULL AND e.uploaded_by = ",
        );
        query.push_bind(self.actor.person).push(" AND e.valid_until >= ");
        query.push_bind(nearest.today.to_string()).push(" AND +e.unit_id IN (");
        push_units_where(&mut query, self.actor.person, Action::OpenEvidence);
        query.push(")");
        nearest.push(&mut query, "e.valid_until", "e.id");
        let rows: Vec<Row> = query.build_query_as().fetch_all(self.pool()).await?;
        rows.into_iter()
            .map(|row| {
                let what = Dated::Evidence { id: EvidenceId(row.id) };
                row.entry(what, "evidence", 0)
            })
            .collect()
    }
}

/// The rows to read: those that lie nearest to today.
#[derive(Clone, Copy)]
struct Nearest {
    today: Day,
    limit: u32,
}

impl Nearest {
    fn push(self, query: &mut QueryBuilder<Sqlite>, column: &str, then: &str) {
        query.push(format!(" ORDER BY abs(julianday({column}) - julianday("));
        query.push_bind(self.today.to_string());
        query.push(format!(")), {column}, {then} LIMIT ")).push_bind(self.limit);
    }
}

/// The drafts of one round as one entry; what is alone stays as it is.
fn as_one(round: RoundId, mut drafts: Vec<Entry>) -> Option<Entry> {
    if drafts.len() < 2 {
        return drafts.pop();
    }
    let changed_at = drafts.iter().map(|draft| draft.changed_at).max()?;
    let units = drafts.iter().flat_map(|draft| draft.units.clone()).collect();
    let first = drafts.into_iter().next()?;
    Some(Entry { what: Dated::Round { id: round }, units, changed_at, ..first })
}
