//! Withdrawing an item.

use axum::response::{IntoResponse as _, Redirect};
use domain::EvidenceId;
use leptos::prelude::*;

use super::sheet::{Sheet, Told, again};
use crate::context::Visitor;
use crate::failure::{Failure, PageResult};
use crate::request::{At, Sent};
use crate::ui::disclosure::disclosure;
use crate::ui::{Button, Field, Form};

/// Sets the fields' ids apart from those of the page's other forms.
const PREFIX: &str = "withdraw";

/// `POST /evidence/{id}/withdraw`
///
/// # Errors
/// [`domain::AppError::NotFound`] when there is none that the person may open.
pub(in crate::rooms::evidence) async fn withdraw(
    visitor: Visitor,
    At(id): At<EvidenceId>,
    Sent(typed): Sent,
) -> PageResult {
    visitor.read().evidence_item(id).await?;
    let reason = typed.get("reason");
    match visitor.store().withdraw_evidence(&visitor.actor, id, reason).await.map_err(Failure::from)
    {
        Ok(()) => Ok(Redirect::to(&format!("/evidence/{id}?done=withdrawn")).into_response()),
        Err(failure) => again(&visitor, id, typed, Told::Withdrawal, failure).await,
    }
}

/// The form, folded away until it is wanted or comes back with mistakes.
pub(super) fn form(sheet: &Sheet) -> AnyView {
    let typed = sheet.told.withdrawal();
    let is_open = matches!(sheet.told, Told::Withdrawal(_));
    let reason = Field::textarea("reason", "Why it is withdrawn").rows(3).prefix(PREFIX);
    let places = sheet.item.places.len();
    let consequence = if places == 1 {
        "It stays readable with its history, and counts for its question no longer.".to_owned()
    } else {
        format!("It stays readable with its history, and counts for none of its {places} places.")
    };
    let form = Form::post(format!("/evidence/{}/withdraw", sheet.item.item.id))
        .summary_for(&typed, PREFIX)
        .body(view! {
            <p class="small">{consequence}" This can’t be undone."</p>
            {reason.view(&typed)}
        })
        .actions(Button::submit("Withdraw item").danger());
    let form = view! { <div class="addev__form">{form}</div> };
    disclosure("Withdraw it", is_open, form)
}
