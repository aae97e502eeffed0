//! The steps of an assessment's life as buttons: submit, approve, return, open again.

use domain::assessment::{REASON_MAX, State};
use leptos::prelude::*;

use super::desk::Desk;
use crate::ui::dialog::Dialog;
use crate::ui::disclosure::disclosure_step;
use crate::ui::{Button, Field, Form};

/// What can be decided about a submitted assessment, and by whom not.
pub fn decide(desk: &Desk) -> Option<AnyView> {
    let assessment = &desk.workspace.live.assessment;
    if assessment.state == State::Draft {
        return None;
    }
    let is_own = assessment.submitted_by == Some(desk.me);
    let waits = assessment.state == State::Submitted;
    let decides = desk.may.approve && waits && !is_own;
    let own = (desk.may.approve && waits && is_own).then(|| {
        view! {
            <p class="small muted">
                "You submitted this assessment, so someone else has to approve or return it."
            </p>
        }
    });
    let approve = decides
        .then(|| Button::opens("approve-dialog", "Approve").accept().icon("circle-check").view());
    let revise = desk
        .may
        .submit
        .then(|| Button::opens("revise-dialog", "Open a new revision").icon("pencil-line").view());
    let give_back = decides.then(|| return_form(desk));
    if own.is_none() && approve.is_none() && revise.is_none() {
        return None;
    }
    Some(
        view! {
            <div class="stack stack--2">
                <div class="actions">{approve}{give_back}{revise}</div>
                {own}
            </div>
        }
        .into_any(),
    )
}

/// A reason can be missing or too long, so this is no dialog: it comes back open.
fn return_form(desk: &Desk) -> AnyView {
    let is_wrong = desk.typed.error("reason").is_some();
    let form = Form::post(format!("{}/return", desk.address()))
        .body(
            Field::textarea("reason", "What has to change before it can be approved?")
                .hint("The team reads this above the questions. It stays with the revision.")
                .max(REASON_MAX)
                .view(&desk.typed),
        )
        .actions(Button::submit("Return to draft").danger());
    disclosure_step("corner-left-up", "Return with a reason", is_wrong, form)
}

/// The questions before a step, outside of everything else.
pub fn dialogs(desk: &Desk) -> AnyView {
    let assessment = &desk.workspace.live.assessment;
    let revision = assessment.revision;
    let name = format!("{}, {}", assessment.unit_name, assessment.name);
    let approve = (assessment.state == State::Submitted && desk.may.approve).then(|| {
        Dialog::new("approve-dialog", format!("Approve {name}?"))
            .says(format!(
                "Revision {revision} stands as it was submitted. Your name and the time go with it."
            ))
            .posts(format!("{}/approve", desk.address()), "Approve")
            .view()
    });
    let revise = (assessment.state != State::Draft && desk.may.submit).then(|| {
        Dialog::new("revise-dialog", format!("Correct {name}?"))
            .says(format!(
                "It becomes a draft with the answers of revision {revision}, which stays readable and \
                 counts until the next revision is submitted."
            ))
            .posts(format!("{}/revise", desk.address()), "Open revision")
            .view()
    });
    view! { {approve}{revise} }.into_any()
}

/// The question before submitting. It stands inside the workspace's form, so that pressing its
/// button saves everything that was typed.
pub fn submit_dialog(desk: &Desk) -> Option<AnyView> {
    if !desk.may.submit {
        return None;
    }
    let assessment = &desk.workspace.live.assessment;
    let title = format!("Submit {}, {}?", assessment.unit_name, assessment.name);
    let dialog = view! {
        <div class="dialog" id="submit-dialog" popover="auto" role="dialog" aria-labelledby="submit-title">
            <div class="dialog__head"><h2 id="submit-title">{title}</h2></div>
            <div class="dialog__body stack">
                <p>
                    "What you have typed is saved first. It needs an answer to all ten questions."
                </p>
                <p>
                    "Answers, notes, evidence and what the register says today are then frozen as a \
                     revision. A correction is a new revision, and this one stays readable."
                </p>
            </div>
            <div class="dialog__foot">
                {Button::closes("submit-dialog", "Keep working")}
                {Button::submit("Submit now").primary().value("do", "submit")}
            </div>
        </div>
    };
    Some(dialog.into_any())
}
