//! Pages of PDF files as pictures, and the few that were drawn last: a page is drawn to learn how many
//! there are, and asked for by the browser a moment later.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use preview::{Confined, DrawError, Drawn};
use store::Store;

/// How many pages are remembered.
const REMEMBERED: usize = 16;

/// A page by the file's SHA-256 and its number.
type Page = (String, u32);

/// What was drawn last, the oldest first; none for what took too much, so that it is not tried again
/// and again.
type Last = VecDeque<(Page, Option<Arc<Drawn>>)>;

/// Draws pages, and remembers the last few.
#[derive(Debug, Clone)]
pub struct Pages {
    confined: Confined,
    drawn: Arc<Mutex<Last>>,
}

impl Pages {
    /// Draws in this way.
    #[must_use]
    pub fn new(confined: Confined) -> Self {
        Self { confined, drawn: Arc::default() }
    }

    /// Draws a page, from 1, of a file that is kept. Only for who may open it.
    ///
    /// # Errors
    /// When there is no such page or it can't be drawn.
    pub async fn draw(
        &self,
        store: &Store,
        sha256: &str,
        page: u32,
    ) -> Result<Arc<Drawn>, DrawError> {
        let wanted = (sha256.to_owned(), page);
        if let Some(known) = self.known(&wanted) {
            return known.ok_or(DrawError::TooMuch);
        }
        let path = store.vault().path_of(sha256).ok_or(DrawError::Unreadable)?;
        let file = tokio::fs::File::open(path).await?.into_std().await;
        match self.confined.draw(file, page).await {
            Ok(drawn) => {
                let drawn = Arc::new(drawn);
                self.remember(wanted, Some(drawn.clone()));
                Ok(drawn)
            }
            Err(DrawError::TooMuch) => {
                self.remember(wanted, None);
                Err(DrawError::TooMuch)
            }
            Err(error) => Err(error),
        }
    }

    fn remember(&self, page: Page, drawn: Option<Arc<Drawn>>) {
        let mut all = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        all.push_back((page, drawn));
        if all.len() > REMEMBERED {
            all.pop_front();
        }
    }

    fn known(&self, wanted: &Page) -> Option<Option<Arc<Drawn>>> {
        let all = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().find(|(page, _)| page == wanted).map(|(_, drawn)| drawn.clone())
    }
}
