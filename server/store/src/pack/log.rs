//! The part of the log in a pack: entries of the units that it covers, those that name keys, and those
//! with which its evidence was attached elsewhere. Of all others only the links.

use std::collections::{BTreeSet, HashSet};
use std::io::Write;

use ::pack::{LogLine, LogLines, PackError, PackFile};
use domain::UnitId;
use domain::audit::AuditEntry;

use super::TakenPack;
use crate::audit::AuditRow;
use crate::error::Result;
use crate::open::Store;

/// How many entries are read at a time.
const STEP: i64 = 2000;

/// Which entries are shown.
pub(super) struct Shown<'a> {
    pub(super) units: HashSet<UnitId>,
    pub(super) evidence: &'a BTreeSet<i64>,
}

impl Shown<'_> {
    fn shows(&self, entry: &AuditEntry) -> bool {
        if entry.unit_id.is_some_and(|unit| self.units.contains(&unit)) {
            return true;
        }
        match entry.action.as_str() {
            "key.made" | "key.rotated" => true,
            "evidence.attached" => entry.subject_id.is_some_and(|id| self.evidence.contains(&id)),
            _ => false,
        }
    }
}

impl Store {
    pub(super) async fn write_log<W: Write>(
        &self,
        taken: &TakenPack,
        shown: &Shown<'_>,
        mut file: PackFile<'_, W>,
    ) -> Result<()> {
        let (mut lines, mut after) = (LogLines::default(), 0);
        while after < taken.head() {
            let until = taken.head().min(after + STEP);
            let rows: Vec<AuditRow> =
                sqlx::query_as("SELECT * FROM audit_log WHERE seq > ? AND seq <= ? ORDER BY seq")
                    .bind(after)
                    .bind(until)
                    .fetch_all(&self.readers)
                    .await?;
            for entry in rows.into_iter().map(AuditEntry::from) {
                if shown.shows(&entry) {
                    for line in lines.shown(entry) {
                        write_line(&mut file, &line)?;
                    }
                } else {
                    lines.sealed(entry.seq, entry.prev_hash, entry.hash);
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
