//! Requests for evidence: asked of a unit for one question by a day, closed by an answer.

use domain::audit::AuditEvent;
use domain::duties::{Duty, must_be_someone_else};
use domain::evidence::RequestState;
use domain::evidence::request::{Answered, Wanted};
use domain::{
    Action, Actor, AppError, Day, EvidenceId, PersonId, QuestionNo, RequestId, Timestamp, UnitId,
};
use serde_json::json;
use sqlx::{QueryBuilder, Sqlite};

use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;
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
    asked_by: PersonId,
    asked_by_name: String,
    asked_at: Timestamp,
    closed: Option<RequestState>,
    evidence_id: Option<EvidenceId>,
    evidence_title: Option<String>,
    words: String,
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
            asked_by: self.asked_by,
            asked_by_name: self.asked_by_name,
            asked_at: self.asked_at,
            state: self.closed.unwrap_or(RequestState::Open),
            evidence: self.evidence_id.zip(self.evidence_title),
            words: self.words,
            closed: self.closed_by_name.zip(self.closed_at),
        })
    }
}

const ROWS: &str = "SELECT r.id, r.unit_id, u.name AS unit_name, r.question, r.wanted, r.due_on,
        r.asked_by, p.name AS asked_by_name, r.asked_at, r.closed, r.evidence_id,
        e.title AS evidence_title, r.words, c.name AS closed_by_name, r.closed_at
   FROM evidence_requests r
   JOIN units u ON u.id = r.unit_id
   JOIN people p ON p.id = r.asked_by
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
        query.push(" ORDER BY r.closed IS NOT NULL, r.due_on, r.id LIMIT ").push_bind(LIST_MAX);
        let rows: Vec<Row> = query.build_query_as().fetch_all(self.pool()).await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// One request.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none in a unit where the person may open evidence.
    pub async fn request(&self, id: RequestId) -> Result<RequestRow> {
        let mut query = QueryBuilder::new(ROWS);
        query.push("WHERE r.id = ").push_bind(id).push(" AND ");
        push_units(&mut query, self.actor.person);
        let row: Row = query.build_query_as().fetch_one(self.pool()).await?;
        row.read()
    }
}

const CLOSED: &str = "This request was closed meanwhile. Look at how before you go on.";

impl Store {
    /// Asks a unit for evidence.
    ///
    /// # Errors
    /// [`AppError::NotFound`] or [`AppError::Refused`] to whoever may not ask there.
    pub async fn request_evidence(
        &self,
        actor: &Actor,
        unit: UnitId,
        question: QuestionNo,
        wanted: &Wanted,
    ) -> Result<RequestId> {
        let mut write = self.write(actor, Action::RequestEvidence, Resource::Unit(unit)).await?;
        let now = write.now();
        let retired: bool =
            sqlx::query_scalar("SELECT retired_at IS NOT NULL FROM units WHERE id = ?")
                .bind(unit)
                .fetch_one(write.sql())
                .await?;
        if retired {
            let why = "This unit is retired, so nobody there would answer.";
            return Err(AppError::Conflict(why.to_owned()).into());
        }
        let id: RequestId = sqlx::query_scalar(
            "INSERT INTO evidence_requests (unit_id, question, wanted, due_on, asked_by, asked_at)
             VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(unit)
        .bind(question)
        .bind(&wanted.wanted)
        .bind(wanted.due_on.to_string())
        .bind(actor.person)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        let event = AuditEvent::new("evidence.requested", "evidence-request", id.0)
            .in_unit(unit)
            .after(json!({
                "question": question, "wanted": wanted.wanted, "due_on": wanted.due_on.to_string(),
            }));
        write.commit(event).await?;
        Ok(id)
    }

    /// Answers a request, which closes it. An item must support the question of the unit.
    ///
    /// # Errors
    /// [`AppError::Refused`] to whoever asked, [`AppError::Invalid`] under `item` for an item that is
    /// not there, [`AppError::Conflict`] when it is closed already.
    pub async fn answer_request(
        &self,
        actor: &Actor,
        id: RequestId,
        answered: &Answered,
    ) -> Result<()> {
        let mut write = self.write(actor, Action::AttachEvidence, Resource::Request(id)).await?;
        let open = open_request(&mut write, id).await?;
        must_be_someone_else(Duty::Reply, actor.person, &[open.asked_by])?;
        if let Some(evidence) = answered.evidence {
            let linked: Option<i64> = sqlx::query_scalar(
                "SELECT 1 FROM evidence_links l JOIN evidence e ON e.id = l.evidence_id
                  WHERE l.evidence_id = ? AND l.unit_id = ? AND l.question = ?
                    AND e.withdrawn_at IS NULL",
            )
            .bind(evidence)
            .bind(open.unit)
            .bind(open.question)
            .fetch_optional(write.sql())
            .await?;
            if linked.is_none() {
                let why = "Choose an item that supports this question of the unit.";
                return Err(AppError::field("item", why).into());
            }
        }
        close(&mut write, id, RequestState::Answered, answered.evidence, &answered.words).await?;
        let event = AuditEvent::new("evidence.request-answered", "evidence-request", id.0)
            .in_unit(open.unit)
            .after(json!({
                "question": open.question, "evidence_id": answered.evidence, "words": answered.words,
            }));
        write.commit(event).await
    }

    /// Withdraws a request that is no longer needed. Only whoever asked may.
    ///
    /// # Errors
    /// [`AppError::Refused`] to anybody else, [`AppError::Conflict`] when it is closed already.
    pub async fn withdraw_request(&self, actor: &Actor, id: RequestId, why: &str) -> Result<()> {
        let mut write = self.write(actor, Action::RequestEvidence, Resource::Request(id)).await?;
        let open = open_request(&mut write, id).await?;
        if open.asked_by != actor.person {
            let why = "Only the person who asked can withdraw a request.";
            return Err(AppError::Refused(why.to_owned()).into());
        }
        close(&mut write, id, RequestState::Withdrawn, None, why).await?;
        let event = AuditEvent::new("evidence.request-withdrawn", "evidence-request", id.0)
            .in_unit(open.unit)
            .after(json!({ "question": open.question, "reason": why }));
        write.commit(event).await
    }
}

/// What matters of a request that is open.
struct Open {
    unit: UnitId,
    question: QuestionNo,
    asked_by: PersonId,
}

async fn open_request(write: &mut WriteTx, id: RequestId) -> Result<Open> {
    let (unit, question, asked_by, closed): (UnitId, QuestionNo, PersonId, bool) = sqlx::query_as(
        "SELECT unit_id, question, asked_by, closed IS NOT NULL FROM evidence_requests WHERE id = ?",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?;
    if closed {
        return Err(AppError::Conflict(CLOSED.to_owned()).into());
    }
    Ok(Open { unit, question, asked_by })
}

async fn close(
    write: &mut WriteTx,
    id: RequestId,
    state: RequestState,
    evidence: Option<EvidenceId>,
    words: &str,
) -> Result<()> {
    let (now, author) = (write.now(), write.author());
    sqlx::query(
        "UPDATE evidence_requests
            SET closed = ?, evidence_id = ?, words = ?, closed_by = ?, closed_at = ? WHERE id = ?",
    )
    .bind(state)
    .bind(evidence)
    .bind(words)
    .bind(author)
    .bind(now)
    .bind(id)
    .execute(write.sql())
    .await?;
    Ok(())
}
