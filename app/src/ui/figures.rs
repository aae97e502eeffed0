//! A few figures in a line, divided by hairlines.

use leptos::prelude::*;

use super::part::pieces;

/// Figures with what they count and, below, what they mean.
///
/// `Figures::new().figure("Collected", "16 Nov 2026", "7 days ago")`
pub struct Figures {
    items: Vec<AnyView>,
    class: &'static str,
}

impl Default for Figures {
    fn default() -> Self {
        Self::new()
    }
}

impl Figures {
    /// An empty line.
    #[must_use]
    pub const fn new() -> Self {
        Self { items: Vec::new(), class: "figures" }
    }

    /// With the class of a page, such as `review__meta`.
    #[must_use]
    pub const fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// One figure; an empty note is left out.
    #[must_use]
    pub fn figure(
        mut self,
        name: impl Into<String>,
        value: impl Into<String>,
        note: impl Into<String>,
    ) -> Self {
        let (name, value, note) = (name.into(), value.into(), note.into());
        let note = (!note.is_empty()).then(|| view! { <dd>{note}</dd> });
        self.items.push(view! { <div><dt>{name}</dt><dd>{value}</dd>{note}</div> }.into_any());
        self
    }

    /// The line.
    #[must_use]
    pub fn view(self) -> AnyView {
        view! { <dl class=self.class>{self.items}</dl> }.into_any()
    }
}

pieces!(Figures);
