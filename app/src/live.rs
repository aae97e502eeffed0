//! Who works on which assessment right now, and what changes there: kept in memory only.
//!
//! Nothing here checks who may listen: whoever subscribes a person has made sure that they may read
//! the assessment, and looks again from time to time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::Duration;
use domain::{AssessmentId, PersonId, QuestionNo, Timestamp};
use tokio::sync::{broadcast, watch};

use crate::rooms::assessments::wire::{News, Present};

#[cfg(test)]
mod tests;

/// After how long without a sign of life somebody is no longer here. A page gives one every half
/// minute.
const HERE_FOR: Duration = Duration::seconds(75);

/// How much news may wait for a slow reader before it has to take the whole sheet again.
const BACKLOG: usize = 64;

/// The most open pages that one assessment keeps track of.
const MOST_PAGES: usize = 200;

/// How often a stream makes sure that its reader may still read.
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_secs(20);

/// The meeting places of people who work on the same assessment; clones share them.
#[derive(Debug, Clone, Default)]
pub struct Live(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    meetings: Mutex<HashMap<AssessmentId, Meeting>>,
    closed: watch::Sender<bool>,
    look_again: std::time::Duration,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            meetings: Mutex::default(),
            closed: watch::Sender::new(false),
            look_again: LOOK_AGAIN,
        }
    }
}

#[derive(Debug)]
struct Meeting {
    news: broadcast::Sender<Arc<News>>,
    /// How many streams each page has: for a moment two, when a browser opens one anew.
    listening: HashMap<Page, u32>,
    pages: HashMap<Page, Seen>,
}

impl Default for Meeting {
    fn default() -> Self {
        Self {
            news: broadcast::Sender::new(BACKLOG),
            listening: HashMap::new(),
            pages: HashMap::new(),
        }
    }
}

/// One open page of one person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Page {
    /// Whose.
    pub person: PersonId,
    /// What the page calls itself.
    pub tab: String,
}

#[derive(Debug)]
struct Seen {
    name: String,
    question: Option<QuestionNo>,
    at: Timestamp,
}

/// What a listener hears next.
#[derive(Debug)]
pub enum Heard {
    /// Something happened.
    News(Arc<News>),
    /// More happened than could wait: the whole sheet is needed.
    Behind,
    /// The server is about to stop.
    Closed,
}

/// A page's subscription. Its person leaves when the page's last one is dropped.
#[derive(Debug)]
pub struct Listener {
    live: Live,
    assessment: AssessmentId,
    page: Page,
    news: broadcast::Receiver<Arc<News>>,
    closed: watch::Receiver<bool>,
}

impl Live {
    /// Meeting places whose streams look at their readers at another beat than usual.
    #[must_use]
    pub fn looking_again_every(beat: std::time::Duration) -> Self {
        Self(Arc::new(Shared { look_again: beat, ..Shared::default() }))
    }

    /// How often a stream has to make sure that its reader may still read.
    #[must_use]
    pub fn look_again(&self) -> std::time::Duration {
        self.0.look_again
    }

    /// Ends all streams; what comes later is told to nobody.
    pub fn close(&self) {
        self.0.closed.send_replace(true);
    }

    /// Becomes true once all streams are to end.
    #[must_use]
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.0.closed.subscribe()
    }

    /// Subscribes a page to an assessment. Check first that its person may read it.
    #[must_use]
    pub fn listen(&self, assessment: AssessmentId, page: Page) -> Listener {
        let mut meetings = self.meetings();
        let meeting = meetings.entry(assessment).or_default();
        *meeting.listening.entry(page.clone()).or_default() += 1;
        if meeting.pages.contains_key(&page) {
            meeting.wake();
        }
        let news = meeting.news.subscribe();
        drop(meetings);
        let closed = self.0.closed.subscribe();
        Listener { live: self.clone(), assessment, page, news, closed }
    }

    /// Tells everyone who has the assessment open.
    pub fn tell(&self, assessment: AssessmentId, news: News) {
        if let Some(meeting) = self.meetings().get(&assessment) {
            // Nobody listening is no failure.
            let _ = meeting.news.send(Arc::new(news));
        }
    }

    /// Notes that a page is open, and on which question its person is. It is shown while the page
    /// listens: a sign of life that comes late, after its page was closed, brings nobody back.
    pub fn here(
        &self,
        assessment: AssessmentId,
        page: Page,
        name: &str,
        question: Option<QuestionNo>,
        now: Timestamp,
    ) {
        let mut meetings = self.meetings();
        let meeting = meetings.entry(assessment).or_default();
        meeting.pages.retain(|_, seen| seen.at.plus(HERE_FOR) >= now);
        if meeting.pages.len() < MOST_PAGES || meeting.pages.contains_key(&page) {
            meeting.pages.insert(page, Seen { name: name.to_owned(), question, at: now });
        }
        meeting.wake();
    }

    /// Notes that a page was closed.
    pub fn leave(&self, assessment: AssessmentId, page: &Page) {
        let mut meetings = self.meetings();
        let Some(meeting) = meetings.get_mut(&assessment) else { return };
        if meeting.pages.remove(page).is_some() {
            meeting.wake();
        }
        if meeting.is_over() {
            meetings.remove(&assessment);
        }
    }

    /// Who is here besides a person, by name; each once, with the question that they were on last.
    #[must_use]
    pub fn present(
        &self,
        assessment: AssessmentId,
        besides: PersonId,
        now: Timestamp,
    ) -> Vec<Present> {
        let meetings = self.meetings();
        let Some(meeting) = meetings.get(&assessment) else { return Vec::new() };
        let mut newest: HashMap<PersonId, &Seen> = HashMap::new();
        for (page, seen) in &meeting.pages {
            let is_open = meeting.listening.contains_key(page);
            let is_here = is_open && page.person != besides && seen.at.plus(HERE_FOR) >= now;
            let known = newest.get(&page.person).map(|known| known.at);
            if is_here && known.is_none_or(|at| at < seen.at) {
                newest.insert(page.person, seen);
            }
        }
        let present = newest.into_values().map(|seen| Present {
            name: seen.name.clone(),
            initials: domain::text::initials(&seen.name),
            question: seen.question,
        });
        let mut present: Vec<_> = present.collect();
        present.sort_by(|a, b| a.name.cmp(&b.name));
        present
    }

    fn meetings(&self) -> MutexGuard<'_, HashMap<AssessmentId, Meeting>> {
        // What is in the map is whole between any two statements that hold the lock.
        self.0.meetings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Meeting {
    fn is_over(&self) -> bool {
        self.pages.is_empty() && self.listening.is_empty()
    }

    /// Makes every listener look who is here. The list itself is each one's own.
    fn wake(&self) {
        let _ = self.news.send(Arc::new(News::Here(Vec::new())));
    }
}

impl Listener {
    /// Waits for what happens next.
    pub async fn hear(&mut self) -> Heard {
        if *self.closed.borrow() {
            return Heard::Closed;
        }
        tokio::select! {
            _ = self.closed.changed() => Heard::Closed,
            news = self.news.recv() => match news {
                Ok(news) => Heard::News(news),
                Err(broadcast::error::RecvError::Lagged(_)) => Heard::Behind,
                Err(broadcast::error::RecvError::Closed) => Heard::Closed,
            },
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut meetings = self.live.meetings();
        let Some(meeting) = meetings.get_mut(&self.assessment) else { return };
        let Some(streams) = meeting.listening.get_mut(&self.page) else { return };
        *streams -= 1;
        if *streams > 0 {
            return;
        }
        meeting.listening.remove(&self.page);
        drop(meetings);
        self.live.leave(self.assessment, &self.page);
    }
}
