//! `demo`: the sample organisation, on a data directory of its own.

use std::process::ExitCode;

use super::CommandError;
use crate::cli::Demo;

/// Fills the data directory on the first start, then serves it.
///
/// # Errors
/// When the directory holds something else, or serving fails.
pub async fn demo(settings: &Demo) -> Result<ExitCode, CommandError> {
    crate::serve::serve(&settings.serve).await
}
