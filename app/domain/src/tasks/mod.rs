//! Remediation tasks: how they stand, what they come from, what is typed about them, what they bring.

pub mod acceptance;
pub mod calendar;
mod cause;
mod entry;
pub mod forecast;
mod grouping;
mod life;
#[cfg(feature = "content")]
mod proposal;
mod recurrence;
mod saved;
mod series;
pub mod talk;

pub use cause::Cause;
pub use entry::{NewTask, TaskEntry, comment, due_on, new_task, step_words};
pub use grouping::{DueWindow, Grouping};
pub use life::{Needs, TRANSITIONS, Taker, TaskStep, may_take, step, steps_from};
#[cfg(feature = "content")]
pub use proposal::proposal;
pub use recurrence::{OCCURRENCES_A_RUN, Rhythm, due_between, occurrence};
pub use saved::{
    FILTER_NAME_MAX, FILTER_QUERY_MAX, FILTERS_MAX, filter_name, must_be_filter, must_have_room,
};
pub use series::{LEAD_DAYS, Returning, Span, returning};

use crate::words::words;

/// The most characters of a task's title.
pub const TITLE_MAX: usize = 200;

/// The most characters of what is to be done, of a reason, a note or a comment.
pub const TEXT_MAX: usize = 4000;

/// The most steps of a checklist.
pub const STEPS_MAX: usize = 40;

/// The most characters of one of them.
pub const STEP_MAX: usize = 300;

/// The longest that a task may be due ahead, in days.
pub const DUE_DAYS: i64 = 1100;

words! {
    /// Where a task stands.
    pub enum TaskState {
        Open = "open", "Open";
        InProgress = "in-progress", "In progress";
        Blocked = "blocked", "Blocked";
        /// Done, as its doer says; somebody else has to verify it.
        Done = "done", "Done";
        Verified = "verified", "Verified";
        Cancelled = "cancelled", "Cancelled";
        /// The risk is accepted up to a day, on which the task is open again.
        Accepted = "accepted", "Risk accepted";
    }
}

impl TaskState {
    /// Whether it is over: nothing is left to be done, and nothing can be done to it.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Verified | Self::Cancelled)
    }

    /// Whether it is still to bring what it is for: neither over nor put aside. What is done counts as
    /// under way up to its verification.
    #[must_use]
    pub const fn is_under_way(self) -> bool {
        !self.is_settled() && !matches!(self, Self::Accepted)
    }

    /// Whether somebody still has work to do on it: it can be late.
    #[must_use]
    pub const fn is_waiting_for_work(self) -> bool {
        matches!(self, Self::Open | Self::InProgress | Self::Blocked)
    }
}

words! {
    /// How much a task presses.
    pub enum Priority {
        High = "high", "High";
        Medium = "medium", "Medium";
        Low = "low", "Low";
    }
}

words! {
    /// How much work a task is.
    pub enum TaskEffort {
        Small = "S", "Small: up to two weeks for one team";
        Medium = "M", "Medium: several weeks or two teams";
        Large = "L", "Large: a quarter or several teams";
    }
}

impl TaskEffort {
    /// The size in a word.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Small => "Small",
            Self::Medium => "Medium",
            Self::Large => "Large",
        }
    }
}
