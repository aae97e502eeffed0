//! The control inside a field: an input, a list of choices or a text area.

use leptos::prelude::*;

use super::options::Options;
use super::typed::Typed;

pub(super) enum Kind {
    Input(&'static str),
    Password,
    File,
    Textarea,
    Select(Options),
    Radios(Options),
    Checks(Options),
    Checkbox,
}

/// Everything about the control itself; the words around it are the field's.
pub(super) struct Control {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) id: String,
    pub(super) describedby: Option<String>,
    pub(super) invalid: bool,
    pub(super) inputmode: Option<&'static str>,
    pub(super) autocomplete: Option<&'static str>,
    pub(super) placeholder: Option<String>,
    pub(super) max: Option<usize>,
    pub(super) range: (Option<String>, Option<String>),
    pub(super) rows: Option<u8>,
    pub(super) small: bool,
    pub(super) mono: bool,
    pub(super) boxed: bool,
    pub(super) multiple: bool,
    pub(super) readonly: bool,
    pub(super) disabled: bool,
    pub(super) autofocus: bool,
    pub(super) accept: Option<&'static str>,
    pub(super) form: Option<String>,
    pub(super) suggestions: Vec<String>,
}

impl Control {
    pub(super) fn new(kind: Kind, name: String) -> Self {
        Self {
            kind,
            name,
            id: String::new(),
            describedby: None,
            invalid: false,
            inputmode: None,
            autocomplete: None,
            placeholder: None,
            max: None,
            range: (None, None),
            rows: None,
            small: false,
            mono: false,
            boxed: false,
            multiple: false,
            readonly: false,
            disabled: false,
            autofocus: false,
            accept: None,
            form: None,
            suggestions: Vec::new(),
        }
    }

    pub(super) fn described_by(&mut self, ids: String) {
        self.describedby = (!ids.is_empty()).then_some(ids);
    }

    fn class(&self, base: &'static str) -> String {
        let mut class = base.to_owned();
        if self.small && base != "textarea" {
            class = format!("{class} {base}--sm");
        }
        if self.mono {
            class.push_str(" mono");
        }
        class
    }

    fn invalid(&self) -> Option<&'static str> {
        self.invalid.then_some("true")
    }

    pub(super) fn view(mut self, typed: &Typed) -> AnyView {
        match std::mem::replace(&mut self.kind, Kind::Checkbox) {
            Kind::Input(kind) => {
                let value = typed.get(&self.name).to_owned();
                self.input(kind, Some(value))
            }
            Kind::Password => self.input("password", None),
            Kind::File => self.file(),
            Kind::Textarea => self.textarea(typed),
            Kind::Select(options) => self.select(options, typed),
            Kind::Radios(options) => self.choices("radio", options, typed),
            Kind::Checks(options) => self.choices("checkbox", options, typed),
            Kind::Checkbox => self.tick_box(typed, String::new(), false),
        }
    }

    fn input(mut self, kind: &'static str, value: Option<String>) -> AnyView {
        let class = self.class("input");
        let invalid = self.invalid();
        let (min, max) = std::mem::take(&mut self.range);
        let suggestions = std::mem::take(&mut self.suggestions);
        let list = (!suggestions.is_empty()).then(|| format!("{}-list", self.id));
        let datalist = list.clone().map(|id| {
            let options =
                suggestions.into_iter().map(|value| view! { <option value=value></option> });
            view! { <datalist id=id>{options.collect_view()}</datalist> }
        });
        view! {
            <input
                class=class
                type=kind
                id=self.id
                name=self.name
                value=value
                list=list
                maxlength=self.max.map(|max| max.to_string())
                min=min
                max=max
                inputmode=self.inputmode
                autocomplete=self.autocomplete
                placeholder=self.placeholder
                readonly=self.readonly
                disabled=self.disabled
                autofocus=self.autofocus
                form=self.form
                aria-invalid=invalid
                aria-describedby=self.describedby
            />
            {datalist}
        }
        .into_any()
    }

    fn file(self) -> AnyView {
        let class = self.class("input");
        let invalid = self.invalid();
        view! {
            <input
                class=class
                type="file"
                id=self.id
                name=self.name
                multiple=self.multiple
                accept=self.accept
                disabled=self.disabled
                form=self.form
                aria-invalid=invalid
                aria-describedby=self.describedby
            />
        }
        .into_any()
    }

    fn textarea(self, typed: &Typed) -> AnyView {
        let class = self.class("textarea");
        let invalid = self.invalid();
        let text = textarea_text(typed.get(&self.name));
        view! {
            <textarea
                class=class
                id=self.id
                name=self.name
                rows=self.rows.map(|rows| rows.to_string())
                maxlength=self.max.map(|max| max.to_string())
                autocomplete=self.autocomplete
                placeholder=self.placeholder
                readonly=self.readonly
                disabled=self.disabled
                form=self.form
                aria-invalid=invalid
                aria-describedby=self.describedby
            >
                {text}
            </textarea>
        }
        .into_any()
    }

    fn select(self, options: Options, typed: &Typed) -> AnyView {
        let class = self.class("select");
        let invalid = self.invalid();
        let chosen = typed.get(&self.name);
        let blank = self.placeholder.map(|text| view! { <option value="">{text}</option> });
        let options = options.0.into_iter().map(|choice| {
            let selected = choice.key == chosen;
            view! { <option value=choice.key selected=selected>{choice.label}</option> }
        });
        let options = options.collect_view();
        view! {
            <select
                class=class
                id=self.id
                name=self.name
                disabled=self.disabled
                autofocus=self.autofocus
                form=self.form
                autocomplete=self.autocomplete
                aria-invalid=invalid
                aria-describedby=self.describedby
            >
                {blank}
                {options}
            </select>
        }
        .into_any()
    }

    /// Radios or boxes. The first carries the field's id, so that the error summary reaches it.
    fn choices(self, kind: &'static str, options: Options, typed: &Typed) -> AnyView {
        let class = if self.boxed { "check choice" } else { "check" };
        let choices = options.0.into_iter().enumerate().map(|(index, choice)| {
            let id = (index == 0).then(|| self.id.clone());
            let checked = typed.chose(&self.name, &choice.key);
            let note = choice.note.map(|note| view! { <small>{note}</small> });
            view! {
                <label class=class>
                    <input
                        class="box"
                        type=kind
                        id=id
                        name=self.name.clone()
                        value=choice.key
                        checked=checked
                        disabled=self.disabled
                        form=self.form.clone()
                    />
                    <span>{choice.label}{note}</span>
                </label>
            }
        });
        let choices = choices.collect_view();
        let class = if self.boxed { "choices" } else { "stack stack--1" };
        view! { <div class=class>{choices}</div> }.into_any()
    }

    pub(super) fn tick_box(self, typed: &Typed, label: String, is_hidden: bool) -> AnyView {
        let checked = typed.has(&self.name);
        let invalid = self.invalid();
        view! {
            <label class="check">
                <input
                    class="box"
                    type="checkbox"
                    id=self.id
                    name=self.name
                    value="yes"
                    checked=checked
                    disabled=self.disabled
                    form=self.form
                    aria-invalid=invalid
                    aria-describedby=self.describedby
                />
                <span class=is_hidden.then_some("sr")>{label}</span>
            </label>
        }
        .into_any()
    }
}

/// The framework writes a text area's content as it is, so it is escaped here; and the parser
/// swallows one line break at its start, so one is put there to be swallowed.
fn textarea_text(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}
