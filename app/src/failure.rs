//! What a handler answers when something went wrong. The page itself is drawn by the server's
//! outermost layer, which knows the request's id and what kind of answer was asked for.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use domain::AppError;
use http::StatusCode;
use store::StoreError;

use crate::ui::Typed;

/// An error on its way to the person.
#[derive(Debug)]
pub struct Failure(pub StoreError);

/// The same, noted on the response for the layer that draws it.
#[derive(Debug, Clone)]
pub struct Noted {
    /// What the person is told.
    pub error: AppError,
    /// The cause with all its sources, for the log; none when a rule of the product said no.
    pub cause: Option<Arc<StoreError>>,
}

/// What a handler returns.
pub type PageResult<T = Response> = Result<T, Failure>;

impl<E: Into<StoreError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl Failure {
    /// What the person is told.
    #[must_use]
    pub fn to_app(&self) -> AppError {
        self.0.to_app()
    }

    /// The mistakes in the form, if that is what went wrong: the page is drawn again with them. A
    /// refusal or a conflict counts as a mistake of the form as a whole.
    ///
    /// # Errors
    /// Gives the failure back when it is of another kind.
    pub fn into_invalid(self) -> Result<domain::Invalid, Self> {
        match self.to_app() {
            AppError::Invalid(invalid) => Ok(invalid),
            error @ (AppError::Conflict(_) | AppError::Refused(_) | AppError::TooLarge(_)) => {
                Ok(domain::Invalid::one("", error.to_string()))
            }
            _ => Err(self),
        }
    }

    /// The form with what is wrong with it, and the status under which its page is drawn again.
    ///
    /// # Errors
    /// Gives the failure back when it is none that a form can show.
    pub fn into_form(self, typed: Typed) -> Result<(Typed, StatusCode), Self> {
        let status = status_of(&self.to_app());
        Ok((typed.wrong(self.into_invalid()?), status))
    }
}

fn status_of(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let error = self.to_app();
        let status = status_of(&error);
        let cause = match self.0 {
            StoreError::Rule(_) => None,
            cause => Some(Arc::new(cause)),
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Noted { error, cause });
        response
    }
}
