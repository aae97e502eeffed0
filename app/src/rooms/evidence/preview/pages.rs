//! Pages of PDF files as pictures, and the few that were drawn last: a page is drawn to learn how many
//! there are, and asked for by the browser a moment later.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::PersonId;
use preview::{Confined, DrawError, Drawn};
use store::Store;

/// How many pages are remembered.
const REMEMBERED: usize = 16;

/// How many pages are remembered that took too much: they cost little to keep and much to try.
const GIVEN_UP: usize = 1_000;

/// A page by the file's SHA-256 and its number.
type Page = (String, u32);

/// What was drawn last and what took too much, the oldest first.
#[derive(Debug, Default)]
struct Last {
    drawn: VecDeque<(Page, Arc<Drawn>)>,
    given_up: VecDeque<Page>,
}

impl Last {
    fn known(&self, wanted: &Page) -> Option<Result<Arc<Drawn>, DrawError>> {
        if self.given_up.contains(wanted) {
            return Some(Err(DrawError::TooMuch));
        }
        self.drawn.iter().find(|(page, _)| page == wanted).map(|(_, drawn)| Ok(drawn.clone()))
    }

    fn remember(&mut self, page: Page, drawn: Arc<Drawn>) {
        self.drawn.push_back((page, drawn));
        if self.drawn.len() > REMEMBERED {
            self.drawn.pop_front();
        }
    }

    fn give_up(&mut self, page: Page) {
        self.given_up.push_back(page);
        if self.given_up.len() > GIVEN_UP {
            self.given_up.pop_front();
        }
    }
}

/// Draws pages, and remembers the last few.
#[derive(Debug, Clone)]
pub struct Pages {
    confined: Confined,
    last: Arc<Mutex<Last>>,
}

impl Pages {
    /// Draws in this way.
    #[must_use]
    pub fn new(confined: Confined) -> Self {
        Self { confined, last: Arc::default() }
    }

    /// Draws a page, from 1, of a file that is kept, for a person who may open it.
    ///
    /// # Errors
    /// When there is no such page, it can't be drawn, or the person's turn does not come.
    pub async fn draw(
        &self,
        store: &Store,
        person: PersonId,
        sha256: &str,
        page: u32,
    ) -> Result<Arc<Drawn>, DrawError> {
        let wanted = (sha256.to_owned(), page);
        if let Some(known) = self.last().known(&wanted) {
            return known;
        }
        let turn = self.confined.turn(person.0).await?;
        // Whoever was before may have drawn the same page.
        if let Some(known) = self.last().known(&wanted) {
            return known;
        }
        let path = store.vault().path_of(sha256).ok_or(DrawError::Unreadable)?;
        let file = tokio::fs::File::open(path).await?.into_std().await;
        let drawn = self.confined.draw(turn, file, page).await.map(Arc::new);
        match &drawn {
            Ok(drawn) => self.last().remember(wanted, drawn.clone()),
            Err(DrawError::TooMuch) => self.last().give_up(wanted),
            Err(_) => {}
        }
        drawn
    }

    fn last(&self) -> MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_took_too_much_is_remembered_whatever_is_drawn_since() {
        let mut last = Last::default();
        last.give_up(("bomb".to_owned(), 1));
        for page in 1..=100 {
            let drawn = Arc::new(Drawn { pages: 100, png: Vec::new() });
            last.remember(("long".to_owned(), page), drawn);
        }
        assert_eq!(last.drawn.len(), REMEMBERED);
        assert!(last.known(&("long".to_owned(), 1)).is_none(), "the oldest is forgotten");
        assert!(matches!(last.known(&("long".to_owned(), 100)), Some(Ok(_))));
        assert!(matches!(last.known(&("bomb".to_owned(), 1)), Some(Err(DrawError::TooMuch))));
    }
}
