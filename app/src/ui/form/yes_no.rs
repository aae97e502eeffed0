//! Yes or no: the one control that this product turns on.

use leptos::prelude::*;

use super::field::id_of;
use super::typed::Typed;
use crate::ui::icon::icon_sm;

/// Two answers that look alike until one is chosen; neither is preset.
pub struct YesNo {
    name: String,
    label: String,
    prefix: String,
    large: bool,
    open: bool,
    disabled: bool,
    form: Option<String>,
}

impl YesNo {
    /// What is sent for a question that is left open.
    pub const OPEN: &'static str = "open";

    /// The answer under `name`; the label says what is answered.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            prefix: String::new(),
            large: false,
            open: false,
            disabled: false,
            form: None,
        }
    }

    /// See [`super::Field::prefix`].
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// The larger size.
    #[must_use]
    pub const fn large(mut self) -> Self {
        self.large = true;
        self
    }

    /// With a third choice that takes an answer back without scripts: "Not answered".
    #[must_use]
    pub const fn or_open(mut self) -> Self {
        self.open = true;
        self
    }

    /// Shown, not changed.
    #[must_use]
    pub const fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// Belongs to the form with this id although it stands outside of it.
    #[must_use]
    pub fn of_form(mut self, id: impl Into<String>) -> Self {
        self.form = Some(id.into());
        self
    }

    /// The control as it stands after `typed`; the values are `yes` and `no`.
    #[must_use]
    pub fn view(self, typed: &Typed) -> AnyView {
        let class = match (self.large, self.open) {
            (true, _) => "yn yn--lg",
            (false, true) => "yn yn--open",
            (false, false) => "yn",
        };
        let invalid = typed.error(&self.name).is_some().then_some("true");
        let yes = self.choice(typed, "yes", "Yes", "check");
        let no = self.choice(typed, "no", "No", "x");
        let open =
            self.open.then(|| self.choice(typed, Self::OPEN, "Not answered", "circle-dashed"));
        view! {
            <div class=class role="radiogroup" aria-label=self.label aria-invalid=invalid>
                {yes}
                {no}
                {open}
            </div>
        }
        .into_any()
    }

    fn choice(
        &self,
        typed: &Typed,
        value: &'static str,
        text: &'static str,
        glyph: &'static str,
    ) -> AnyView {
        let id = (value == "yes").then(|| id_of(&self.prefix, &self.name));
        let class = (value == "no").then_some("yn__no");
        let checked = typed.get(&self.name) == value;
        view! {
            <label class=class>
                <input
                    type="radio"
                    id=id
                    name=self.name.clone()
                    value=value
                    checked=checked
                    disabled=self.disabled
                    form=self.form.clone()
                />
                {icon_sm(glyph)}
                {text}
            </label>
        }
        .into_any()
    }
}
