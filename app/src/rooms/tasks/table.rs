//! Tasks as a table, under headings where they are grouped, with what can be done to several.

use domain::{Points, text};
use leptos::prelude::*;
use store::{GroupOf, TASKS_A_PAGE, TaskGroup, TaskPage, TaskRow};

use super::list::Listing;
use super::{PATH, due, number, page_of, priority_badge, state_badge};
use crate::rooms::evidence::label_of;
use crate::ui::person::person;
use crate::ui::sort::Sorting;
use crate::ui::table::group_head;
use crate::ui::{Button, Col, Field, Panel, Table, error_summary};

/// The id of the form that changes several tasks.
const BULK: &str = "bulk";

pub(super) fn view(listing: &Listing, page: &TaskPage) -> AnyView {
    let may_change = !listing.assigns.is_empty();
    let sorting = Sorting::new(PATH, &listing.query, "due");
    let select = may_change.then(|| Col::new("Select").hidden().class("is-check"));
    let cols: Vec<Col> = select
        .into_iter()
        .chain([
            Col::new("Task"),
            Col::new("Unit").p2().sorts("unit"),
            Col::new("Question").p4().sorts("question"),
            Col::new("State"),
            Col::new("Priority").p4().sorts("priority"),
            Col::new("Assignee").p3().sorts("assignee"),
            Col::new("Due").p2().sorts("due"),
        ])
        .collect();
    let columns = cols.len();
    let rows = |tasks: &[TaskRow]| {
        tasks.iter().map(|task| row(task, listing, may_change)).collect_view().into_any()
    };
    let table = match listing.group {
        None => Table::new("Tasks, what is due first coming first")
            .cols(cols)
            .sorted(&sorting)
            .rows(rows(&page.rows)),
        Some(by) => Table::new(format!("Tasks {}", by.label().to_lowercase()))
            .cols(cols)
            .sorted(&sorting)
            .groups(groups(page, columns, rows)),
    };
    let table = table.view();
    let panel = Panel::untitled("Tasks as a table");
    let inside = if may_change { bulk(listing, table) } else { table };
    // After the fields, which tell it what they are called.
    let wrong = error_summary(&listing.returned.bulk);
    view! { {wrong}{panel.flush(inside)}{pager(listing, page.has_more)} }.into_any()
}

/// A body of the table for each group; one that began on a page before says so.
fn groups(page: &TaskPage, columns: usize, rows: impl Fn(&[TaskRow]) -> AnyView) -> AnyView {
    let mut left = page.rows.as_slice();
    let mut bodies = Vec::with_capacity(page.groups.len());
    for group in &page.groups {
        let (here, after) = left.split_at(group.shown.min(left.len()));
        left = after;
        let count = text::count(group.count, "task", "tasks");
        let head = group_head(name_of(group), count, columns);
        bodies.push(view! { <tbody>{head}{rows(here)}</tbody> }.into_any());
    }
    bodies.collect_view().into_any()
}

fn name_of(group: &TaskGroup) -> String {
    let name = match &group.of {
        GroupOf::Person(_, name) | GroupOf::Unit(_, name) => name.clone(),
        GroupOf::Question(no) => format!("{no}. {}", label_of(*no)),
        GroupOf::Due(window) => window.label().to_owned(),
    };
    if group.is_continued { format!("{name}, continued") } else { name }
}

fn row(task: &TaskRow, listing: &Listing, may_change: bool) -> AnyView {
    let today = listing.today;
    let id = task.id.to_string();
    let select = may_change.then(|| {
        let can = listing.assigns.contains(&task.unit) && !task.state.is_settled();
        let is_ticked = listing.returned.bulk.chose("id", &id);
        let tick = can.then(|| {
            view! {
                <label>
                    <span class="sr">{format!("Select {}", task.title)}</span>
                    <input class="box" type="checkbox" name="id" value=id form=BULK checked=is_ticked />
                </label>
            }
        });
        view! { <td class="is-check">{tick}</td> }
    });
    let question = label_of(task.question);
    view! {
        <tr>
            {select}
            <th scope="row">
                <a href=page_of(task.id)>{task.title.clone()}</a>
                <span class="sub">{number(task.id)}{at_stake(listing.stakes.get(&task.id))}</span>
                <span class="only-narrow">
                    {due(task, today)}" · "{task.unit_name.clone()}" · "{task.assignee_name.clone()}
                </span>
            </th>
            <td class="p2 nowrap">{task.unit_name.clone()}</td>
            <td class="p4 nowrap">{question}</td>
            <td class="nowrap">{state_badge(task.state)}</td>
            <td class="p4">{priority_badge(task.priority)}</td>
            <td class="p3 nowrap">{person(&task.assignee_name)}</td>
            <td class="p2 nowrap">{due(task, today)}</td>
        </tr>
    }
    .into_any()
}

/// What can be done to the tasks that are ticked. The bar shows once one is.
fn bulk(listing: &Listing, table: AnyView) -> AnyView {
    let typed = &listing.returned.bulk;
    let to = Field::select("assignee", "To", listing.takers.clone())
        .placeholder("Choose a person")
        .small();
    let day = Field::date("due_on", "Due").small();
    let back = listing.query.href(PATH);
    view! {
        <form method="post" action="/tasks/bulk" id=BULK class="bulkform">
            <input type="hidden" name="back" value=back />
            <div class="bulk" role="group" aria-label="With the selected tasks">
                <b>"With the selected tasks"</b>
                {to.hidden_label().view(typed)}
                {Button::submit("Assign").small().icon("user-round-check").value("do", "assign")}
                {day.hidden_label().view(typed)}
                {Button::submit("Set due day").small().icon("calendar").value("do", "re-date")}
            </div>
            {table}
        </form>
    }
    .into_any()
}

/// What a task can still take off the evidenced score.
fn at_stake(points: Option<&Points>) -> Option<String> {
    let points = points.filter(|points| points.0 > 0)?;
    Some(format!(" · {} at stake", text::count(points.0, "point", "points")))
}

/// There is no count of everything: the pages before and after this one are linked.
fn pager(listing: &Listing, has_more: bool) -> Option<AnyView> {
    if listing.page == 1 && !has_more {
        return None;
    }
    let at = |page: u32| listing.query.with("page", page.to_string()).href(PATH);
    let before = (listing.page > 1)
        .then(|| Button::link(at(listing.page - 1), "Before").icon("chevron-left").small());
    let after = has_more.then(|| Button::link(at(listing.page + 1), "After").small());
    let first = u64::from(listing.page - 1) * u64::from(TASKS_A_PAGE) + 1;
    let from = format!("From task {} on", text::number(first));
    let pager = view! {
        <nav class="row row--between" aria-label="Pages">
            <span class="small muted">{from}</span>
            <span class="row">{before.map(Button::view)}{after.map(Button::view)}</span>
        </nav>
    };
    Some(pager.into_any())
}
