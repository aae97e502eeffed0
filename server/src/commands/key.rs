//! `key` and `checkpoint`: the signing key, and what it signs besides packs.

use std::process::ExitCode;

use pack::SigningKey;

use super::{CommandError, open_existing, say};
use crate::cli::{Data, Key};

/// Shows or replaces the signing key.
///
/// # Errors
/// When the key can't be used or the disk refuses.
pub async fn key(data: &Data, action: Key) -> Result<ExitCode, CommandError> {
    let store = open_existing(data).await?;
    let key = match action {
        Key::Show => store.signing_key().await?,
        Key::Rotate => store.rotate_key().await?,
    };
    store.close().await;
    tell(&key)?;
    Ok(ExitCode::SUCCESS)
}

fn tell(key: &SigningKey) -> Result<(), CommandError> {
    let public = key.public();
    say(&format!("Fingerprint  {}", public.fingerprint()));
    say(public.to_pem()?.trim_end());
    Ok(())
}

/// Notes the head of the audit log.
///
/// # Errors
/// When the key can't be used or the disk refuses.
pub async fn checkpoint(data: &Data) -> Result<ExitCode, CommandError> {
    let store = open_existing(data).await?;
    let noted = store.checkpoint().await?;
    let place = store.checkpoints();
    store.close().await;
    match noted {
        Some(noted) => {
            say(&format!("Noted entry {}, head {}, in {}", noted.seq, noted.head, place.display()))
        }
        None => say("There is nothing new since the last checkpoint."),
    }
    Ok(ExitCode::SUCCESS)
}
