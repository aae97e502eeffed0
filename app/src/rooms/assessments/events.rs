//! Streams of news to everyone who has an assessment open, and their signs of life.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use domain::{Action, Actor, AssessmentId};
use futures::Stream;
use futures::stream;
use http::{HeaderName, HeaderValue, StatusCode};
use tokio::time::Instant;
use tower_sessions::SessionStore as _;
use tower_sessions::session::Id;

use super::reply::picture;
use super::wire::{News, Present};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::live::{Heard, Listener, Page};
use crate::request::{Asked, At, Sent};
use crate::rooms::account::session_store::{PERSON, SessionStore};
use crate::state::AppState;

/// After so long a stream ends, and the browser opens another: proxies and networks forget streams
/// that are older.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// The longest name that a page may give itself.
const TAB_MAX: usize = 40;

/// Says that somebody is here, on a question or none; `leave` says that they go.
pub async fn here(visitor: Visitor, At(id): At<AssessmentId>, Sent(typed): Sent) -> PageResult {
    visitor.read().assessment(id).await?;
    let page = page(&visitor, typed.get("tab"));
    let (live, now) = (&visitor.state.live, visitor.state.now());
    if typed.has("leave") {
        live.leave(id, &page);
    } else {
        let question = typed.get("question").parse().ok();
        live.here(id, page, &visitor.actor.name, question, now);
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The sheet as data.
pub async fn picture_answer(visitor: &Visitor, id: AssessmentId) -> PageResult {
    let live = visitor.read().live_sheet(id).await?;
    Ok(Json(picture(&live)).into_response())
}

/// What happens on the assessment, from now on: first the whole sheet, then every change.
pub async fn stream(visitor: Visitor, At(id): At<AssessmentId>, Asked(asked): Asked) -> PageResult {
    // Listening first: what is saved between the two is then told twice rather than never.
    visitor.read().assessment(id).await?;
    let listener = visitor.state.live.listen(id, page(&visitor, asked.get("tab")));
    let first = News::Picture(picture(&visitor.read().live_sheet(id).await?));
    let now = Instant::now();
    let reader = Reader {
        look_at: now + visitor.state.live.look_again(),
        until: now + LONGEST,
        state: visitor.state,
        actor: visitor.actor,
        session: visitor.session.id(),
        assessment: id,
        listener,
        waiting: vec![first],
        present: Vec::new(),
    };
    Ok(answer(reader.events()))
}

fn answer(events: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> Response {
    let alive = KeepAlive::new().interval(Duration::from_secs(15)).text("still here");
    let mut response = Sse::new(events).keep_alive(alive).into_response();
    // Proxies would hold the stream back until it is long enough.
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    response.headers_mut().insert(unbuffered, HeaderValue::from_static("no"));
    response
}

fn page(visitor: &Visitor, tab: &str) -> Page {
    Page { person: visitor.actor.person, tab: tab.chars().take(TAB_MAX).collect() }
}

/// One open stream.
struct Reader {
    state: AppState,
    actor: Actor,
    session: Option<Id>,
    assessment: AssessmentId,
    listener: Listener,
    waiting: Vec<News>,
    present: Vec<Present>,
    look_at: Instant,
    until: Instant,
}

impl Reader {
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> + Send {
        stream::unfold(self, |mut reader| async move {
            let news = reader.next().await?;
            let event = Event::default().json_data(&news).ok()?;
            Some((Ok(event), reader))
        })
    }

    /// What to say next; nothing more when the stream is over.
    async fn next(&mut self) -> Option<News> {
        loop {
            // Before anything is said: on a busy sheet there is always something to say.
            if Instant::now() >= self.look_at && !self.look_again().await {
                return None;
            }
            if let Some(news) = self.waiting.pop() {
                return Some(news);
            }
            if let Some(news) = self.who_is_here() {
                return Some(news);
            }
            if Instant::now() >= self.until {
                return None;
            }
            // Those who fell silent are no longer shown, even if nothing happens.
            match tokio::time::timeout_at(self.look_at, self.listener.hear()).await {
                Err(_) => {}
                Ok(Heard::Closed) => return None,
                Ok(Heard::Behind) => self.waiting.push(self.picture().await?),
                Ok(Heard::News(news)) => self.waiting.extend(told(&news)),
            }
        }
    }

    /// Who is here, if that is not what was said last.
    fn who_is_here(&mut self) -> Option<News> {
        let now = self.state.now();
        let present = self.state.live.present(self.assessment, self.actor.person, now);
        if present == self.present {
            return None;
        }
        self.present.clone_from(&present);
        Some(News::Here(present))
    }

    async fn picture(&self) -> Option<News> {
        let live = self.state.store.read(&self.actor).live_sheet(self.assessment).await.ok()?;
        Some(News::Picture(picture(&live)))
    }

    /// Whether the stream goes on until the next look.
    async fn look_again(&mut self) -> bool {
        self.look_at = Instant::now() + self.state.live.look_again();
        self.is_signed_in().await && self.may_still_read().await
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

    /// The person may have been deactivated, or have lost the role, since the stream began.
    async fn may_still_read(&mut self) -> bool {
        let Ok(Some(actor)) = self.state.store.actor(self.actor.person).await else { return false };
        self.actor = actor;
        let read = self.state.store.read(&self.actor);
        let Ok(assessment) = read.assessment(self.assessment).await else { return false };
        read.may(Action::Read, assessment.unit).await.unwrap_or(false)
    }
}

/// Who is here differs from reader to reader: the call to look is not passed on itself.
fn told(news: &Arc<News>) -> Option<News> {
    match news.as_ref() {
        News::Here(_) => None,
        news => Some(news.clone()),
    }
}
