//! Menus: what else can be done with a thing. They open without scripts, as popovers.

use leptos::prelude::*;

use super::Button;
use super::form::hidden_fields;
use super::icon::icon;
use super::part::pieces;

/// A menu; stands anywhere on the page, its button where it belongs.
///
/// `let menu = Menu::new("model-3", "More actions").link("/models/3/edit", "pencil", "Edit");`
/// then `{Menu::button("model-3", "More actions")}` and `{menu}`.
pub struct Menu {
    id: String,
    label: String,
    entries: Vec<AnyView>,
}

impl Menu {
    /// An empty menu; the id is unique on the page.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into(), entries: Vec::new() }
    }

    /// The button that opens the menu with this id.
    pub fn button(id: impl Into<String>, label: impl Into<String>) -> Button {
        Button::opens(id, label).icon("ellipsis").icon_only()
    }

    /// Goes to another page.
    #[must_use]
    pub fn link(
        mut self,
        href: impl Into<String>,
        glyph: &'static str,
        text: impl Into<String>,
    ) -> Self {
        let (href, text) = (href.into(), text.into());
        self.entries.push(view! { <a href=href>{icon(glyph)}{text}</a> }.into_any());
        self
    }

    /// Opens the dialog with this id; for what takes something away, with `danger`.
    #[must_use]
    pub fn opens(
        mut self,
        dialog: impl Into<String>,
        glyph: &'static str,
        text: impl Into<String>,
        danger: bool,
    ) -> Self {
        let (dialog, text) = (dialog.into(), text.into());
        let class = danger.then_some("is-danger");
        let entry = view! {
            <button type="button" class=class popovertarget=dialog>{icon(glyph)}{text}</button>
        };
        self.entries.push(entry.into_any());
        self
    }

    /// Posts at once; for what is easily undone.
    #[must_use]
    pub fn post(
        mut self,
        action: impl Into<String>,
        hidden: Vec<(String, String)>,
        glyph: &'static str,
        text: impl Into<String>,
    ) -> Self {
        let (action, text) = (action.into(), text.into());
        let hidden = hidden_fields(hidden);
        let entry = view! {
            <form method="post" action=action>{hidden}<button>{icon(glyph)}{text}</button></form>
        };
        self.entries.push(entry.into_any());
        self
    }

    /// A hairline.
    #[must_use]
    pub fn rule(mut self) -> Self {
        self.entries.push(view! { <hr /> }.into_any());
        self
    }

    /// The menu.
    #[must_use]
    pub fn view(self) -> AnyView {
        view! {
            <div class="menu" id=self.id popover="auto" role="group" aria-label=self.label>
                {self.entries}
            </div>
        }
        .into_any()
    }
}

pieces!(Menu);
