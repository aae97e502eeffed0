//! One field of a form: its label, control, hint and error.

use leptos::prelude::*;

use super::control::{Control, Kind};
use super::options::Options;
use super::typed::Typed;
use crate::ui::Part;
use crate::ui::icon::icon_sm;

/// A field. Its id is its name, so that the error summary can link to it; several forms on one
/// page give their fields a prefix.
///
/// `Field::text("name", "Name").hint("As your team says it.").max(120).view(&typed)`
pub struct Field {
    pub(super) control: Control,
    label: String,
    hint: Option<String>,
    optional: bool,
    label_is_hidden: bool,
    label_end: Option<AnyView>,
    affix: Option<&'static str>,
    full: bool,
    prefix: String,
}

impl Field {
    fn new(kind: Kind, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            control: Control::new(kind, name.into()),
            label: label.into(),
            hint: None,
            optional: false,
            label_is_hidden: false,
            label_end: None,
            affix: None,
            full: false,
            prefix: String::new(),
        }
    }

    /// One line of text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("text"), name, label)
    }

    /// An e-mail address.
    pub fn email(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("email"), name, label)
    }

    /// A web address.
    pub fn url(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("url"), name, label)
    }

    /// A calendar day; its value is `2026-11-23`.
    pub fn date(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("date"), name, label)
    }

    /// A whole number. It is a text field with a numeric keyboard: a number field forgets what
    /// was typed when it is none.
    pub fn number(name: impl Into<String>, label: impl Into<String>) -> Self {
        let mut field = Self::new(Kind::Input("text"), name, label);
        field.control.inputmode = Some("numeric");
        field
    }

    /// A password: never sent back to the browser. Say with [`Field::autocomplete`] whether it is
    /// the `current-password` or a `new-password`.
    pub fn password(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Password, name, label)
    }

    /// One or several files; the form must be [`super::Form::upload`].
    pub fn file(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::File, name, label)
    }

    /// Several lines of text.
    pub fn textarea(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Textarea, name, label)
    }

    /// One choice of many, as a list that opens.
    pub fn select<K: Into<String>, L: Into<String>>(
        name: impl Into<String>,
        label: impl Into<String>,
        options: impl IntoIterator<Item = (K, L)>,
    ) -> Self {
        Self::new(Kind::Select(Options::new(options)), name, label)
    }

    /// One choice of few, all in sight. None is preset unless it was typed.
    pub fn radios<K: Into<String>, L: Into<String>>(
        name: impl Into<String>,
        label: impl Into<String>,
        options: impl IntoIterator<Item = (K, L)>,
    ) -> Self {
        Self::new(Kind::Radios(Options::new(options)), name, label)
    }

    /// Any number of choices, all in sight.
    pub fn checks<K: Into<String>, L: Into<String>>(
        name: impl Into<String>,
        label: impl Into<String>,
        options: impl IntoIterator<Item = (K, L)>,
    ) -> Self {
        Self::new(Kind::Checks(Options::new(options)), name, label)
    }

    /// One box to tick; ticked it sends `yes`, unticked nothing.
    pub fn checkbox(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Checkbox, name, label)
    }

    /// A line below the control that helps to fill it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Marks the field as one that may stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Keeps the label for screen readers only: in tables and filter bars.
    #[must_use]
    pub fn hidden_label(mut self) -> Self {
        self.label_is_hidden = true;
        self
    }

    /// Something at the end of the label's line, such as a link.
    #[must_use]
    pub fn label_end(mut self, end: impl Part) -> Self {
        self.label_end = Some(end.part());
        self
    }

    /// Fixed text before the control, such as `https://`.
    #[must_use]
    pub fn affix(mut self, affix: &'static str) -> Self {
        self.affix = Some(affix);
        self
    }

    /// Takes the whole width of a form grid.
    #[must_use]
    pub fn full(mut self) -> Self {
        self.full = true;
        self
    }

    /// Sets the field's ids apart from those of another form on the page: `edit-3` makes the id
    /// `edit-3-name`.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// The field as it stands after `typed`.
    #[must_use]
    pub fn view(mut self, typed: &Typed) -> AnyView {
        let id = id_of(&self.prefix, &self.control.name);
        typed.note_label(&self.control.name, &self.label);
        let error = typed.error(&self.control.name).map(str::to_owned);
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let described = [(self.hint.is_some(), &hint_id), (error.is_some(), &error_id)];
        let described = described.iter().filter(|(there, _)| *there).map(|(_, id)| id.as_str());
        self.control.described_by(described.collect::<Vec<_>>().join(" "));
        self.control.id.clone_from(&id);
        self.control.invalid = error.is_some();

        let hint = self.hint.take().map(|text| view! { <p class="hint" id=hint_id>{text}</p> });
        let error = error.map(|text| {
            view! { <p class="error" id=error_id>{icon_sm("circle-alert")}<span>{text}</span></p> }
        });
        let after = (hint, error).into_any();
        let class = if self.full { "field is-full" } else { "field" };
        match self.control.kind {
            Kind::Checkbox => {
                let control = self.control.tick_box(typed, self.label, self.label_is_hidden);
                view! { <div class=class>{control}{after}</div> }.into_any()
            }
            Kind::Radios(_) | Kind::Checks(_) => self.group(class, typed, after),
            _ => self.labelled(class, id, typed, after),
        }
    }

    /// The control with a hidden label and without a frame: in filter bars, where the bar lays it
    /// out. It belongs to the form with the id `form`.
    pub(crate) fn bare(self, form: &str, typed: &Typed) -> AnyView {
        self.in_bar("sr", form, typed)
    }

    /// The same with its label in sight: for a day, which says by itself nothing of what it is.
    pub(crate) fn bare_named(self, form: &str, typed: &Typed) -> AnyView {
        let named = self.in_bar("filters__name", form, typed);
        view! { <span class="filters__day">{named}</span> }.into_any()
    }

    fn in_bar(self, class: &'static str, form: &str, typed: &Typed) -> AnyView {
        let mut field = self.small().of_form(form);
        let id = format!("{form}-{}", field.control.name);
        field.control.id.clone_from(&id);
        let label = field.label;
        let control = field.control.view(typed);
        view! { <label class=class for=id>{label}</label>{control} }.into_any()
    }

    fn labelled(self, class: &'static str, id: String, typed: &Typed, after: AnyView) -> AnyView {
        let optional = optional_mark(self.optional);
        let text = self.label;
        let label_class = if self.label_is_hidden { "sr" } else { "label" };
        let label = view! { <label class=label_class for=id>{text}{optional}</label> };
        let label = match self.label_end {
            Some(end) => view! { <div class="row row--between">{label}{end}</div> }.into_any(),
            None => label.into_any(),
        };
        let control = self.control.view(typed);
        let control = match self.affix {
            Some(affix) => {
                view! { <div class="affix"><span>{affix}</span>{control}</div> }.into_any()
            }
            None => control,
        };
        view! { <div class=class>{label}{control}{after}</div> }.into_any()
    }

    fn group(self, class: &'static str, typed: &Typed, after: AnyView) -> AnyView {
        let optional = optional_mark(self.optional);
        let described = self.control.describedby.clone();
        let role = matches!(self.control.kind, Kind::Radios(_)).then_some("radiogroup");
        let invalid = (role.is_some() && self.control.invalid).then_some("true");
        let legend_class = if self.label_is_hidden { "sr" } else { "label" };
        let text = self.label;
        let choices = self.control.view(typed);
        view! {
            <fieldset class=class role=role aria-describedby=described aria-invalid=invalid>
                <legend class=legend_class>{text}{optional}</legend>
                {choices}
                {after}
            </fieldset>
        }
        .into_any()
    }
}

pub(super) fn id_of(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}-{name}") }
}

fn optional_mark(optional: bool) -> Option<AnyView> {
    optional.then(|| view! { " "<span class="opt">"(optional)"</span> }.into_any())
}
