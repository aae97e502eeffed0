//! Taking an audit pack: what it is of is decided, checked and noted in the log, and then written as a
//! stream.
//!
//! A pack is of a head of the log. Every row in it is joined to the entry that records it, and only
//! entries up to the head count; names and places are those of the head's moment. So the pack is read
//! in small steps while others write, and the same head gives the same bytes.

mod audited;
mod evidence;
mod log;
mod named;
mod scope;
mod submissions;
mod verdicts;
mod write;

use std::collections::HashSet;

use ::pack::{About, AuditScope, Collected, Head, PublicKey, Scope};
use domain::audit::AuditEvent;
use domain::{Action, Actor, AppError, AuditId, RoundId, Timestamp, UnitId};
use serde_json::json;

use crate::error::Result;
use crate::gate::{Author, Resource, WriteTx};
use crate::open::Store;

/// What a pack is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PackRequest {
    /// The unit, with all below it; none for the units of the round.
    pub unit: Option<UnitId>,
    /// The round; none for everything that was ever submitted.
    pub round: Option<RoundId>,
    /// The audit, which stands for its units and rounds.
    pub audit: Option<AuditId>,
    /// The entry of the log up to which; none for the newest.
    pub head: Option<i64>,
}

/// A pack that may be written, and that the log knows was taken.
#[derive(Debug, Clone)]
pub struct TakenPack {
    /// What it is of.
    pub about: About,
    /// The ids of the units that it covers, as a JSON list.
    units: String,
    /// What the log tells of the audit that it is of.
    told: Told,
}

/// What the log tells of an audit, and in which entries.
#[derive(Debug, Clone, Default)]
struct Told {
    collected: Collected,
    entries: HashSet<i64>,
}

impl TakenPack {
    fn head(&self) -> i64 {
        self.about.head.seq
    }

    fn as_of(&self) -> Timestamp {
        self.about.as_of
    }

    fn round(&self) -> Option<RoundId> {
        self.about.scope.round.as_ref().map(|round| round.id)
    }

    fn audit(&self) -> Option<&AuditScope> {
        self.about.scope.audit.as_ref()
    }

    /// The name under which it is saved, of plain letters.
    #[must_use]
    pub fn file_name(&self) -> String {
        let names = self.about.scope.names();
        let name = names.get(1).copied().unwrap_or("pack");
        let path = ::pack::path::submission(names[0], name, 0, self.head());
        let plain = path.trim_start_matches("assessments/").replace("-r0-", "-");
        format!("plumbline-{plain}.zip")
    }
}

const MORE_THAN_THE_AUDIT: &str =
    "A pack of a unit or a round holds more than what your audit is of.";

impl Store {
    /// Checks that a pack may be taken, and notes in the log that it is: by the person, or by the
    /// program where nobody is named.
    ///
    /// # Errors
    /// [`AppError::NotFound`] and [`AppError::Refused`] as of every write, of an audit in any of its
    /// units; an error about the field `unit`, `round` or `head` for what there is no pack of.
    pub async fn take_pack(&self, actor: Option<&Actor>, asked: PackRequest) -> Result<TakenPack> {
        // Before the write begins: making the first key is a write of its own.
        let key = self.signing_key().await?.public();
        if let Some(audit) = asked.audit {
            return self.take_pack_of_audit(actor, audit, &key, asked.head).await;
        }
        let resource = match (asked.unit, asked.round) {
            (Some(unit), _) => Resource::Unit(unit),
            (None, Some(round)) => Resource::Round(round),
            (None, None) => {
                return Err(AppError::field("unit", "Choose a unit, or a round.").into());
            }
        };
        let mut write = match actor {
            Some(actor) => self.write(actor, Action::TakePack, resource).await?,
            None => self.begin(Author::program()).await?,
        };
        if write.only_in().is_some() {
            return Err(AppError::Refused(MORE_THAN_THE_AUDIT.to_owned()).into());
        }
        let unit = match asked.unit {
            Some(unit) => unit,
            None => scope::unit_of_round(&mut write, asked.round).await?,
        };
        let (head, as_of) = named_head(&mut write, &key, asked.head).await?;
        let scope = scope::scope(&mut write, unit, asked.round, as_of).await?;
        let about = about(&mut write, scope, head, as_of).await?;
        note(write, about, Told::default()).await
    }
}

/// The entry that a pack goes up to, which knows the key that signs it.
async fn named_head(
    write: &mut WriteTx,
    key: &PublicKey,
    asked: Option<i64>,
) -> Result<(Head, Timestamp)> {
    let (head, as_of) = head(write, asked).await?;
    must_name(write, key, &head).await?;
    Ok((head, as_of))
}

/// Notes in the log that a pack is taken.
async fn note(write: WriteTx, about: About, told: Told) -> Result<TakenPack> {
    write.commit(taken(&about)).await?;
    let units: Vec<UnitId> = about.scope.units.iter().map(|unit| unit.id).collect();
    Ok(TakenPack { about, units: json!(units).to_string(), told })
}

fn taken(about: &About) -> AuditEvent {
    AuditEvent::without_subject("pack.taken", "pack").in_unit(about.scope.unit.id).after(json!({
        "unit": about.scope.unit.name,
        "round": about.scope.round.as_ref().map(|round| &round.name),
        "audit": about.scope.audit.as_ref().map(|audit| &audit.name),
        "head": about.head.seq,
        "head_hash": about.head.hash,
    }))
}

/// The entry that is asked for, or the newest, with its moment.
async fn head(write: &mut WriteTx, asked: Option<i64>) -> Result<(Head, Timestamp)> {
    let found: Option<(i64, String, Timestamp)> = sqlx::query_as(
        "SELECT seq, hash, at FROM audit_log WHERE ?1 IS NULL OR seq = ?1 ORDER BY seq DESC LIMIT 1",
    )
    .bind(asked)
    .fetch_optional(write.sql())
    .await?;
    let (seq, hash, at) =
        found.ok_or_else(|| AppError::field("head", "The log has no entry of this number."))?;
    Ok((Head { seq, hash }, at))
}

/// A pack is worth nothing where its own log does not name the key that signs it.
async fn must_name(write: &mut WriteTx, key: &PublicKey, head: &Head) -> Result<()> {
    let named: i64 = sqlx::query_scalar(
        "SELECT min(seq) FROM audit_log
          WHERE subject = 'key' AND subject_id IS NULL AND action IN ('key.made', 'key.rotated')
            AND after ->> '$.fingerprint' = ?",
    )
    .bind(key.fingerprint())
    .fetch_one(write.sql())
    .await?;
    if named <= head.seq {
        return Ok(());
    }
    let message =
        format!("The key that signs is named in entry {named}. Choose that or a later one.");
    Err(AppError::field("head", message).into())
}

async fn about(write: &mut WriteTx, scope: Scope, head: Head, as_of: Timestamp) -> Result<About> {
    let installation: String =
        sqlx::query_scalar("SELECT uuid FROM installation").fetch_one(write.sql()).await?;
    let organisation = scope::organisation(write, as_of).await?;
    Ok(About { installation, organisation, scope, as_of, head })
}
