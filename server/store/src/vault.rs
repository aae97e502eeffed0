//! Evidence bytes: files beside the database, named by the SHA-256 of what is in them.
//!
//! Bytes stream into `incoming/`, are flushed to the disk and only then renamed to their hash. A row
//! is inserted after that, so a row always has its file; a crash leaves at most a file without a row.

use std::path::{Path, PathBuf};

use domain::AppError;
use sha2::{Digest, Sha256};
use tokio::fs::{self, File};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::error::Result;
use crate::open::make_private_directory;

/// How much of a file is kept to tell its type, in bytes.
const HEAD: usize = 8192;

/// The directory of evidence files.
#[derive(Debug, Clone)]
pub struct Vault {
    root: PathBuf,
}

/// A file that arrived whole and is kept under its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// The first bytes, from which the type is told.
    pub head: Vec<u8>,
}

impl Vault {
    /// Opens the directory, making it when it isn't there.
    pub(crate) fn open(root: PathBuf) -> std::io::Result<Self> {
        make_private_directory(&root.join("incoming"))?;
        Ok(Self { root })
    }

    /// A directory that is only read, such as that of a backup.
    pub(crate) const fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// Throws away what earlier uploads left unfinished. Only for the server, which alone receives
    /// files: see [`crate::DataLock`].
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn clear_incoming(&self) -> Result<usize> {
        let mut cleared = 0;
        for entry in std::fs::read_dir(self.root.join("incoming"))? {
            std::fs::remove_file(entry?.path())?;
            cleared += 1;
        }
        Ok(cleared)
    }

    /// Where the file with this hash lies; none for what isn't a hash.
    #[must_use]
    pub fn path_of(&self, sha256: &str) -> Option<PathBuf> {
        let is_hash =
            sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_hash.then(|| self.root.join(&sha256[..2]).join(sha256))
    }

    /// Opens a kept file for reading.
    ///
    /// # Errors
    /// When it isn't there or can't be read.
    pub async fn read(&self, sha256: &str) -> Result<File> {
        let path = self.path_of(sha256).ok_or(AppError::NotFound)?;
        Ok(File::open(path).await?)
    }

    /// Whether the file is there.
    pub(crate) async fn holds(&self, sha256: &str) -> std::io::Result<bool> {
        match self.path_of(sha256) {
            Some(path) => fs::try_exists(path).await,
            None => Ok(false),
        }
    }

    /// Takes a file away. Only while the writing connection is held, and no row names it.
    pub(crate) async fn remove(&self, sha256: &str) -> std::io::Result<()> {
        let Some(path) = self.path_of(sha256) else {
            return Ok(());
        };
        match fs::remove_file(path).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Begins to receive a file of at most `limit` bytes.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn receive(&self, limit: u64) -> Result<Incoming> {
        let name = hex::encode(rand::random::<[u8; 16]>());
        let path = self.root.join("incoming").join(name);
        let file = File::options().write(true).create_new(true).open(&path).await?;
        Ok(Incoming {
            vault: self.clone(),
            path: Some(path),
            file,
            digest: Sha256::new(),
            size: 0,
            limit,
            head: Vec::new(),
        })
    }

    /// The SHA-256 of what is on the disk now under this name.
    ///
    /// # Errors
    /// When it isn't there or can't be read.
    pub async fn rehash(&self, sha256: &str) -> Result<String> {
        let mut file = self.read(sha256).await?;
        let mut digest = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let read = file.read(&mut buffer).await?;
            if read == 0 {
                return Ok(hex::encode(digest.finalize()));
            }
            digest.update(&buffer[..read]);
        }
    }

    /// The hashes of all files that are kept.
    pub(crate) fn names(&self) -> std::io::Result<Vec<String>> {
        let mut names = Vec::new();
        for shelf in std::fs::read_dir(&self.root)? {
            let shelf = shelf?;
            if shelf.file_name().len() != 2 {
                continue;
            }
            for file in std::fs::read_dir(shelf.path())? {
                names.push(file?.file_name().to_string_lossy().into_owned());
            }
        }
        names.sort_unstable();
        Ok(names)
    }
}

/// A file on its way in. Dropped before [`Incoming::keep`], it leaves nothing behind.
pub struct Incoming {
    vault: Vault,
    path: Option<PathBuf>,
    file: File,
    digest: Sha256,
    size: u64,
    limit: u64,
    head: Vec<u8>,
}

impl Incoming {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`AppError::TooLarge`] past the limit, or when the disk refuses.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.size += bytes.len() as u64;
        if self.size > self.limit {
            return Err(AppError::TooLarge(self.limit).into());
        }
        let wanted = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..wanted]);
        self.digest.update(bytes);
        self.file.write_all(bytes).await?;
        Ok(())
    }

    /// How many bytes have come.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Flushes the file to the disk and gives it its name.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn keep(mut self) -> Result<Kept> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let sha256 = hex::encode(std::mem::replace(&mut self.digest, Sha256::new()).finalize());
        let target = self.vault.path_of(&sha256).ok_or(AppError::Internal)?;
        let shelf = target.parent().unwrap_or(&self.vault.root).to_path_buf();
        make_private_directory(&shelf)?;
        // Until it has its name it is still an unfinished upload, which dropping takes away.
        if let Some(path) = self.path.clone() {
            if fs::try_exists(&target).await? {
                fs::remove_file(&path).await?;
                self.path = None;
            } else {
                fs::rename(&path, &target).await?;
                self.path = None;
                sync_directory(&shelf).await?;
                sync_directory(&self.vault.root).await?;
            }
        }
        Ok(Kept { sha256, size: self.size, head: std::mem::take(&mut self.head) })
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if let Some(path) = self.path.take()
            && let Err(error) = std::fs::remove_file(&path)
        {
            tracing::warn!(%error, path = %path.display(), "an unfinished upload was left behind");
        }
    }
}

/// A rename is on the disk only once its directory is.
async fn sync_directory(path: &Path) -> std::io::Result<()> {
    File::open(path).await?.sync_all().await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> (tempfile::TempDir, Vault) {
        let directory = tempfile::tempdir().unwrap();
        let vault = Vault::open(directory.path().join("evidence")).unwrap();
        (directory, vault)
    }

    #[tokio::test]
    async fn bytes_are_kept_under_their_hash_and_once() {
        let (_directory, vault) = vault();
        for _ in 0..2 {
            let mut incoming = vault.receive(100).await.unwrap();
            incoming.write(b"abc").await.unwrap();
            let kept = incoming.keep().await.unwrap();
            assert_eq!(
                kept.sha256,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            );
            assert_eq!(kept.size, 3);
            assert_eq!(vault.rehash(&kept.sha256).await.unwrap(), kept.sha256);
        }
        assert_eq!(vault.names().unwrap().len(), 1);
        assert_eq!(std::fs::read_dir(vault.root.join("incoming")).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn an_interrupted_upload_leaves_nothing_behind() {
        let (_directory, vault) = vault();
        let mut incoming = vault.receive(100).await.unwrap();
        incoming.write(b"half of it").await.unwrap();
        drop(incoming);
        assert_eq!(std::fs::read_dir(vault.root.join("incoming")).unwrap().count(), 0);
        assert!(vault.names().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_file_past_the_limit_is_refused() {
        let (_directory, vault) = vault();
        let mut incoming = vault.receive(4).await.unwrap();
        let error = incoming.write(b"five!").await.unwrap_err();
        assert_eq!(error.to_app(), AppError::TooLarge(4));
    }

    #[test]
    fn only_a_hash_is_a_path() {
        let (_directory, vault) = vault();
        assert_eq!(vault.path_of("../../etc/passwd"), None);
        assert!(vault.path_of(&"a".repeat(64)).is_some());
    }
}
