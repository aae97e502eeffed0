//! Tasks as a board: a lane for each state. What moves a ticket stands on it, as forms and links.

use domain::tasks::{Needs, TaskState, TaskStep, steps_from};
use domain::{Action, text};
use leptos::prelude::*;
use store::{Lane, TaskRow};

use super::list::Listing;
use super::{due, number, page_of, state_glyph};
use crate::ui::icon_sm;
use crate::ui::person::avatar;

pub(super) fn view(listing: &Listing, lanes: &[Lane]) -> AnyView {
    let lanes = lanes.iter().map(|lane| self::lane(listing, lane)).collect_view();
    view! { <section class="board" tabindex="0" aria-label="Tasks as a board">{lanes}</section> }
        .into_any()
}

fn lane(listing: &Listing, lane: &Lane) -> AnyView {
    let name = match lane.state {
        TaskState::Done => "To be verified",
        TaskState::Verified => "Verified lately",
        state => state.label(),
    };
    let count = lane.count.map_or_else(
        || text::number(lane.rows.len() as u64),
        |count| text::number(count.unsigned_abs()),
    );
    let hidden = lane.count.map_or(0, |count| count - lane.rows.len() as i64);
    let more = (hidden > 0).then(|| {
        let href =
            listing.query.without("view").with("standing", lane.state.key()).href(super::PATH);
        let words = format!("{} more in the table", text::number(hidden.unsigned_abs()));
        view! { <p class="small"><a class="link" href=href>{words}</a></p> }
    });
    let tickets = lane.rows.iter().map(|task| ticket(listing, task)).collect_view();
    let empty = lane.rows.is_empty().then(|| view! { <p class="small muted">"None"</p> });
    view! {
        <div class="lane">
            <h2>{icon_sm(state_glyph(lane.state))}{name}<span class="n">{count}</span></h2>
            <ul>{tickets}</ul>
            {empty}
            {more}
        </div>
    }
    .into_any()
}

fn ticket(listing: &Listing, task: &TaskRow) -> AnyView {
    view! {
        <li class="ticket">
            <span class="ticket__top">
                <span>{number(task.id)}</span>
                <span class="push">{due(task, listing.today)}</span>
            </span>
            <a href=page_of(task.id)><b>{task.title.clone()}</b></a>
            <span class="ticket__end">
                {avatar(&task.assignee_name)}
                <span class="truncate grow">
                    <span class="sr">{format!("{}, ", task.assignee_name)}</span>
                    {task.unit_name.clone()}
                </span>
            </span>
            {moves(listing, task)}
        </li>
    }
    .into_any()
}

/// The steps that the state allows and that this person may try. One that asks for words leads to the
/// task's page.
fn moves(listing: &Listing, task: &TaskRow) -> Option<AnyView> {
    let assigns = listing.assigns.contains(&task.unit);
    let may = |step: &TaskStep| match step.action() {
        Action::WorkOnTasks => assigns || listing.is_mine(task),
        Action::VerifyTasks | Action::AssignTasks => assigns,
        _ => false,
    };
    let steps: Vec<_> = steps_from(task.state).filter(may).collect();
    if steps.is_empty() {
        return None;
    }
    let back = listing.query.href(super::PATH);
    let moves = steps.into_iter().map(|step| one_move(task, step, &back)).collect_view();
    let about = format!("Move {}", task.title);
    let moves = view! {
        <details class="ticket__moves">
            <summary aria-label=about>{icon_sm("arrow-right")}"Move"</summary>
            <div>{moves}</div>
        </details>
    };
    Some(moves.into_any())
}

fn one_move(task: &TaskRow, step: TaskStep, back: &str) -> AnyView {
    if step.needs() != Needs::Nothing {
        let href = format!("{}?step={}#step-{}", page_of(task.id), step.key(), step.key());
        let words = format!("{} …", step.label());
        return view! { <a class="btn btn--sm" href=href>{words}</a> }.into_any();
    }
    let action = format!("{}/step", page_of(task.id));
    view! {
        <form method="post" action=action>
            <input type="hidden" name="revision" value=task.revision.to_string() />
            <input type="hidden" name="back" value=back.to_owned() />
            <button class="btn btn--sm" name="step" value=step.key()>{step.label()}</button>
        </form>
    }
    .into_any()
}
