//! The head of a page: its title, a line on what it is for, and what can be done here.

use leptos::prelude::*;

use super::Part;
use super::part::pieces;

/// The head of a page; its title is the page's one `h1`.
///
/// `PageHead::new("Models").meta(counts).actions(Button::link("/models/new", "Register model"))`
pub struct PageHead {
    title: String,
    lede: Option<AnyView>,
    meta: Option<AnyView>,
    actions: Option<AnyView>,
}

impl PageHead {
    /// A head with a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), lede: None, meta: None, actions: None }
    }

    /// A sentence on what the page is for.
    #[must_use]
    pub fn lede(mut self, lede: impl Part) -> Self {
        self.lede = Some(lede.part());
        self
    }

    /// Badges, people and counts in a line, each in an element of its own.
    #[must_use]
    pub fn meta(mut self, meta: impl Part) -> Self {
        self.meta = Some(meta.part());
        self
    }

    /// Buttons; the primary one last.
    #[must_use]
    pub fn actions(mut self, actions: impl Part) -> Self {
        self.actions = Some(actions.part());
        self
    }

    /// The head.
    #[must_use]
    pub fn view(self) -> AnyView {
        let lede = self.lede.map(|lede| view! { <p class="page__lede">{lede}</p> });
        let meta = self.meta.map(|meta| view! { <div class="page__meta">{meta}</div> });
        let actions = self.actions.map(|part| view! { <div class="actions">{part}</div> });
        view! {
            <header class="page__head"><div><h1>{self.title}</h1>{lede}{meta}</div>{actions}</header>
        }
        .into_any()
    }
}

pieces!(PageHead);
