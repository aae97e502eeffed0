//! The work that is open in a unit, beside its scores.

use domain::{Day, UnitId, text};
use leptos::prelude::*;
use store::{TaskCounts, TaskRow};

use crate::rooms::tasks;
use crate::ui::list::{Item, list};
use crate::ui::{Button, Panel, Tone};

/// At most so many tasks stand on the page.
pub(super) const MOST: u32 = 6;

/// The tasks of a unit and of those below it that are due first.
pub(super) fn panel(
    unit: UnitId,
    rows: &[TaskRow],
    counts: TaskCounts,
    may_make: bool,
    today: Day,
) -> Option<AnyView> {
    if rows.is_empty() && !may_make {
        return None;
    }
    let open = text::number(counts.open.unsigned_abs());
    let late = (counts.overdue > 0)
        .then(|| format!(", {} overdue", text::number(counts.overdue.unsigned_abs())));
    let panel = Panel::new("Open tasks").note(format!("{open}{}", late.unwrap_or_default()));
    let all = Button::link(format!("/tasks?unit={unit}"), "All tasks").small();
    if rows.is_empty() {
        let new = Button::link(format!("/tasks/new?unit={unit}"), "New task").small();
        let none = view! { <p class="small muted">"Nothing is to be done."</p> };
        return Some(panel.end(new.icon("plus")).body(none).view());
    }
    let items = rows.iter().map(|task| {
        let tone = if task.is_overdue(today) { Tone::High } else { Tone::Neutral };
        Item::new(task.title.clone())
            .below(format!("{}, {}", task.unit_name, task.assignee_name))
            .icon(tone, tasks::state_glyph(task.state))
            .end(tasks::due(task, today))
            .href(tasks::page_of(task.id))
    });
    Some(panel.end(all).flush(list(items)).view())
}
