//! Answering what an auditor asked about an item in one of its places.

use axum::response::{IntoResponse as _, Redirect};
use domain::evidence::{EvidenceState, REASON_MAX};
use domain::{AppError, EvidenceId, QuestionNo, UnitId, evidence};
use leptos::prelude::*;

use super::sheet::{Place, Sheet, Told, again};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{At, Sent};
use crate::ui::{Button, Field, Form};

/// `POST /evidence/{id}/reply`
///
/// # Errors
/// [`AppError::NotFound`] when the item isn't attached there, or not for this person.
pub(in crate::rooms::evidence) async fn reply(
    visitor: Visitor,
    At(id): At<EvidenceId>,
    Sent(typed): Sent,
) -> PageResult {
    // For whoever may not open it there is no item, whatever the form says.
    visitor.read().evidence_item(id).await?;
    let unit: UnitId = typed.get("unit").parse().map_err(|_| AppError::NotFound)?;
    let question = typed.get("question").parse().map(QuestionNo).map_err(|_| AppError::NotFound)?;
    let done = match evidence::reply(typed.get("reply")) {
        Ok(body) => {
            let (store, actor) = (visitor.store(), &visitor.actor);
            store.reply_to_question(actor, id, unit, question, &body).await.map_err(Into::into)
        }
        Err(invalid) => Err(AppError::Invalid(invalid).into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/evidence/{id}?done=replied")).into_response()),
        Err(failure) => {
            again(&visitor, id, typed, |typed| Told::Reply(unit, question, typed), failure).await
        }
    }
}

/// The form, for whoever may answer while a question stands.
pub(super) fn form(sheet: &Sheet, place: &Place) -> Option<AnyView> {
    if place.row.state != EvidenceState::Asked || !place.may_reply {
        return None;
    }
    let typed = sheet.told.reply(&place.row);
    let prefix = format!("reply-{}-{}", place.row.unit, place.row.question);
    let field = Field::textarea("reply", "Your answer to the auditor").rows(3).max(REASON_MAX);
    let field = field.hint("It can’t be edited or taken back. The item waits for review again.");
    let form = Form::post(format!("/evidence/{}/reply", sheet.item.item.id))
        .hidden("unit", place.row.unit.to_string())
        .hidden("question", place.row.question.to_string())
        .summary_for(&typed, &prefix)
        .body(field.prefix(prefix.clone()).view(&typed))
        .actions(Button::submit("Send answer"));
    Some(form.view())
}
