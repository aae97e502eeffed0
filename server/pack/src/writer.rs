//! Writing a pack as a stream: one ZIP whose bytes follow from its content alone.
//!
//! Files are stored and not compressed. So no version of any compressor has a part in the bytes, what
//! lies in the pack is what `sha256sum` reads, and a pack that unfolds into something huge can't be.
//! The sizes follow each file, so that nothing has to be known beforehand and nothing is sought.

use std::io::{Read, Write};

use domain::Timestamp;
use rawzip::time::UtcDateTime;
use rawzip::{ZipArchiveWriter, ZipDataWriter, ZipEntryWriter};
use sha2::{Digest as _, Sha256};

use crate::key::SigningKey;
use crate::manifest::{About, FORMAT, FileEntry, Manifest, WORDING};
use crate::path;

/// How much of a file is copied at a time, in bytes.
pub(crate) const PIECE: usize = 64 * 1024;

/// Why a pack could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The ZIP could not be written.
    #[error("the pack could not be written")]
    Zip(#[from] rawzip::Error),
    /// A file could not be read, or the other end took no more.
    #[error("the pack could not be written")]
    Io(#[from] std::io::Error),
    /// Something could not be written as JSON.
    #[error("the pack could not be written")]
    Json(#[from] serde_json::Error),
    /// The key could not be used.
    #[error("the signing key can't be used")]
    Key(#[from] crate::KeyError),
    /// A path that may not stand in a pack, or not here: the order is fixed.
    #[error("{0} has no place in a pack here")]
    Path(String),
    /// A file is not what its name says.
    #[error("the evidence file {expected} was changed: what is there now hashes to {found}")]
    Changed {
        /// The hash under which it is kept.
        expected: String,
        /// The hash of what is there.
        found: String,
    },
}

/// Writes a pack into anything that takes bytes. Paths come in ascending order.
pub struct PackWriter<W> {
    zip: ZipArchiveWriter<W>,
    at: UtcDateTime,
    files: Vec<FileEntry>,
}

impl<W: Write> PackWriter<W> {
    /// Begins a pack; all its files bear the moment that it is as of.
    pub fn new(sink: W, as_of: Timestamp) -> Self {
        let at = UtcDateTime::from_unix(as_of.utc().timestamp());
        Self { zip: ZipArchiveWriter::new(sink), at, files: Vec::new() }
    }

    /// Begins a file; end it with [`PackFile::finish`].
    ///
    /// # Errors
    /// [`PackError::Path`] for a path that is unsafe or out of order.
    pub fn file(&mut self, path: &str) -> Result<PackFile<'_, W>, PackError> {
        let follows = self.files.last().is_none_or(|last| last.path.as_str() < path);
        if !follows || !path::is_safe(path) {
            return Err(PackError::Path(path.to_owned()));
        }
        let (entry, config) = begin(&mut self.zip, path, self.at)?;
        Ok(PackFile {
            inner: config.wrap(entry),
            digest: Sha256::new(),
            size: 0,
            path: path.to_owned(),
            files: &mut self.files,
        })
    }

    /// A file whose bytes are at hand.
    ///
    /// # Errors
    /// As for [`PackWriter::file`].
    pub fn bytes(&mut self, path: &str, content: &[u8]) -> Result<(), PackError> {
        let mut file = self.file(path)?;
        file.write_all(content)?;
        file.finish()?;
        Ok(())
    }

    /// An item of evidence, from where it is kept.
    ///
    /// # Errors
    /// [`PackError::Changed`] when the bytes are not those of the hash: such a pack is never finished.
    pub fn evidence(&mut self, sha256: &str, mut from: impl Read) -> Result<(), PackError> {
        let mut file = self.file(&path::evidence(sha256))?;
        copy(&mut from, &mut file)?;
        let found = file.finish()?;
        if found.sha256 == sha256 {
            return Ok(());
        }
        Err(PackError::Changed { expected: sha256.to_owned(), found: found.sha256 })
    }

    /// Ends the pack with its signed manifest.
    ///
    /// # Errors
    /// When the other end takes no more.
    pub fn finish(self, about: About, key: &SigningKey) -> Result<W, PackError> {
        let fingerprint = key.public().fingerprint();
        let (format, wording, files) = (FORMAT, WORDING, self.files);
        let manifest = Manifest { format, wording, key: fingerprint, about, files };
        let bytes = manifest.to_bytes()?;
        let sums = manifest.sums(&hex::encode(Sha256::digest(&bytes)));
        let signature = key.sign(&bytes);
        end(self.zip, self.at, [&bytes, sums.as_bytes(), &signature])
    }

    /// Ends the pack with what stands last in another one.
    pub(crate) fn end_as(self, last: [&[u8]; 3]) -> Result<W, PackError> {
        end(self.zip, self.at, last)
    }
}

/// The manifest, its sums and its signature stand last.
fn end<W: Write>(
    mut zip: ZipArchiveWriter<W>,
    at: UtcDateTime,
    last: [&[u8]; 3],
) -> Result<W, PackError> {
    for (path, content) in [path::MANIFEST, path::SUMS, path::SIGNATURE].iter().zip(last) {
        let (entry, config) = begin(&mut zip, path, at)?;
        let mut writer = config.wrap(entry);
        writer.write_all(content)?;
        let (entry, descriptor) = writer.finish()?;
        entry.finish(descriptor)?;
    }
    Ok(zip.finish()?)
}

fn begin<'a, W: Write>(
    zip: &'a mut ZipArchiveWriter<W>,
    path: &str,
    at: UtcDateTime,
) -> Result<(ZipEntryWriter<'a, W>, rawzip::ZipDataWriterConfig), PackError> {
    Ok(zip.new_file(path).last_modified(at).unix_permissions(0o644).start()?)
}

/// Copies everything, in pieces.
pub(crate) fn copy(from: &mut impl Read, to: &mut impl Write) -> std::io::Result<()> {
    let mut buffer = vec![0; PIECE];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(()),
            read => to.write_all(&buffer[..read])?,
        }
    }
}

/// A file of a pack while it is written.
pub struct PackFile<'a, W: Write> {
    inner: ZipDataWriter<ZipEntryWriter<'a, W>>,
    digest: Sha256,
    size: u64,
    path: String,
    files: &'a mut Vec<FileEntry>,
}

impl<W: Write> PackFile<'_, W> {
    /// Ends the file.
    ///
    /// # Errors
    /// When the other end takes no more.
    pub fn finish(self) -> Result<FileEntry, PackError> {
        let (entry, descriptor) = self.inner.finish()?;
        entry.finish(descriptor)?;
        let sha256 = hex::encode(self.digest.finalize());
        let file = FileEntry { path: self.path, size: self.size, sha256 };
        self.files.push(file.clone());
        Ok(file)
    }
}

impl<W: Write> Write for PackFile<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}
