//! A task that returns: letting it, its occurrences, and ending that.

use axum::response::{IntoResponse as _, Redirect};
use domain::tasks::{LEAD_DAYS, Span, TaskState, returning};
use domain::{Action, AppError, SeriesId, TaskId, text};
use leptos::prelude::*;
use store::{Occurrence, Series};

use super::one::draw;
use super::sheet::{Sheet, Told};
use super::{page_of, state_glyph};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::ui::disclosure::disclosure_button;
use crate::ui::list::{Item, list};
use crate::ui::{Button, Field, Form, Panel, Tone, Typed, post_button};

/// `POST /tasks/{id}/series`: lets it return.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such task for the person, [`AppError::Refused`] to whoever
/// assigns no tasks there.
pub(super) async fn begin(visitor: Visitor, At(id): At<TaskId>, Sent(typed): Sent) -> PageResult {
    must_assign(&visitor, id).await?;
    let said = |name| typed.get(name);
    let done = match returning(said("every"), said("span"), said("lead_days")) {
        Ok(how) => {
            let begun = visitor.store().begin_series(&visitor.actor, id, how).await;
            begun.map(drop).map_err(Failure::from)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=returns", page_of(id))).into_response()),
        Err(failure) => {
            let (typed, status) = failure.into_form(typed)?;
            let told = Told { returning: Some(typed), ..Told::default() };
            draw(&visitor, id, &told, None, status).await
        }
    }
}

/// `POST /tasks/{id}/series/end`
///
/// # Errors
/// As [`begin`]; [`AppError::NotFound`] for a task of another series or of none.
pub(super) async fn end(visitor: Visitor, At(id): At<TaskId>, Sent(typed): Sent) -> PageResult {
    must_assign(&visitor, id).await?;
    let asked = typed.get("series").parse().map(SeriesId).ok();
    let known = visitor.read().series_of(id).await?.ok_or(AppError::NotFound)?;
    if asked != Some(known.id) {
        return Err(AppError::NotFound.into());
    }
    visitor.store().end_series(&visitor.actor, known.id).await?;
    Ok(Redirect::to(&format!("{}?done=ended", page_of(id))).into_response())
}

async fn must_assign(visitor: &Visitor, id: TaskId) -> PageResult<()> {
    let unit = visitor.read().task(id).await?.row.unit;
    if visitor.may(Action::AssignTasks, unit).await? {
        return Ok(());
    }
    let why = "Which tasks return is decided by the unit’s managers.";
    Err(AppError::Refused(why.to_owned()).into())
}

/// What was done, as the page says it above.
pub(super) fn done(key: &str) -> Option<&'static str> {
    Some(match key {
        "returns" => "The task returns from now on",
        "ended" => "The series is ended. Its tasks stay",
        _ => return None,
    })
}

/// Its occurrences; or the form that lets it return.
pub(super) fn panel(sheet: &Sheet) -> Option<AnyView> {
    match &sheet.series {
        Some(series) => Some(known(sheet, series)),
        None => form(sheet),
    }
}

fn known(sheet: &Sheet, series: &Series) -> AnyView {
    let items = series.occurrences.iter().map(|it| item(sheet, it));
    let next = match (&series.ended, series.next_on) {
        (Some((by, at)), _) => format!("Ended by {by} on {}.", text::day(at.day())),
        (None, Some(next)) => {
            let lead = match series.returning.lead_days {
                0 => "on that day".to_owned(),
                days => format!("{} before", text::count(days, "day", "days")),
            };
            format!(
                "The next one is due on {}. It is made {lead}, as the newest one stands by then.",
                text::day(next)
            )
        }
        (None, None) => String::new(),
    };
    let end = (sheet.may_assign && series.ended.is_none()).then(|| {
        let action = format!("{}/series/end", page_of(sheet.task.row.id));
        post_button(
            action,
            [("series", series.id.to_string())],
            Button::submit("End the series").small(),
        )
    });
    let foot = view! {
        <div class="stack stack--2"><p class="small muted">{next}</p>{end}</div>
    };
    Panel::new("Returns").note(series.returning.rhythm.label()).flush(list(items)).foot(foot).view()
}

/// What was missed says so, also once it was made up for.
fn item(sheet: &Sheet, it: &Occurrence) -> Item {
    let missed = it.is_missed(sheet.today);
    let state = match (it.state, it.done_at) {
        (TaskState::Verified, Some(done)) => format!("Done {}, verified", text::day(done.day())),
        (TaskState::Done, Some(done)) => format!("Done {}", text::day(done.day())),
        (state, _) => state.label().to_owned(),
    };
    let state = if missed { format!("{state}. Missed its day") } else { state };
    let tone = if missed { Tone::High } else { Tone::Neutral };
    let here = if it.task == sheet.task.row.id { " (this one)" } else { "" };
    Item::new(format!("Due {}{here}", text::day(it.due_on)))
        .below(state)
        .icon(tone, state_glyph(it.state))
        .href(page_of(it.task))
}

/// Whether it can be let return: what is late already would begin in the past.
fn has_form(sheet: &Sheet) -> bool {
    let row = &sheet.task.row;
    let is_ahead = row.due_on >= sheet.today && !row.state.is_settled();
    sheet.series.is_none() && sheet.may_assign && is_ahead
}

/// What somebody sent who was too late for it.
pub(super) fn too_late(sheet: &Sheet) -> Option<AnyView> {
    let typed = sheet.told.returning.as_ref()?;
    (!has_form(sheet)).then(|| super::told::too_late(typed, ""))
}

fn form(sheet: &Sheet) -> Option<AnyView> {
    if !has_form(sheet) {
        return None;
    }
    let typed = sheet.told.returning.clone().unwrap_or_else(|| {
        Typed::new([("every", "3"), ("span", Span::Months.key()), ("lead_days", "14")])
    });
    let every = Field::number("every", "Every").small().prefix("return");
    let spans = Span::ALL.iter().map(|it| (it.key(), it.label()));
    let span = Field::select("span", "Days or months", spans).small().prefix("return");
    let lead = Field::number("lead_days", "Made so many days before").small().prefix("return");
    let lead = lead.hint(format!("At most {LEAD_DAYS}, and less than the time between two."));
    let form = Form::post(format!("{}/series", page_of(sheet.task.row.id)))
        .summary_for(&typed, "return")
        .body(view! {
            <p class="small muted">
                "Each time is a task of its own, with its own evidence. One that is missed stays."
            </p>
            <div class="form-grid">{every.view(&typed)}{span.view(&typed)}</div>
            {lead.view(&typed)}
        })
        .actions(Button::submit("Let it return"));
    let is_open = sheet.told.returning.is_some();
    Some(disclosure_button("calendar-range", "Let it return …", is_open, form.view()))
}
