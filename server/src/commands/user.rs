//! `user`: the way back in for an administrator who locked themself out.

use std::process::ExitCode;

use domain::AppError;

use super::{CommandError, open_existing, say};
use crate::cli::{Data, User};

/// Looks after an account.
///
/// # Errors
/// When there is no such account.
pub async fn user(data: &Data, action: &User) -> Result<ExitCode, CommandError> {
    let store = open_existing(data).await?;
    let User::Link { email } = action;
    let link = store.renew_link_locally(email).await.map_err(|error| match error.to_app() {
        AppError::NotFound => CommandError::new(format!("there is no account for {email}")),
        AppError::Conflict(reason) => CommandError::new(reason),
        _ => error.into(),
    })?;
    store.close().await;
    say(&format!("This path works once, until {}:", domain::text::moment(link.expires_at)));
    say(&format!("/link/{}", link.token));
    Ok(ExitCode::SUCCESS)
}
