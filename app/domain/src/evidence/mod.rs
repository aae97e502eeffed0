//! Evidence: what it is, what was said of it, and on which days it counts.

mod coverage;
mod entry;
pub mod request;
mod review;
pub mod sample;
mod verdict;

pub use coverage::{CoverEnd, Coverage, History, cover_end, coverage};
pub use entry::{
    Checked, Entry, NOTE_MAX, TITLE_MAX, collected_on, default_valid_until, file_name, link, note,
    title, valid_until,
};
pub use request::RequestState;
pub use review::{Standing, reply, standing};
pub use sample::Spot;
pub use verdict::{GivenVerdict, REASON_MAX, RejectReason, given};

use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{Day, Support};

words! {
    /// What a piece of evidence is made of.
    pub enum Kind {
        File = "file", "File";
        Link = "link", "Link";
        Note = "note", "Note";
    }
}

words! {
    /// What an auditor says of an item for one unit and question. The newest stands.
    pub enum Verdict {
        Accepted = "accepted", "Accepted";
        Rejected = "rejected", "Rejected";
        /// A question to whoever attached it; the item waits until there is a new verdict.
        Asked = "asked", "Question asked";
    }
}

words! {
    /// How an item stands for one unit and question on a day.
    pub enum EvidenceState {
        Pending = "pending", "Pending review";
        Accepted = "accepted", "Accepted";
        Rejected = "rejected", "Rejected";
        Asked = "asked", "Question asked";
        Expired = "expired", "Expired";
        Withdrawn = "withdrawn", "Withdrawn";
        Superseded = "superseded", "Superseded";
    }
}

impl EvidenceState {
    /// What the item does for the question that it is attached to.
    #[must_use]
    pub const fn support(self) -> Support {
        match self {
            Self::Pending | Self::Asked => Support::Pending,
            Self::Accepted => Support::Accepted,
            Self::Rejected => Support::Rejected,
            Self::Expired => Support::Expired,
            Self::Withdrawn => Support::Withdrawn,
            // What took its place speaks for it.
            Self::Superseded => Support::Nothing,
        }
    }
}

/// What decides how an item stands for one unit and question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The newest verdict, if there is one.
    pub verdict: Option<Verdict>,
    /// The last day on which the item counts.
    pub valid_until: Day,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// Whether a new revision took its place.
    pub superseded: bool,
}

impl Facts {
    /// The same for whoever asks what is to be done: a remark on an item that has run out anyway is
    /// not worth answering, newer evidence is.
    #[must_use]
    pub fn without_spent_remark(mut self, today: Day) -> Self {
        if self.verdict == Some(Verdict::Rejected) && self.valid_until < today {
            self.verdict = None;
        }
        self
    }
}

/// How an item stands on a day. What can't be undone says more than what can: withdrawn before
/// superseded, then rejected, then expired, then the verdict.
#[must_use]
pub fn state(facts: &Facts, today: Day) -> EvidenceState {
    match facts {
        Facts { withdrawn: true, .. } => EvidenceState::Withdrawn,
        Facts { superseded: true, .. } => EvidenceState::Superseded,
        Facts { verdict: Some(Verdict::Rejected), .. } => EvidenceState::Rejected,
        Facts { valid_until, .. } if *valid_until < today => EvidenceState::Expired,
        Facts { verdict: Some(Verdict::Accepted), .. } => EvidenceState::Accepted,
        Facts { verdict: Some(Verdict::Asked), .. } => EvidenceState::Asked,
        Facts { verdict: None, .. } => EvidenceState::Pending,
    }
}

/// The best that several items do for a question: one accepted item is enough.
#[must_use]
pub fn support(states: impl IntoIterator<Item = EvidenceState>) -> Support {
    states.into_iter().map(EvidenceState::support).max().unwrap_or(Support::Nothing)
}
