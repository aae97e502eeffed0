//! The router and the layers around every request, from the outside in.

mod error_pages;
mod headers;
mod health;
mod origin;
mod request_id;

use app::rooms::account::session_store::SessionStore;
use app::routes::Route;
use app::state::AppState;
use axum::Router;
use axum::middleware::from_fn_with_state;
use http::{Extensions, HeaderMap, StatusCode, Version, header};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration;
use tower_sessions::{Expiry, SessionManagerLayer};

/// Everything that the server answers.
pub fn router(state: &AppState) -> Router {
    let (rooms, _) = app::rooms::routes().build();
    let pages = rooms.layer(sessions(state));
    Router::new()
        .merge(pages)
        .fallback(app::request::nothing_here)
        .method_not_allowed_fallback(error_pages::wrong_method)
        .layer(axum::middleware::from_fn(origin::refuse_foreign))
        .layer(CatchPanicLayer::custom(error_pages::panicked))
        .layer(from_fn_with_state(state.clone(), error_pages::draw))
        .layer(compression())
        .layer(axum::middleware::from_fn(headers::secure))
        .merge(crate::assets::router())
        .merge(health::router())
        .layer(from_fn_with_state(state.clone(), headers::over_tls))
        .layer(axum::middleware::from_fn(request_id::name))
        .with_state(state.clone())
}

/// The table of all routes of the rooms, for the tests that hold each to its access.
#[must_use]
pub fn table() -> Vec<Route> {
    app::rooms::routes().build().1
}

/// The cookie travels over TLS only where the site does; its name's prefix makes browsers hold us to
/// it (RFC 6265bis, section 4.1.3).
fn sessions(state: &AppState) -> SessionManagerLayer<SessionStore> {
    let settings = &state.settings;
    let kept = SessionStore::new(
        state.store.clone(),
        settings.session_idle_hours,
        settings.session_max_days,
    );
    let name = if settings.secure_cookies { "__Host-plumbline" } else { "plumbline" };
    SessionManagerLayer::new(kept)
        .with_name(name)
        .with_secure(settings.secure_cookies)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(Duration::days(i64::from(settings.session_max_days))))
}

/// Whether an answer is something to look at, rather than a file to be saved.
fn is_shown(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::CONTENT_DISPOSITION)
}

/// Pages are compressed; streams of news must leave at once, and evidence is sent as it is.
fn compression() -> CompressionLayer<impl tower_http::compression::Predicate> {
    let compressible =
        DefaultPredicate::new().and(NotForContentType::new("text/event-stream")).and(is_shown);
    CompressionLayer::new()
        .gzip(true)
        .br(true)
        .quality(tower_http::CompressionLevel::Fastest)
        .compress_when(compressible)
}
