//! Findings: raised by an auditor, responded to by the unit, and ended.

use domain::audit::AuditEvent;
use domain::audits::{Ending, Grade, NewFinding};
use domain::duties::{Duty, must_be_someone_else};
use domain::{
    Action, Actor, AppError, AuditId, FindingId, PersonId, QuestionNo, Timestamp, UnitId,
};
use serde_json::json;
use sqlx::QueryBuilder;

use super::scope::{must_be_of, must_be_open, must_work_on};
use crate::assessments::answerers;
use crate::error::Result;
use crate::gate::{Resource, WriteTx};
use crate::open::Store;
use crate::read::Read;

/// A finding as it stands.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FindingRow {
    /// The finding.
    pub id: FindingId,
    /// Of which audit.
    pub audit_id: AuditId,
    /// That audit's name.
    pub audit_name: String,
    /// Whether the audit is closed, so that nothing is added.
    pub audit_closed: bool,
    /// In which unit.
    pub unit_id: UnitId,
    /// Its name.
    pub unit_name: String,
    /// On which question.
    pub question: QuestionNo,
    /// How much it weighs.
    pub grade: Grade,
    /// In a line.
    pub title: String,
    /// What was seen, and what was to be seen.
    pub detail: String,
    /// Who raised it.
    pub raised_by: PersonId,
    /// Their name.
    pub raised_by_name: String,
    /// When.
    pub raised_at: Timestamp,
    /// What the unit said to it.
    pub response: Option<String>,
    /// Who said so.
    pub responded_by_name: Option<String>,
    /// When.
    pub responded_at: Option<Timestamp>,
    /// How it ended.
    pub ended: Option<Ending>,
    /// Why so.
    pub ended_words: Option<String>,
    /// Who said so.
    pub ended_by_name: Option<String>,
    /// When.
    pub ended_at: Option<Timestamp>,
}

const ROWS: &str = "SELECT f.id, f.audit_id, t.name AS audit_name,
        t.closed_at IS NOT NULL AS audit_closed, f.unit_id, u.name AS unit_name, f.question, f.grade,
        f.title, f.detail, f.raised_by, r.name AS raised_by_name, f.raised_at, f.response,
        a.name AS responded_by_name, f.responded_at, f.ended, f.ended_words,
        e.name AS ended_by_name, f.ended_at
   FROM audit_findings f JOIN units u ON u.id = f.unit_id JOIN people r ON r.id = f.raised_by
   JOIN audits t ON t.id = f.audit_id
   LEFT JOIN people a ON a.id = f.responded_by LEFT JOIN people e ON e.id = f.ended_by
  WHERE f.unit_id IN (";

impl Read<'_> {
    /// The findings in a unit, the newest first; none where the person may not open evidence.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn findings_of_unit(&self, unit: UnitId) -> Result<Vec<FindingRow>> {
        let mut query = QueryBuilder::new(ROWS);
        super::collected::push_units(&mut query, self.actor.person);
        query.push(") AND f.unit_id = ").push_bind(unit).push(" ORDER BY f.id DESC LIMIT 200");
        Ok(query.build_query_as().fetch_all(self.pool()).await?)
    }

    /// The findings of an audit in the units where the person may open evidence, in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn findings(&self, audit: AuditId) -> Result<Vec<FindingRow>> {
        let mut query = QueryBuilder::new(ROWS);
        super::collected::push_units(&mut query, self.actor.person);
        query.push(") AND f.audit_id = ").push_bind(audit).push(" ORDER BY f.id LIMIT 1000");
        Ok(query.build_query_as().fetch_all(self.pool()).await?)
    }

    /// One finding.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none in a unit where the person may open evidence.
    pub async fn finding(&self, id: FindingId) -> Result<FindingRow> {
        let mut query = QueryBuilder::new(ROWS);
        super::collected::push_units(&mut query, self.actor.person);
        query.push(") AND f.id = ").push_bind(id);
        Ok(query.build_query_as().fetch_one(self.pool()).await?)
    }
}

impl Store {
    /// Raises a finding.
    ///
    /// # Errors
    /// [`AppError::NotFound`] or [`AppError::Refused`] to whoever does not work on the audit or ever
    /// gave the unit's answer, [`AppError::Conflict`] once it is closed.
    pub async fn raise_finding(
        &self,
        actor: &Actor,
        audit: AuditId,
        new: &NewFinding,
    ) -> Result<FindingId> {
        let resource = Resource::Unit(new.unit);
        let mut write = self.write(actor, Action::WorkOnAudit, resource).await?;
        must_work_on(&mut write, actor, audit).await?;
        must_be_of(&mut write, audit, new.unit).await?;
        let answerers = answerers(write.sql(), new.unit, new.question).await?;
        must_be_someone_else(Duty::Find, actor.person, &answerers)?;
        let now = write.now();
        let id: FindingId = sqlx::query_scalar(
            "INSERT INTO audit_findings
                    (audit_id, unit_id, question, grade, title, detail, raised_by, raised_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(audit)
        .bind(new.unit)
        .bind(new.question)
        .bind(new.grade)
        .bind(&new.title)
        .bind(&new.detail)
        .bind(actor.person)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        let event =
            AuditEvent::new("finding.raised", "finding", id.0).in_unit(new.unit).after(json!({
                "audit": audit, "question": new.question, "grade": new.grade, "title": new.title,
                "detail": new.detail,
            }));
        write.commit(event).await?;
        Ok(id)
    }

    /// Says what the unit makes of a finding, once.
    ///
    /// # Errors
    /// [`AppError::Refused`] to whoever raised it, [`AppError::Conflict`] when something was said
    /// already, it ended, or its audit is closed.
    pub async fn respond_to_finding(
        &self,
        actor: &Actor,
        id: FindingId,
        words: &str,
    ) -> Result<()> {
        let resource = Resource::Finding(id);
        let mut write = self.write(actor, Action::RespondToFinding, resource).await?;
        let standing = standing(&mut write, id).await?;
        must_be_someone_else(Duty::Reply, actor.person, &[standing.raised_by])?;
        if standing.responded || standing.ended {
            let why = "This finding was responded to meanwhile, or ended.";
            return Err(AppError::Conflict(why.to_owned()).into());
        }
        let now = write.now();
        sqlx::query(
            "UPDATE audit_findings SET response = ?, responded_by = ?, responded_at = ? WHERE id = ?",
        )
        .bind(words)
        .bind(actor.person)
        .bind(now)
        .bind(id)
        .execute(write.sql())
        .await?;
        let event = AuditEvent::new("finding.responded", "finding", id.0)
            .in_unit(standing.unit)
            .after(json!({ "audit": standing.audit, "response": words }));
        write.commit(event).await
    }

    /// Ends a finding: it was remedied, or is withdrawn.
    ///
    /// # Errors
    /// [`AppError::Refused`] to whoever does not work on its audit or responded to it,
    /// [`AppError::Conflict`] when it ended already.
    pub async fn end_finding(
        &self,
        actor: &Actor,
        id: FindingId,
        ending: Ending,
        words: &str,
    ) -> Result<()> {
        let resource = Resource::Finding(id);
        let mut write = self.write(actor, Action::WorkOnAudit, resource).await?;
        let standing = standing(&mut write, id).await?;
        must_work_on(&mut write, actor, standing.audit).await?;
        let answerers = answerers(write.sql(), standing.unit, standing.question).await?;
        must_be_someone_else(Duty::Find, actor.person, &answerers)?;
        must_be_someone_else(Duty::Find, actor.person, standing.responded_by.as_slice())?;
        if standing.ended {
            let why = "This finding ended meanwhile.";
            return Err(AppError::Conflict(why.to_owned()).into());
        }
        let now = write.now();
        sqlx::query(
            "UPDATE audit_findings SET ended = ?, ended_words = ?, ended_by = ?, ended_at = ?
              WHERE id = ?",
        )
        .bind(ending)
        .bind(words)
        .bind(actor.person)
        .bind(now)
        .bind(id)
        .execute(write.sql())
        .await?;
        let event = AuditEvent::new("finding.ended", "finding", id.0)
            .in_unit(standing.unit)
            .after(json!({ "audit": standing.audit, "ended": ending, "reason": words }));
        write.commit(event).await
    }
}

/// What matters of a finding for its next step.
#[derive(sqlx::FromRow)]
struct Standing {
    #[sqlx(rename = "audit_id")]
    audit: AuditId,
    #[sqlx(rename = "unit_id")]
    unit: UnitId,
    question: QuestionNo,
    raised_by: PersonId,
    responded_by: Option<PersonId>,
    responded: bool,
    ended: bool,
}

async fn standing(write: &mut WriteTx, id: FindingId) -> Result<Standing> {
    let standing: Standing = sqlx::query_as(
        "SELECT audit_id, unit_id, question, raised_by, responded_by,
                response IS NOT NULL AS responded, ended IS NOT NULL AS ended
           FROM audit_findings WHERE id = ?",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?;
    must_be_open(write, standing.audit).await?;
    Ok(standing)
}
