//! Every byte: the pack is written once more from what it holds, and compared with itself.
//!
//! The bytes of a pack follow from its content, so whatever is hidden between files, in their heads or
//! behind the end differs. Each file is hashed on the way.

use std::cell::Cell;
use std::io::{self, BufReader, Read, Write};
use std::rc::Rc;

use domain::Timestamp;

use super::archive::Archive;
use super::{Fault, fault};
use crate::manifest::Manifest;
use crate::path;
use crate::writer::{PIECE, PackWriter, copy};

pub(super) fn check(archive: &Archive, manifest: &Manifest, bytes: &[u8]) -> Result<(), Fault> {
    let differs = Rc::new(Cell::new(None));
    let against = BufReader::with_capacity(4 * PIECE, archive.whole()?);
    let sink = Compare { against, at: 0, differs: differs.clone(), buffer: vec![0; PIECE] };
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
    sink.ends_here()
}

/// Whether everything up to here was as a pack is written.
fn at_byte(differs: &Cell<Option<u64>>, place: &str) -> Result<(), Fault> {
    match differs.get() {
        Some(at) => {
            let what = format!("the ZIP around it is not as Plumbline writes it, from byte {at}");
            Err(fault(place, what))
        }
        None => Ok(()),
    }
}

/// Takes bytes and notes the first that differs from a file's.
struct Compare<R> {
    against: R,
    at: u64,
    differs: Rc<Cell<Option<u64>>>,
    buffer: Vec<u8>,
}

impl<R: Read> Compare<R> {
    fn ends_here(mut self) -> Result<(), Fault> {
        let mut one = [0];
        match self.against.read(&mut one) {
            Ok(0) => Ok(()),
            _ => Err(fault("the ZIP", format!("something follows its end at byte {}", self.at))),
        }
    }
}

impl<R: Read> Write for Compare<R> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = &bytes[..bytes.len().min(self.buffer.len())];
        let buffer = &mut self.buffer[..piece.len()];
        let complete = self.against.read_exact(buffer).is_ok();
        if self.differs.get().is_none() && (!complete || buffer != piece) {
            let same = buffer.iter().zip(piece).take_while(|(there, here)| there == here).count();
            self.differs.set(Some(self.at + same as u64));
        }
        self.at += piece.len() as u64;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
