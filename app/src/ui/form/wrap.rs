//! The form around the fields.

use leptos::prelude::*;

use super::summary::error_summary_for;
use super::typed::Typed;
use crate::ui::Part;
use crate::ui::part::pieces;

/// A form that posts. The browser's own checks are off: the server names every mistake beside its
/// field, in one voice.
///
/// `Form::post("/models").summary(&typed).body(fields).actions(Button::submit("Register model"))`
pub struct Form {
    action: String,
    class: &'static str,
    id: Option<String>,
    upload: bool,
    hidden: Vec<(String, String)>,
    body: Vec<AnyView>,
    /// Before which part of the body the mistakes are listed, of what, with which prefix.
    summary: Option<(usize, Typed, String)>,
    actions: Option<AnyView>,
}

impl Form {
    /// A form that posts to `action`.
    pub fn post(action: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            class: "stack",
            id: None,
            upload: false,
            hidden: Vec::new(),
            body: Vec::new(),
            summary: None,
            actions: None,
        }
    }

    /// A form that carries files.
    pub fn upload(action: impl Into<String>) -> Self {
        Self { upload: true, ..Self::post(action) }
    }

    /// Another layout than a stack.
    #[must_use]
    pub const fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// An id, for controls that stand outside of the form.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// A value that travels along, such as the revision that was read.
    #[must_use]
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// Lists what is wrong; call it before the fields, after a heading of the form's own.
    #[must_use]
    pub fn summary(self, typed: &Typed) -> Self {
        self.summary_for(typed, "")
    }

    /// The same for fields with a prefix.
    #[must_use]
    pub fn summary_for(mut self, typed: &Typed, prefix: &str) -> Self {
        self.summary = Some((self.body.len(), typed.clone(), prefix.to_owned()));
        self
    }

    /// Fields; may be called several times.
    #[must_use]
    pub fn body(mut self, body: impl Part) -> Self {
        self.body.push(body.part());
        self
    }

    /// Fields beside each other where there is room.
    #[must_use]
    pub fn grid(mut self, body: impl Part) -> Self {
        self.body.push(view! { <div class="form-grid">{body.part()}</div> }.into_any());
        self
    }

    /// The buttons at the end; the primary one first.
    #[must_use]
    pub fn actions(mut self, actions: impl Part) -> Self {
        self.actions = Some(actions.part());
        self
    }

    /// The form.
    #[must_use]
    pub fn view(mut self) -> AnyView {
        // The fields are drawn by now, so their names are known.
        if let Some((at, typed, prefix)) = self.summary.take()
            && let Some(summary) = error_summary_for(&typed, &prefix)
        {
            self.body.insert(at.min(self.body.len()), summary);
        }
        let hidden = hidden_fields(self.hidden);
        let enctype = self.upload.then_some("multipart/form-data");
        let actions = self.actions.map(|part| view! { <div class="actions">{part}</div> });
        view! {
            <form
                method="post"
                action=self.action
                class=self.class
                id=self.id
                enctype=enctype
                novalidate=true
            >
                {hidden}
                {self.body}
                {actions}
            </form>
        }
        .into_any()
    }
}

pieces!(Form);

/// Values that travel along with a form.
pub(crate) fn hidden_fields(pairs: Vec<(String, String)>) -> AnyView {
    let inputs = pairs.into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value /> }
    });
    inputs.collect_view().into_any()
}
