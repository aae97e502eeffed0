//! Copies of the data: one that is consistent while the server runs, and its way back.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};

use crate::error::StoreError;
use crate::open::{Store, StoreOptions, make_private_directory};
use crate::vault::Vault;

/// Why a copy was not made.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The target holds something already, and nothing is ever overwritten.
    #[error("{0} already holds data; choose an empty directory")]
    Occupied(PathBuf),
    /// The source is no backup.
    #[error("{0} holds no plumbline.db")]
    NotABackup(PathBuf),
    /// The source is a data directory in use, not a backup of one.
    #[error(
        "{0} is in use or was not closed; make a copy with `plumbline backup` and restore that"
    )]
    Open(PathBuf),
    /// A file that a row names is missing in the source.
    #[error("the evidence file {0} is missing")]
    Missing(String),
    /// The store or the disk failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<std::io::Error> for BackupError {
    fn from(error: std::io::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Copies database and evidence into an empty directory, also while others write.
    ///
    /// `VACUUM INTO` reads one snapshot. Evidence files never change and are never deleted, so every
    /// file that the snapshot names can be copied after it.
    ///
    /// # Errors
    /// When the target is occupied or the disk refuses.
    pub async fn backup(&self, target: &Path) -> Result<usize, BackupError> {
        refuse_occupied(target)?;
        make_private_directory(target)?;
        // The log must not be older than what was noted of it, and the notes not older than the log.
        let held = self.hold_checkpoints()?;
        copy_beside(&self.options.data, &self.checkpoints(), target)?;
        let database = target.join("plumbline.db");
        let mut connection = self.writer()?.acquire().await?;
        sqlx::query("VACUUM INTO ?")
            .bind(database.to_string_lossy().into_owned())
            .execute(&mut *connection)
            .await?;
        drop(connection);
        drop(held);
        copy_evidence(self.vault(), &database, target).await
    }
}

/// Puts a backup in place as the data directory, which must be empty.
///
/// # Errors
/// When the target is occupied, the source is no backup, or the disk refuses.
pub async fn restore(source: &Path, target: &StoreOptions) -> Result<usize, BackupError> {
    let from = source.join("plumbline.db");
    if !from.is_file() {
        return Err(BackupError::NotABackup(source.to_path_buf()));
    }
    refuse_occupied(&target.data)?;
    // Beside a database that is open or was not closed lies a log, which can hold its newest changes;
    // a copy of the one file would lose them.
    if source.join("plumbline.db-wal").exists() {
        return Err(BackupError::Open(source.to_path_buf()));
    }
    make_private_directory(&target.data)?;
    let vault = Vault::at(source.join("evidence"));
    let copied = copy_evidence(&vault, &from, &target.data).await?;
    copy_beside(source, &source.join(CHECKPOINTS), &target.data)?;
    // The database comes last: a restore that broke off is not mistaken for data.
    std::fs::copy(&from, target.database())?;
    Ok(copied)
}

/// The name of the checkpoints in a copy.
const CHECKPOINTS: &str = "checkpoints.jsonl";

/// Copies the public keys and the checkpoints. The private key is in no copy: whoever gets hold of one
/// could sign with it, and a restored installation makes a new one, which its log names.
fn copy_beside(from: &Path, checkpoints: &Path, target: &Path) -> Result<(), BackupError> {
    let keys = crate::keys::public_files(&crate::keys::directory(from))?;
    if !keys.is_empty() {
        make_private_directory(&crate::keys::directory(target))?;
    }
    for key in keys {
        let name = key.file_name().unwrap_or_default().to_owned();
        std::fs::copy(&key, crate::keys::directory(target).join(name))?;
    }
    if checkpoints.is_file() {
        std::fs::copy(checkpoints, target.join(CHECKPOINTS))?;
    }
    Ok(())
}

fn refuse_occupied(target: &Path) -> Result<(), BackupError> {
    let occupied = std::fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_some());
    if occupied { Err(BackupError::Occupied(target.to_path_buf())) } else { Ok(()) }
}

async fn copy_evidence(
    vault: &Vault,
    database: &Path,
    target: &Path,
) -> Result<usize, BackupError> {
    let options = SqliteConnectOptions::new().filename(database).read_only(true);
    let pool = SqlitePool::connect_with(options).await?;
    let hashes: HashSet<String> =
        sqlx::query_scalar::<_, String>("SELECT DISTINCT sha256 FROM evidence WHERE kind = 'file'")
            .fetch_all(&pool)
            .await?
            .into_iter()
            .collect();
    pool.close().await;
    let copy = Vault::open(target.join("evidence"))?;
    for hash in &hashes {
        let (Some(from), Some(to)) = (vault.path_of(hash), copy.path_of(hash)) else {
            return Err(BackupError::Missing(hash.clone()));
        };
        if !from.is_file() {
            return Err(BackupError::Missing(hash.clone()));
        }
        if let Some(shelf) = to.parent() {
            make_private_directory(shelf)?;
        }
        std::fs::copy(from, to)?;
    }
    Ok(hashes.len())
}
