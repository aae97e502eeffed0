//! What a step in an audit has to hold to: that it is open, that the person works on it, and what lies
//! within it.

use domain::audits::Remaining;
use domain::{Actor, AppError, AuditId, EvidenceId, PersonId, UnitId};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::error::Result;
use crate::gate::{WriteTx, bounds_of};

const CLOSED: &str = "This audit was closed. Nothing is added to it any more.";

/// Whether somebody is among the auditors of an audit that is open.
pub(crate) async fn works_on(
    connection: &mut SqliteConnection,
    person: PersonId,
    audit: AuditId,
) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM audits WHERE id = ?1 AND closed_at IS NULL)
            AND (EXISTS (SELECT 1 FROM audit_auditors WHERE audit_id = ?1 AND person_id = ?2)
              OR EXISTS (SELECT 1 FROM external_accounts WHERE audit_id = ?1 AND person_id = ?2))",
    )
    .bind(audit)
    .bind(person)
    .fetch_one(connection)
    .await?)
}

/// Refuses a step in an audit that is closed.
pub(super) async fn must_be_open(write: &mut WriteTx, audit: AuditId) -> Result<()> {
    let closed: bool = sqlx::query_scalar("SELECT closed_at IS NOT NULL FROM audits WHERE id = ?")
        .bind(audit)
        .fetch_one(write.sql())
        .await?;
    if closed { Err(AppError::Conflict(CLOSED.to_owned()).into()) } else { Ok(()) }
}

/// Refuses a step in an audit to whoever does not work on it.
pub(super) async fn must_work_on(write: &mut WriteTx, actor: &Actor, audit: AuditId) -> Result<()> {
    must_be_known(write, actor, audit).await?;
    must_be_open(write, audit).await?;
    if works_on(write.sql(), actor.person, audit).await? {
        return Ok(());
    }
    let why = "You are not among the auditors of this audit. Whoever leads it can add you.";
    Err(AppError::Refused(why.to_owned()).into())
}

/// Refuses an audit of which the person sees no unit, and any but their own to somebody from outside:
/// to them there is none.
pub(crate) async fn must_be_known(
    write: &mut WriteTx,
    actor: &Actor,
    audit: AuditId,
) -> Result<()> {
    let known: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM audit_scope_units s
                          JOIN visible_units v ON v.unit_id = s.unit_id AND v.person_id = ?2
                         WHERE s.audit_id = ?1)",
    )
    .bind(audit)
    .bind(actor.person)
    .fetch_one(write.sql())
    .await?;
    let today = write.today();
    let bounds = bounds_of(write.sql(), actor.person, today).await?;
    let foreign = bounds.audit().is_some_and(|own| own != audit);
    if known && !foreign { Ok(()) } else { Err(AppError::NotFound.into()) }
}

/// Refuses a unit that is not part of an audit.
pub(super) async fn must_be_of(write: &mut WriteTx, audit: AuditId, unit: UnitId) -> Result<()> {
    let within: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM audit_scope_units WHERE audit_id = ? AND unit_id = ?)",
    )
    .bind(audit)
    .bind(unit)
    .fetch_one(write.sql())
    .await?;
    let why = "This unit is not part of the audit.";
    if within { Ok(()) } else { Err(AppError::field("unit", why).into()) }
}

/// The audit that a step belongs to: the one that is named, or the only one that the person sees.
/// Refuses one on which they don't work, or that what is judged does not lie within.
pub(crate) async fn for_audit(
    write: &mut WriteTx,
    actor: &Actor,
    named: Option<AuditId>,
    unit: UnitId,
    item: Option<EvidenceId>,
) -> Result<Option<AuditId>> {
    let Some(audit) = named.or(write.only_in()) else {
        return Ok(None);
    };
    must_work_on(write, actor, audit).await?;
    must_be_of(write, audit, unit).await?;
    let Some(item) = item else {
        return Ok(Some(audit));
    };
    let within: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM audit_scope_evidence WHERE audit_id = ? AND evidence_id = ?)",
    )
    .bind(audit)
    .bind(item)
    .fetch_one(write.sql())
    .await?;
    if within {
        return Ok(Some(audit));
    }
    let why = "This item was not valid on any day of the audit's window.";
    Err(AppError::Conflict(why.to_owned()).into())
}

/// An entry's content with the audit that it is a part of.
pub(crate) fn in_audit(audit: Option<AuditId>, mut content: Value) -> Value {
    if let (Some(audit), Some(fields)) = (audit, content.as_object_mut()) {
        fields.insert("audit".to_owned(), json!(audit));
    }
    content
}

/// What is left to do before an audit can be closed.
pub(super) async fn remaining(
    connection: &mut SqliteConnection,
    audit: AuditId,
) -> Result<Remaining> {
    let (concluded, open_requests, open_questions) = sqlx::query_as(
        "SELECT EXISTS (SELECT 1 FROM audit_conclusions WHERE audit_id = ?1 AND unit_id IS NULL),
                (SELECT count(*) FROM evidence_requests WHERE audit_id = ?1 AND closed IS NULL),
                (SELECT count(*) FROM verdicts v JOIN evidence e ON e.id = v.evidence_id
                  WHERE v.audit_id = ?1 AND v.verdict = 'asked' AND e.withdrawn_at IS NULL
                    AND e.replaced_at IS NULL
                    AND v.id = (SELECT max(x.id) FROM verdicts x WHERE x.unit_id = v.unit_id
                                   AND x.question = v.question AND x.evidence_id = v.evidence_id))",
    )
    .bind(audit)
    .fetch_one(connection)
    .await?;
    Ok(Remaining { concluded, open_requests, open_questions })
}
