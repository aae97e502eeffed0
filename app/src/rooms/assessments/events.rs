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

use super::reply::picture;
use super::wire::{News, Present};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::live::{Heard, Listener, Page};
use crate::request::{Asked, At, Sent};
use crate::state::AppState;

/// How often a stream makes sure that its reader may still read, and that those who fell silent are
/// no longer shown.
const LOOK_AGAIN: Duration = Duration::from_secs(20);

/// After so long a stream ends, and the browser opens another: with its session, which may have
/// ended meanwhile.
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
    let reader = Reader {
        state: visitor.state.clone(),
        actor: visitor.actor.clone(),
        assessment: id,
        listener,
        waiting: vec![first],
        present: Vec::new(),
        until: Instant::now() + LONGEST,
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
    assessment: AssessmentId,
    listener: Listener,
    waiting: Vec<News>,
    present: Vec<Present>,
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
            if let Some(news) = self.waiting.pop() {
                return Some(news);
            }
            if let Some(news) = self.who_is_here() {
                return Some(news);
            }
            if Instant::now() >= self.until {
                return None;
            }
            match tokio::time::timeout(LOOK_AGAIN, self.listener.hear()).await {
                Err(_) if self.may_still_read().await => {}
                Err(_) | Ok(Heard::Closed) => return None,
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
