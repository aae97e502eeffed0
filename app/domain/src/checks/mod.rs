//! Checks: a questionnaire of the organisation's own, answered for one model or unit. Like a submission, a
//! check is a frozen fact: who looks again makes another. Content, and server only.

mod frozen;

use std::collections::HashSet;

pub use frozen::{CheckedQuestion, FrozenCheck, FrozenModel};

use crate::questionnaires::{Questionnaire, Subject};
use crate::text::prose;
use crate::{Answer, AppError, Invalid, ModelId, UnitId};

/// The most characters of the note beside an answer.
pub const NOTE_MAX: usize = 2000;

/// What a check is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CheckOf {
    /// A business unit.
    Unit(UnitId),
    /// A model.
    Model(ModelId),
}

impl CheckOf {
    /// The kind of thing that it is.
    #[must_use]
    pub const fn subject(self) -> Subject {
        match self {
            Self::Unit(_) => Subject::Unit,
            Self::Model(_) => Subject::Model,
        }
    }
}

/// What somebody says to a question. Questions of which nothing is said are not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The question's stable name.
    pub question: String,
    /// The answer; none leaves it open.
    pub answer: Option<Answer>,
    /// What they have to say beside it; may be empty.
    pub note: String,
}

/// The questions in their order with what was said to each.
///
/// # Errors
/// Field errors: under `answers.<key>` for a question that isn't asked or is answered twice, under
/// `notes.<key>` for a note that is not taken, and without a field where no question is answered.
pub fn answered(
    questionnaire: &Questionnaire,
    given: &[Given],
) -> Result<Vec<CheckedQuestion>, AppError> {
    let mut invalid = Invalid::new();
    let mut seen = HashSet::new();
    for one in given {
        let key = one.question.as_str();
        if !questionnaire.questions.iter().any(|question| question.key == key) {
            invalid.add(&format!("answers.{key}"), "This questionnaire asks no such question.");
        } else if !seen.insert(key) {
            invalid.add(&format!("answers.{key}"), "This question is answered twice.");
        }
    }
    let mut questions = Vec::with_capacity(questionnaire.questions.len());
    for question in &questionnaire.questions {
        let said = given.iter().find(|one| one.question == question.key);
        let note = said.map_or("", |one| one.note.as_str());
        let note = invalid.check(&format!("notes.{}", question.key), prose(note, NOTE_MAX));
        questions.push(CheckedQuestion {
            key: question.key.clone(),
            title: question.title.clone(),
            text: question.text.clone(),
            weight: question.weight,
            answer: said.and_then(|one| one.answer),
            note: note.unwrap_or_default(),
        });
    }
    if questions.iter().all(|question| question.answer.is_none()) {
        invalid.add("", "Answer at least one question.");
    }
    Ok(invalid.or(questions)?)
}

/// Refuses a questionnaire that is asked about something else.
///
/// # Errors
/// A field error under `questionnaire`.
pub fn must_be_about(questionnaire: &Questionnaire, of: CheckOf) -> Result<(), AppError> {
    if questionnaire.subject == of.subject() {
        return Ok(());
    }
    let (asked, of) = (questionnaire.subject.label(), of.subject().label());
    let message = format!(
        "This is asked about a {}, and not about a {}.",
        asked.to_lowercase(),
        of.to_lowercase()
    );
    Err(AppError::field("questionnaire", message))
}
