//! Streams of news: how long they go on, and that whoever listens still may.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use domain::Actor;
use futures::Stream;
use http::{HeaderName, HeaderValue};
use tokio::time::Instant;
use tower_sessions::SessionStore as _;
use tower_sessions::session::Id;

use crate::context::Visitor;
use crate::rooms::account::session_store::{PERSON, SessionStore};
use crate::state::AppState;

/// After so long a stream ends, and the browser opens another: proxies and networks forget streams
/// that are older.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// The events as they are sent.
pub fn answer(events: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> Response {
    let alive = KeepAlive::new().interval(Duration::from_secs(15)).text("still here");
    let mut response = Sse::new(events).keep_alive(alive).into_response();
    // Proxies would hold the stream back until it is long enough.
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    response.headers_mut().insert(unbuffered, HeaderValue::from_static("no"));
    response
}

/// Somebody who listens to a stream.
pub struct Listening {
    /// The shared state.
    pub state: AppState,
    /// Who it is, as the last look found them.
    pub actor: Actor,
    session: Option<Id>,
    look_at: Instant,
    until: Instant,
}

impl Listening {
    /// A visitor begins to listen.
    #[must_use]
    pub fn of(visitor: &Visitor) -> Self {
        let now = Instant::now();
        Self {
            look_at: now + visitor.state.live.look_again(),
            until: now + LONGEST,
            state: visitor.state.clone(),
            actor: visitor.actor.clone(),
            session: visitor.session.id(),
        }
    }

    /// Whether it is time for a look.
    #[must_use]
    pub fn has_to_look(&self) -> bool {
        Instant::now() >= self.look_at
    }

    /// Whether the stream has gone on for long enough.
    #[must_use]
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.until
    }

    /// Waits for something, but for no longer than until the next look.
    pub async fn until_look<T>(&self, something: impl Future<Output = T>) -> Option<T> {
        tokio::time::timeout_at(self.look_at, something).await.ok()
    }

    /// Whether the person is still signed in and their account is not over. The next look is due a
    /// while later.
    pub async fn look(&mut self) -> bool {
        self.look_at = Instant::now() + self.state.live.look_again();
        if !self.is_signed_in().await {
            return false;
        }
        let Ok(Some(actor)) = self.state.store.actor(self.actor.person).await else { return false };
        self.actor = actor;
        true
    }

    /// The session may have ended since the stream began: signed out, ended from another browser,
    /// replaced with the password, or too old.
    async fn is_signed_in(&self) -> bool {
        let (store, settings) = (self.state.store.clone(), &self.state.settings);
        let sessions =
            SessionStore::new(store, settings.session_idle_hours, settings.session_max_days);
        let Some(id) = self.session else { return false };
        // Not the request's own `Session`: it remembers how things were when the stream began.
        let Ok(Some(record)) = sessions.load(&id).await else { return false };
        let person = record.data.get(PERSON).and_then(serde_json::Value::as_i64);
        person == Some(self.actor.person.0)
    }
}
