//! What an audit has collected: the places with evidence, the verdicts, and what is left to do.

use domain::audits::Remaining;
use domain::evidence::Verdict;
use domain::{Action, AuditId, PersonId, Timestamp, UnitId};
use sqlx::{QueryBuilder, Sqlite};

use super::{LIST_MAX, scope};
use crate::error::Result;
use crate::read::{Read, push_units_where};

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

/// The units whose part of an audit a person may read.
pub(super) fn push_units(query: &mut QueryBuilder<Sqlite>, person: PersonId) {
    push_units_where(query, person, Action::OpenEvidence);
}

impl Read<'_> {
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
}
