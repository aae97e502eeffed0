//! What can go wrong, in the words of the product. Each error reaches a person as plain sentences.

use serde::{Deserialize, Serialize};

/// One thing wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the form; empty when the whole form is meant.
    pub field: String,
    /// A sentence that says what is wrong and how to put it right.
    pub message: String,
}

/// Everything that is wrong with a form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invalid(pub Vec<FieldError>);

impl Invalid {
    /// Nothing wrong yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A form with one thing wrong.
    #[must_use]
    pub fn one(field: &str, message: impl Into<String>) -> Self {
        let mut invalid = Self::new();
        invalid.add(field, message);
        invalid
    }

    /// Notes one thing wrong.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(FieldError { field: field.to_owned(), message: message.into() });
    }

    /// Takes the value of a field, or notes what is wrong with it.
    pub fn check<T>(
        &mut self,
        field: &str,
        result: Result<T, impl std::fmt::Display>,
    ) -> Option<T> {
        result.map_err(|error| self.add(field, error.to_string())).ok()
    }

    /// The first message about a field.
    #[must_use]
    pub fn about(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|e| e.field == field).map(|e| e.message.as_str())
    }

    /// `Ok` when nothing was noted.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with everything that was noted.
    pub fn finish(self) -> Result<(), AppError> {
        self.or(()).map_err(AppError::Invalid)
    }

    /// The value, when nothing was noted against it.
    ///
    /// # Errors
    /// Everything that was noted.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl From<Invalid> for AppError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", content = "detail", rename_all = "snake_case")]
pub enum AppError {
    /// Nobody is signed in.
    #[error("Sign in to go on.")]
    Unauthenticated,
    /// There is no such thing, or none that this person may know of: the two look alike.
    #[error("There is nothing here, or nothing that you may see.")]
    NotFound,
    /// The person sees the thing and lacks the role for this step, or separation of duties forbids it.
    #[error("{0}")]
    Refused(String),
    /// Someone else changed the same thing first, or its state no longer allows the step.
    #[error("{0}")]
    Conflict(String),
    /// The form has mistakes.
    #[error("Some of what you entered needs a second look.")]
    Invalid(Invalid),
    /// Too many attempts; the number of seconds to wait.
    #[error("Too many attempts. Try again in {0} seconds.")]
    TooMany(u64),
    /// More was sent than is taken; the limit in bytes.
    #[error("That is too large: the limit is {}.", crate::text::limit(*.0))]
    TooLarge(u64),
    /// No room is left to keep it.
    #[error("The server's disk is full. Nothing was saved; tell your administrator.")]
    DiskFull,
    /// The program is at fault. The cause is in the log, under the request's id.
    #[error("Something went wrong on our side. Nothing was changed.")]
    Internal,
}

impl AppError {
    /// A form with one mistake.
    #[must_use]
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(Invalid::one(field, message))
    }

    /// The HTTP status that says the same.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Unauthenticated => 401,
            Self::NotFound => 404,
            Self::Refused(_) => 403,
            Self::Conflict(_) => 409,
            Self::Invalid(_) => 422,
            Self::TooMany(_) => 429,
            Self::TooLarge(_) => 413,
            Self::DiskFull => 507,
            Self::Internal => 500,
        }
    }
}
