//! `backup` and `restore`.

use std::path::Path;
use std::process::ExitCode;

use super::{CommandError, open_existing, say};
use crate::cli::Data;

/// Copies the data into an empty directory.
///
/// # Errors
/// When the target is occupied or the disk refuses.
pub async fn backup(data: &Data, target: &Path) -> Result<ExitCode, CommandError> {
    let store = open_existing(data).await?;
    let files = store.backup(target).await;
    // Also where it failed: nothing may stay behind beside the database.
    store.close().await;
    let files = files?;
    say(&format!("Copied the database and {files} evidence files to {}", target.display()));
    Ok(ExitCode::SUCCESS)
}

/// Puts a backup in place.
///
/// # Errors
/// When the data directory is occupied, the source is no backup, or the disk refuses.
pub async fn restore(data: &Data, source: &Path) -> Result<ExitCode, CommandError> {
    let files = store::restore(source, &data.options()).await?;
    say(&format!(
        "Restored the database and {files} evidence files to {}. Run `plumbline verify` next.",
        data.data.display()
    ));
    Ok(ExitCode::SUCCESS)
}
