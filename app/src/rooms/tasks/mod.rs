//! Tasks: their list and board, making them, the page of one, and what waits for a person.

mod accepting;
mod asked;
mod board;
mod bulk;
pub(in crate::rooms) mod calendar;
mod changing;
mod correcting;
mod export;
mod fields;
mod forms;
mod list;
mod making;
mod noes;
mod one;
mod proof;
mod returning;
mod saved;
mod sheet;
mod steps;
mod table;
mod told;
mod watching;
mod work;

pub(in crate::rooms) use accepting::{accepted_badge, accepted_mark};

use domain::tasks::{Cause, Priority, TaskState};
use domain::{Action, Day, QuestionNo, TaskId, UnitId, text};
use leptos::prelude::*;
use store::TaskRow;

use crate::routes::Access::{Link, Needs, SignedIn};
use crate::routes::Routes;
use crate::ui::{Button, Query, Tone, badge, icon_sm};

const PATH: &str = "/tasks";

/// A task that is due within so many days is said to be due soon.
const SOON_DAYS: i64 = 7;

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let work = Needs(Action::WorkOnTasks);
    Routes::new()
        .get(PATH, SignedIn, list::list)
        .get("/tasks/export.csv", SignedIn, export::csv)
        .get("/tasks/export.xlsx", SignedIn, export::xlsx)
        .get("/tasks/new", work, making::form)
        .post("/tasks/new", work, making::make)
        .post("/tasks/filters", SignedIn, saved::save)
        .post("/tasks/filters/{id}/remove", SignedIn, saved::remove)
        .post("/tasks/bulk", Needs(Action::AssignTasks), bulk::change)
        .get("/tasks/{id}", Needs(Action::Read), one::show)
        .get("/tasks/{id}/edit", work, changing::form)
        .post("/tasks/{id}/edit", work, changing::change)
        .post("/tasks/{id}/step", work, steps::take)
        .post("/tasks/{id}/tick", work, steps::tick)
        .post("/tasks/{id}/acceptance", work, accepting::ask)
        .post("/tasks/{id}/acceptance/decide", Needs(Action::AcceptRisk), accepting::decide)
        .post("/tasks/{id}/acceptance/withdraw", work, accepting::withdraw)
        .post("/tasks/{id}/comment", work, steps::comment)
        .post("/tasks/{id}/watch", Needs(Action::Read), watching::set)
        .post("/tasks/{id}/answer", Needs(Action::Answer), correcting::answer)
        .post("/tasks/{id}/series", Needs(Action::AssignTasks), returning::begin)
        .post("/tasks/{id}/series/end", Needs(Action::AssignTasks), returning::end)
        .post("/tasks/{id}/evidence", Needs(Action::AttachEvidence), proof::attach)
        .get("/assessments/{id}/tasks", work, noes::form)
        .post("/assessments/{id}/tasks", work, noes::make)
        .get("/work", SignedIn, work::show)
        .get(calendar::PAGE, SignedIn, calendar::show)
        .post(calendar::PAGE, SignedIn, calendar::change)
        .get("/calendar/{file}", Link, calendar::feed)
}

/// Where a task's page lies.
pub(in crate::rooms) fn page_of(id: TaskId) -> String {
    format!("{PATH}/{id}")
}

/// A link that makes a task of something: for whoever may work on tasks in the unit.
pub(in crate::rooms) fn make_of(cause: Cause, unit: UnitId, question: QuestionNo) -> Button {
    let query = Query::new()
        .with("unit", unit.to_string())
        .with("question", question.to_string())
        .with("cause", cause.to_string());
    Button::link(query.href("/tasks/new"), "Make a task of it").icon("list-plus").small()
}

/// How a task is called beside its title.
fn number(id: TaskId) -> String {
    format!("TSK-{id}")
}

pub(in crate::rooms) const fn state_glyph(state: TaskState) -> &'static str {
    match state {
        TaskState::Open => "circle",
        TaskState::InProgress => "circle-dot",
        TaskState::Blocked => "octagon-x",
        TaskState::Done => "eye",
        TaskState::Verified => "circle-check",
        TaskState::Cancelled => "circle-x",
        TaskState::Accepted => "archive",
    }
}

fn state_badge(state: TaskState) -> AnyView {
    let tone = match state {
        TaskState::Open | TaskState::Cancelled | TaskState::Accepted => Tone::Neutral,
        TaskState::InProgress => Tone::Info,
        TaskState::Blocked => Tone::High,
        TaskState::Done => Tone::Off,
        TaskState::Verified => Tone::True,
    };
    let words = match state {
        TaskState::Done => "Done, to be verified",
        state => state.label(),
    };
    badge(tone, state_glyph(state), words)
}

fn priority_badge(priority: Priority) -> AnyView {
    match priority {
        Priority::High => badge(Tone::High, "signal-high", priority.label()),
        Priority::Medium => badge(Tone::Off, "signal-medium", priority.label()),
        Priority::Low => badge(Tone::Neutral, "signal-low", priority.label()),
    }
}

/// The due day, and whether that is past or near while work is left.
pub(in crate::rooms) fn due(task: &TaskRow, today: Day) -> AnyView {
    let days = (task.due_on - today).num_days();
    let day = text::day(task.due_on);
    if task.is_overdue(today) {
        return view! { <span class="due due--over">{icon_sm("alarm-clock")}{day}<span class="sr">" overdue"</span></span> }.into_any();
    }
    if task.state.is_waiting_for_work() && days <= SOON_DAYS {
        return view! { <span class="due due--soon">{icon_sm("clock")}{day}<span class="sr">" due soon"</span></span> }.into_any();
    }
    view! { <span class="due">{day}</span> }.into_any()
}
