//! The fields of what an entry keeps, in a person's words.

use serde_json::Value;

use crate::{Day, Timestamp, text};

/// Fields whose name does not become a label by itself.
const LABELS: &[(&str, &str)] = &[
    ("id", "Number"),
    ("by", "Replaced by"),
    ("to", "To"),
    ("due", "Due on"),
    ("email", "E-mail address"),
    ("sha256", "SHA-256"),
    ("url", "Address"),
    ("units", "Units"),
    ("cadence_days", "Days between rounds"),
    ("exercised", "Last exercise"),
];

/// One value under the path that leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// Such as `sources.2.name`: unique within a side of an entry.
    pub(super) path: String,
    /// Such as "Sources 2, name".
    pub(super) label: String,
    /// What a person reads; empty where nothing is there.
    pub(super) value: String,
}

/// Every value in a JSON object, its objects and lists taken apart; nothing for `null`.
pub(super) fn fields(value: &Value) -> Vec<Field> {
    let mut found = Vec::new();
    collect(value, &mut Vec::new(), &mut found);
    found
}

fn collect(value: &Value, path: &mut Vec<String>, found: &mut Vec<Field>) {
    match value {
        Value::Object(inner) => {
            for (name, value) in inner {
                path.push(name.clone());
                collect(value, path, found);
                path.pop();
            }
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            for (index, item) in items.iter().enumerate() {
                path.push((index + 1).to_string());
                collect(item, path, found);
                path.pop();
            }
        }
        Value::Null if path.is_empty() => {}
        plain => {
            let name = path.iter().rfind(|part| part.parse::<u32>().is_err());
            let value = said(name.map_or("", String::as_str), plain);
            found.push(Field { path: path.join("."), label: label(path), value });
        }
    }
}

fn label(path: &[String]) -> String {
    let mut label = String::new();
    for part in path {
        let known = LABELS.iter().find(|(name, _)| name == part);
        let words = known.map_or_else(|| part.replace(['_', '-'], " "), |(_, l)| (*l).to_owned());
        if label.is_empty() {
            label = words;
        } else if part.parse::<u32>().is_ok() {
            label = format!("{label} {words}");
        } else {
            label = format!("{label}, {}", lower_first(&words));
        }
    }
    if label.is_empty() { "Value".to_owned() } else { upper_first(&label) }
}

fn upper_first(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// Leaves names such as "SHA-256" alone.
fn lower_first(words: &str) -> String {
    let mut rest = words.chars();
    match (rest.next(), rest.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(rest).collect()
        }
        _ => words.to_owned(),
    }
}

fn said(name: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) if matches!(name, "question" | "questions") => {
            question(number.as_u64()).unwrap_or_else(|| number.to_string())
        }
        Value::Number(number) => number.to_string(),
        Value::String(text) => written(text),
        Value::Array(items) => {
            items.iter().map(|item| said(name, item)).collect::<Vec<_>>().join(", ")
        }
        Value::Object(_) => value.to_string(),
    }
}

/// Days and moments as on every page; any other text as it is.
fn written(value: &str) -> String {
    if value.len() == 10
        && let Ok(day) = value.parse::<Day>()
    {
        return text::day(day);
    }
    if value.len() == 24
        && let Ok(at) = value.parse::<Timestamp>()
    {
        return text::moment(at);
    }
    value.to_owned()
}

#[cfg(feature = "content")]
fn question(number: Option<u64>) -> Option<String> {
    let no = crate::QuestionNo(u16::try_from(number?).ok()?);
    let question = crate::questionnaire::baseline().question(no)?;
    Some(format!("{no} {}", question.label))
}

#[cfg(not(feature = "content"))]
const fn question(_number: Option<u64>) -> Option<String> {
    None
}
