//! Checking a pack with nothing but the file, and naming the first thing that is wrong.
//!
//! In this order: the ZIP's structure, the signature, the list of files, every byte of every file and
//! of the ZIP around it, the chain of the log, what the log records of the files, and at last the files
//! that follow from others, which are written once more and compared.

mod archive;
mod audit;
mod chain;
mod compared;
mod contents;
mod derived;
mod history;
mod known;
mod lists;
mod rewrite;
mod same;
mod scoped;

use std::fmt;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use self::archive::Archive;
use self::lists::Lists;
use crate::key::PublicKey;
use crate::manifest::{FORMAT, Head, Manifest, Scope, WORDING};
use crate::path;

/// The largest manifest that is read into memory, in bytes: enough for two million files.
const MANIFEST_MAX: u64 = 512 * 1024 * 1024;

/// The first thing that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    /// Where.
    pub place: String,
    /// What.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// A fault at a place.
fn fault(place: impl Into<String>, what: impl Into<String>) -> Fault {
    Fault { place: place.into(), what: what.into() }
}

/// What a pack that is in order is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The fingerprint of the key that signed it.
    pub key: String,
    /// What it is of.
    pub scope: Scope,
    /// The organisation's name.
    pub organisation: String,
    /// Where the log stood.
    pub head: Head,
    /// How many files it lists.
    pub files: usize,
    /// How many entries of the log it shows.
    pub shown: u64,
    /// How many entries of the log it passes over.
    pub sealed: u64,
    /// How many of these are of the older form: what they say can't be recomputed, so that for them
    /// there is only the signature.
    pub vouched: u64,
    /// How many submissions it holds.
    pub submissions: u64,
    /// How many items of evidence it holds.
    pub evidence: u64,
    /// How many verdicts it holds.
    pub verdicts: u64,
    /// How many submissions, items and verdicts have a field of which the log says nothing, as it did
    /// when they were written: `VERIFY.md` says which.
    pub unrecorded: u64,
    /// The wording in which the files are written that follow from others, where it isn't this
    /// program's: then they were not compared.
    pub other_wording: Option<u16>,
}

/// Checks a pack. With a trusted key, another one is a fault; without, whoever reads the result has to
/// compare its fingerprint.
///
/// # Errors
/// The first thing that is wrong, also where the file can't be read.
pub fn verify(file: &Path, trusted: Option<&PublicKey>) -> Result<Verified, Fault> {
    let archive = Archive::open(file)?;
    let bytes = archive.read(path::MANIFEST, MANIFEST_MAX)?;
    let manifest: Manifest = serde_json::from_slice(&bytes)
        .map_err(|error| fault(path::MANIFEST, format!("it can't be read: {error}")))?;
    check_signature(&archive, &manifest, &bytes, trusted)?;
    if manifest.format > FORMAT || manifest.format == 0 {
        let what = format!("format {} is newer than this program", manifest.format);
        return Err(fault(path::MANIFEST, what));
    }
    check_list(&archive, &manifest)?;
    check_sums(&archive, &manifest, &bytes)?;
    rewrite::check(&archive, &manifest, &bytes)?;
    derived::same(&archive, path::MANIFEST, &again(&manifest)?)?;
    let chain = chain::check(&archive, &manifest)?;
    let mut lists = Lists::read(&archive, &manifest)?;
    let about = &manifest.about;
    let of = about.scope.audit.as_ref();
    let collected = of.map(|of| audit::told(&chain, of.id)).unwrap_or_default();
    let unrecorded = contents::check(&archive, &manifest, &chain, &collected, &mut lists)?;
    known::check(&manifest, &lists, &collected)?;
    if of.is_some() {
        audit::check_lists(&archive, &collected)?;
    }
    let is_ours = manifest.format == FORMAT && manifest.wording == WORDING;
    if is_ours {
        derived::check(&archive, &manifest, &lists, &collected, chain.older())?;
        if let Some(of) = of {
            audit::check_page(&archive, about, of, &collected)?;
        }
    }
    Ok(Verified {
        key: manifest.key,
        scope: manifest.about.scope,
        organisation: manifest.about.organisation,
        head: manifest.about.head,
        files: manifest.files.len(),
        shown: chain.shown,
        sealed: chain.sealed,
        vouched: chain.vouched,
        submissions: lists.submissions.len() as u64,
        evidence: lists.evidence.len() as u64,
        verdicts: lists.verdicts.len() as u64,
        unrecorded,
        other_wording: (!is_ours).then_some(manifest.wording),
    })
}

/// A manifest is written in one way alone.
fn again(manifest: &Manifest) -> Result<Vec<u8>, Fault> {
    manifest.to_bytes().map_err(|error| fault(path::MANIFEST, error.to_string()))
}

fn check_signature(
    archive: &Archive,
    manifest: &Manifest,
    bytes: &[u8],
    trusted: Option<&PublicKey>,
) -> Result<(), Fault> {
    let place = path::key(&manifest.key);
    if !path::is_safe(&place) {
        return Err(fault(path::MANIFEST, "it names no key"));
    }
    let pem = archive.read(&place, 4096)?;
    let key = PublicKey::from_pem(&String::from_utf8_lossy(&pem))
        .map_err(|error| fault(&place, error.to_string()))?;
    let fingerprint = key.fingerprint();
    if key.to_pem().is_ok_and(|again| again.as_bytes() != pem) {
        return Err(fault(place, "it holds more than the key"));
    }
    if fingerprint != manifest.key {
        return Err(fault(place, format!("it holds another key, {fingerprint}")));
    }
    if let Some(trusted) = trusted.map(PublicKey::fingerprint)
        && trusted != fingerprint
    {
        let what = format!("it is signed with the key {fingerprint}, not with {trusted}");
        return Err(fault(path::SIGNATURE, what));
    }
    if !key.verifies(bytes, &archive.read(path::SIGNATURE, 64)?) {
        let what = "it is not the signature of MANIFEST.json: one of them was changed";
        return Err(fault(path::SIGNATURE, what));
    }
    Ok(())
}

/// The manifest and the ZIP name the same files.
fn check_list(archive: &Archive, manifest: &Manifest) -> Result<(), Fault> {
    for pair in manifest.files.windows(2) {
        if pair[0].path >= pair[1].path {
            return Err(fault(path::MANIFEST, format!("{} is out of order", pair[1].path)));
        }
    }
    for file in &manifest.files {
        let size = archive.size(&file.path).ok_or_else(|| fault(&file.path, "it is missing"))?;
        if size != file.size {
            let what = format!("it has {size} bytes, and the manifest says {}", file.size);
            return Err(fault(&file.path, what));
        }
    }
    let own = [path::MANIFEST, path::SUMS, path::SIGNATURE];
    let listed =
        |name: &str| manifest.files.binary_search_by(|file| file.path.as_str().cmp(name)).is_ok();
    match archive.names().find(|name| !own.contains(name) && !listed(name)) {
        Some(extra) => Err(fault(extra, "it is not in the manifest: it was added")),
        None => Ok(()),
    }
}

fn check_sums(archive: &Archive, manifest: &Manifest, bytes: &[u8]) -> Result<(), Fault> {
    let sums = manifest.sums(&hex::encode(Sha256::digest(bytes)));
    if archive.read(path::SUMS, MANIFEST_MAX)? == sums.as_bytes() {
        return Ok(());
    }
    Err(fault(path::SUMS, "it does not list what MANIFEST.json lists: it was changed"))
}
