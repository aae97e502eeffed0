//! The pack of an audit: what the log tells of it, and what lies within it, whoever looks.

use std::collections::BTreeSet;
use std::io::Write;

use ::pack::report::audit;
use ::pack::{AuditScope, Collected, JsonList, PackWriter, PublicKey, path};
use domain::audit::AuditEntry;
use domain::{Action, Actor, AppError, AuditId, UnitId};
use serde::Serialize;
use serde_json::json;

use super::{TakenPack, Told, about, named_head, note, scope};
use crate::audit::EntryRow;
use crate::audits::must_be_known;
use crate::error::Result;
use crate::gate::{Author, WriteTx};
use crate::open::Store;

/// The entries about an audit, its findings and its requests.
const TOLD: &str = "
    SELECT l.* FROM audit_log l
     WHERE l.seq <= ?1
       AND ((l.subject = 'audit' AND l.subject_id = ?2)
         OR (l.subject = 'finding' AND l.subject_id IN
             (SELECT id FROM audit_findings WHERE audit_id = ?2))
         OR (l.subject = 'evidence-request' AND l.subject_id IN
             (SELECT id FROM evidence_requests WHERE audit_id = ?2)))
     ORDER BY l.seq";

impl Store {
    /// As of [`Store::take_pack`], for whoever may take packs of every unit of the audit.
    pub(super) async fn take_pack_of_audit(
        &self,
        actor: Option<&Actor>,
        id: AuditId,
        key: &PublicKey,
        asked: Option<i64>,
    ) -> Result<TakenPack> {
        let mut write = match actor {
            Some(actor) => self.begin_as(actor).await?,
            None => self.begin(Author::program()).await?,
        };
        if let Some(actor) = actor {
            must_be_known(&mut write, actor, id).await?;
        }
        let (head, as_of) = named_head(&mut write, key, asked).await?;
        let told = told(&mut write, head.seq, id).await?;
        let no_audit = || match asked {
            Some(_) => AppError::field("head", "There was no such audit at that entry."),
            None => AppError::NotFound,
        };
        let plan = told.collected.plan.as_ref().ok_or_else(no_audit)?;
        let scope = scope::scope_of_audit(&mut write, id, plan, as_of).await?;
        if let Some(actor) = actor {
            // Those of then and those of now: the audit may have changed since.
            let now = units_now(&mut write, id).await?;
            for unit in plan.units.iter().copied().chain(now) {
                write.also(actor, Action::TakePack, unit).await?;
            }
        }
        let about = about(&mut write, scope, head, as_of).await?;
        note(write, about, told).await
    }

    /// The assessments to which the pack of an audit is bounded: those of its rounds, and those outside
    /// of rounds that were submitted in its window. None where the pack is of no audit.
    pub(super) async fn assessments_within(&self, taken: &TakenPack) -> Result<Option<Vec<i64>>> {
        match taken.audit() {
            Some(of) => self.assessments_of_audit(taken, of).await.map(Some),
            None => Ok(None),
        }
    }

    async fn assessments_of_audit(&self, taken: &TakenPack, of: &AuditScope) -> Result<Vec<i64>> {
        let rounds: Vec<_> = of.rounds.iter().map(|round| round.id).collect();
        Ok(sqlx::query_scalar(
            "SELECT a.id FROM assessments a
              WHERE a.unit_id IN (SELECT value FROM json_each(?1))
                AND (a.round_id IN (SELECT value FROM json_each(?2))
                  OR (a.round_id IS NULL AND EXISTS (
                      SELECT 1 FROM audit_log l
                       WHERE l.subject = 'assessment' AND l.subject_id = a.id AND l.seq <= ?3
                         AND l.action = 'assessment.submitted'
                         AND substr(l.at, 1, 10) BETWEEN ?4 AND ?5)))
              ORDER BY a.id",
        )
        .bind(&taken.units)
        .bind(json!(rounds).to_string())
        .bind(taken.head())
        .bind(of.from.to_string())
        .bind(of.to.to_string())
        .fetch_all(&self.whole)
        .await?)
    }

    /// Some items with those whose place they took: a new revision supports whatever the one before it
    /// did.
    pub(super) async fn with_earlier(&self, items: &BTreeSet<i64>) -> Result<BTreeSet<i64>> {
        let all: Vec<i64> = sqlx::query_scalar(
            "WITH RECURSIVE earlier (id) AS (
                SELECT value FROM json_each(?)
                 UNION
                SELECT e.supersedes_id FROM earlier JOIN evidence e ON e.id = earlier.id
                 WHERE e.supersedes_id IS NOT NULL)
             SELECT id FROM earlier",
        )
        .bind(json!(items).to_string())
        .fetch_all(&self.whole)
        .await?;
        Ok(all.into_iter().collect())
    }
}

/// Writes the page of the audit, where the pack is of one.
pub(super) fn write_page<W: Write>(taken: &TakenPack, writer: &mut PackWriter<W>) -> Result<()> {
    if let Some(of) = taken.audit() {
        let page = audit(&taken.about, of, &taken.told.collected);
        writer.bytes(path::AUDIT, page.as_bytes())?;
    }
    Ok(())
}

/// Writes a list of what an audit has collected, where the pack is of one.
pub(super) fn write_list<W: Write>(
    taken: &TakenPack,
    name: &str,
    rows: &[impl Serialize],
    writer: &mut PackWriter<W>,
) -> Result<()> {
    if taken.audit().is_none() {
        return Ok(());
    }
    let mut list = JsonList::new(writer.file(name)?)?;
    for row in rows {
        list.push(row)?;
    }
    list.finish()?.finish()?;
    Ok(())
}

async fn told(write: &mut WriteTx, head: i64, id: AuditId) -> Result<Told> {
    let rows: Vec<EntryRow> =
        sqlx::query_as(TOLD).bind(head).bind(id).fetch_all(write.sql()).await?;
    let entries: Vec<AuditEntry> = rows.into_iter().map(AuditEntry::from).collect();
    Ok(Told {
        collected: Collected::of(id, &entries),
        entries: entries.iter().map(|entry| entry.seq).collect(),
    })
}

async fn units_now(write: &mut WriteTx, id: AuditId) -> Result<Vec<UnitId>> {
    Ok(sqlx::query_scalar("SELECT unit_id FROM audit_units WHERE audit_id = ? ORDER BY unit_id")
        .bind(id)
        .fetch_all(write.sql())
        .await?)
}
