//! What the program does by itself: which jobs there are, and when each is due.

use chrono::Duration;

use crate::Timestamp;
use crate::words::words;

words! {
    /// A job. They run one after another, in this order.
    pub enum Job {
        Heads = "heads", "Note the head of the audit log outside the database";
        Sessions = "sessions", "Throw away sessions that have ended";
        Acceptances = "acceptances", "Open tasks again whose accepted risk is over";
        Series = "series", "Make the tasks of series that are due";
        Chain = "chain", "Follow the chain of the audit log from its beginning";
        Rehash = "re-hash", "Hash every file of evidence anew";
        Reminders = "reminders", "Remind of what is due, late or about to expire";
        Reports = "reports", "Send the reports that are due";
    }
}

/// How often a job is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// An hour after it was run last.
    Hour,
    /// Once on each day, as soon as it begins in UTC.
    Day,
}

/// The last run of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ran {
    /// When it began.
    pub begun: Timestamp,
    /// Whether it failed.
    pub failed: bool,
}

impl Job {
    /// How often it is run.
    #[must_use]
    pub const fn every(self) -> Every {
        match self {
            Self::Heads | Self::Sessions => Every::Hour,
            Self::Acceptances
            | Self::Series
            | Self::Chain
            | Self::Rehash
            | Self::Reminders
            | Self::Reports => Every::Day,
        }
    }

    /// From when on it is due, once it has run; one that failed is tried again after an hour.
    #[must_use]
    pub fn next(self, ran: Ran) -> Timestamp {
        let in_an_hour = ran.begun.plus(Duration::hours(1));
        match self.every() {
            Every::Day if !ran.failed => {
                let day = ran.begun.day();
                Timestamp::start_of(day.succ_opt().unwrap_or(day))
            }
            Every::Hour | Every::Day => in_an_hour,
        }
    }

    /// Whether it is due. What was missed while the program was away is made up for by one run.
    #[must_use]
    pub fn is_due(self, ran: Option<Ran>, now: Timestamp) -> bool {
        ran.is_none_or(|ran| self.next(ran) <= now || ran.begun > now)
    }
}
