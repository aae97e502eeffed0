//! Conclusions: what the auditors make of a unit, or of the whole audit. Only ever added.

use std::collections::BTreeSet;

use domain::audit::AuditEvent;
use domain::audits::{Concluded, Opinion};
use domain::duties::{Duty, must_be_someone_else};
use domain::{Action, Actor, AuditId, PersonId, Timestamp, UnitId};
use serde_json::json;
use sqlx::QueryBuilder;

use super::scope::{must_be_of, must_work_on};
use super::steps::{in_first, units_of};
use crate::error::Result;
use crate::gate::WriteTx;
use crate::open::Store;
use crate::read::Read;

/// A conclusion.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ConclusionRow {
    /// Of which unit; none for the whole audit.
    pub unit_id: Option<UnitId>,
    /// Its name.
    pub unit_name: Option<String>,
    /// The opinion.
    pub opinion: Opinion,
    /// Its grounds.
    pub words: String,
    /// Who gave it.
    pub given_by_name: String,
    /// When.
    pub given_at: Timestamp,
    /// Whether a later one of the same took its place.
    pub replaced: bool,
}

impl Read<'_> {
    /// The conclusions of an audit: of the whole first, then of units, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn conclusions(&self, audit: AuditId) -> Result<Vec<ConclusionRow>> {
        let mut query = QueryBuilder::new(
            "SELECT c.unit_id, u.name AS unit_name, c.opinion, c.words, p.name AS given_by_name,
                    c.given_at, c.id <> (SELECT max(x.id) FROM audit_conclusions x
                       WHERE x.audit_id = c.audit_id AND x.unit_id IS c.unit_id) AS replaced
               FROM audit_conclusions c JOIN people p ON p.id = c.given_by
               LEFT JOIN units u ON u.id = c.unit_id
              WHERE c.audit_id = ",
        );
        query.push_bind(audit).push(
            " AND EXISTS (SELECT 1 FROM audit_scope_units s WHERE s.audit_id = c.audit_id
                             AND (c.unit_id IS NULL OR s.unit_id = c.unit_id) AND s.unit_id IN (",
        );
        super::collected::push_units(&mut query, self.actor.person);
        query.push(
            ")) ORDER BY c.unit_id IS NOT NULL, u.name COLLATE NOCASE, c.unit_id, c.id DESC LIMIT 1000",
        );
        Ok(query.build_query_as().fetch_all(self.pool()).await?)
    }
}

impl Store {
    /// Gives a conclusion, which takes the place of an earlier one of the same.
    ///
    /// # Errors
    /// [`domain::AppError::NotFound`] or [`domain::AppError::Refused`] to whoever does not work on the audit, or ever
    /// gave an answer of what is concluded on; [`domain::AppError::Conflict`] once it is closed.
    pub async fn conclude(&self, actor: &Actor, audit: AuditId, given: &Concluded) -> Result<()> {
        let mut write = self.begin_as(actor).await?;
        let units = match given.unit {
            Some(unit) => BTreeSet::from([unit]),
            None => units_of(&mut write, audit).await?,
        };
        for unit in &units {
            write.also(actor, Action::WorkOnAudit, *unit).await?;
        }
        must_work_on(&mut write, actor, audit).await?;
        for unit in &units {
            must_be_of(&mut write, audit, *unit).await?;
            let answered = ever_answered(&mut write, *unit, actor.person).await?;
            must_be_someone_else(Duty::Conclude, actor.person, &answered)?;
        }
        let now = write.now();
        sqlx::query(
            "INSERT INTO audit_conclusions (audit_id, unit_id, opinion, words, given_by, given_at)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(audit)
        .bind(given.unit)
        .bind(given.opinion)
        .bind(&given.words)
        .bind(actor.person)
        .bind(now)
        .execute(write.sql())
        .await?;
        let event = AuditEvent::new("audit.concluded", "audit", audit.0).after(json!({
            "unit": given.unit, "opinion": given.opinion, "grounds": given.words,
        }));
        write.commit(in_first(event, &units)).await
    }
}

/// The person, when they ever gave an answer of the unit or of one below it.
async fn ever_answered(
    write: &mut WriteTx,
    unit: UnitId,
    person: PersonId,
) -> Result<Vec<PersonId>> {
    Ok(sqlx::query_scalar(
        "SELECT DISTINCT w.person_id FROM answerers w JOIN unit_tree t ON t.unit_id = w.unit_id
          WHERE t.ancestor_id = ? AND w.person_id = ?",
    )
    .bind(unit)
    .bind(person)
    .fetch_all(write.sql())
    .await?)
}
