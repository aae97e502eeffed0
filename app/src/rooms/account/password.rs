//! Passwords in forms: choosing a new one, and proving the present one at a bearable pace.

use domain::{AppError, Invalid, password, text};
use leptos::prelude::*;
use store::Turn;

use super::hasher::Checked;
use super::throttle;
use crate::failure::PageResult;
use crate::state::AppState;
use crate::ui::{Field, Typed};

/// What a try at a password came to.
#[derive(Debug)]
pub enum Tried {
    /// It was looked at.
    Checked(Checked),
    /// The address has to wait for so many seconds first.
    Wait(u64),
}

/// Tries a password at the pace that the failures so far allow. `stored` is none for whoever can't
/// sign in; that takes as long.
///
/// # Errors
/// When the database or the hasher fails.
pub async fn try_password(
    state: &AppState,
    email: &str,
    address: &str,
    password: &str,
    stored: Option<String>,
) -> PageResult<Tried> {
    let turn = state.store.take_turn(email, address, throttle::address_wait).await?;
    match turn {
        Turn::Wait(left) => {
            let seconds = throttle::seconds(left);
            tracing::warn!(address, seconds, "too many failed sign-ins: this address has to wait");
            return Ok(Tried::Wait(seconds));
        }
        Turn::Go { failures, .. } => throttle::pause(failures).await,
    }
    let checked = state.hasher.check(password.to_owned(), stored).await?;
    if matches!(checked, Checked::Right { .. }) {
        state.store.forgive(email, address, Some(turn)).await?;
    }
    Ok(Tried::Checked(checked))
}

/// What a person is told whose address has to wait.
#[must_use]
pub fn wait_sentence(seconds: u64) -> String {
    format!("Too many attempts. Try again in {}.", text::count(seconds, "second", "seconds"))
}

/// The two fields of a new password.
pub fn new_fields(typed: &Typed) -> AnyView {
    let least = password::LENGTH.start();
    let hint =
        format!("At least {least} characters. Several unrelated words are easy to remember.");
    let password =
        Field::password("password", "New password").autocomplete("new-password").hint(hint);
    let again = Field::password("again", "The same again").autocomplete("new-password");
    view! { {password.view(typed)}{again.view(typed)} }.into_any()
}

/// The new password, if both fields agree and the rules take it. What is wrong is noted.
pub fn chosen(typed: &Typed, email: &str, name: &str, invalid: &mut Invalid) -> Option<String> {
    let password = typed.get("password");
    invalid.check("password", password::check(password, email, name))?;
    if typed.get("again") == password {
        return Some(password.to_owned());
    }
    invalid.add("again", "The two passwords are not the same. Type both once more.");
    None
}

/// Hashes a new password.
///
/// # Errors
/// When the hasher fails.
pub async fn hash(state: &AppState, password: String) -> Result<String, AppError> {
    state.hasher.hash(password).await
}
