//! Buttons, and links that look like buttons. One primary per view.

use leptos::prelude::*;

use super::form::hidden_fields;
use super::icon::{icon, icon_sm};
use super::part::pieces;

enum Does {
    Submits,
    Links(String),
    Opens(String),
    Closes(String),
}

/// A button that submits its form, follows a link, or opens a menu or dialog.
pub struct Button {
    does: Does,
    text: String,
    glyph: Option<&'static str>,
    look: &'static str,
    size: &'static str,
    class: &'static str,
    icon_only: bool,
    label: Option<String>,
    value: Option<(String, String)>,
    form: Option<String>,
    disabled: bool,
}

impl Button {
    fn new(does: Does, text: impl Into<String>) -> Self {
        Self {
            does,
            text: text.into(),
            glyph: None,
            look: "",
            size: "",
            class: "",
            icon_only: false,
            label: None,
            value: None,
            form: None,
            disabled: false,
        }
    }

    /// Submits the form that it stands in.
    pub fn submit(text: impl Into<String>) -> Self {
        Self::new(Does::Submits, text)
    }

    /// Goes to another page. Never for something that changes data.
    pub fn link(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(Does::Links(href.into()), text)
    }

    /// Opens the menu or dialog with this id.
    pub fn opens(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(Does::Opens(id.into()), text)
    }

    /// Closes the menu or dialog with this id.
    pub fn closes(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(Does::Closes(id.into()), text)
    }

    /// The one thing that the view is for.
    #[must_use]
    pub const fn primary(mut self) -> Self {
        self.look = "btn--primary";
        self
    }

    /// Without an outline: repeated in rows, or beside stronger ones.
    #[must_use]
    pub const fn quiet(mut self) -> Self {
        self.look = "btn--quiet";
        self
    }

    /// Takes something away; its text names what.
    #[must_use]
    pub const fn danger(mut self) -> Self {
        self.look = "btn--danger";
        self
    }

    /// Accepts evidence or approves.
    #[must_use]
    pub const fn accept(mut self) -> Self {
        self.look = "btn--accept";
        self
    }

    /// In panel heads and rows.
    #[must_use]
    pub const fn small(mut self) -> Self {
        self.size = "btn--sm";
        self
    }

    /// On the sign-in page.
    #[must_use]
    pub const fn large(mut self) -> Self {
        self.size = "btn--lg";
        self
    }

    /// A further class, such as `btn--block` or `push`.
    #[must_use]
    pub const fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// An icon before the text.
    #[must_use]
    pub const fn icon(mut self, glyph: &'static str) -> Self {
        self.glyph = Some(glyph);
        self
    }

    /// Shows the icon alone; the text becomes the label.
    #[must_use]
    pub const fn icon_only(mut self) -> Self {
        self.icon_only = true;
        self
    }

    /// What a screen reader says instead of the text: in rows, where the text alone is ambiguous.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The pair that this button adds to its form.
    #[must_use]
    pub fn value(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.value = Some((name.into(), value.into()));
        self
    }

    /// Belongs to the form with this id although it stands outside of it.
    #[must_use]
    pub fn of_form(mut self, id: impl Into<String>) -> Self {
        self.form = Some(id.into());
        self
    }

    /// Visible, but not now. Say nearby why.
    #[must_use]
    pub const fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    fn classes(&self) -> String {
        let icon_only = if self.icon_only { "btn--icon" } else { "" };
        let classes = ["btn", self.look, self.size, icon_only, self.class];
        classes.into_iter().filter(|class| !class.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The button.
    #[must_use]
    pub fn view(self) -> AnyView {
        let class = self.classes();
        let draw = if self.size == "btn--sm" && !self.icon_only { icon_sm } else { icon };
        let glyph = self.glyph.map(draw);
        let label = self.label.or_else(|| self.icon_only.then(|| self.text.clone()));
        let text = (!self.icon_only).then_some(self.text);
        let inside = (glyph, text).into_any();
        match self.does {
            Does::Links(_) if self.disabled => view! {
                <a class=class role="link" aria-disabled="true" aria-label=label>{inside}</a>
            }
            .into_any(),
            Does::Links(href) => {
                view! { <a class=class href=href aria-label=label>{inside}</a> }.into_any()
            }
            Does::Submits => {
                let (name, value) = self.value.unzip();
                view! {
                    <button
                        class=class
                        name=name
                        value=value
                        form=self.form
                        disabled=self.disabled
                        aria-label=label
                    >
                        {inside}
                    </button>
                }
                .into_any()
            }
            Does::Opens(id) => view! {
                <button class=class type="button" popovertarget=id disabled=self.disabled aria-label=label>
                    {inside}
                </button>
            }
            .into_any(),
            Does::Closes(id) => view! {
                <button
                    class=class
                    type="button"
                    popovertarget=id
                    popovertargetaction="hide"
                    aria-label=label
                >
                    {inside}
                </button>
            }
            .into_any(),
        }
    }
}

pieces!(Button);

/// A form of one button: a step that needs no further word. `hidden` travels along.
pub fn post_button(
    action: impl Into<String>,
    hidden: impl IntoIterator<Item = (&'static str, String)>,
    button: Button,
) -> AnyView {
    let action = action.into();
    let hidden = hidden.into_iter().map(|(name, value)| (name.to_owned(), value));
    let hidden = hidden_fields(hidden.collect());
    view! { <form method="post" action=action>{hidden}{button}</form> }.into_any()
}
