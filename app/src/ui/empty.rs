//! Empty states: what is missing, what to do, one action. Never for an error in disguise.

use leptos::prelude::*;

use super::Part;
use super::icon::Icon;
use super::part::pieces;

/// What stands where there is nothing to show.
///
/// `Empty::new("box", "No models yet", "Register the first one.").actions(button)`
pub struct Empty {
    glyph: &'static str,
    title: String,
    text: AnyView,
    actions: Option<AnyView>,
    level: u8,
}

impl Empty {
    /// Inside a panel or section that has a title.
    pub fn new(glyph: &'static str, title: impl Into<String>, text: impl Part) -> Self {
        Self { glyph, title: title.into(), text: text.part(), actions: None, level: 3 }
    }

    /// The whole page: its title is the page's `h1`. For errors and refusals.
    pub fn page(glyph: &'static str, title: impl Into<String>, text: impl Part) -> Self {
        Self { level: 1, ..Self::new(glyph, title, text) }
    }

    /// The title as `h2`: straight under the page's head.
    #[must_use]
    pub const fn section(mut self) -> Self {
        self.level = 2;
        self
    }

    /// What to do about it; one primary button.
    #[must_use]
    pub fn actions(mut self, actions: impl Part) -> Self {
        self.actions = Some(actions.part());
        self
    }

    /// The empty state.
    #[must_use]
    pub fn view(self) -> AnyView {
        let title = match self.level {
            1 => view! { <h1>{self.title}</h1> }.into_any(),
            2 => view! { <h2>{self.title}</h2> }.into_any(),
            _ => view! { <h3>{self.title}</h3> }.into_any(),
        };
        let actions = self.actions.map(|part| view! { <div class="actions">{part}</div> });
        view! {
            <div class="empty">{Icon::new(self.glyph).xl()}{title}<p>{self.text}</p>{actions}</div>
        }
        .into_any()
    }
}

pieces!(Empty);
