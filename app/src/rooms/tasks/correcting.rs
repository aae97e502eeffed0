//! Once the work is verified, the answer is what is left to change: in one step, as a draft.

use axum::response::{IntoResponse as _, Redirect};
use domain::assessment::Correction;
use domain::{Action, Answer, AppError, Score, TaskId, text};
use leptos::prelude::*;
use store::{CorrectionAhead, Seen};

use super::one::draw;
use super::page_of;
use super::sheet::{Sheet, Told};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::rooms::assessments::corrected;
use crate::rooms::evidence::label_of;
use crate::ui::{Button, Notice, Tone, Typed, error_summary, post_button};

/// At most so many people are named.
const NAMED: usize = 6;

/// `POST /tasks/{id}/answer`: answers the task's question with yes, as a draft.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such task for the person, [`AppError::Refused`] to whoever
/// doesn't answer there, or gave a verdict on the evidence.
pub(super) async fn answer(visitor: Visitor, At(id): At<TaskId>, Sent(typed): Sent) -> PageResult {
    let unit = visitor.read().task(id).await?.row.unit;
    if !visitor.may(Action::Answer, unit).await? {
        let why = "Your roles here don’t include answering for this unit.";
        return Err(AppError::Refused(why.to_owned()).into());
    }
    match visitor.store().correct_answer(&visitor.actor, id, seen(&typed)).await {
        Ok(done) => Ok(Redirect::to(&corrected(&visitor, done).await?).into_response()),
        Err(error) => {
            let failure = Failure::from(error);
            if matches!(failure.to_app(), AppError::Refused(_)) {
                return Err(failure);
            }
            let (correcting, status) = failure.into_form(typed)?;
            draw(&visitor, id, &Told { correcting, ..Told::default() }, None, status).await
        }
    }
}

/// The answer that stood on the page.
fn seen(typed: &Typed) -> Option<Seen> {
    let assessment = typed.get("assessment").parse().ok()?;
    Some(Seen { assessment, version: typed.get("revision").parse().ok()? })
}

/// What is left to do, what it brings, and who can.
pub(super) fn notice(sheet: &Sheet) -> Option<AnyView> {
    let wrong = error_summary(&sheet.told.correcting);
    let notice = sheet.correction.as_ref().zip(sheet.effect).map(|(it, effect)| {
        let is_mine = sheet.may_answer && it.people.iter().any(|(person, _)| *person == sheet.me);
        let words = format!("{} {}", brings(sheet, effect), where_and_who(it, is_mine));
        let notice = Notice::new(Tone::True, words).head("The work is verified.");
        match is_mine {
            true => notice.actions(step(sheet, it)).view(),
            false => notice.view(),
        }
    });
    let is_shown = notice.is_some() || !sheet.told.correcting.errors.0.is_empty();
    is_shown.then(|| view! { {wrong}{notice} }.into_any())
}

fn brings(sheet: &Sheet, (now, then): (Score, Score)) -> String {
    let label = label_of(sheet.task.row.question);
    format!(
        "Answering {label} with yes, once its evidence is accepted, brings {} from {} to {} evidenced.",
        sheet.task.row.unit_name, now.evidenced, then.evidenced
    )
}

/// Where the answer goes and what stays as it is; or who can give it, to whoever can't.
fn where_and_who(it: &CorrectionAhead, is_mine: bool) -> String {
    let name = &it.name;
    if !is_mine {
        let names: Vec<&str> = it.people.iter().map(|(_, name)| name.as_str()).collect();
        return match names.as_slice() {
            [] => "Nobody can give this answer: it takes an assessor or a manager of the unit who gave no verdict on its evidence.".to_owned(),
            names => format!("{} can give this answer.", text::list_at_most(names, NAMED)),
        };
    }
    let note = if it.has_note { ", and the note beside it stays" } else { "" };
    match (it.takes, it.answer) {
        (Correction::Stands, _) => {
            format!("The draft of {name} says yes already; it waits to be submitted.")
        }
        (Correction::InDraft, Some(Answer::No)) => format!(
            "The draft of {name} says no: that becomes yes{note}. You look at it and submit."
        ),
        (Correction::InDraft, _) => {
            format!("The answer goes into the draft of {name}{note}. You look at it and submit.")
        }
        (Correction::Opens, _) => format!(
            "This opens a correction of {name} with the answer changed{note}. You look at it and submit."
        ),
    }
}

fn step(sheet: &Sheet, it: &CorrectionAhead) -> AnyView {
    let (id, question) = (it.seen.assessment, sheet.task.row.question);
    let words = match it.takes {
        Correction::Stands => {
            let href = format!("/assessments/{id}?open={question}#q{question}");
            return Button::link(href, "Open the draft").small().view();
        }
        Correction::InDraft => "Answer yes in the draft",
        Correction::Opens => "Answer yes in a correction",
    };
    let seen = [("assessment", id.to_string()), ("revision", it.seen.version.to_string())];
    let action = format!("{}/answer", page_of(sheet.task.row.id));
    post_button(action, seen, Button::submit(words).small())
}
