//! The lists of a pack: read whole, and held to the one form and order in which they are written.

use std::collections::HashMap;

use domain::SubmissionId;
use domain::assessment::Frozen;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::archive::Archive;
use super::same::Same;
use super::{Fault, fault};
use crate::manifest::Manifest;
use crate::path;
use crate::records::{DecisionRecord, EvidenceRecord, JsonList, SubmissionRecord, VerdictRecord};

/// The largest list that is read into memory, in bytes.
const LIST_MAX: u64 = 1024 * 1024 * 1024;
/// The largest submission, in bytes.
const SUBMISSION_MAX: u64 = 16 * 1024 * 1024;

/// What lies in a pack beside frozen bytes and files.
pub(super) struct Lists {
    pub(super) submissions: Vec<SubmissionRecord>,
    pub(super) evidence: Vec<EvidenceRecord>,
    pub(super) verdicts: Vec<VerdictRecord>,
    pub(super) decisions: Vec<DecisionRecord>,
}

impl Lists {
    pub(super) fn read(archive: &Archive, manifest: &Manifest) -> Result<Self, Fault> {
        let submissions: Vec<SubmissionRecord> = if manifest.format >= 2 {
            list(archive, path::SUBMISSIONS)?
        } else {
            of_the_first_format(archive, manifest)?
        };
        let evidence: Vec<EvidenceRecord> = list(archive, path::EVIDENCE)?;
        let verdicts: Vec<VerdictRecord> = list(archive, path::VERDICTS)?;
        let decisions: Vec<DecisionRecord> = list(archive, path::DECISIONS)?;
        in_order(path::SUBMISSIONS, &submissions, |made| format!("{}.", made.path))?;
        in_order(path::EVIDENCE, &evidence, |item| item.id.0)?;
        in_order(path::VERDICTS, &verdicts, |given| (given.evidence.0, given.id.0))?;
        in_order(path::VERDICTS, &verdicts, |given| (given.evidence.0, given.entry))?;
        let listed = submissions.iter().enumerate().map(|(at, made)| (made.id, at));
        let listed: HashMap<SubmissionId, usize> = listed.collect();
        in_order(path::DECISIONS, &decisions, |given| {
            (listed.get(&given.submission).copied(), given.entry)
        })?;
        Ok(Self { submissions, evidence, verdicts, decisions })
    }
}

/// A list, which is written in one way alone: so there are no fields in it that nobody knows.
fn list<T: DeserializeOwned + Serialize>(archive: &Archive, name: &str) -> Result<Vec<T>, Fault> {
    let broken = |error: &dyn std::fmt::Display| fault(name, format!("it can't be read: {error}"));
    let content = archive.read(name, LIST_MAX)?;
    let rows: Vec<T> = serde_json::from_slice(&content).map_err(|error| broken(&error))?;
    let mut again = JsonList::new(Same::new(&content[..])).map_err(|error| broken(&error))?;
    for row in &rows {
        again.push(row).map_err(|error| broken(&error))?;
    }
    match again.finish().map_err(|error| broken(&error))?.end() {
        None => Ok(rows),
        Some(at) => Err(fault(name, format!("it is not as Plumbline writes it, from byte {at}"))),
    }
}

fn in_order<T, K: PartialOrd>(name: &str, rows: &[T], key: impl Fn(&T) -> K) -> Result<(), Fault> {
    if rows.windows(2).all(|pair| key(&pair[0]) < key(&pair[1])) {
        return Ok(());
    }
    Err(fault(name, "its rows are out of order, or one of them is there twice"))
}

/// The frozen bytes at a path, read.
pub(super) fn frozen(archive: &Archive, path: &str) -> Result<Frozen, Fault> {
    let content = archive.read(path, SUBMISSION_MAX)?;
    Frozen::read(&String::from_utf8_lossy(&content))
        .map_err(|error| fault(path, format!("it can't be read: {error}")))
}

/// Packs of the first format name their submissions by their files alone: no day on which they were due.
fn of_the_first_format(
    archive: &Archive,
    manifest: &Manifest,
) -> Result<Vec<SubmissionRecord>, Fault> {
    let mut submissions = Vec::new();
    for file in &manifest.files {
        let Some(path) = file.path.strip_suffix(".json") else { continue };
        if !path.starts_with("assessments/") {
            continue;
        }
        let id = path.rsplit('-').next().and_then(|id| id.parse().ok());
        let id = id.ok_or_else(|| fault(&file.path, "no pack has a file of this name"))?;
        let frozen = frozen(archive, &file.path)?;
        submissions.push(SubmissionRecord {
            id: SubmissionId(id),
            entry: 0,
            assessment: frozen.assessment,
            revision: frozen.revision,
            sha256: file.sha256.clone(),
            due_on: None,
            path: path.to_owned(),
        });
    }
    Ok(submissions)
}
