//! What a person sees when something went wrong.

use domain::AppError;
use http::Method;

use crate::context::Sketch;

/// The page.
#[must_use]
pub fn document(_sketch: &Sketch, _organisation: &str, error: &AppError, _method: &Method) -> String {
    error.to_string()
}
