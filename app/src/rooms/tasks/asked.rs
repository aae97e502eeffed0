//! What the address of the list asks for.

use domain::tasks::TaskState;
use domain::{PersonId, QuestionNo};
use store::{TaskFilter, TaskSort, TaskStanding};

use crate::ui::Query;

/// How the list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Table,
    Board,
}

impl Look {
    pub(super) fn of(query: &Query) -> Self {
        if query.get("view") == "board" { Self::Board } else { Self::Table }
    }
}

/// The choices of how tasks stand, beside that of all that are neither settled nor put aside.
pub(super) const STANDINGS: [(&str, &str); 10] = [
    ("overdue", "Overdue"),
    ("soon", "Due within 7 days"),
    ("open", "Open"),
    ("in-progress", "In progress"),
    ("blocked", "Blocked"),
    ("done", "Done, to be verified"),
    ("verified", "Verified"),
    ("accepted", "Put aside, the risk accepted"),
    ("cancelled", "Cancelled"),
    ("all", "All that there are"),
];

/// The value of the filters by person that means whoever looks.
pub(super) const ME: &str = "me";

/// What the address asks for. What it can't mean counts as not asked.
pub(super) fn filter(query: &Query, me: PersonId) -> TaskFilter {
    let standing = match query.get("standing") {
        "overdue" => TaskStanding::Overdue,
        "soon" => TaskStanding::DueSoon,
        "all" => TaskStanding::All,
        key => key.parse::<TaskState>().map_or(TaskStanding::Open, TaskStanding::Is),
    };
    let assignee = match query.get("assignee") {
        ME => Some(me),
        id => id.parse().ok(),
    };
    TaskFilter {
        unit: query.get("unit").parse().ok(),
        question: query.get("question").parse().ok().map(QuestionNo),
        assignee,
        watcher: (query.get("watching") == ME).then_some(me),
        model: query.get("model").parse().ok(),
        standing,
        words: query.get("q").trim().chars().take(200).collect(),
        sort: match query.get("sort") {
            "unit" => TaskSort::Unit,
            "assignee" => TaskSort::Assignee,
            "question" => TaskSort::Question,
            "priority" => TaskSort::Priority,
            _ => TaskSort::Due,
        },
        group: query.get("group").parse().ok(),
        page: query.get("page").parse().unwrap_or(1).clamp(1, 100_000),
    }
}
