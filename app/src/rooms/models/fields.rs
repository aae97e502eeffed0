//! Forms as tables: each field is a row that says how it is drawn, read, compared and named. All
//! that is recorded of a model goes through here, so a field is written down once.

use domain::models::parse_tags;
use domain::{Day, Invalid, PersonId, text};
use serde_json::{Map, Value, json};

use crate::ui::Typed;

/// The people who can be chosen, with their names.
pub(super) type People = [(PersonId, String)];

/// The keys and labels of a closed list of words.
pub(super) type Choices = fn() -> Vec<(&'static str, &'static str)>;

/// What a field holds.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// One line of text of at most so many characters.
    Line(usize),
    /// Several lines of text of at most so many characters.
    Text(usize),
    /// One word of a list.
    Word(Choices),
    /// Any day.
    Day,
    /// A day that isn't ahead.
    PastDay,
    /// A whole number; the largest that is taken.
    Number(u16),
    /// Words separated by commas.
    Words,
    /// One of the people who hold a role in the unit.
    Person,
}

/// One field of a form.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// Its name in the form, in the domain and in the audit log.
    pub(super) name: &'static str,
    /// What a person reads.
    pub(super) label: &'static str,
    /// A line that helps to fill it; may be empty.
    pub(super) hint: &'static str,
    /// What it holds.
    pub(super) holds: Holds,
    /// Whether it may stay empty.
    pub(super) optional: bool,
}

impl Row {
    /// A field that may stay empty.
    pub(super) const fn new(name: &'static str, label: &'static str, holds: Holds) -> Self {
        Self { name, label, hint: "", holds, optional: true }
    }

    /// A field that must be filled.
    pub(super) const fn needed(name: &'static str, label: &'static str, holds: Holds) -> Self {
        Self { optional: false, ..Self::new(name, label, holds) }
    }

    pub(super) const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// The value that was typed, as the domain takes it.
    fn read(&self, typed: &str) -> Result<Value, String> {
        let is_empty = typed.trim().is_empty();
        match self.holds {
            _ if is_empty && !self.optional && !matches!(self.holds, Holds::Word(_)) => {
                Err(format!("{} can’t be empty.", self.label))
            }
            Holds::Line(_) | Holds::Text(_) => Ok(json!(typed)),
            Holds::Word(choices) => {
                let known = choices().iter().any(|(key, _)| *key == typed);
                known.then(|| json!(typed)).ok_or_else(|| "Choose one of the list.".to_owned())
            }
            Holds::Words => Ok(json!(parse_tags(typed))),
            _ if is_empty && self.optional => Ok(Value::Null),
            Holds::Day | Holds::PastDay => text::parse_day(typed).map(|day| json!(day)),
            Holds::Number(most) => typed
                .trim()
                .parse::<u16>()
                .ok()
                .filter(|number| (1..=most).contains(number))
                .map(|number| json!(number))
                .ok_or_else(|| {
                    format!("Enter a whole number from 1 to {}.", text::number(most.into()))
                }),
            Holds::Person => typed
                .parse::<PersonId>()
                .map(|id| json!(id))
                .map_err(|_| "Choose one of the list.".to_owned()),
        }
    }

    /// A stored or logged value in the words of the form.
    pub(super) fn told(&self, value: &Value, people: &People) -> String {
        let words = match (value, self.holds) {
            (Value::String(key), Holds::Word(choices)) => {
                let label = choices().into_iter().find(|(known, _)| known == key);
                label.map_or_else(|| key.clone(), |(_, label)| label.to_owned())
            }
            (Value::String(day), Holds::Day | Holds::PastDay) => {
                day.parse::<Day>().map_or_else(|_| day.clone(), text::day)
            }
            (Value::String(text), _) => text.clone(),
            (Value::Number(id), Holds::Person) => {
                let known = people.iter().find(|(person, _)| id.as_i64() == Some(person.0));
                known.map_or_else(String::new, |(_, name)| name.clone())
            }
            (Value::Number(number), _) => number.to_string(),
            (Value::Array(words), _) => {
                words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
            }
            _ => String::new(),
        };
        if words.is_empty() { "nothing".to_owned() } else { words }
    }
}

/// The keys and labels of a word, for [`Holds::Word`].
pub(super) fn choices<T: Copy>(
    all: &[T],
    key: fn(T) -> &'static str,
    label: fn(T) -> &'static str,
) -> Vec<(&'static str, &'static str)> {
    all.iter().map(|word| (key(*word), label(*word))).collect()
}

/// Stored values as a form holds them.
pub(super) fn typed_of(fields: &Map<String, Value>) -> Typed {
    Typed::new(fields.iter().map(|(name, value)| (name.clone(), plain(value))))
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(words) => {
            words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        }
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// What was typed, as the domain takes it, and what of it can't be read. A field that was not sent
/// at all keeps what `stored` has, and so does one that can't be read: a short form leaves the rest
/// alone, and one mistake doesn't hide the others.
pub(super) fn read(
    rows: &[Row],
    typed: &Typed,
    mut stored: Map<String, Value>,
) -> (Map<String, Value>, Invalid) {
    let mut invalid = Invalid::new();
    for row in rows {
        if stored.contains_key(row.name) && !typed.has(row.name) {
            continue;
        }
        if let Some(value) = invalid.check(row.name, row.read(typed.get(row.name))) {
            stored.insert(row.name.to_owned(), value);
        }
    }
    (stored, invalid)
}

/// The value, or everything that is wrong with the form in the order of its fields: what could not
/// be read, and what the domain has against the rest.
///
/// # Errors
/// All mistakes, one a field.
pub(super) fn checked<T>(
    rows: &[Row],
    unread: Invalid,
    value: Result<T, Invalid>,
) -> Result<T, Invalid> {
    let mut all = unread;
    let value = match value {
        Ok(value) => Some(value),
        Err(more) => {
            for error in more.0 {
                if all.about(&error.field).is_none() {
                    all.0.push(error);
                }
            }
            None
        }
    };
    let place = |field: &str| rows.iter().position(|row| row.name == field);
    all.0.sort_by_key(|error| place(&error.field));
    match value {
        Some(value) => all.or(value),
        None => Err(all),
    }
}

/// The fields in which two versions differ: label, one value, the other.
pub(super) fn differences(
    rows: &[Row],
    one: &Map<String, Value>,
    other: &Map<String, Value>,
    people: &People,
) -> Vec<(&'static str, String, String)> {
    let differ = rows.iter().filter(|row| one.get(row.name) != other.get(row.name));
    let value = |row: &Row, of: &Map<String, Value>| {
        row.told(of.get(row.name).unwrap_or(&Value::Null), people)
    };
    differ.map(|row| (row.label, value(row, one), value(row, other))).collect()
}
