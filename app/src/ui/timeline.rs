//! What happened, in order.

use leptos::prelude::*;

use super::Part;
use super::part::pieces;

/// How an entry of a timeline is marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mark {
    /// Something happened.
    #[default]
    Plain,
    /// Something was accepted, approved or proven.
    True,
    /// Something was rejected, returned or refused.
    High,
    /// What is going on at this moment.
    Now,
}

/// A list of events. Newest or oldest first, but one of them throughout a page.
///
/// `Timeline::new().entry(Mark::True, view! { <b>"Accepted"</b>" by Dele Adeyemi" }, "23 Nov 2026, 09:42")`
#[derive(Default)]
pub struct Timeline {
    entries: Vec<AnyView>,
}

impl Timeline {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One event and when it was.
    #[must_use]
    pub fn entry(self, mark: Mark, what: impl Part, when: impl Into<String>) -> Self {
        self.entry_with(mark, what, when, ())
    }

    /// One event with more below it, such as a reason in a quote.
    #[must_use]
    pub fn entry_with(
        mut self,
        mark: Mark,
        what: impl Part,
        when: impl Into<String>,
        more: impl Part,
    ) -> Self {
        let class = match mark {
            Mark::Plain => None,
            Mark::True => Some("is-true"),
            Mark::High => Some("is-high"),
            Mark::Now => Some("is-now"),
        };
        let when = when.into();
        let entry = view! {
            <li class=class><div><p>{what.part()}<small>{when}</small></p>{more.part()}</div></li>
        };
        self.entries.push(entry.into_any());
        self
    }

    /// The list.
    #[must_use]
    pub fn view(self) -> AnyView {
        view! { <ol class="timeline">{self.entries}</ol> }.into_any()
    }
}

pieces!(Timeline);

/// What somebody wrote, word for word.
pub fn quote(text: impl Part) -> AnyView {
    let text = text.part();
    view! { <blockquote class="quote">{text}</blockquote> }.into_any()
}
