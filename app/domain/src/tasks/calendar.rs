//! What a person's calendar holds: what of theirs has a day.

use super::{Priority, TaskState};
use crate::{
    AssessmentId, Day, EvidenceId, QuestionNo, RequestId, RoundId, TaskId, Timestamp, text,
};

/// The most entries of a calendar. More would be read by nobody, and fetched by a program every hour.
pub const ENTRIES_MAX: usize = 2000;

/// What has a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dated {
    /// A task of theirs that is neither settled nor put aside.
    Task {
        /// The task.
        id: TaskId,
        /// What it is about.
        question: QuestionNo,
        /// Where it stands.
        state: TaskState,
        /// How much it presses.
        priority: Priority,
    },
    /// A round with drafts of several units in which they answer.
    Round {
        /// The round.
        id: RoundId,
    },
    /// One draft that they can finish: the only one of its round, or one outside of any.
    Assessment {
        /// The assessment.
        id: AssessmentId,
    },
    /// A request for evidence that they can answer.
    Request {
        /// The request.
        id: RequestId,
    },
    /// An item that they attached, on the last day on which it counts.
    Evidence {
        /// The item.
        id: EvidenceId,
    },
}

impl Dated {
    /// The name by which a calendar program knows the entry again: it stays, whatever changes. The
    /// installation's own id makes it one of the world's.
    #[must_use]
    pub fn uid(&self, installation: &str) -> String {
        let (kind, id) = match self {
            Self::Task { id, .. } => ("task", id.0),
            Self::Round { id } => ("round", id.0),
            Self::Assessment { id } => ("assessment", id.0),
            Self::Request { id } => ("request", id.0),
            Self::Evidence { id } => ("evidence", id.0),
        };
        format!("{kind}-{id}@{installation}")
    }

    /// The page of the thing; of several drafts, the page on which they are listed.
    #[must_use]
    pub fn page(&self) -> String {
        match self {
            Self::Task { id, .. } => format!("/tasks/{id}"),
            Self::Round { .. } => "/work".to_owned(),
            Self::Assessment { id } => format!("/assessments/{id}"),
            Self::Request { id } => format!("/requests/{id}"),
            Self::Evidence { id } => format!("/evidence/{id}"),
        }
    }
}

/// An entry of a calendar, for a whole day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub what: Dated,
    /// What that is called.
    pub title: String,
    /// The names of the units whose it is.
    pub units: Vec<String>,
    /// The day.
    pub day: Day,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// How often it was changed since it was made.
    pub changes: u32,
}

impl Entry {
    /// What stands in the calendar on its day.
    #[must_use]
    pub fn summary(&self) -> String {
        let title = &self.title;
        match &self.what {
            Dated::Task { state: TaskState::Done, .. } => format!("Done, to be verified: {title}"),
            Dated::Task { .. } => format!("Task due: {title}"),
            Dated::Round { .. } => format!("Assessments due: {title}"),
            Dated::Assessment { .. } => {
                format!("Assessment due: {title}, {}", text::list(&self.units))
            }
            Dated::Request { .. } => format!("Evidence asked for: {title}"),
            Dated::Evidence { .. } => format!("Evidence counts until today: {title}"),
        }
    }
}

/// The entries of a person, in the order of their days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The entries.
    pub entries: Vec<Entry>,
    /// Whether there are more, further away.
    pub has_more: bool,
}

impl Calendar {
    /// The calendar of all that there is: the `most` entries that lie nearest to today. What is late is
    /// as near as what is to come.
    #[must_use]
    pub fn nearest(mut entries: Vec<Entry>, today: Day, most: usize) -> Self {
        let has_more = entries.len() > most;
        let distance = |entry: &Entry| (entry.day - today).num_days().abs();
        entries.sort_by(|a, b| (distance(a), a.day, &a.what).cmp(&(distance(b), b.day, &b.what)));
        entries.truncate(most);
        entries.sort_by(|a, b| (a.day, &a.what).cmp(&(b.day, &b.what)));
        Self { entries, has_more }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn entry(what: Dated, on: &str) -> Entry {
        Entry {
            what,
            title: "Rotate the key".to_owned(),
            units: vec!["Online Store".to_owned()],
            day: day(on),
            changed_at: Timestamp::start_of(day("2026-11-01")),
            changes: 0,
        }
    }

    fn task(id: i64, state: TaskState) -> Dated {
        Dated::Task { id: TaskId(id), question: QuestionNo(9), state, priority: Priority::High }
    }

    #[test]
    fn an_entry_keeps_its_name_whatever_becomes_of_the_task() {
        let names: Vec<_> =
            TaskState::ALL.iter().map(|state| task(12, *state).uid("a-b")).collect();
        assert!(names.iter().all(|name| name == "task-12@a-b"), "{names:?}");
        assert_eq!(Dated::Round { id: RoundId(12) }.uid("a-b"), "round-12@a-b");
    }

    #[test]
    fn an_entry_says_what_is_to_happen_on_its_day() {
        let of = |what| entry(what, "2026-12-18").summary();
        assert_eq!(of(task(1, TaskState::Open)), "Task due: Rotate the key");
        assert_eq!(of(task(1, TaskState::Done)), "Done, to be verified: Rotate the key");
        let draft = Dated::Assessment { id: AssessmentId(1) };
        assert_eq!(of(draft), "Assessment due: Rotate the key, Online Store");
        let item = Dated::Evidence { id: EvidenceId(1) };
        assert_eq!(of(item), "Evidence counts until today: Rotate the key");
    }

    #[test]
    fn a_long_calendar_keeps_what_is_near_on_both_sides_of_today() {
        let open = |id| task(id, TaskState::Open);
        let all = vec![
            entry(open(1), "2026-01-05"),
            entry(open(2), "2026-11-22"),
            entry(open(3), "2026-11-24"),
            entry(open(4), "2026-11-23"),
            entry(open(5), "2028-01-01"),
        ];
        let of = |most| Calendar::nearest(all.clone(), day("2026-11-23"), most);
        let days = |calendar: &Calendar| -> Vec<_> {
            calendar.entries.iter().map(|entry| entry.day.to_string()).collect()
        };
        let three = of(3);
        assert_eq!(days(&three), ["2026-11-22", "2026-11-23", "2026-11-24"]);
        assert!(three.has_more);
        assert_eq!(days(&of(2)), ["2026-11-22", "2026-11-23"], "the earlier of two as near");
        assert!(!of(5).has_more);
        assert_eq!(of(5).entries.len(), 5);
    }

    #[test]
    fn entries_stand_in_one_order_however_they_were_found() {
        let mut all = vec![
            entry(Dated::Evidence { id: EvidenceId(1) }, "2026-12-01"),
            entry(task(2, TaskState::Open), "2026-12-01"),
            entry(task(1, TaskState::Blocked), "2026-12-01"),
        ];
        let today = day("2026-11-23");
        let first = Calendar::nearest(all.clone(), today, 10);
        all.reverse();
        assert_eq!(first, Calendar::nearest(all, today, 10));
    }
}
