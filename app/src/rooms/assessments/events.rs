//! Streams of news to everyone who has an assessment open, and their signs of life.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Json;
use axum::response::IntoResponse as _;
use axum::response::sse::Event;
use domain::{Action, AssessmentId};
use futures::Stream;
use futures::stream;
use http::StatusCode;

use super::reply::picture;
use super::wire::{News, Present};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::live::{Heard, Listener, Page};
use crate::request::{Asked, At, Sent};
use crate::stream::{Listening, answer};

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
        listening: Listening::of(&visitor),
        assessment: id,
        listener,
        waiting: vec![first],
        present: Vec::new(),
    };
    Ok(answer(reader.events()))
}

fn page(visitor: &Visitor, tab: &str) -> Page {
    Page { person: visitor.actor.person, tab: tab.chars().take(TAB_MAX).collect() }
}

/// One open stream.
struct Reader {
    listening: Listening,
    assessment: AssessmentId,
    listener: Listener,
    waiting: Vec<News>,
    present: Vec<Present>,
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
            if self.listening.has_to_look() && !self.look_again().await {
                return None;
            }
            if let Some(news) = self.waiting.pop() {
                return Some(news);
            }
            if let Some(news) = self.who_is_here() {
                return Some(news);
            }
            if self.listening.is_over() {
                return None;
            }
            // Those who fell silent are no longer shown, even if nothing happens.
            match self.listening.until_look(self.listener.hear()).await {
                None => {}
                Some(Heard::Closed) => return None,
                Some(Heard::Behind) => self.waiting.push(self.picture().await?),
                Some(Heard::News(news)) => self.waiting.extend(told(&news)),
            }
        }
    }

    /// Who is here, if that is not what was said last.
    fn who_is_here(&mut self) -> Option<News> {
        let now = self.listening.state.now();
        let present =
            self.listening.state.live.present(self.assessment, self.listening.actor.person, now);
        if present == self.present {
            return None;
        }
        self.present.clone_from(&present);
        Some(News::Here(present))
    }

    async fn picture(&self) -> Option<News> {
        let live = self
            .listening
            .state
            .store
            .read(&self.listening.actor)
            .live_sheet(self.assessment)
            .await
            .ok()?;
        Some(News::Picture(picture(&live)))
    }

    /// Whether the stream goes on until the next look: the person may have lost the role since.
    async fn look_again(&mut self) -> bool {
        if !self.listening.look().await {
            return false;
        }
        let read = self.listening.state.store.read(&self.listening.actor);
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
