//! The part of the log in a pack: entries of the units that it covers, those that name keys, those that
//! tell elsewhere of its evidence, and those that opened its rounds. Of all others only the links and
//! the content hashes.

use std::collections::{BTreeSet, HashSet};
use std::io::Write;

use ::pack::{LogLine, LogLines, PackError, PackFile};
use domain::UnitId;
use domain::audit::AuditEntry;
use serde_json::json;

use super::TakenPack;
use super::submissions::Chosen;
use crate::audit::EntryRow;
use crate::error::Result;
use crate::open::Store;

/// How many entries are read at a time.
const STEP: i64 = 2000;

/// Which entries are shown.
pub(super) struct Shown {
    units: HashSet<UnitId>,
    evidence: BTreeSet<i64>,
    rounds: BTreeSet<i64>,
    audit: Option<OfAudit>,
}

/// Which entries of its units are shown in the pack of an audit.
struct OfAudit {
    /// Those about the audit itself, its findings and its requests.
    entries: HashSet<i64>,
    assessments: HashSet<i64>,
    /// Its evidence with what that took the place of: where an item is used can't be told without.
    with_earlier: BTreeSet<i64>,
}

impl OfAudit {
    fn shows(&self, entry: &AuditEntry, evidence: &BTreeSet<i64>) -> bool {
        let is_of = |ids: &HashSet<i64>| entry.subject_id.is_some_and(|id| ids.contains(&id));
        match entry.subject.as_str() {
            "assessment" => is_of(&self.assessments),
            "evidence" => entry.subject_id.is_some_and(|id| {
                evidence.contains(&id)
                    || (entry.action == "evidence.linked" && self.with_earlier.contains(&id))
            }),
            "unit" => matches!(entry.action.as_str(), "unit.renamed" | "unit.reinstated"),
            _ => false,
        }
    }
}

impl Shown {
    fn shows(&self, entry: &AuditEntry) -> bool {
        let is_of_units = entry.unit_id.is_some_and(|unit| self.units.contains(&unit));
        let is_shown = match &self.audit {
            None => is_of_units,
            Some(of) => {
                of.entries.contains(&entry.seq) || (is_of_units && of.shows(entry, &self.evidence))
            }
        };
        if is_shown {
            return true;
        }
        let told_of = self.audit.as_ref().map_or(&self.evidence, |of| &of.with_earlier);
        match entry.action.as_str() {
            "key.made" | "key.rotated" => true,
            "evidence.attached" | "evidence.superseded" | "evidence.withdrawn" => {
                entry.subject_id.is_some_and(|id| told_of.contains(&id))
            }
            "round.opened" => entry.subject_id.is_some_and(|id| self.rounds.contains(&id)),
            _ => false,
        }
    }
}

impl Store {
    /// The entries of a pack: besides its units' own, what happened elsewhere to its evidence, and to
    /// what its evidence took the place of, and how its rounds were opened.
    pub(super) async fn shown(
        &self,
        taken: &TakenPack,
        chosen: &[Chosen],
        items: &BTreeSet<i64>,
        within: Option<&[i64]>,
    ) -> Result<Shown> {
        let audit = match within {
            Some(within) => Some(OfAudit {
                entries: taken.told.entries.clone(),
                assessments: within.iter().copied().collect(),
                with_earlier: self.with_earlier(items).await?,
            }),
            None => None,
        };
        let used = match &audit {
            Some(_) => BTreeSet::new(),
            None => self.attached_evidence(taken, None).await?,
        };
        let named = taken.audit().into_iter().flat_map(|of| &of.rounds).map(|round| round.id.0);
        let made: Vec<_> = chosen.iter().map(|made| made.record.assessment).collect();
        let rounds: Vec<i64> = sqlx::query_scalar(
            "SELECT DISTINCT round_id FROM assessments
              WHERE round_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
        )
        .bind(json!(made).to_string())
        .fetch_all(&self.whole)
        .await?;
        Ok(Shown {
            units: taken.about.scope.units.iter().map(|unit| unit.id).collect(),
            evidence: items.iter().copied().chain(used).collect(),
            rounds: rounds
                .into_iter()
                .chain(taken.round().map(|round| round.0))
                .chain(named)
                .collect(),
            audit,
        })
    }

    /// How many entries of the pack's log are of the older form, without content hashes.
    pub(super) async fn older_entries(&self, taken: &TakenPack) -> Result<i64> {
        let since: Option<i64> = sqlx::query_scalar("SELECT since FROM audit_log WHERE seq = ?")
            .bind(taken.head())
            .fetch_one(&self.whole)
            .await?;
        Ok(since.map_or(taken.head(), |since| since - 1))
    }

    pub(super) async fn write_log<W: Write>(
        &self,
        taken: &TakenPack,
        shown: &Shown,
        mut file: PackFile<'_, W>,
    ) -> Result<()> {
        let (mut lines, mut after) = (LogLines::default(), 0);
        while after < taken.head() {
            let until = taken.head().min(after + STEP);
            let rows: Vec<EntryRow> =
                sqlx::query_as("SELECT * FROM audit_log WHERE seq > ? AND seq <= ? ORDER BY seq")
                    .bind(after)
                    .bind(until)
                    .fetch_all(&self.whole)
                    .await?;
            for entry in rows.into_iter().map(AuditEntry::from) {
                if shown.shows(&entry) {
                    for line in lines.shown(entry) {
                        write_line(&mut file, &line)?;
                    }
                } else if let Some(line) = lines.sealed(entry) {
                    write_line(&mut file, &line)?;
                }
            }
            after = until;
        }
        if let Some(line) = lines.finish() {
            write_line(&mut file, &line)?;
        }
        file.finish()?;
        Ok(())
    }
}

fn write_line(file: &mut impl Write, line: &LogLine) -> std::result::Result<(), PackError> {
    serde_json::to_writer(&mut *file, line)?;
    file.write_all(b"\n")?;
    Ok(())
}
