//! Audits: a span of days in which units and rounds are looked at, what is found there, and how it ends.

mod entry;

pub use entry::{
    Concluded, ConclusionEntry, FindingEntry, NewAudit, NewFinding, PlanEntry, concluded,
    external_until, finding, new_audit, words,
};

use crate::words::words as word_list;
use crate::{AppError, Day};

/// The most characters of an audit's name.
pub const NAME_MAX: usize = 120;
/// The most characters of a text in an audit.
pub const TEXT_MAX: usize = 4000;
/// The longest window, in days: two years and a quarter.
pub const WINDOW_DAYS: i64 = 822;
/// The longest that an account from outside lasts from today, in days.
pub const EXTERNAL_DAYS: i64 = 366;

word_list! {
    /// How much a finding weighs. ISO/IEC 17021-1 knows the first two; the third is no failure.
    pub enum Grade {
        Major = "major", "Major nonconformity";
        Minor = "minor", "Minor nonconformity";
        Observation = "observation", "Observation";
    }
}

word_list! {
    /// How a finding ended.
    pub enum Ending {
        Remedied = "remedied", "Remedied";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

word_list! {
    /// What an auditor concludes: the four opinions of ISA 705 (Revised).
    pub enum Opinion {
        Unqualified = "unqualified", "Unqualified: it is as claimed";
        Qualified = "qualified", "Qualified: as claimed, but for what is named";
        Adverse = "adverse", "Adverse: it is not as claimed";
        Disclaimer = "disclaimer", "Disclaimer: too little could be seen";
    }
}

impl Opinion {
    /// The opinion in a word.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Unqualified => "Unqualified",
            Self::Qualified => "Qualified",
            Self::Adverse => "Adverse",
            Self::Disclaimer => "Disclaimer",
        }
    }
}

/// What is left to do before an audit can be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remaining {
    /// Whether there is a conclusion of the whole.
    pub concluded: bool,
    /// How many of its requests wait for an answer.
    pub open_requests: u32,
    /// How many questions that its auditors asked about evidence are the last that was said of it:
    /// without an answer, or answered and not judged since.
    pub open_questions: u32,
}

impl Remaining {
    /// What stands against closing, one sentence each.
    #[must_use]
    pub fn obstacles(self) -> Vec<String> {
        let mut obstacles = Vec::new();
        if !self.concluded {
            obstacles.push("Give a conclusion of the whole audit.".to_owned());
        }
        if self.open_requests > 0 {
            let count = crate::text::count(self.open_requests, "request waits", "requests wait");
            obstacles.push(format!("{count} for an answer: wait for it, or withdraw it."));
        }
        if self.open_questions > 0 {
            let count = crate::text::count(self.open_questions, "question", "questions");
            obstacles.push(format!("{count} about evidence still to be answered, or judged."));
        }
        obstacles
    }

    /// Refuses to close an audit that isn't finished.
    ///
    /// # Errors
    /// [`AppError::Conflict`] with what is left to do.
    pub fn may_close(self) -> Result<(), AppError> {
        let obstacles = self.obstacles();
        if obstacles.is_empty() { Ok(()) } else { Err(AppError::Conflict(obstacles.join(" "))) }
    }
}

/// Whether an account from outside still opens anything: up to and with its last day, and while its
/// audit is open.
#[must_use]
pub fn external_is_over(until: Day, closed: bool, today: Day) -> bool {
    closed || today > until
}
