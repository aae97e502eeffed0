//! Requests: a unit is asked for something specific by a day, and its answer closes the request.

use crate::words::words;
use crate::{Day, EvidenceId, Invalid, text};

/// The most characters of a request, and of the words that answer it.
pub const REQUEST_MAX: usize = 2000;

/// How far ahead an answer may be due, in days.
const DUE_DAYS: i64 = 730;

words! {
    /// How a request stands.
    pub enum RequestState {
        Open = "open", "Open";
        Answered = "answered", "Answered";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

/// A request that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What is wanted.
    pub wanted: String,
    /// The day by which.
    pub due_on: Day,
}

/// An answer that closes a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The item that was asked for.
    pub evidence: Option<EvidenceId>,
    /// What is said with it, or instead of it.
    pub words: String,
}

/// The most characters of a request's title.
const TITLE_MAX: usize = 90;

/// What a request is called in lists: the beginning of its first line.
#[must_use]
pub fn title(wanted: &str) -> String {
    let first = wanted.lines().next().unwrap_or_default();
    let mut title: String = first.chars().take(TITLE_MAX).collect();
    if title.len() < wanted.len() {
        title.push('…');
    }
    title
}

/// Checks a request.
///
/// # Errors
/// What is wrong, under the names of the fields `wanted` and `due_on`.
pub fn wanted(typed: &str, due_on: &str, today: Day) -> Result<Wanted, Invalid> {
    let mut invalid = Invalid::new();
    let wanted = invalid.check("wanted", text::prose(typed, REQUEST_MAX)).unwrap_or_default();
    if wanted.is_empty() && invalid.about("wanted").is_none() {
        invalid.add("wanted", "Say what you need to see, so that it can be found.");
    }
    let due_on = invalid.check("due_on", text::parse_day(due_on)).unwrap_or(today);
    let days = (due_on - today).num_days();
    if invalid.about("due_on").is_none() && !(0..=DUE_DAYS).contains(&days) {
        invalid.add("due_on", "Choose a day from today to two years ahead.");
    }
    invalid.or(Wanted { wanted, due_on })
}

/// Checks an answer: it names an item, or says in words why there is none.
///
/// # Errors
/// What is wrong, under the names of the fields `item` and `words`.
pub fn answered(item: &str, words: &str) -> Result<Answered, Invalid> {
    let mut invalid = Invalid::new();
    let said = invalid.check("words", text::prose(words, REQUEST_MAX)).unwrap_or_default();
    let evidence = match item.trim() {
        "" => None,
        id => {
            let known = id.parse().map(EvidenceId);
            if known.is_err() {
                invalid.add("item", "Choose an item from the list.");
            }
            known.ok()
        }
    };
    if evidence.is_none() && said.is_empty() && invalid.0.is_empty() {
        invalid.add("words", "Choose an item, or say why there is none.");
    }
    invalid.or(Answered { evidence, words: said })
}
