//! Files that follow from others, written once more with the code that writes packs and compared byte
//! for byte: pages, the results in OSCAL's form, `VERIFY.md` and the key.

use std::collections::{HashMap, HashSet};
use std::io::Write as _;

use domain::assessment::Frozen;
use domain::{EvidenceId, SubmissionId};

use super::archive::Archive;
use super::lists::{Lists, frozen};
use super::same::Same;
use super::{Fault, fault};
use crate::collected::Collected;
use crate::manifest::Manifest;
use crate::oscal::{OscalFile, has_results};
use crate::records::{
    DecisionRecord, EvidenceRecord, Submission, SubmissionRecord, VerdictRecord, newest,
};
use crate::report::{Beside, Held, Listed, index, submission};
use crate::{PackError, how_to, path};

/// What stands beside submissions, by what it belongs to.
struct Around<'a> {
    evidence: HashMap<EvidenceId, &'a EvidenceRecord>,
    verdicts: HashMap<EvidenceId, Vec<&'a VerdictRecord>>,
    decisions: HashMap<SubmissionId, Vec<DecisionRecord>>,
}

pub(super) fn check(
    archive: &Archive,
    manifest: &Manifest,
    lists: &Lists,
    collected: &Collected,
    older: i64,
) -> Result<(), Fault> {
    let about = &manifest.about;
    same(archive, path::HOW_TO, how_to(&manifest.key, older).as_bytes())?;
    let around = Around::of(lists);
    let mut listed = Vec::new();
    for made in &lists.submissions {
        let frozen = frozen(archive, &format!("{}.json", made.path))?;
        listed.push(Listed::of(&made.path, &frozen));
        let (evidence, verdicts) = around.beside(&frozen);
        let whole = around.whole(made, frozen);
        let beside = Beside { evidence: &evidence, verdicts: &verdicts };
        let page = submission(about, &whole, beside);
        same(archive, &format!("{}.html", made.path), page.as_bytes())?;
    }
    let held = Held {
        evidence: lists.evidence.len() as u64,
        verdicts: lists.verdicts.len() as u64,
        results: has_results(lists.submissions.len(), collected),
    };
    let page = index(about, &manifest.key, &listed, held);
    same(archive, path::INDEX, page.as_bytes())?;
    if !held.results {
        return Ok(());
    }
    oscal(archive, manifest, lists, collected, &around)
}

fn oscal(
    archive: &Archive,
    manifest: &Manifest,
    lists: &Lists,
    collected: &Collected,
    around: &Around<'_>,
) -> Result<(), Fault> {
    let broken = |error: PackError| fault(path::OSCAL, error.to_string());
    let sink = Same::new(archive.open_file(path::OSCAL)?);
    let mut oscal = OscalFile::new(sink, &manifest.about).map_err(broken)?;
    let newest = newest(&lists.submissions);
    for made in lists.submissions.iter().filter(|made| newest.contains(&made.id)) {
        let json = format!("{}.json", made.path);
        let frozen = frozen(archive, &json)?;
        let (_, verdicts) = around.beside(&frozen);
        let whole = around.whole(made, frozen);
        oscal.result(&whole, &json, &verdicts).map_err(broken)?;
    }
    oscal.audit(&manifest.about, collected).map_err(broken)?;
    for item in &lists.evidence {
        oscal.evidence(item).map_err(broken)?;
    }
    match oscal.finish().map_err(broken)?.end() {
        None => Ok(()),
        Some(at) => Err(unlike(path::OSCAL, at)),
    }
}

/// Whether a file holds just this.
pub(super) fn same(archive: &Archive, name: &str, expected: &[u8]) -> Result<(), Fault> {
    let mut sink = Same::new(archive.open_file(name)?);
    sink.write_all(expected).map_err(|error| fault(name, error.to_string()))?;
    match sink.end() {
        None => Ok(()),
        Some(at) => Err(unlike(name, at)),
    }
}

pub(super) fn unlike(name: &str, at: u64) -> Fault {
    fault(name, format!("it is not what follows from the rest of the pack, from byte {at}"))
}

impl<'a> Around<'a> {
    fn of(lists: &'a Lists) -> Self {
        let mut verdicts: HashMap<_, Vec<_>> = HashMap::new();
        for given in &lists.verdicts {
            verdicts.entry(given.evidence).or_default().push(given);
        }
        let mut decisions: HashMap<_, Vec<_>> = HashMap::new();
        for given in &lists.decisions {
            decisions.entry(given.submission).or_default().push(given.clone());
        }
        let evidence = lists.evidence.iter().map(|item| (item.id, item)).collect();
        Self { evidence, verdicts, decisions }
    }

    /// The items that a submission names, and the verdicts on them.
    fn beside(&self, frozen: &Frozen) -> (Vec<EvidenceRecord>, Vec<VerdictRecord>) {
        let answers = frozen.answers.iter();
        let named: HashSet<EvidenceId> =
            answers.flat_map(|answer| answer.evidence.iter().map(|item| item.id)).collect();
        let evidence = named.iter().filter_map(|id| self.evidence.get(id).copied().cloned());
        let verdicts = named.iter().filter_map(|id| self.verdicts.get(id)).flatten();
        (evidence.collect(), verdicts.copied().cloned().collect())
    }

    fn whole(&self, made: &SubmissionRecord, frozen: Frozen) -> Submission {
        Submission {
            id: made.id,
            frozen,
            sha256: made.sha256.clone(),
            entry: made.entry,
            due_on: made.due_on,
            decisions: self.decisions.get(&made.id).cloned().unwrap_or_default(),
        }
    }
}
