//! How many notices somebody has not read, told as it changes.

use std::convert::Infallible;

use axum::response::sse::Event;
use domain::AppError;
use futures::{Stream, stream};
use store::InboxNews;
use tokio::sync::watch;

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::stream::{Listening, answer};

/// `GET /notices/unread`: the number, and each other number that it becomes.
///
/// # Errors
/// [`AppError::NotFound`] to somebody from outside, who has no inbox.
pub(super) async fn count(visitor: Visitor) -> PageResult {
    if visitor.actor.only_in.is_some() {
        return Err(AppError::NotFound.into());
    }
    let reader = Reader {
        // Listening first: what happens between the two is counted rather than missed.
        news: visitor.store().inbox_news(visitor.actor.person),
        closing: visitor.state.live.closing(),
        listening: Listening::of(&visitor),
        said: None,
    };
    Ok(answer(reader.events()))
}

/// One open stream.
struct Reader {
    news: InboxNews,
    closing: watch::Receiver<bool>,
    listening: Listening,
    said: Option<u32>,
}

impl Reader {
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> + Send {
        stream::unfold(self, |mut reader| async move {
            let count = reader.next().await?;
            Some((Ok(Event::default().data(count.to_string())), reader))
        })
    }

    /// The next number that was not said last; none when the stream is over.
    async fn next(&mut self) -> Option<u32> {
        loop {
            if *self.closing.borrow() || self.listening.is_over() {
                return None;
            }
            if self.listening.has_to_look() && !self.listening.look().await {
                return None;
            }
            let read = self.listening.state.store.read(&self.listening.actor);
            let count = read.unread_notices().await.ok()?;
            if self.said != Some(count) {
                self.said = Some(count);
                return Some(count);
            }
            let heard = async {
                tokio::select! {
                    () = self.news.changed() => {}
                    // Closing and the end of it are looked at above.
                    _ = self.closing.changed() => {}
                }
            };
            self.listening.until_look(heard).await;
        }
    }
}
