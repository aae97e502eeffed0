//! Tabs: links between the pages of one thing.

use leptos::prelude::*;

use super::part::pieces;

/// A row of links, one of them the page that is shown.
///
/// `Tabs::new("Model").tab("/models/3", "Profile", None, true).tab("/models/3/history", "History", None, false)`
pub struct Tabs {
    label: String,
    tabs: Vec<AnyView>,
}

impl Tabs {
    /// An empty row; `label` says what the pages belong to.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), tabs: Vec::new() }
    }

    /// One page, how many things are on it, and whether it is the one that is shown.
    #[must_use]
    pub fn tab(
        mut self,
        href: impl Into<String>,
        text: impl Into<String>,
        count: Option<usize>,
        current: bool,
    ) -> Self {
        let (href, text) = (href.into(), text.into());
        let count = count.map(|n| view! { " "<span class="n">{n.to_string()}</span> });
        let current = current.then_some("page");
        self.tabs.push(view! { <a href=href aria-current=current>{text}{count}</a> }.into_any());
        self
    }

    /// The row.
    #[must_use]
    pub fn view(self) -> AnyView {
        view! { <nav class="tabs" aria-label=self.label>{self.tabs}</nav> }.into_any()
    }
}

pieces!(Tabs);

/// A choice between views of the same page, as links that look like one control.
#[must_use]
pub fn segments(label: &'static str, choices: Vec<(String, String, bool)>) -> AnyView {
    let links = choices.into_iter().map(|(href, text, current)| {
        let current = current.then_some("true");
        view! { <a href=href aria-current=current>{text}</a> }
    });
    let links = links.collect_view();
    view! { <div class="seg" role="group" aria-label=label>{links}</div> }.into_any()
}
