//! How a list of tasks is grouped, and the windows of due days.

use super::TaskState;
use crate::Day;
use crate::words::words;

words! {
    /// By what the tasks of a list are grouped.
    pub enum Grouping {
        Person = "person", "By person";
        Unit = "unit", "By unit";
        Question = "question", "By question";
        Due = "due", "By due day";
    }
}

words! {
    /// When work is due, as seen from a day: what presses most comes first.
    pub enum DueWindow {
        Overdue = "overdue", "Overdue";
        Week = "week", "Due within 7 days";
        Month = "month", "Due within 30 days";
        Later = "later", "Due later";
        /// No work is left, so nothing can be late: done and to be verified, put aside, or over.
        Rest = "rest", "Done or no longer due";
    }
}

impl DueWindow {
    /// The window of a task.
    #[must_use]
    pub fn of(state: TaskState, due_on: Day, today: Day) -> Self {
        if !state.is_waiting_for_work() {
            return Self::Rest;
        }
        match (due_on - today).num_days() {
            ..0 => Self::Overdue,
            0..=7 => Self::Week,
            8..=30 => Self::Month,
            31.. => Self::Later,
        }
    }

    /// The due days of the work in the window, from the first to the last in days after today; none
    /// where the window has no such end. Of [`DueWindow::Rest`] the due day says nothing.
    #[must_use]
    pub const fn days(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Overdue => (None, Some(-1)),
            Self::Week => (Some(0), Some(7)),
            Self::Month => (Some(8), Some(30)),
            Self::Later => (Some(31), None),
            Self::Rest => (None, None),
        }
    }
}
