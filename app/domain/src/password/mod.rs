//! What a password must be: long, and not one that guessers try first. Nothing about its alphabet.

#[cfg(feature = "content")]
mod common;

use std::ops::RangeInclusive;

/// How many characters a password may have.
pub const LENGTH: RangeInclusive<usize> = 12..=128;

/// Words of the product that a guesser would try.
const PRODUCT: &str = "plumbline";

/// Parts of a person's name or address that are shorter are words like any other.
const TELLING: usize = 5;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Fewer characters than needed.
    #[error("Use at least {} characters. Several unrelated words are easy to remember.", LENGTH.start())]
    TooShort,
    /// More characters than are taken.
    #[error("Use at most {} characters.", LENGTH.end())]
    TooLong,
    /// It contains the e-mail address or its first half.
    #[error("Leave your e-mail address out of the password.")]
    Email,
    /// It contains the person's name.
    #[error("Leave your name out of the password.")]
    Name,
    /// It contains the product's name.
    #[error("Leave the name of this product out of the password.")]
    Product,
    /// It is, or is built from, one that guessers try first.
    #[error("This is one of the passwords that are guessed first. Choose another.")]
    Common,
}

/// Checks a new password for a person.
///
/// The list of common passwords is there in builds with `content`; without it, in the browser, the
/// other rules are checked and the server has the last word.
///
/// # Errors
/// The first [`PasswordFault`] that is found.
pub fn check(password: &str, email: &str, name: &str) -> Result<(), PasswordFault> {
    let length = password.chars().count();
    if length < *LENGTH.start() {
        return Err(PasswordFault::TooShort);
    }
    if length > *LENGTH.end() {
        return Err(PasswordFault::TooLong);
    }
    let plain = letters_and_digits(password);
    if contains_email(&plain, email) {
        return Err(PasswordFault::Email);
    }
    if contains_name(&plain, name) {
        return Err(PasswordFault::Name);
    }
    if plain.contains(PRODUCT) {
        return Err(PasswordFault::Product);
    }
    #[cfg(feature = "content")]
    if common::is_common(password) {
        return Err(PasswordFault::Common);
    }
    Ok(())
}

/// Lower-case letters and digits only: spaces and punctuation disguise nothing.
fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn contains_email(plain: &str, email: &str) -> bool {
    let whole = letters_and_digits(email);
    let local = letters_and_digits(email.split('@').next().unwrap_or_default());
    (!whole.is_empty() && plain.contains(&whole))
        || (local.chars().count() >= TELLING && plain.contains(&local))
}

fn contains_name(plain: &str, name: &str) -> bool {
    let whole = letters_and_digits(name);
    let parts = name.split_whitespace().map(letters_and_digits);
    let mut telling = parts.chain([whole]).filter(|part| part.chars().count() >= TELLING);
    telling.any(|part| plain.contains(&part))
}
