//! `verify`: recomputes what is sealed and says exactly what is wrong where.

use std::process::ExitCode;

use super::{CommandError, open_existing, say};
use crate::cli::Data;

/// Verifies a data directory; the exit code is 1 when something is wrong.
///
/// # Errors
/// When the data can't be read at all.
pub async fn verify(data: &Data) -> Result<ExitCode, CommandError> {
    let store = open_existing(data).await?;
    let report = store.verify().await?;
    store.close().await;
    say(&format!("Audit log    {} entries, head {}", report.entries, report.head));
    say(&format!("Submissions  {}", report.submissions));
    say(&format!("Evidence     {} files", report.files));
    for name in &report.unreferenced {
        say(&format!(
            "Note: no evidence names the file {name}; an upload broke off. It is harmless."
        ));
    }
    for finding in &report.findings {
        say(&format!("WRONG: {}: {}", finding.place, finding.fault));
    }
    if report.findings.is_empty() {
        say("Everything matches.");
        return Ok(ExitCode::SUCCESS);
    }
    say(&format!("{} things are wrong.", report.findings.len()));
    Ok(ExitCode::FAILURE)
}
