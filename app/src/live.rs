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

/// After how long without a sign of life somebody is no longer here. A page gives one every half
/// minute.
const HERE_FOR: Duration = Duration::seconds(75);

/// How much news may wait for a slow reader before it has to take the whole sheet again.
const BACKLOG: usize = 64;

/// The most open pages that one assessment keeps track of.
const MOST_PAGES: usize = 200;

/// The meeting places of people who work on the same assessment; clones share them.
#[derive(Debug, Clone, Default)]
pub struct Live(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    meetings: Mutex<HashMap<AssessmentId, Meeting>>,
    closed: watch::Sender<bool>,
}

impl Default for Shared {
    fn default() -> Self {
        Self { meetings: Mutex::default(), closed: watch::Sender::new(false) }
    }
}

#[derive(Debug)]
struct Meeting {
    news: broadcast::Sender<Arc<News>>,
    pages: HashMap<Page, Seen>,
}

impl Default for Meeting {
    fn default() -> Self {
        Self { news: broadcast::Sender::new(BACKLOG), pages: HashMap::new() }
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

/// A page's subscription. Its person leaves when it is dropped.
#[derive(Debug)]
pub struct Listener {
    live: Live,
    assessment: AssessmentId,
    page: Page,
    news: broadcast::Receiver<Arc<News>>,
    closed: watch::Receiver<bool>,
}

impl Live {
    /// Ends all streams; what comes later is told to nobody.
    pub fn close(&self) {
        self.0.closed.send_replace(true);
    }

    /// Subscribes a page to an assessment. Check first that its person may read it.
    #[must_use]
    pub fn listen(&self, assessment: AssessmentId, page: Page) -> Listener {
        let news = self.meetings().entry(assessment).or_default().news.subscribe();
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

    /// Notes that a page is open, and on which question its person is.
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
        if meeting.pages.is_empty() && meeting.news.receiver_count() == 0 {
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
            let is_here = page.person != besides && seen.at.plus(HERE_FOR) >= now;
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
        // The receiver itself is dropped after this, so it must not count as somebody listening.
        self.news = broadcast::Sender::new(1).subscribe();
        self.live.leave(self.assessment, &self.page);
        let mut meetings = self.live.meetings();
        let is_over = meetings
            .get(&self.assessment)
            .is_some_and(|left| left.pages.is_empty() && left.news.receiver_count() == 0);
        if is_over {
            meetings.remove(&self.assessment);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: AssessmentId = AssessmentId(3);

    fn page(person: i64, tab: &str) -> Page {
        Page { person: PersonId(person), tab: tab.to_owned() }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn news_reach_who_listens_to_the_same_assessment() {
        let live = Live::default();
        let mut here = live.listen(ID, page(1, "a"));
        let mut elsewhere = live.listen(AssessmentId(4), page(1, "b"));
        live.tell(ID, News::Moved);
        assert!(matches!(here.hear().await, Heard::News(news) if *news == News::Moved));
        live.close();
        assert!(matches!(elsewhere.hear().await, Heard::Closed));
        assert!(matches!(here.hear().await, Heard::Closed));
        assert!(matches!(live.listen(ID, page(2, "c")).hear().await, Heard::Closed));
    }

    #[tokio::test]
    async fn who_falls_behind_is_told_so() {
        let live = Live::default();
        let mut slow = live.listen(ID, page(1, "a"));
        for _ in 0..=BACKLOG {
            live.tell(ID, News::Moved);
        }
        assert!(matches!(slow.hear().await, Heard::Behind));
        assert!(matches!(slow.hear().await, Heard::News(_)));
    }

    #[test]
    fn people_are_here_once_until_they_fall_silent() {
        let live = Live::default();
        let nine = at("2026-11-23T09:00:00Z");
        let on = |question| Some(QuestionNo(question));
        live.here(ID, page(1, "a"), "Priya Raman", on(5), nine);
        live.here(ID, page(2, "b"), "Ivy Chen", on(6), nine);
        live.here(ID, page(2, "c"), "Ivy Chen", on(7), at("2026-11-23T09:00:10Z"));
        let seen = live.present(ID, PersonId(1), at("2026-11-23T09:00:20Z"));
        let ivy =
            Present { name: "Ivy Chen".to_owned(), initials: "IC".to_owned(), question: on(7) };
        assert_eq!(seen, [ivy]);
        assert_eq!(live.present(ID, PersonId(2), nine).len(), 1);
        assert!(live.present(ID, PersonId(1), at("2026-11-23T09:02:00Z")).is_empty());
    }

    #[test]
    fn a_closed_page_leaves_and_takes_an_empty_meeting_with_it() {
        let live = Live::default();
        let nine = at("2026-11-23T09:00:00Z");
        let listener = live.listen(ID, page(1, "a"));
        live.here(ID, page(1, "a"), "Priya Raman", None, nine);
        live.here(ID, page(2, "b"), "Ivy Chen", None, nine);
        drop(listener);
        assert!(live.present(ID, PersonId(2), nine).is_empty());
        assert_eq!(live.present(ID, PersonId(1), nine).len(), 1);
        live.leave(ID, &page(2, "b"));
        assert!(live.meetings().is_empty());
        let unheard = live.listen(ID, page(1, "a"));
        drop(unheard);
        assert!(live.meetings().is_empty());
    }
}
