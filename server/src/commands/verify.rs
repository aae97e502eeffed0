//! `verify`: recomputes what is sealed and says exactly what is wrong where.

use std::path::Path;
use std::process::ExitCode;

use pack::PublicKey;
use preview::is_hidden;

use super::{CommandError, open_existing};
use crate::cli::Data;

/// Says a line in which nothing can move the cursor or hide what stands beside it: names and faults
/// come from what is being verified, which is not trusted yet.
fn say(line: &str) {
    super::say(&plain(line));
}

fn plain(line: &str) -> String {
    line.chars().map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect()
}

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
    say(&format!("Checkpoints  {}", report.checkpoints));
    if report.checkpoints == 0 && report.entries > 0 {
        say(
            "Note: there is no checkpoint to compare with, so a log rewritten whole is not noticed.",
        );
    }
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

/// Verifies an audit pack with nothing but its file; the exit code is 1 when something is wrong.
///
/// # Errors
/// When the key's file can't be read.
pub fn verify_pack(pack: &Path, key: Option<&Path>) -> Result<ExitCode, CommandError> {
    let trusted = key.map(read_key).transpose()?;
    let verified = match pack::verify::verify(pack, trusted.as_ref()) {
        Ok(verified) => verified,
        Err(fault) => {
            say(&format!("WRONG: {fault}"));
            return Ok(ExitCode::FAILURE);
        }
    };
    let of = verified.scope.names().join(", ");
    say(&format!("Pack         {} of {}", of, verified.organisation));
    say(&format!("Audit log    entry {}, head {}", verified.head.seq, verified.head.hash));
    say(&format!("             {} shown, {} sealed", verified.shown, verified.sealed));
    if verified.vouched > 0 {
        say(&format!(
            "             {} of the sealed ones are of the older form: only the signature vouches for them",
            verified.vouched
        ));
    }
    say(&format!("Submissions  {}", verified.submissions));
    say(&format!("Evidence     {} items", verified.evidence));
    say(&format!("Verdicts     {}", verified.verdicts));
    say(&format!("Signed with  {}", verified.key));
    if trusted.is_none() {
        say(
            "Compare that fingerprint with the installation's: `plumbline key show` prints it there.",
        );
        say("Whoever holds another key can have made this pack: only --key tells whose it is.");
    }
    if verified.unrecorded > 0 {
        say(&format!(
            "Note: {} of its records have a field that the log did not keep when they were made; \
             VERIFY.md says which.",
            verified.unrecorded
        ));
    }
    if verified.other_wording.is_some() {
        say(
            "NOT COMPARED: pages, OSCAL results and VERIFY.md, which another version of Plumbline wrote. \
             Read the records themselves, or verify with that version.",
        );
        say("Everything that was compared matches.");
        return Ok(ExitCode::SUCCESS);
    }
    say("Everything matches.");
    Ok(ExitCode::SUCCESS)
}

fn read_key(path: &Path) -> Result<PublicKey, CommandError> {
    let named = |error: &dyn std::fmt::Display| {
        CommandError::new(format!("can't read the key {}: {error}", path.display()))
    };
    let text = std::fs::read_to_string(path).map_err(|error| named(&error))?;
    PublicKey::from_pem(&text).map_err(|error| named(&error))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_is_verified_can_not_draw_over_what_is_said_of_it() {
        let name = "Aldermoor\nEverything matches.\u{1b}[8m\u{1b}[2K\r\u{202e}x";
        assert_eq!(plain(name), "Aldermoor�Everything matches.�[8m�[2K��x");
        assert_eq!(plain("Größe 東京 👩‍💻"), "Größe 東京 👩‍💻");
    }
}
