//! Requests for evidence: asked of a unit for one question by a day, closed by an answer. Reading them;
//! [`steps`] asks, answers and withdraws.

mod steps;

use domain::evidence::RequestState;
use domain::{
    Action, AuditId, Day, EvidenceId, PersonId, QuestionNo, RequestId, Timestamp, UnitId,
};
use sqlx::{QueryBuilder, Sqlite};

use crate::error::Result;
use crate::read::{Read, push_units_where};
use crate::rows::day;

/// A request as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// The request.
    pub id: RequestId,
    /// Whom it is asked of.
    pub unit: UnitId,
    /// That unit's name.
    pub unit_name: String,
    /// For which question.
    pub question: QuestionNo,
    /// What is wanted.
    pub wanted: String,
    /// By which day.
    pub due_on: Day,
    /// For which audit, if for one, and its name.
    pub audit: Option<(AuditId, String)>,
    /// Who asked.
    pub asked_by: PersonId,
    /// Their name.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// How it stands.
    pub state: RequestState,
    /// The item that answered it.
    pub evidence: Option<(EvidenceId, String)>,
    /// What was said when it was closed.
    pub words: String,
    /// Who closed it, and when.
    pub closed: Option<(String, Timestamp)>,
}

/// Which requests to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RequestFilter {
    /// Only those asked of this unit and the units below it.
    pub unit: Option<UnitId>,
    /// Only those that stand so.
    pub state: Option<RequestState>,
    /// Only those of this question.
    pub question: Option<QuestionNo>,
    /// Only those of this audit.
    pub audit: Option<AuditId>,
}

/// The most requests that a list holds.
const LIST_MAX: i64 = 500;

#[derive(sqlx::FromRow)]
struct Row {
    id: RequestId,
    unit_id: UnitId,
    unit_name: String,
    question: QuestionNo,
    wanted: String,
    due_on: String,
    audit_id: Option<AuditId>,
    audit_name: Option<String>,
    asked_by: PersonId,
    asked_by_name: String,
    asked_at: Timestamp,
    closed: Option<RequestState>,
    evidence_id: Option<EvidenceId>,
    evidence_title: Option<String>,
    /// None in the past of a request that was open.
    words: Option<String>,
    closed_by_name: Option<String>,
    closed_at: Option<Timestamp>,
}

impl Row {
    fn read(self) -> Result<RequestRow> {
        Ok(RequestRow {
            due_on: day(&self.due_on, "evidence_requests", "due_on", self.id.0)?,
            id: self.id,
            unit: self.unit_id,
            unit_name: self.unit_name,
            question: self.question,
            wanted: self.wanted,
            audit: self.audit_id.zip(self.audit_name),
            asked_by: self.asked_by,
            asked_by_name: self.asked_by_name,
            asked_at: self.asked_at,
            state: self.closed.unwrap_or(RequestState::Open),
            evidence: self.evidence_id.zip(self.evidence_title),
            words: self.words.unwrap_or_default(),
            closed: self.closed_by_name.zip(self.closed_at),
        })
    }
}

const ROWS: &str = "SELECT r.id, r.unit_id, u.name AS unit_name, r.question, r.wanted, r.due_on,
        r.audit_id, t.name AS audit_name, r.asked_by, p.name AS asked_by_name, r.asked_at, r.closed, r.evidence_id,
        e.title AS evidence_title, r.words, c.name AS closed_by_name, r.closed_at
   FROM evidence_requests r
   JOIN units u ON u.id = r.unit_id
   JOIN people p ON p.id = r.asked_by
   LEFT JOIN audits t ON t.id = r.audit_id
   LEFT JOIN evidence e ON e.id = r.evidence_id
   LEFT JOIN people c ON c.id = r.closed_by ";

/// Only requests of units in which the person may open evidence.
fn push_units(query: &mut QueryBuilder<Sqlite>, person: PersonId) {
    query.push("r.unit_id IN (");
    push_units_where(query, person, Action::OpenEvidence);
    query.push(")");
}

impl Read<'_> {
    /// Requests of the units in which the person may open evidence: the open ones first, those first
    /// that are due first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn requests(&self, filter: RequestFilter) -> Result<Vec<RequestRow>> {
        let mut query = QueryBuilder::new(ROWS);
        query.push("WHERE ");
        push_units(&mut query, self.actor.person);
        if let Some(unit) = filter.unit {
            query
                .push(" AND r.unit_id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ")
                .push_bind(unit)
                .push(")");
        }
        match filter.state {
            None => {}
            Some(RequestState::Open) => {
                query.push(" AND r.closed IS NULL");
            }
            Some(state) => {
                query.push(" AND r.closed = ").push_bind(state);
            }
        }
        if let Some(question) = filter.question {
            query.push(" AND r.question = ").push_bind(question);
        }
        if let Some(audit) = filter.audit {
            query.push(" AND r.audit_id = ").push_bind(audit);
        }
        query.push(" ORDER BY r.closed IS NOT NULL, r.due_on, r.id LIMIT ").push_bind(LIST_MAX);
        let rows: Vec<Row> = query.build_query_as().fetch_all(self.pool()).await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// One request.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is none in a unit where the person may open evidence.
    pub async fn request(&self, id: RequestId) -> Result<RequestRow> {
        let mut query = QueryBuilder::new(ROWS);
        query.push("WHERE r.id = ").push_bind(id).push(" AND ");
        push_units(&mut query, self.actor.person);
        let row: Row = query.build_query_as().fetch_one(self.pool()).await?;
        row.read()
    }
}
