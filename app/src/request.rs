//! Taking a request apart without ever answering 500 to bad input: ids, forms, queries.

use std::time::Duration;

use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::response::{IntoResponse as _, Response};
use domain::AppError;
use http::request::Parts;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::ui::form::Typed;

/// The largest form without files, in bytes.
const FORM_LIMIT: usize = 512 * 1024;

/// The longest query of an address, in bytes.
const QUERY_LIMIT: usize = 8 * 1024;

/// The most pairs in it: filters that are ticked.
const QUERY_PAIRS: usize = 100;

/// How long a form may take to arrive.
const FORM_TIME: Duration = Duration::from_secs(30);

/// The ids in a path. What can't be an id doesn't exist.
#[derive(Debug, Clone, Copy)]
pub struct At<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for At<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Path::<T>::from_request_parts(parts, state)
            .await
            .map(|Path(id)| Self(id))
            .map_err(|_| AppError::NotFound.into())
    }
}

/// The query string as pairs, in order. What can't be read counts as not said.
#[derive(Debug, Clone, Default)]
pub struct Asked(pub Typed);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        if is_too_much(parts.uri.query().unwrap_or_default()) {
            let message = "This address asks for too much at once. Take some filters away.";
            return Err(AppError::field("", message).into());
        }
        let pairs = Query::<Vec<(String, String)>>::from_request_parts(parts, state)
            .await
            .map(|Query(pairs)| pairs)
            .unwrap_or_default();
        Ok(Self(Typed::new(pairs)))
    }
}

/// Pages repeat the address in their links, once for each filter: so what is long is drawn long times
/// over. No page of ours sends as much.
fn is_too_much(query: &str) -> bool {
    query.len() > QUERY_LIMIT || query.split('&').count() > QUERY_PAIRS
}

/// A form as it was typed: pairs, in order, of whatever fields came. Parsing it into a value of the
/// domain can fail; the pairs stay, so that the page can be drawn again with nothing lost.
#[derive(Debug, Clone, Default)]
pub struct Sent(pub Typed);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let is_form = request
            .headers()
            .get(http::header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"));
        let too_large = || Failure::from(AppError::TooLarge(FORM_LIMIT as u64)).into_response();
        let late = "The form did not arrive in time. Send it again.";
        let late = |_| Failure::from(AppError::field("", late)).into_response();
        let body = axum::body::to_bytes(request.into_body(), FORM_LIMIT);
        let body = tokio::time::timeout(FORM_TIME, body).await.map_err(late)?;
        let body = body.map_err(|_| too_large())?;
        let _ = state;
        if !is_form && !body.is_empty() {
            let message = "This page takes an ordinary web form. Reload it and send it again.";
            return Err(Failure::from(AppError::field("", message)).into_response());
        }
        Ok(Self(Typed::new(pairs(&body))))
    }
}

/// The pairs of a urlencoded body. Bytes that are no UTF-8 become replacement characters, which the
/// fields' own checks then see.
fn pairs(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body)
        .map(|(name, value)| (name.into_owned(), value.replace("\r\n", "\n")))
        .collect()
}

/// What is answered where there is nothing.
pub async fn nothing_here() -> Failure {
    AppError::NotFound.into()
}

/// Whether the answer is for an island rather than for a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// A page, or a redirect to one.
    Page,
    /// JSON.
    Data,
}

impl Wants {
    /// What the headers ask for.
    #[must_use]
    pub fn of(headers: &http::HeaderMap) -> Self {
        let accepts = headers.get(http::header::ACCEPT).and_then(|value| value.to_str().ok());
        if accepts.is_some_and(|value| value.starts_with("application/json")) {
            Self::Data
        } else {
            Self::Page
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Wants {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_not_ask_for_more_than_a_page_has_filters() {
        assert!(!is_too_much("unit=3&unit=4&q=chat"));
        assert!(is_too_much(&"owner=1&".repeat(QUERY_PAIRS)));
        assert!(is_too_much(&"x".repeat(QUERY_LIMIT + 1)));
    }

    #[test]
    fn a_form_keeps_its_fields_in_order_and_survives_nonsense() {
        let read = pairs(b"a=1&b=x+y%21&a=2&c&%zz=%&d=%0D%0A&e=%ff");
        let expected = [
            ("a", "1"),
            ("b", "x y!"),
            ("a", "2"),
            ("c", ""),
            ("%zz", "%"),
            ("d", "\n"),
            ("e", "\u{fffd}"),
        ];
        assert_eq!(read, expected.map(|(k, v)| (k.to_owned(), v.to_owned())));
    }
}
