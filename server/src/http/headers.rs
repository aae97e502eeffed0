//! Headers that every page carries: what may run, who may frame it, what may be kept.

use app::context::Nonce;
use app::state::AppState;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};

const FIXED: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (header::CACHE_CONTROL, "no-store"),
];

/// Makes a nonce for the page and puts the headers on the answer. A handler that sets one of them
/// itself, as the one for evidence files does, has its way.
pub async fn secure(mut request: Request, next: Next) -> Response {
    let nonce = hex::encode(rand::random::<[u8; 16]>());
    request.extensions_mut().insert(Nonce(nonce.clone()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // Streams of news say so by themselves; nothing of ours may be kept, not even to be asked again.
    if headers.get(header::CACHE_CONTROL).is_some_and(|kept| kept == "no-cache") {
        headers.remove(header::CACHE_CONTROL);
    }
    for (name, value) in FIXED {
        set_unless_set(headers, name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&policy(&nonce)) {
        set_unless_set(headers, header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Where the site is reached over TLS, browsers are told to come no other way for a year. Subdomains
/// are somebody else's, so nothing is said of them.
pub async fn over_tls(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if state.settings.secure_cookies {
        let year = HeaderValue::from_static("max-age=31536000");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

fn set_unless_set(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

/// Scripts: the one module with the nonce and what it imports. Styles: our files, never inline.
/// `wasm-unsafe-eval` lets WebAssembly be compiled and nothing else.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}
