//! How a draft comes about, which number its version gets, and what the log keeps of it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Question, Questionnaire, Reach, Subject};
use crate::AppError;
use crate::assessment::Sealed;
use crate::words::words;

words! {
    /// What a draft was made from.
    pub enum Origin {
        Blank = "blank", "A blank one";
        Version = "version", "The version before";
        Shipped = "shipped", "One that comes with Plumbline";
        File = "file", "A file";
    }
}

/// The newest published version of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newest {
    /// Its number.
    pub version: u16,
    /// What it is asked about.
    pub subject: Subject,
}

/// The questionnaire with a number that follows the newest published version of its key: its own where
/// that is higher, as in a file from another installation.
///
/// # Errors
/// A field error under `subject` where it is asked about something else than the versions before: their
/// answers could not be compared.
pub fn following(it: Questionnaire, newest: Option<Newest>) -> Result<Questionnaire, AppError> {
    let Some(newest) = newest else {
        return Ok(it);
    };
    if it.subject != newest.subject {
        let about = newest.subject.label().to_lowercase();
        let message = format!(
            "The versions before are asked about a {about}. Choose another key to ask about something else."
        );
        return Err(AppError::field("subject", message));
    }
    Ok(Questionnaire { version: it.version.max(newest.version.saturating_add(1)), ..it })
}

impl Questionnaire {
    /// The bytes that are stored, and their hash: the JSON of its fields in their order, without white
    /// space.
    ///
    /// # Errors
    /// [`AppError::Internal`] if it can't be written as JSON, which no value of it causes.
    pub fn seal(&self) -> Result<Sealed, AppError> {
        Sealed::of(self)
    }

    /// Reads what [`Questionnaire::seal`] wrote.
    ///
    /// # Errors
    /// Where the content is something else.
    pub fn read(content: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(content)
    }
}

/// All of a questionnaire, as the log keeps it.
#[must_use]
pub fn told(it: &Questionnaire) -> Value {
    let mut told = head(it);
    told.remove("order");
    let questions = it.questions.iter().map(|question| {
        let mut told = question_told(question);
        told.insert("key".to_owned(), json!(question.key));
        Value::Object(told)
    });
    told.insert("questions".to_owned(), questions.collect());
    Value::Object(told)
}

/// What differs between two states of a draft, as the log keeps it: each side with the same fields, where
/// it has them.
#[must_use]
pub fn told_changes(before: &Questionnaire, after: &Questionnaire) -> (Value, Value) {
    let (mut old, mut new) = (head(before), head(after));
    drop_same(&mut old, &mut new);
    let (mut old_questions, mut new_questions) = (by_key(before), by_key(after));
    drop_same(&mut old_questions, &mut new_questions);
    if !old_questions.is_empty() || !new_questions.is_empty() {
        old.insert("questions".to_owned(), Value::Object(old_questions));
        new.insert("questions".to_owned(), Value::Object(new_questions));
    }
    (Value::Object(old), Value::Object(new))
}

fn drop_same(old: &mut Map<String, Value>, new: &mut Map<String, Value>) {
    let same: Vec<String> = old
        .iter()
        .filter(|(name, value)| new.get(*name) == Some(value))
        .map(|(n, _)| n.clone())
        .collect();
    for name in same {
        old.remove(&name);
        new.remove(&name);
    }
}

fn head(it: &Questionnaire) -> Map<String, Value> {
    let bands = it.bands.all().map(|(band, reach)| (band.key(), points(reach)));
    let order: Vec<&str> = it.questions.iter().map(|question| question.key.as_str()).collect();
    let fields = [
        ("key", json!(it.key)),
        ("version", json!(it.version)),
        ("title", json!(it.title)),
        ("subject", json!(it.subject)),
        ("introduction", json!(it.introduction)),
        ("bands", json!(BTreeMap::from(bands))),
        ("order", json!(order)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn points(Reach { from, to }: Reach) -> String {
    to.map_or_else(|| format!("{from} and above"), |to| format!("{from} to {to}"))
}

/// The questions by their keys. In a draft two may have the same: then the place is told, too.
fn by_key(it: &Questionnaire) -> Map<String, Value> {
    let mut questions = Map::new();
    for (no, question) in (1..).zip(&it.questions) {
        let mut name = question.key.clone();
        if questions.contains_key(&name) {
            name = format!("{name} ({no})");
        }
        questions.insert(name, Value::Object(question_told(question)));
    }
    questions
}

fn question_told(question: &Question) -> Map<String, Value> {
    let references: Vec<String> = question
        .references
        .iter()
        .map(|cited| format!("{} {}: {}", cited.framework, cited.version, cited.id))
        .collect();
    let fields = [
        ("title", json!(question.title)),
        ("text", json!(question.text)),
        ("guidance", json!(question.guidance)),
        ("weight", json!(question.weight)),
        ("references", json!(references)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
