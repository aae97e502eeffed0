//! `audit pack`: an audit pack, written by whoever holds the data.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::process::ExitCode;

use domain::{AppError, AuditId, RoundId, UnitId};
use store::{PackRequest, Store, StoreError};

use super::{CommandError, open_existing, say};
use crate::cli::{Audit, Data};

/// Takes an audit pack.
///
/// # Errors
/// When there is no such unit or round, the file exists, or something in the data is not as it was
/// sealed.
pub async fn audit(data: &Data, action: &Audit) -> Result<ExitCode, CommandError> {
    let Audit::Pack { unit, round, audit, head, out } = action;
    let store = open_existing(data).await?;
    let unit = match unit {
        Some(asked) => Some(one(asked, "unit", store.units_called(asked).await?)?),
        None => None,
    };
    let round = match round {
        Some(asked) => Some(one(asked, "round", store.rounds_called(asked).await?)?),
        None => None,
    };
    let audit = match audit {
        Some(asked) => Some(one(asked, "audit", store.audits_called(asked).await?)?),
        None => None,
    };
    let asked = PackRequest {
        unit: unit.map(UnitId),
        round: round.map(RoundId),
        audit: audit.map(AuditId),
        head: *head,
    };
    let file =
        File::options().write(true).create_new(true).open(out).map_err(|error| {
            CommandError::new(format!("can't write {}: {error}", out.display()))
        })?;
    let written = write(&store, asked, file).await;
    store.close().await;
    match written {
        Ok(seq) => {
            say(&format!("Wrote {}, as of entry {seq} of the audit log.", out.display()));
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            // Half a pack is worth nothing.
            std::fs::remove_file(out)?;
            Err(error)
        }
    }
}

async fn write(store: &Store, asked: PackRequest, file: File) -> Result<i64, CommandError> {
    let taken = store.take_pack(None, asked).await.map_err(in_words)?;
    let mut sink = store.write_pack(&taken, BufWriter::new(file)).await?;
    sink.flush()?;
    sink.get_ref().sync_all()?;
    Ok(taken.about.head.seq)
}

/// What is wrong with a field, without its name.
fn in_words(error: StoreError) -> CommandError {
    match error.to_app() {
        AppError::Invalid(invalid) => {
            let messages: Vec<String> = invalid.0.into_iter().map(|wrong| wrong.message).collect();
            CommandError::new(messages.join(" "))
        }
        AppError::NotFound => CommandError::new("there is no such unit, round or audit"),
        _ => error.into(),
    }
}

/// The one that was meant.
fn one(asked: &str, what: &str, found: Vec<i64>) -> Result<i64, CommandError> {
    match found[..] {
        [id] => Ok(id),
        [] => Err(CommandError::new(format!("there is no {what} “{asked}”"))),
        _ => {
            let ids: Vec<String> = found.iter().map(ToString::to_string).collect();
            let ids = ids.join(", ");
            Err(CommandError::new(format!(
                "there is more than one {what} “{asked}”; name it by its id: {ids}"
            )))
        }
    }
}
