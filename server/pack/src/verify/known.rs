//! The files of a pack: each that follows from its lists is there, and no other.

use std::collections::{BTreeMap, BTreeSet};

use super::lists::Lists;
use super::{Fault, fault};
use crate::collected::Collected;
use crate::manifest::{FileEntry, Manifest};
use crate::oscal::has_results;
use crate::path;

pub(super) fn check(
    manifest: &Manifest,
    lists: &Lists,
    collected: &Collected,
) -> Result<(), Fault> {
    let held: BTreeMap<&str, &FileEntry> =
        manifest.files.iter().map(|file| (file.path.as_str(), file)).collect();
    let mut known: BTreeSet<String> = [
        path::HOW_TO,
        path::DECISIONS,
        path::EVIDENCE,
        path::INDEX,
        path::LOG,
        path::VERDICTS,
        &path::key(&manifest.key),
    ]
    .map(str::to_owned)
    .into();
    if manifest.format >= 2 {
        known.insert(path::SUBMISSIONS.to_owned());
    }
    if manifest.about.scope.audit.is_some() {
        let of_audit = [path::AUDIT, path::CONCLUSIONS, path::FINDINGS, path::REQUESTS];
        known.extend(of_audit.map(str::to_owned));
    }
    // Before wording 2, what an audit found was no result.
    let found = if manifest.wording >= 2 { collected } else { &Collected::default() };
    if has_results(lists.submissions.len(), found) {
        known.insert(path::OSCAL.to_owned());
    }
    for made in &lists.submissions {
        known.extend([".html", ".json"].map(|ending| format!("{}{ending}", made.path)));
    }
    for item in &lists.evidence {
        let (path, place) = (path::evidence(&item.sha256), format!("evidence {}", item.id));
        match held.get(path.as_str()) {
            Some(file) if file.sha256 == item.sha256 && file.size == item.size => {}
            Some(_) => return Err(fault(path, format!("it is not the content of {place}"))),
            None => return Err(fault(path, format!("it is missing, and {place} needs it"))),
        }
        known.insert(path);
    }
    if let Some(stray) = held.keys().find(|path| !known.contains(**path)) {
        let what = if stray.starts_with("evidence/") {
            "no item of evidence names it"
        } else if stray.starts_with("assessments/") {
            "no submission of the pack is named so"
        } else {
            "no pack has a file of this name"
        };
        return Err(fault(*stray, what));
    }
    match known.iter().find(|path| !held.contains_key(path.as_str())) {
        Some(missing) => Err(fault(missing, "it is missing")),
        None => Ok(()),
    }
}
