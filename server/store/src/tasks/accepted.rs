//! What was asked to be accepted, what is, and what was.

use domain::tasks::acceptance::{
    AcceptanceDecision, AcceptanceEnd, AcceptanceState, acceptance_state,
};
use domain::{AcceptanceId, Action, Day, PersonId, QuestionNo, TaskId, Timestamp, UnitId};
use sqlx::QueryBuilder;

use crate::error::Result;
use crate::read::{Read, push_units_where};
use crate::rows::day;

/// The most requests that a person's page holds.
const MOST: u32 = 100;

/// A request to accept the risk behind a task, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// It.
    pub id: AcceptanceId,
    /// The task whose risk it is about.
    pub task: TaskId,
    /// The task's title.
    pub title: String,
    /// The unit.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// The question.
    pub question: QuestionNo,
    /// Why the risk is to stay.
    pub reason: String,
    /// The last day on which it is accepted.
    pub until: Day,
    /// Who asked.
    pub asked_by: PersonId,
    /// Their name.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// How it stands today.
    pub state: AcceptanceState,
    /// Who decided, when, and what they said with it.
    pub decided: Option<Said>,
    /// Who ended it, when, and why; nobody where its day was over.
    pub ended: Option<Said>,
}

/// What somebody, or nobody, did at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Their name.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Their words; they may be empty.
    pub words: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: AcceptanceId,
    task_id: TaskId,
    title: String,
    unit_id: UnitId,
    unit_name: String,
    question: QuestionNo,
    reason: String,
    until_on: String,
    asked_by: PersonId,
    asked_by_name: String,
    asked_at: Timestamp,
    decision: Option<AcceptanceDecision>,
    decided_words: Option<String>,
    decided_by_name: Option<String>,
    decided_at: Option<Timestamp>,
    ended: Option<AcceptanceEnd>,
    ended_words: Option<String>,
    ended_by_name: Option<String>,
    ended_at: Option<Timestamp>,
}

impl Row {
    fn read(self, today: Day) -> Result<Acceptance> {
        let until = day(&self.until_on, "acceptances", "until_on", self.id.0)?;
        let said = |by, at: Option<Timestamp>, words: Option<String>| {
            at.map(|at| Said { by, at, words: words.unwrap_or_default() })
        };
        Ok(Acceptance {
            id: self.id,
            task: self.task_id,
            title: self.title,
            unit: self.unit_id,
            unit_name: self.unit_name,
            question: self.question,
            reason: self.reason,
            until,
            asked_by: self.asked_by,
            asked_by_name: self.asked_by_name,
            asked_at: self.asked_at,
            state: acceptance_state(self.decision, self.ended, until, today),
            decided: said(self.decided_by_name, self.decided_at, self.decided_words),
            ended: said(self.ended_by_name, self.ended_at, self.ended_words),
        })
    }
}

/// An acceptance with the names around it, for the rest of a query.
const ROWS: &str = "SELECT x.id, x.task_id, k.title, x.unit_id, u.name AS unit_name, x.question,
        x.reason, x.until_on, x.asked_by, a.name AS asked_by_name, x.asked_at, x.decision,
        x.decided_words, d.name AS decided_by_name, x.decided_at, x.ended, x.ended_words,
        e.name AS ended_by_name, x.ended_at
   FROM acceptances x JOIN tasks k ON k.id = x.task_id JOIN units u ON u.id = x.unit_id
   JOIN people a ON a.id = x.asked_by
   LEFT JOIN people d ON d.id = x.decided_by LEFT JOIN people e ON e.id = x.ended_by";

impl Read<'_> {
    /// Everything that was asked about the risk of a task, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn acceptances_of(&self, task: TaskId) -> Result<Vec<Acceptance>> {
        let mut query = QueryBuilder::new(ROWS);
        query.push(" WHERE x.task_id = ").push_bind(task);
        self.push_visible(&mut query);
        query.push(" ORDER BY x.id");
        self.acceptances(query).await
    }

    /// The risks that are accepted today, of a unit and those below it or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accepted_risks(&self, under: Option<UnitId>) -> Result<Vec<Acceptance>> {
        let mut query = QueryBuilder::new(ROWS);
        query.push(" WHERE x.decision = 'granted' AND x.ended IS NULL AND x.until_on >= ");
        query.push_bind(self.store.clock.today().to_string());
        self.push_visible(&mut query);
        if let Some(unit) = under {
            query.push(" AND x.unit_id IN (SELECT unit_id FROM unit_tree WHERE ancestor_id = ");
            query.push_bind(unit).push(")");
        }
        query.push(" ORDER BY x.until_on, x.id");
        self.acceptances(query).await
    }

    /// What waits for the person's decision: not what they asked for themselves.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn acceptances_to_decide(&self) -> Result<Vec<Acceptance>> {
        let person = self.actor.person;
        let mut query = QueryBuilder::new(ROWS);
        query.push(" WHERE x.decision IS NULL AND x.ended IS NULL AND x.until_on >= ");
        query.push_bind(self.store.clock.today().to_string()).push(" AND x.asked_by <> ");
        query.push_bind(person).push(" AND x.unit_id IN (");
        push_units_where(&mut query, person, Action::AcceptRisk);
        query.push(") ORDER BY x.asked_at, x.id LIMIT ").push_bind(MOST);
        self.acceptances(query).await
    }

    fn push_visible(&self, query: &mut QueryBuilder<sqlx::Sqlite>) {
        query.push(" AND x.unit_id IN (SELECT unit_id FROM visible_units WHERE person_id = ");
        query.push_bind(self.actor.person).push(")");
    }

    async fn acceptances(&self, mut query: QueryBuilder<sqlx::Sqlite>) -> Result<Vec<Acceptance>> {
        let rows: Vec<Row> = query.build_query_as().fetch_all(self.pool()).await?;
        let today = self.store.clock.today();
        rows.into_iter().map(|row| row.read(today)).collect()
    }
}
