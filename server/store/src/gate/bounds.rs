//! The bounds of an account from outside: one audit, up to a day.

use domain::audits::external_is_over;
use domain::{AppError, AuditId, Day, PersonId};
use sqlx::SqliteConnection;

use super::Resource;
use crate::error::Result;
use crate::rows::day;

/// How far an account reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bounds {
    /// As far as its roles.
    Organisation,
    /// To what lies within an audit.
    Within(AuditId),
    /// Nowhere any more.
    Over,
}

impl Bounds {
    /// The audit that bounds the account.
    pub(crate) const fn audit(self) -> Option<AuditId> {
        match self {
            Self::Within(audit) => Some(audit),
            Self::Organisation | Self::Over => None,
        }
    }
}

/// The bounds of a person's account on a day.
pub(super) async fn of(
    connection: &mut SqliteConnection,
    person: PersonId,
    today: Day,
) -> Result<Bounds> {
    let found: Option<(AuditId, String, bool)> = sqlx::query_as(
        "SELECT x.audit_id, x.until_on, a.closed_at IS NOT NULL
           FROM main.external_accounts x JOIN main.audits a ON a.id = x.audit_id
          WHERE x.person_id = ?",
    )
    .bind(person)
    .fetch_optional(connection)
    .await?;
    let Some((audit, until, closed)) = found else {
        return Ok(Bounds::Organisation);
    };
    let until = day(&until, "external_accounts", "until_on", person.0)?;
    let over = external_is_over(until, closed, today);
    Ok(if over { Bounds::Over } else { Bounds::Within(audit) })
}

/// Refuses what lies outside an audit, as if it weren't there.
pub(super) async fn must_lie_within(
    connection: &mut SqliteConnection,
    audit: AuditId,
    resource: Resource,
) -> Result<()> {
    let unit = "EXISTS (SELECT 1 FROM audit_scope_units WHERE audit_id = ?1 AND unit_id = ?2)";
    let item =
        "EXISTS (SELECT 1 FROM audit_scope_evidence WHERE audit_id = ?1 AND evidence_id = ?2)";
    let (within, id, beside) = match resource {
        // Tasks are the organisation's own business, and where its news goes.
        Resource::Installation
        | Resource::Task(_)
        | Resource::Acceptance(_)
        | Resource::Series(_)
        | Resource::Channel(_) => {
            return Err(AppError::NotFound.into());
        }
        Resource::Unit(id) => (unit.to_owned(), id.0, 0),
        Resource::Model(id) => (
            "EXISTS (SELECT 1 FROM models m JOIN audit_scope_units s ON s.unit_id = m.unit_id
                      WHERE s.audit_id = ?1 AND m.id = ?2)"
                .to_owned(),
            id.0,
            0,
        ),
        Resource::Round(id) => (
            "EXISTS (SELECT 1 FROM audit_rounds WHERE audit_id = ?1 AND round_id = ?2)".to_owned(),
            id.0,
            0,
        ),
        Resource::Assessment(id) => (
            "EXISTS (SELECT 1 FROM audit_scope_assessments WHERE audit_id = ?1 AND assessment_id = ?2)"
                .to_owned(),
            id.0,
            0,
        ),
        Resource::Evidence(id) => (item.to_owned(), id.0, 0),
        Resource::Place(id, place) => {
            (format!("{item} AND {}", unit.replace("?2", "?3")), id.0, place.0)
        }
        Resource::Request(id) => (
            "EXISTS (SELECT 1 FROM evidence_requests WHERE audit_id = ?1 AND id = ?2)".to_owned(),
            id.0,
            0,
        ),
        Resource::Finding(id) => (
            "EXISTS (SELECT 1 FROM audit_findings WHERE audit_id = ?1 AND id = ?2)".to_owned(),
            id.0,
            0,
        ),
    };
    let lies: bool =
        sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT {within} AND ?3 = ?3")))
            .bind(audit)
            .bind(id)
            .bind(beside)
            .fetch_one(connection)
            .await?;
    if lies { Ok(()) } else { Err(AppError::NotFound.into()) }
}
