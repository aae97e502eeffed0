//! The ZIP as a pack writes it, and nothing else: no folders, links, compression or encryption, no
//! name twice, no name that leads out of the folder into which it is unfolded.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek as _};
use std::ops::Range;
use std::path::Path;

use rawzip::{
    CompressionMethod, FileReader, MAX_CENTRAL_DIRECTORY_RECORD_SIZE, RangeReader, ZipArchive,
    ZipFileHeaderRecord,
};

use super::{Fault, fault};
use crate::path;

/// The most files of a pack.
const FILES_MAX: u64 = 2_000_000;

/// A pack, opened, with the place of each file in it.
pub(super) struct Archive {
    file: FileReader,
    path: std::path::PathBuf,
    entries: Vec<(String, Range<u64>)>,
    by_name: HashMap<String, usize>,
}

/// Why the ZIP can't be read.
fn broken(error: &dyn std::fmt::Display) -> Fault {
    fault("the ZIP", format!("it can't be read: {error}"))
}

impl Archive {
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let open = || File::open(path).map_err(|error| broken(&error));
        let mut buffer = vec![0; MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let zip = ZipArchive::from_file(open()?, &mut buffer).map_err(|error| broken(&error))?;
        let declared = zip.entries_hint();
        if declared > FILES_MAX {
            return Err(fault("the ZIP", format!("it holds more than {FILES_MAX} files")));
        }
        let mut archive = Self {
            file: open()?.into(),
            path: path.to_owned(),
            entries: Vec::new(),
            by_name: HashMap::new(),
        };
        let mut folded: HashMap<String, String> = HashMap::new();
        let mut entries = zip.entries(&mut buffer);
        while let Some(entry) = entries.next_entry().map_err(|error| broken(&error))? {
            let name = checked(&entry)?;
            let place = zip
                .get_entry(entry.wayfinder())
                .map_err(|error| fault(&name, format!("its place in the ZIP is wrong: {error}")))?;
            let (start, end) = place.compressed_data_range();
            if archive.by_name.insert(name.clone(), archive.entries.len()).is_some() {
                return Err(fault(name, "it is in the ZIP twice"));
            }
            if let Some(twin) = folded.insert(path::folded(&name), name.clone()) {
                let what = format!("only capital letters tell it from {twin}");
                return Err(fault(name, what));
            }
            archive.entries.push((name, start..end));
        }
        if archive.entries.len() as u64 == declared {
            return Ok(archive);
        }
        Err(fault("the ZIP", "it does not hold as many files as it says"))
    }

    /// All names, in the order of the ZIP.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| name.as_str())
    }

    /// The bytes of a file.
    pub(super) fn open_file(&self, name: &str) -> Result<impl Read, Fault> {
        let index = self.by_name.get(name).ok_or_else(|| fault(name, "it is missing"))?;
        let range = self.entries[*index].1.clone();
        Ok(BufReader::with_capacity(crate::writer::PIECE, RangeReader::new(&self.file, range)))
    }

    /// A file as a whole, where it isn't larger than `most` bytes.
    pub(super) fn read(&self, name: &str, most: u64) -> Result<Vec<u8>, Fault> {
        if self.size(name).is_some_and(|size| size > most) {
            return Err(fault(name, format!("it is larger than {most} bytes")));
        }
        let mut content = Vec::new();
        self.open_file(name)?
            .read_to_end(&mut content)
            .map_err(|error| fault(name, error.to_string()))?;
        Ok(content)
    }

    /// The size of a file in bytes; none where there is no such file.
    pub(super) fn size(&self, name: &str) -> Option<u64> {
        let range = &self.entries[*self.by_name.get(name)?].1;
        Some(range.end - range.start)
    }

    /// The ZIP itself, from its beginning.
    pub(super) fn whole(&self) -> Result<File, Fault> {
        let mut file = File::open(&self.path).map_err(|error| broken(&error))?;
        file.rewind().map_err(|error| broken(&error))?;
        Ok(file)
    }
}

/// The name of an entry that a pack could hold.
fn checked(entry: &ZipFileHeaderRecord<'_>) -> Result<String, Fault> {
    let raw = entry.file_path();
    let shown = String::from_utf8_lossy(raw.as_ref()).into_owned();
    if !path::is_safe(&shown) || shown.as_bytes() != raw.as_ref() {
        return Err(fault(
            format!("{shown:?}"),
            "such a name is never written: it could lead out of the folder",
        ));
    }
    if entry.mode().is_symlink() {
        return Err(fault(shown, "it is a link and no file"));
    }
    if entry.flags().is_encrypted() || entry.compression_method() != CompressionMethod::STORE {
        return Err(fault(shown, "it is compressed or encrypted, which a pack never is"));
    }
    if entry.compressed_size_hint() != entry.uncompressed_size_hint() {
        return Err(fault(shown, "its sizes in the ZIP contradict each other"));
    }
    Ok(shown)
}
