//! What lies in a pack, held against what the log records of it.

use std::collections::{HashMap, HashSet};

use domain::UnitId;
use domain::assessment::Frozen;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::archive::Archive;
use super::chain::Chain;
use super::{Fault, fault};
use crate::manifest::{FileEntry, Manifest};
use crate::path;
use crate::records::{DecisionRecord, EvidenceRecord, VerdictRecord};

/// The largest list that is read into memory, in bytes.
const LIST_MAX: u64 = 1024 * 1024 * 1024;
/// The largest submission, in bytes.
const SUBMISSION_MAX: u64 = 16 * 1024 * 1024;
const UNLOGGED: &str = "the log does not record it as it is here";

/// How much was compared.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) submissions: u64,
    pub(super) evidence: u64,
    pub(super) verdicts: u64,
}

/// The entries of the log that something in the pack answers to.
type Answered = HashSet<i64>;

pub(super) fn check(
    archive: &Archive,
    manifest: &Manifest,
    chain: &Chain,
) -> Result<Counts, Fault> {
    let mut answered = Answered::new();
    let submissions = check_submissions(archive, manifest, chain, &mut answered)?;
    let evidence: Vec<EvidenceRecord> = list(archive, path::EVIDENCE)?;
    check_evidence(&evidence, manifest, chain)?;
    let verdicts: Vec<VerdictRecord> = list(archive, path::VERDICTS)?;
    check_verdicts(&verdicts, chain, &mut answered)?;
    let decisions: Vec<DecisionRecord> = list(archive, path::DECISIONS)?;
    check_decisions(&decisions, chain)?;
    let items: HashSet<i64> = evidence.iter().map(|item| item.id.0).collect();
    nothing_left_out(manifest, chain, &answered, &items)?;
    Ok(Counts { submissions, evidence: evidence.len() as u64, verdicts: verdicts.len() as u64 })
}

fn list<T: DeserializeOwned>(archive: &Archive, name: &str) -> Result<Vec<T>, Fault> {
    let content = archive.read(name, LIST_MAX)?;
    serde_json::from_slice(&content)
        .map_err(|error| fault(name, format!("it can't be read: {error}")))
}

fn check_submissions(
    archive: &Archive,
    manifest: &Manifest,
    chain: &Chain,
    answered: &mut Answered,
) -> Result<u64, Fault> {
    let logged: HashMap<(i64, u64), (&str, i64)> = chain
        .recording
        .iter()
        .filter(|(_, (entry, _))| entry.action == "assessment.submitted")
        .filter_map(|(seq, (entry, after))| {
            let revision = (entry.subject_id?, after["revision"].as_u64()?);
            Some((revision, (after["sha256"].as_str()?, *seq)))
        })
        .collect();
    let mut checked = 0;
    let submissions =
        |file: &&FileEntry| file.path.starts_with("assessments/") && file.path.ends_with(".json");
    for file in manifest.files.iter().filter(submissions) {
        let content = archive.read(&file.path, SUBMISSION_MAX)?;
        let frozen = Frozen::read(&String::from_utf8_lossy(&content))
            .map_err(|error| fault(&file.path, format!("it can't be read: {error}")))?;
        let (sha256, seq) = logged
            .get(&(frozen.assessment.0, u64::from(frozen.revision)))
            .ok_or_else(|| fault(&file.path, UNLOGGED))?;
        if *sha256 != file.sha256 {
            return Err(fault(&file.path, UNLOGGED));
        }
        answered.insert(*seq);
        checked += 1;
    }
    Ok(checked)
}

fn check_evidence(
    evidence: &[EvidenceRecord],
    manifest: &Manifest,
    chain: &Chain,
) -> Result<(), Fault> {
    let held = |path: &str| {
        let found = manifest.files.binary_search_by(|file| file.path.as_str().cmp(path));
        found.ok().map(|index| &manifest.files[index])
    };
    let mut named = HashSet::new();
    for item in evidence {
        let place = format!("evidence {}", item.id);
        let logged = chain.recording.get(&item.entry).is_some_and(|(entry, after)| {
            entry.action == "evidence.attached"
                && entry.subject_id == Some(item.id.0)
                && entry.actor_id == Some(item.uploaded_by.id)
                && entry.at == item.uploaded_at
                && after["sha256"] == item.sha256
                && after["title"] == item.title
                && after["collected_on"] == json!(item.collected_on)
                && after["valid_until"] == json!(item.valid_until)
        });
        if !logged {
            return Err(fault(place, UNLOGGED));
        }
        let path = path::evidence(&item.sha256);
        match held(&path) {
            Some(file) if file.sha256 == item.sha256 && file.size == item.size => {}
            Some(_) => return Err(fault(path, format!("it is not the content of {place}"))),
            None => return Err(fault(path, format!("it is missing, and {place} needs it"))),
        }
        named.insert(path);
    }
    let stray =
        |file: &&FileEntry| file.path.starts_with("evidence/") && !named.contains(&file.path);
    match manifest.files.iter().find(stray) {
        Some(file) => Err(fault(&file.path, "no item of evidence names it")),
        None => Ok(()),
    }
}

fn check_verdicts(
    verdicts: &[VerdictRecord],
    chain: &Chain,
    answered: &mut Answered,
) -> Result<(), Fault> {
    for verdict in verdicts {
        let logged = chain.recording.get(&verdict.entry).is_some_and(|(entry, after)| {
            entry.action == "evidence.judged"
                && entry.subject_id == Some(verdict.evidence.0)
                && entry.unit_id == Some(verdict.unit)
                && entry.actor_id == Some(verdict.given_by.id)
                && entry.at == verdict.given_at
                && after["question"] == json!(verdict.question)
                && after["verdict"] == json!(verdict.verdict)
                && after["reason"] == verdict.reason
        });
        if !logged {
            return Err(fault(format!("verdict {}", verdict.id), UNLOGGED));
        }
        answered.insert(verdict.entry);
    }
    Ok(())
}

fn check_decisions(decisions: &[DecisionRecord], chain: &Chain) -> Result<(), Fault> {
    for decision in decisions {
        let logged = chain.recording.get(&decision.entry).is_some_and(|(entry, after)| {
            entry.action == format!("assessment.{}", decision.decision)
                && entry.actor_id == Some(decision.decided_by.id)
                && entry.at == decision.decided_at
                && after["reason"] == decision.reason
        });
        if !logged {
            let place = format!("decision on submission {}", decision.submission);
            return Err(fault(place, UNLOGGED));
        }
    }
    Ok(())
}

/// What the log records of the covered units is there: a verdict that nobody likes can't be left out.
fn nothing_left_out(
    manifest: &Manifest,
    chain: &Chain,
    answered: &Answered,
    items: &HashSet<i64>,
) -> Result<(), Fault> {
    let scope = &manifest.about.scope;
    let units: HashSet<UnitId> = scope.units.iter().map(|unit| unit.id).collect();
    let mut missing: Vec<(i64, &str)> = chain
        .recording
        .values()
        .filter(|(entry, _)| entry.unit_id.is_some_and(|unit| units.contains(&unit)))
        .filter(|(entry, _)| !answered.contains(&entry.seq))
        .filter_map(|(entry, _)| match entry.action.as_str() {
            "assessment.submitted" if scope.round.is_none() => Some((entry.seq, "submission")),
            "evidence.judged" if entry.subject_id.is_some_and(|id| items.contains(&id)) => {
                Some((entry.seq, "verdict"))
            }
            _ => None,
        })
        .collect();
    missing.sort_unstable();
    match missing.first() {
        Some((seq, what)) => Err(fault(
            format!("{}, entry {seq}", path::LOG),
            format!("the {what} that it records is missing"),
        )),
        None => Ok(()),
    }
}
