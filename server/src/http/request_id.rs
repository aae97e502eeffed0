//! An id for every request: in the log, in the answer's header, on the error page.

use std::time::Instant;

use app::context::RequestId;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;
use tracing::Instrument as _;

/// Names the request, times it and logs it. Query strings are left out: they can carry tokens.
pub async fn name(mut request: Request, next: Next) -> Response {
    let id = hex::encode(rand::random::<[u8; 8]>());
    request.extensions_mut().insert(RequestId(id.clone()));
    let span =
        tracing::info_span!("request", id, method = %request.method(), path = path_of(&request));
    let begun = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(status, micros, "answered"));
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// The path, with what opens something by itself struck out.
fn path_of(request: &Request) -> &str {
    match request.uri().path() {
        path if path.starts_with("/link/") => "/link/…",
        path if path.starts_with("/calendar/") => "/calendar/…",
        path => path,
    }
}
