//! Accepting a risk: asked for with a reason, decided by somebody else, up to a day.

use super::TEXT_MAX;
use crate::words::words;
use crate::{Day, Invalid, text};

/// The longest that a risk is accepted, in days: a year.
pub const ACCEPTANCE_DAYS: i64 = 366;

words! {
    /// How a request to accept a risk stands.
    pub enum AcceptanceState {
        Asked = "asked", "Waits for a decision";
        /// In force up to and with its last day.
        Granted = "granted", "Accepted";
        Declined = "declined", "Declined";
        /// Its last day is over.
        Lapsed = "lapsed", "Lapsed";
        /// Ended before its day: taken back, or not asked for any more.
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

words! {
    /// What was decided on a request.
    pub enum AcceptanceDecision {
        Granted = "granted", "Accept the risk";
        Declined = "declined", "Decline";
    }
}

words! {
    /// How a request, or what was granted on it, came to its end.
    pub enum AcceptanceEnd {
        Lapsed = "lapsed", "Its last day was over";
        Withdrawn = "withdrawn", "Taken back";
    }
}

/// How a request stands on a day. One on which nobody decided in time is over as well.
#[must_use]
pub fn acceptance_state(
    decision: Option<AcceptanceDecision>,
    ended: Option<AcceptanceEnd>,
    until: Day,
    today: Day,
) -> AcceptanceState {
    match (ended, decision) {
        (Some(AcceptanceEnd::Withdrawn), _) => AcceptanceState::Withdrawn,
        (Some(AcceptanceEnd::Lapsed), _) => AcceptanceState::Lapsed,
        (None, Some(AcceptanceDecision::Declined)) => AcceptanceState::Declined,
        (None, _) if is_over(until, today) => AcceptanceState::Lapsed,
        (None, Some(AcceptanceDecision::Granted)) => AcceptanceState::Granted,
        (None, None) => AcceptanceState::Asked,
    }
}

/// Checks what is said with a decision, or when an acceptance is taken back: a no needs a reason.
///
/// # Errors
/// What is wrong, under the name of the field `words`.
pub fn decision_words(words: &str, needed: bool) -> Result<String, Invalid> {
    let mut invalid = Invalid::new();
    let words = invalid.check("words", text::prose(words, TEXT_MAX)).unwrap_or_default();
    if needed && words.is_empty() && invalid.about("words").is_none() {
        invalid.add("words", "Say why, so that whoever asked can follow.");
    }
    invalid.or(words)
}

/// A request to accept a risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAcceptance {
    /// Why the risk is to stay.
    pub reason: String,
    /// The last day of the acceptance.
    pub until: Day,
}

/// Checks a request.
///
/// # Errors
/// What is wrong, under the names of the fields `reason` and `until`.
pub fn acceptance(reason: &str, until: &str, today: Day) -> Result<NewAcceptance, Invalid> {
    let mut invalid = Invalid::new();
    let reason = invalid.check("reason", text::prose(reason, TEXT_MAX)).unwrap_or_default();
    if reason.is_empty() && invalid.about("reason").is_none() {
        invalid.add("reason", "Say why the risk is to stay, and what limits it.");
    }
    let until = invalid.check("until", text::parse_day(until)).unwrap_or(today);
    let days = (until - today).num_days();
    if invalid.about("until").is_none() && !(1..=ACCEPTANCE_DAYS).contains(&days) {
        invalid.add("until", "Choose a day from tomorrow to a year ahead.");
    }
    invalid.or(NewAcceptance { reason, until })
}

/// Whether an acceptance is over: the day after its last.
#[must_use]
pub fn is_over(until: Day, today: Day) -> bool {
    today > until
}
