//! Audits: what they are of, who works on them, and what they have collected. Reading them; the other
//! modules set up, change and close them, raise findings, conclude, and let somebody in from outside.

mod conclusions;
mod findings;
mod outside;
mod scope;
mod steps;

use domain::audits::Remaining;
use domain::evidence::Verdict;
use domain::{Action, AppError, AuditId, Day, PersonId, RoundId, Timestamp, UnitId};
use sqlx::{QueryBuilder, Sqlite};

use crate::error::Result;
use crate::read::{Read, push_units_where};
use crate::rows::day;

pub use conclusions::ConclusionRow;
pub use findings::FindingRow;
pub use outside::NewOutsider;
pub(crate) use scope::{for_audit, in_audit, works_on};

/// An audit as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// The audit.
    pub id: AuditId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// The first day of its window.
    pub from: Day,
    /// The last one.
    pub to: Day,
    /// Who set it up.
    pub opened_by_name: String,
    /// When.
    pub opened_at: Timestamp,
    /// Who closed it, and when.
    pub closed: Option<(String, Timestamp)>,
}

/// What an audit is of, and who works on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditScope {
    /// The units that were chosen, each with all below it, as far as the person may see them.
    pub units: Vec<(UnitId, String)>,
    /// The rounds.
    pub rounds: Vec<(RoundId, String)>,
    /// Its auditors.
    pub auditors: Vec<Auditor>,
}

/// Who works on an audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Auditor {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The last day of their account, where they are from outside.
    pub until: Option<Day>,
}

/// What an audit has collected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AuditFigures {
    /// Assessments within it.
    pub assessments: u32,
    /// Places in which evidence lies within it: an item, a unit and a question.
    pub places: u32,
    /// Of these, how many it has a verdict on.
    pub judged: u32,
    /// The newest verdicts that it gave: accepted, rejected, asked.
    pub accepted: u32,
    /// See above.
    pub rejected: u32,
    /// See above.
    pub asked: u32,
}

/// A verdict that was given for an audit.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AuditVerdict {
    /// On which item.
    pub evidence_id: domain::EvidenceId,
    /// Its title.
    pub title: String,
    /// For which unit.
    pub unit_name: String,
    /// For which question.
    pub question: domain::QuestionNo,
    /// What was said.
    pub verdict: Verdict,
    /// By whom.
    pub given_by_name: String,
    /// When.
    pub given_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: AuditId,
    name: String,
    about: String,
    from_on: String,
    to_on: String,
    opened_by_name: String,
    opened_at: Timestamp,
    closed_by_name: Option<String>,
    closed_at: Option<Timestamp>,
}

impl Row {
    fn read(self) -> Result<AuditRow> {
        Ok(AuditRow {
            from: day(&self.from_on, "audits", "from_on", self.id.0)?,
            to: day(&self.to_on, "audits", "to_on", self.id.0)?,
            id: self.id,
            name: self.name,
            about: self.about,
            opened_by_name: self.opened_by_name,
            opened_at: self.opened_at,
            closed: self.closed_by_name.zip(self.closed_at),
        })
    }
}

const ROWS: &str = "SELECT a.id, a.name, a.about, a.from_on, a.to_on, o.name AS opened_by_name,
        a.opened_at, c.name AS closed_by_name, a.closed_at
   FROM audits a JOIN people o ON o.id = a.opened_by LEFT JOIN people c ON c.id = a.closed_by
  WHERE a.id IN (";

/// The most audits that a list holds.
const LIST_MAX: i64 = 500;

/// The audits that a person may know of: those of a unit in which they audit or manage. Whoever looks
/// after accounts knows of all, to let auditors in.
fn push_audits(query: &mut QueryBuilder<Sqlite>, person: PersonId) {
    query.push("SELECT s.audit_id FROM audit_scope_units s WHERE s.unit_id IN (");
    push_units_where(query, person, Action::ReadAudit);
    query.push(") UNION SELECT i.id FROM audits i WHERE EXISTS (SELECT 1 FROM grants g WHERE g.person_id = ");
    query.push_bind(person).push(" AND g.role = 'administrator')");
}

/// The units whose part of an audit a person may read.
fn push_units(query: &mut QueryBuilder<Sqlite>, person: PersonId) {
    push_units_where(query, person, Action::OpenEvidence);
}

impl Read<'_> {
    /// The audits that the person may know of: the open ones first, then the newest.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audits(&self) -> Result<Vec<AuditRow>> {
        let mut query = QueryBuilder::new(ROWS);
        push_audits(&mut query, self.actor.person);
        query.push(") ORDER BY a.closed_at IS NOT NULL, a.id DESC LIMIT ").push_bind(LIST_MAX);
        let rows: Vec<Row> = query.build_query_as().fetch_all(self.pool()).await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// One audit.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] when there is none that the person may know of.
    pub async fn audit(&self, id: AuditId) -> Result<AuditRow> {
        let mut query = QueryBuilder::new(ROWS);
        push_audits(&mut query, self.actor.person);
        query.push(") AND a.id = ").push_bind(id);
        let row: Row = query.build_query_as().fetch_one(self.pool()).await?;
        row.read()
    }

    /// What an audit is of, and who works on it. For one that [`Read::audit`] gave.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_scope(&self, id: AuditId) -> Result<AuditScope> {
        let units = sqlx::query_as(
            "SELECT u.id, u.name FROM audit_units a JOIN units u ON u.id = a.unit_id
               JOIN visible_units v ON v.unit_id = u.id AND v.person_id = ?
              WHERE a.audit_id = ? ORDER BY u.name COLLATE NOCASE, u.id",
        )
        .bind(self.actor.person)
        .bind(id)
        .fetch_all(self.pool())
        .await?;
        let rounds = sqlx::query_as(
            "SELECT r.id, r.name FROM audit_rounds a JOIN rounds r ON r.id = a.round_id
              WHERE a.audit_id = ? ORDER BY r.opens_on, r.id",
        )
        .bind(id)
        .fetch_all(self.pool())
        .await?;
        Ok(AuditScope { units, rounds, auditors: self.auditors(id).await? })
    }

    async fn auditors(&self, id: AuditId) -> Result<Vec<Auditor>> {
        let rows: Vec<(PersonId, String, Option<String>)> = sqlx::query_as(
            "SELECT p.id, p.name, NULL FROM audit_auditors a JOIN people p ON p.id = a.person_id
              WHERE a.audit_id = ?1
              UNION ALL
             SELECT p.id, p.name, x.until_on FROM external_accounts x JOIN people p ON p.id = x.person_id
              WHERE x.audit_id = ?1 ORDER BY 2 COLLATE NOCASE, 1",
        )
        .bind(id)
        .fetch_all(self.pool())
        .await?;
        rows.into_iter()
            .map(|(person, name, until)| {
                let until = until
                    .map(|until| day(&until, "external_accounts", "until_on", person.0))
                    .transpose()?;
                Ok(Auditor { person, name, until })
            })
            .collect()
    }

    /// Who can be among the auditors of an audit: everybody of the organisation who audits a unit that
    /// the person may see, by name.
    ///
    /// # Errors
    /// [`AppError::NotFound`] to whoever leads no audits.
    pub async fn possible_auditors(&self) -> Result<Vec<(PersonId, String)>> {
        if !self.actor.allows_somewhere(Action::LeadAudit) {
            return Err(AppError::NotFound.into());
        }
        Ok(sqlx::query_as(
            "SELECT p.id, p.name FROM people p
              WHERE p.deactivated_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM external_accounts x WHERE x.person_id = p.id)
                AND EXISTS (SELECT 1 FROM grants g JOIN unit_tree t ON t.ancestor_id = g.unit_id
                              JOIN visible_units v ON v.unit_id = t.unit_id AND v.person_id = ?
                             WHERE g.person_id = p.id AND g.role = 'auditor')
              ORDER BY p.name COLLATE NOCASE, p.id LIMIT 500",
        )
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?)
    }

    /// The units of an audit with all below them, as far as the person may open evidence there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_units(&self, id: AuditId) -> Result<Vec<(UnitId, String)>> {
        let mut query = QueryBuilder::new(
            "SELECT DISTINCT u.id, u.name FROM audit_scope_units s JOIN units u ON u.id = s.unit_id
              WHERE s.audit_id = ",
        );
        query.push_bind(id).push(" AND u.retired_at IS NULL AND u.id IN (");
        push_units(&mut query, self.actor.person);
        query.push(") ORDER BY u.name COLLATE NOCASE, u.id");
        Ok(query.build_query_as().fetch_all(self.pool()).await?)
    }

    /// What an audit has collected in the units where the person may open evidence.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_figures(&self, id: AuditId) -> Result<AuditFigures> {
        let mut query = QueryBuilder::new("WITH seen AS MATERIALIZED (");
        push_units(&mut query, self.actor.person);
        query.push("), places AS MATERIALIZED (
             SELECT DISTINCT l.unit_id, l.question, l.evidence_id
               FROM audit_scope_units s JOIN evidence_links l ON l.unit_id = s.unit_id
              WHERE s.audit_id = ").push_bind(id).push(" AND s.unit_id IN (SELECT unit_id FROM seen)
                AND l.evidence_id IN (SELECT evidence_id FROM audit_scope_evidence WHERE audit_id = ")
            .push_bind(id).push(")),
             given AS MATERIALIZED (
             SELECT v.verdict FROM verdicts v
              WHERE v.audit_id = ").push_bind(id).push(" AND v.unit_id IN (SELECT unit_id FROM seen)
                AND v.id = (SELECT max(x.id) FROM verdicts x WHERE x.audit_id = v.audit_id
                               AND x.unit_id = v.unit_id AND x.question = v.question
                               AND x.evidence_id = v.evidence_id))
             SELECT (SELECT count(DISTINCT s.assessment_id) FROM audit_scope_assessments s
                       JOIN assessments a ON a.id = s.assessment_id
                      WHERE s.audit_id = ").push_bind(id).push(" AND a.unit_id IN (SELECT unit_id FROM seen)),
                    (SELECT count(*) FROM places), (SELECT count(*) FROM given),
                    (SELECT count(*) FROM given WHERE verdict = 'accepted'),
                    (SELECT count(*) FROM given WHERE verdict = 'rejected'),
                    (SELECT count(*) FROM given WHERE verdict = 'asked')");
        let (assessments, places, judged, accepted, rejected, asked) =
            query.build_query_as().fetch_one(self.pool()).await?;
        Ok(AuditFigures { assessments, places, judged, accepted, rejected, asked })
    }

    /// The verdicts of an audit in the units where the person may open evidence, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_verdicts(&self, id: AuditId) -> Result<Vec<AuditVerdict>> {
        let mut query = QueryBuilder::new(
            "SELECT v.evidence_id, e.title, u.name AS unit_name, v.question, v.verdict,
                    p.name AS given_by_name, v.given_at
               FROM verdicts v JOIN evidence e ON e.id = v.evidence_id
               JOIN units u ON u.id = v.unit_id JOIN people p ON p.id = v.given_by
              WHERE v.audit_id = ",
        );
        query.push_bind(id).push(" AND v.unit_id IN (");
        push_units(&mut query, self.actor.person);
        query.push(") ORDER BY v.id DESC LIMIT ").push_bind(LIST_MAX);
        Ok(query.build_query_as().fetch_all(self.pool()).await?)
    }

    /// What is left to do before an audit can be closed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_remaining(&self, id: AuditId) -> Result<Remaining> {
        let mut connection = self.pool().acquire().await?;
        scope::remaining(&mut connection, id).await
    }

    /// Whether the person is among the auditors of an audit that is open: whether what they judge and
    /// ask there is the audit's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn works_on_audit(&self, id: AuditId) -> Result<bool> {
        let mut connection = self.pool().acquire().await?;
        works_on(&mut connection, self.actor.person, id).await
    }

    /// Whether the person may change and close an audit: they audit every unit of it. Only for drawing
    /// buttons: the gate decides.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn leads_audit(&self, id: AuditId) -> Result<bool> {
        let units: Vec<UnitId> =
            sqlx::query_scalar("SELECT unit_id FROM audit_units WHERE audit_id = ?")
                .bind(id)
                .fetch_all(self.pool())
                .await?;
        for unit in &units {
            if !self.may(Action::LeadAudit, *unit).await? {
                return Ok(false);
            }
        }
        Ok(!units.is_empty())
    }

    /// The open audits on which the person works, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_audits(&self) -> Result<Vec<(AuditId, String)>> {
        Ok(sqlx::query_as(
            "SELECT a.id, a.name FROM audits a
              WHERE a.closed_at IS NULL
                AND (EXISTS (SELECT 1 FROM audit_auditors w WHERE w.audit_id = a.id AND w.person_id = ?1)
                  OR EXISTS (SELECT 1 FROM external_accounts x WHERE x.audit_id = a.id AND x.person_id = ?1))
              ORDER BY a.name COLLATE NOCASE, a.id",
        )
        .bind(self.actor.person)
        .fetch_all(self.pool())
        .await?)
    }
}
