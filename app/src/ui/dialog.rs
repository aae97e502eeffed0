//! Dialogs: a question before something is done. They open without scripts, as popovers; what
//! they ask is an ordinary form. A form that may come back with mistakes belongs on a page or in a
//! disclosure, which can be shown open; a dialog can't.

use leptos::prelude::*;

use super::form::hidden_fields;
use super::part::pieces;
use super::{Button, Part};

/// A question with its consequence and two buttons. The button that opens it is
/// `Button::opens(id, …)`.
///
/// `Dialog::new("retire", "Retire Size Adviser?").says("It keeps its history.").posts("/models/3/retire", "Retire model").danger()`
pub struct Dialog {
    id: String,
    title: String,
    body: Vec<AnyView>,
    action: String,
    go: String,
    keep: String,
    danger: bool,
    hidden: Vec<(String, String)>,
}

impl Dialog {
    /// A dialog; the id is unique on the page, the title names the thing.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            body: Vec::new(),
            action: String::new(),
            go: "Go on".to_owned(),
            keep: "Cancel".to_owned(),
            danger: false,
            hidden: Vec::new(),
        }
    }

    /// What will happen.
    #[must_use]
    pub fn says(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        self.body.push(view! { <p>{text}</p> }.into_any());
        self
    }

    /// Fields, such as a reason.
    #[must_use]
    pub fn body(mut self, body: impl Part) -> Self {
        self.body.push(body.part());
        self
    }

    /// Where it posts, and the text of the button that does it.
    #[must_use]
    pub fn posts(mut self, action: impl Into<String>, go: impl Into<String>) -> Self {
        self.action = action.into();
        self.go = go.into();
        self
    }

    /// The text of the button that does nothing, such as "Keep it".
    #[must_use]
    pub fn keep(mut self, keep: impl Into<String>) -> Self {
        self.keep = keep.into();
        self
    }

    /// A value that travels along.
    #[must_use]
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// Something is taken away.
    #[must_use]
    pub const fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// The dialog.
    #[must_use]
    pub fn view(self) -> AnyView {
        let title_id = format!("{}-title", self.id);
        let labelled = title_id.clone();
        let go = Button::submit(self.go);
        let go = if self.danger { go.danger() } else { go.primary() };
        let close = Button::closes(self.id.clone(), "Close").quiet().small();
        let close = close.icon("x").icon_only();
        let keep = Button::closes(self.id.clone(), self.keep);
        view! {
            <div
                class="dialog"
                id=self.id
                popover="auto"
                role="dialog"
                aria-labelledby=labelled
            >
                <form method="post" action=self.action>
                    {hidden_fields(self.hidden)}
                    <div class="dialog__head"><h2 id=title_id>{self.title}</h2>{close}</div>
                    <div class="dialog__body stack">{self.body}</div>
                    <div class="dialog__foot">{keep}{go}</div>
                </form>
            </div>
        }
        .into_any()
    }
}

pieces!(Dialog);
