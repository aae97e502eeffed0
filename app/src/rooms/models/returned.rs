//! A form as it stands: blank, stored, or come back with what is wrong and nothing lost.

use axum::response::{IntoResponse as _, Response};
use domain::{AppError, Invalid};
use http::StatusCode;
use leptos::prelude::*;

use crate::context::Visitor;
use crate::failure::Failure;
use crate::shell::Frame;
use crate::ui::{Col, Form, Notice, Panel, Part, Table, Tone, Typed};

/// What a form shows.
pub(super) struct Returned {
    status: StatusCode,
    /// The values, and the mistakes in them.
    pub(super) typed: Typed,
    /// Why nothing was saved although every field was right.
    pub(super) conflict: Option<String>,
}

impl Returned {
    /// A form that nobody has sent yet.
    pub(super) const fn fresh(typed: Typed) -> Self {
        Self { status: StatusCode::OK, typed, conflict: None }
    }

    /// A form with mistakes.
    pub(super) fn wrong(typed: Typed, invalid: Invalid) -> Self {
        let typed = typed.wrong(invalid);
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, typed, conflict: None }
    }

    /// A form that the store did not take.
    ///
    /// # Errors
    /// Gives the failure back when it is none of the form's.
    pub(super) fn refused(typed: Typed, failure: Failure) -> Result<Self, Failure> {
        match failure.to_app() {
            AppError::Invalid(invalid) => Ok(Self::wrong(typed, invalid)),
            AppError::Conflict(why) => {
                Ok(Self { status: StatusCode::CONFLICT, typed, conflict: Some(why) })
            }
            _ => Err(failure),
        }
    }

    /// The page around it, with the status that says what happened.
    pub(super) fn page(
        &self,
        visitor: &Visitor,
        frame: &Frame,
        content: impl FnOnce() -> AnyView,
    ) -> Response {
        (self.status, visitor.page(frame, content)).into_response()
    }

    /// What was changed meanwhile, field by field: label, as it is now, as it was typed.
    pub(super) fn notice(
        &self,
        differences: Vec<(&'static str, String, String)>,
    ) -> Option<AnyView> {
        let why = self.conflict.clone()?;
        let text = if differences.is_empty() {
            "What you typed is still here, and not saved."
        } else {
            "What you typed is still here, and not saved. Save again to replace what is there now."
        };
        let notice = Notice::new(Tone::Off, text).head(why).role("alert");
        let rows = differences.into_iter().map(|(label, now, yours)| {
            view! { <tr><th scope="row">{label}</th><td>{now}</td><td>{yours}</td></tr> }
        });
        let rows = rows.collect_view();
        let table = (!rows.is_empty()).then(|| {
            let cols = [Col::new("Field"), Col::new("Now"), Col::new("Yours")];
            let table =
                Table::new("Where your text and the saved one differ").cols(cols).rows(rows);
            Panel::new("What differs").flush(table).view()
        });
        Some(view! { {notice}{table} }.into_any())
    }
}

/// A form with, beside it, why it is asked for.
pub(super) fn beside(
    form: Form,
    label: &'static str,
    foot: Option<AnyView>,
    why: impl Part,
) -> AnyView {
    let panel = Panel::untitled(label).body(form);
    let panel = match foot {
        Some(foot) => panel.foot(foot),
        None => panel,
    };
    let why = Panel::new("Why this is asked").body(why);
    view! {
        <div class="cols cols--main">
            {panel}
            <aside class="stack" aria-label="About this form">{why}</aside>
        </div>
    }
    .into_any()
}
