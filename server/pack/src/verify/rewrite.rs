//! Every byte: the pack is written once more from what it holds, and compared with itself.
//!
//! The bytes of a pack follow from its content, so whatever is hidden between files, in their heads or
//! behind the end differs. Each file is hashed on the way.

use std::io::BufReader;

use domain::Timestamp;

use super::archive::Archive;
use super::same::{Difference, Same};
use super::{Fault, fault};
use crate::manifest::Manifest;
use crate::path;
use crate::writer::{PIECE, PackWriter, copy};

pub(super) fn check(archive: &Archive, manifest: &Manifest, bytes: &[u8]) -> Result<(), Fault> {
    let sink = Same::new(BufReader::with_capacity(4 * PIECE, archive.whole()?));
    let differs = sink.differs();
    let as_of: Timestamp = manifest.about.as_of;
    let mut writer = PackWriter::new(sink, as_of);
    for listed in &manifest.files {
        let name = &listed.path;
        let broken =
            |error: &dyn std::fmt::Display| fault(name, format!("it can't be read: {error}"));
        let mut content = archive.open_file(name)?;
        let mut file = writer.file(name).map_err(|error| broken(&error))?;
        copy(&mut content, &mut file).map_err(|error| broken(&error))?;
        let found = file.finish().map_err(|error| broken(&error))?;
        if found.sha256 != listed.sha256 {
            let what = format!("it was changed: what is there now hashes to {}", found.sha256);
            return Err(fault(name, what));
        }
        at_byte(&differs, name)?;
    }
    let sums = archive.read(path::SUMS, u64::MAX)?;
    let signature = archive.read(path::SIGNATURE, 64)?;
    let sink = writer
        .end_as([bytes, &sums, &signature])
        .map_err(|error| fault("the ZIP", error.to_string()))?;
    at_byte(&differs, "the ZIP's list of files")?;
    match sink.end() {
        None => Ok(()),
        Some(at) => Err(fault("the ZIP", format!("something follows its end at byte {at}"))),
    }
}

/// Whether everything up to here was as a pack is written.
fn at_byte(differs: &Difference, place: &str) -> Result<(), Fault> {
    match differs.get() {
        Some(at) => {
            let what = format!("the ZIP around it is not as Plumbline writes it, from byte {at}");
            Err(fault(place, what))
        }
        None => Ok(()),
    }
}
