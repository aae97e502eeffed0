//! Setting up an audit, changing what it is of, and closing it.

use std::collections::BTreeSet;

use domain::audit::AuditEvent;
use domain::audits::NewAudit;
use domain::{Action, Actor, AppError, AuditId, PersonId, RoundId, UnitId};
use serde_json::Value;

use super::scope::{must_be_known, must_be_open, remaining};
use crate::error::Result;
use crate::gate::{Author, WriteTx};
use crate::open::Store;

impl Store {
    /// Sets up an audit. Whoever does is among its auditors.
    ///
    /// # Errors
    /// [`AppError::NotFound`] or [`AppError::Refused`] to whoever does not lead audits in every unit of
    /// it, a field error for what can't be part of it.
    pub async fn open_audit(&self, actor: &Actor, new: &NewAudit) -> Result<AuditId> {
        let mut write = self.begin_as(actor).await?;
        must_lead(&mut write, actor, &new.units).await?;
        let now = write.now();
        let id: AuditId = sqlx::query_scalar(
            "INSERT INTO audits (name, about, from_on, to_on, opened_by, opened_at)
             VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(&new.name)
        .bind(&new.about)
        .bind(new.from.to_string())
        .bind(new.to.to_string())
        .bind(actor.person)
        .bind(now)
        .fetch_one(write.sql())
        .await?;
        let mut new = new.clone();
        new.auditors.insert(actor.person);
        set_scope(&mut write, id, &new).await?;
        let event =
            AuditEvent::new("audit.opened", "audit", id.0).after(told(&mut write, id).await?);
        write.commit(placed(event, &new)).await?;
        Ok(id)
    }

    /// Changes what an audit is called and of, and who works on it. What it has collected stays.
    ///
    /// # Errors
    /// As of [`Store::open_audit`]; [`AppError::Conflict`] once it is closed, and a field error where
    /// something that it has collected would lie outside its units or its window.
    pub async fn change_audit(&self, actor: &Actor, id: AuditId, new: &NewAudit) -> Result<()> {
        let mut write = self.begin_as(actor).await?;
        must_be_known(&mut write, actor, id).await?;
        let units = units_of(&mut write, id).await?;
        must_lead(&mut write, actor, &units).await?;
        must_lead(&mut write, actor, &new.units).await?;
        must_be_open(&mut write, id).await?;
        let before = told(&mut write, id).await?;
        sqlx::query("UPDATE audits SET name = ?, about = ?, from_on = ?, to_on = ? WHERE id = ?")
            .bind(&new.name)
            .bind(&new.about)
            .bind(new.from.to_string())
            .bind(new.to.to_string())
            .bind(id)
            .execute(write.sql())
            .await?;
        set_scope(&mut write, id, new).await?;
        must_hold_what_it_has(&mut write, id).await?;
        super::outside::follow(&mut write, id).await?;
        let after = told(&mut write, id).await?;
        let event = AuditEvent::new("audit.changed", "audit", id.0).before(before).after(after);
        write.commit(placed(event, new)).await
    }

    /// Closes an audit: nothing is added to it any more, and accounts from outside end.
    ///
    /// # Errors
    /// [`AppError::Conflict`] with what is left to do, or when it is closed already.
    pub async fn close_audit(&self, actor: &Actor, id: AuditId) -> Result<()> {
        let mut write = self.begin_as(actor).await?;
        must_be_known(&mut write, actor, id).await?;
        let units = units_of(&mut write, id).await?;
        must_lead(&mut write, actor, &units).await?;
        must_be_open(&mut write, id).await?;
        let remaining = remaining(write.sql(), id).await?;
        remaining.may_close()?;
        super::outside::end_all(&mut write, id).await?;
        let now = write.now();
        sqlx::query("UPDATE audits SET closed_by = ?, closed_at = ? WHERE id = ?")
            .bind(actor.person)
            .bind(now)
            .bind(id)
            .execute(write.sql())
            .await?;
        let event =
            AuditEvent::new("audit.closed", "audit", id.0).after(told(&mut write, id).await?);
        write.commit(in_first(event, &units)).await
    }

    /// A write whose units are found out in it: every one of them is checked by the gate then.
    pub(crate) async fn begin_as(&self, actor: &Actor) -> Result<WriteTx> {
        self.begin(Author { id: Some(actor.person), name: actor.name.clone() }).await
    }
}

/// The units of an audit.
pub(super) async fn units_of(write: &mut WriteTx, id: AuditId) -> Result<BTreeSet<UnitId>> {
    let units: Vec<UnitId> =
        sqlx::query_scalar("SELECT unit_id FROM audit_units WHERE audit_id = ? ORDER BY unit_id")
            .bind(id)
            .fetch_all(write.sql())
            .await?;
    if units.is_empty() { Err(AppError::NotFound.into()) } else { Ok(units.into_iter().collect()) }
}

async fn must_lead(write: &mut WriteTx, actor: &Actor, units: &BTreeSet<UnitId>) -> Result<()> {
    for unit in units {
        write.also(actor, Action::LeadAudit, *unit).await?;
    }
    Ok(())
}

/// Writes down what an audit is of and who works on it.
async fn set_scope(write: &mut WriteTx, id: AuditId, new: &NewAudit) -> Result<()> {
    for table in ["audit_units", "audit_rounds", "audit_auditors"] {
        let clear = format!("DELETE FROM {table} WHERE audit_id = ?");
        sqlx::query(sqlx::AssertSqlSafe(clear)).bind(id).execute(write.sql()).await?;
    }
    for unit in &new.units {
        sqlx::query("INSERT INTO audit_units (audit_id, unit_id) VALUES (?, ?)")
            .bind(id)
            .bind(unit)
            .execute(write.sql())
            .await?;
    }
    for round in &new.rounds {
        add_round(write, id, *round).await?;
    }
    for person in &new.auditors {
        add_auditor(write, id, *person).await?;
    }
    Ok(())
}

/// A round can be part of an audit when it asked one of its units.
async fn add_round(write: &mut WriteTx, id: AuditId, round: RoundId) -> Result<()> {
    let done = sqlx::query(
        "INSERT INTO audit_rounds (audit_id, round_id)
         SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM assessments a JOIN audit_scope_units s
                                        ON s.unit_id = a.unit_id AND s.audit_id = ?1
                                     WHERE a.round_id = ?2)",
    )
    .bind(id)
    .bind(round)
    .execute(write.sql())
    .await?;
    if done.rows_affected() == 1 {
        return Ok(());
    }
    let why = "One of these rounds asked none of the chosen units.";
    Err(AppError::field("rounds", why).into())
}

/// An auditor of an audit gives verdicts in one of its units.
async fn add_auditor(write: &mut WriteTx, id: AuditId, person: PersonId) -> Result<()> {
    let done = sqlx::query(
        "INSERT INTO audit_auditors (audit_id, person_id)
         SELECT ?1, p.id FROM people p
          WHERE p.id = ?2 AND p.deactivated_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM external_accounts x WHERE x.person_id = p.id)
            AND EXISTS (SELECT 1 FROM grants g JOIN unit_tree t ON t.ancestor_id = g.unit_id
                          JOIN audit_scope_units s ON s.unit_id = t.unit_id AND s.audit_id = ?1
                         WHERE g.person_id = p.id AND g.role = 'auditor')",
    )
    .bind(id)
    .bind(person)
    .execute(write.sql())
    .await?;
    if done.rows_affected() == 1 {
        return Ok(());
    }
    let why = "One of these people is no auditor in any of the chosen units.";
    Err(AppError::field("auditors", why).into())
}

/// Refuses a change after which something collected would lie outside.
async fn must_hold_what_it_has(write: &mut WriteTx, id: AuditId) -> Result<()> {
    must_hold_its_units(write, id).await?;
    let left: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM verdicts v WHERE v.audit_id = ?1
            AND v.evidence_id NOT IN (SELECT evidence_id FROM audit_scope_evidence
                                       WHERE audit_id = ?1))",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?;
    let why = "The audit has verdicts on evidence that was not valid on any day of this window.";
    if left { Err(AppError::field("to", why).into()) } else { Ok(()) }
}

async fn must_hold_its_units(write: &mut WriteTx, id: AuditId) -> Result<()> {
    let left: bool = sqlx::query_scalar(
        "SELECT EXISTS (
            SELECT 1 FROM (SELECT unit_id FROM audit_findings WHERE audit_id = ?1
                           UNION ALL SELECT unit_id FROM audit_conclusions WHERE audit_id = ?1
                           UNION ALL SELECT unit_id FROM evidence_requests WHERE audit_id = ?1
                           UNION ALL SELECT unit_id FROM verdicts WHERE audit_id = ?1) has
             WHERE has.unit_id IS NOT NULL
               AND has.unit_id NOT IN (SELECT unit_id FROM audit_scope_units WHERE audit_id = ?1))",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?;
    let why = "The audit has verdicts, requests or findings of a unit that is not among these.";
    if left { Err(AppError::field("units", why).into()) } else { Ok(()) }
}

/// An audit as the log tells it.
async fn told(write: &mut WriteTx, id: AuditId) -> Result<Value> {
    let told: String = sqlx::query_scalar(
        "SELECT json_object(
            'name', a.name, 'about', a.about, 'from', a.from_on, 'to', a.to_on,
            'units', (SELECT json_group_array(unit_id) FROM
                        (SELECT unit_id FROM audit_units WHERE audit_id = a.id ORDER BY unit_id)),
            'rounds', (SELECT json_group_array(round_id) FROM
                        (SELECT round_id FROM audit_rounds WHERE audit_id = a.id ORDER BY round_id)),
            'auditors', (SELECT json_group_array(name) FROM
                        (SELECT p.name FROM audit_auditors w JOIN people p ON p.id = w.person_id
                          WHERE w.audit_id = a.id ORDER BY p.name, p.id)))
           FROM audits a WHERE a.id = ?",
    )
    .bind(id)
    .fetch_one(write.sql())
    .await?;
    Ok(serde_json::from_str(&told).unwrap_or(Value::Null))
}

fn placed(event: AuditEvent, new: &NewAudit) -> AuditEvent {
    in_first(event, &new.units)
}

/// An entry stands in one unit: of an audit of several, the first.
pub(super) fn in_first(event: AuditEvent, units: &BTreeSet<UnitId>) -> AuditEvent {
    match units.first() {
        Some(unit) => event.in_unit(*unit),
        None => event,
    }
}
