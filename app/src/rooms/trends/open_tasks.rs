//! The work that is open in a unit, beside its scores.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::tasks::forecast::at_stake;
use domain::trends::UnitScores;
use domain::{Day, Points, UnitId, text};
use leptos::prelude::*;
use store::{TaskCounts, TaskRow, UnitWork};

use crate::rooms::tasks;
use crate::ui::list::{Item, list};
use crate::ui::{Button, Panel, Tone};

/// At most so many tasks stand on the page.
pub(super) const MOST: u32 = 6;

/// The points that hang on the open work of a unit itself.
pub(super) struct Stake {
    all: Points,
    people: Vec<(String, Points)>,
}

impl Stake {
    /// None where nothing hangs on it, or the unit was never assessed.
    pub(super) fn of(unit: &UnitScores, work: &[UnitWork], today: Day) -> Option<Self> {
        let taken = unit.newest(today)?;
        let names: BTreeMap<_, _> =
            work.iter().map(|it| (it.work.assignee, it.assignee_name.clone())).collect();
        let work: Vec<_> = work.iter().map(|it| it.work).collect();
        let stake = at_stake(taken.rules, taken.yes, unit.covered(today), &work);
        let mut people: Vec<_> = stake
            .people
            .into_iter()
            .filter_map(|(person, points)| Some((names.get(&person)?.clone(), points)))
            .filter(|(_, points)| points.0 > 0)
            .collect();
        people.sort_by_key(|(_, points)| Reverse(*points));
        (stake.all.0 > 0).then_some(Self { all: stake.all, people })
    }

    fn view(&self) -> AnyView {
        let points = text::count(self.all.0, "evidenced point", "evidenced points");
        let people = self.people.iter().map(|(name, points)| format!("{name} {points}"));
        let people = people.collect::<Vec<_>>().join(", ");
        let words = format!("{points} of the unit itself hang on them: {people}.");
        view! { <p class="small muted">{words}</p> }.into_any()
    }
}

/// The tasks of a unit and of those below it that are due first.
pub(super) fn panel(
    unit: UnitId,
    rows: &[TaskRow],
    counts: TaskCounts,
    stake: Option<Stake>,
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
    let panel = panel.end(all).flush(list(items));
    Some(match stake {
        Some(stake) => panel.foot(stake.view()).view(),
        None => panel.view(),
    })
}
