//! The pack of an audit, taken from its page.

use domain::{AppError, AuditId};
use leptos::prelude::*;
use store::PackRequest;

use super::PATH;
use super::one::{Sheet, Told, settle};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{At, Sent};
use crate::rooms::audit::hand_out;
use crate::ui::{Button, Form, Panel, Typed};

/// `POST /audits/{id}/pack`: the pack as a download. The log notes that it was taken.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such audit for the person, [`AppError::Refused`] to
/// whoever may not take packs of all its units.
pub(super) async fn take(visitor: Visitor, At(id): At<AuditId>, Sent(typed): Sent) -> PageResult {
    visitor.read().audit(id).await?;
    // Before the store makes its first key, which would be in the log.
    if !visitor.read().takes_pack_of_audit(id).await? {
        let why = "The pack of an audit is taken by whoever audits every unit of it.";
        return Err(AppError::Refused(why.to_owned()).into());
    }
    let asked = PackRequest { audit: Some(id), ..PackRequest::default() };
    match hand_out(&visitor, asked).await {
        Ok(download) => Ok(download),
        Err(failure) => {
            let told = |typed| Told { packing: typed, ..Told::default() };
            settle(&visitor, id, Err(failure), "", typed, told).await
        }
    }
}

pub(super) fn panel(sheet: &Sheet, typed: &Typed) -> Option<AnyView> {
    if !sheet.takes_pack {
        return None;
    }
    let form = Form::post(format!("{PATH}/{}/pack", sheet.audit.id))
        .summary_for(typed, "pack")
        .body(view! {
            <p class="small soft">
                "One signed ZIP with all that lies within the audit, which anyone can verify without Plumbline: VERIFY.md in it says how. Taking it is entered into the log."
            </p>
        })
        .actions(Button::submit("Download the pack").icon("download"));
    Some(Panel::new("Pack").stacked(form.view()).view())
}
