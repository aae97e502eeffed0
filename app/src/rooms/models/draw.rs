//! How the fields of a table are drawn.

use chrono::Datelike as _;
use domain::Day;
use leptos::prelude::*;

use super::fields::{Holds, People, Row};
use crate::ui::{Field, Typed};

/// What fields are drawn with.
pub(super) struct Drawn<'a> {
    /// The values and the mistakes in them.
    pub(super) typed: &'a Typed,
    /// Who can be chosen.
    pub(super) people: &'a People,
    /// The present day.
    pub(super) today: Day,
    /// The field that takes the focus when the page opens; may be none.
    pub(super) focus: &'static str,
}

/// Fields beside each other.
pub(super) fn fields<'r>(rows: impl IntoIterator<Item = &'r Row>, drawn: &Drawn<'_>) -> AnyView {
    let fields = rows.into_iter().map(|row| {
        let field = row.field(drawn);
        let field = if row.name == drawn.focus { field.autofocus() } else { field };
        field.view(drawn.typed)
    });
    let fields = fields.collect_view();
    view! { <div class="form-grid">{fields}</div> }.into_any()
}

impl Row {
    fn field(&self, drawn: &Drawn<'_>) -> Field {
        let typed = drawn.typed;
        let field = match self.holds {
            Holds::Line(max) => Field::text(self.name, self.label).max(max).autocomplete("off"),
            Holds::Text(max) => Field::textarea(self.name, self.label).max(max).rows(3).full(),
            Holds::Word(choices) => self.select(choices(), typed),
            Holds::Day => Field::date(self.name, self.label),
            Holds::PastDay => recent(Field::date(self.name, self.label), drawn.today),
            Holds::Number(_) => Field::number(self.name, self.label),
            Holds::Words => Field::text(self.name, self.label).autocomplete("off").full(),
            Holds::Person => {
                let people = drawn.people.iter().map(|(id, name)| (id.to_string(), name.clone()));
                Field::select(self.name, self.label, people).placeholder("Nobody yet")
            }
        };
        let field = if self.hint.is_empty() { field } else { field.hint(self.hint) };
        // A list always holds one of its words: there is nothing to leave empty.
        let marked = self.optional && !matches!(self.holds, Holds::Word(_) | Holds::Person);
        if marked { field.optional() } else { field }
    }

    /// Nothing is chosen for a person where no choice is a safe one.
    fn select(&self, choices: Vec<(&'static str, &'static str)>, typed: &Typed) -> Field {
        let is_open = choices.iter().all(|(key, _)| *key != typed.get(self.name));
        let field = Field::select(self.name, self.label, choices);
        if is_open { field.placeholder("Choose") } else { field }
    }
}

/// The years that the picker of a day offers: nobody trained a model before them.
pub(super) fn recent(field: Field, today: Day) -> Field {
    let first = Day::from_ymd_opt(today.year() - 30, 1, 1).unwrap_or(today);
    field.between(first, today)
}
