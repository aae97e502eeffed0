//! When a questionnaire may be kept as a draft, and when it may be published.

use std::collections::{HashMap, HashSet};

use super::fault::{Fault, Part, Place, Wrong};
use super::{
    BASELINE_KEY, BYTES_MAX, Bands, Form, QUESTIONS_MAX, Question, Questionnaire, REFERENCES_MAX,
    VERSION_MAX, WEIGHT_MAX, export,
};
use crate::text::{name, prose, required};
use crate::{AppError, Invalid};

const KEY_MAX: usize = 60;
const TITLE_MAX: usize = 120;
const INTRODUCTION_MAX: usize = 4000;
const QUESTION_TITLE_MAX: usize = 80;
const QUESTION_TEXT_MAX: usize = 500;
const GUIDANCE_MAX: usize = 4000;
const REFERENCE_MAX: usize = 120;

/// Everything that stands in the way of publishing, in the order of the questionnaire.
#[must_use]
pub fn check(questionnaire: &Questionnaire) -> Vec<Fault> {
    let mut found = Found(Vec::new());
    found.key(Place::Key, &questionnaire.key);
    if questionnaire.key == BASELINE_KEY {
        found.add(Place::Key, Wrong::Reserved);
    }
    if !(1..=VERSION_MAX).contains(&questionnaire.version) {
        found.add(Place::Version, Wrong::NotAVersion);
    }
    found.line(Place::Title, &questionnaire.title, TITLE_MAX);
    found.lines(Place::Introduction, &questionnaire.introduction, INTRODUCTION_MAX);
    found.bands(&questionnaire.bands);
    found.questions(&questionnaire.questions);
    found.hole(questionnaire);
    found.size(questionnaire);
    found.0
}

/// Refuses what may not even be kept as a draft.
///
/// # Errors
/// A field error for each such [`Fault`], under the name of its [`Place`].
pub fn must_be_draft(questionnaire: &Questionnaire) -> Result<(), AppError> {
    refuse(check(questionnaire).into_iter().filter(Fault::stops_draft))
}

/// Refuses what may not be published: with any fault at all, a reachable score without a band among
/// them.
///
/// # Errors
/// A field error for each [`Fault`], under the name of its [`Place`].
pub fn must_be_publishable(questionnaire: &Questionnaire) -> Result<(), AppError> {
    refuse(check(questionnaire).into_iter())
}

fn refuse(faults: impl Iterator<Item = Fault>) -> Result<(), AppError> {
    let mut invalid = Invalid::new();
    for fault in faults {
        invalid.add(&fault.place.to_string(), fault.wrong.to_string());
    }
    invalid.finish()
}

struct Found(Vec<Fault>);

impl Found {
    fn add(&mut self, place: Place, wrong: Wrong) {
        self.0.push(Fault { place, wrong });
    }

    fn key(&mut self, place: Place, key: &str) {
        if key.is_empty() {
            self.add(place, Wrong::Empty);
        } else if !is_key(key) {
            self.add(place, Wrong::NotAKey);
        }
        self.length(place, key, KEY_MAX);
    }

    /// A single line that must not be empty.
    fn line(&mut self, place: Place, text: &str, most: usize) {
        if text.is_empty() {
            self.add(place, Wrong::Empty);
        } else if let Err(why) = name(text, usize::MAX) {
            self.add(place, Wrong::Hidden(why));
        }
        self.length(place, text, most);
    }

    /// Several lines, at least one.
    fn needed_lines(&mut self, place: Place, text: &str, most: usize) {
        if text.is_empty() {
            self.add(place, Wrong::Empty);
        } else if let Err(why) = required(text, usize::MAX) {
            self.add(place, Wrong::Hidden(why));
        }
        self.length(place, text, most);
    }

    /// Several lines, or none.
    fn lines(&mut self, place: Place, text: &str, most: usize) {
        if let Err(why) = prose(text, usize::MAX) {
            self.add(place, Wrong::Hidden(why));
        }
        self.length(place, text, most);
    }

    fn length(&mut self, place: Place, text: &str, most: usize) {
        let has = text.chars().count();
        if has > most {
            self.add(place, Wrong::TooLong { most, has });
        }
    }

    fn bands(&mut self, bands: &Bands) {
        let mut better = None;
        for (band, reach) in bands.all() {
            if reach.to.is_some_and(|to| to < reach.from) {
                self.add(Place::Band(band), Wrong::Backwards);
            }
            // A better band that is open above leaves no room for a worse one.
            if better.is_some_and(|to: Option<_>| to.is_none_or(|to| reach.from <= to)) {
                self.add(Place::Band(band), Wrong::Overlap);
            }
            better = Some(reach.to);
        }
    }

    fn questions(&mut self, questions: &[Question]) {
        if questions.is_empty() {
            self.add(Place::Questions, Wrong::NoQuestions);
        }
        if questions.len() > QUESTIONS_MAX {
            return self.add(Place::Questions, Wrong::TooManyQuestions(questions.len()));
        }
        let mut first = HashMap::new();
        for (at, question) in questions.iter().enumerate() {
            let place = |part| Place::Question(at, part);
            self.key(place(Part::Key), &question.key);
            let before = *first.entry(question.key.as_str()).or_insert(at);
            if before != at && !question.key.is_empty() {
                self.add(place(Part::Key), Wrong::RepeatedKey(before));
            }
            self.line(place(Part::Title), &question.title, QUESTION_TITLE_MAX);
            self.needed_lines(place(Part::Text), &question.text, QUESTION_TEXT_MAX);
            self.lines(place(Part::Guidance), &question.guidance, GUIDANCE_MAX);
            if question.weight.0 == 0 {
                self.add(place(Part::Weight), Wrong::Weightless);
            } else if question.weight > WEIGHT_MAX {
                self.add(place(Part::Weight), Wrong::TooHeavy);
            }
            self.references(at, question);
        }
    }

    fn references(&mut self, at: usize, question: &Question) {
        let references = &question.references;
        if references.len() > REFERENCES_MAX {
            let place = Place::Question(at, Part::References);
            return self.add(place, Wrong::TooManyReferences(references.len()));
        }
        let mut seen = HashSet::new();
        for (no, reference) in references.iter().enumerate() {
            let place = Place::Question(at, Part::Reference(no));
            for text in [&reference.framework, &reference.version, &reference.id] {
                self.length(place, text, REFERENCE_MAX);
            }
            if !reference.is_known() {
                self.add(place, Wrong::UnknownReference);
            } else if !seen.insert(reference) {
                self.add(place, Wrong::RepeatedReference);
            }
        }
    }

    fn size(&mut self, questionnaire: &Questionnaire) {
        // With too many questions that is what is told.
        if questionnaire.questions.len() <= QUESTIONS_MAX && is_too_large(questionnaire) {
            self.add(Place::Questions, Wrong::TooMuchText);
        }
    }

    /// Asked only of weights within bounds: what is reached is counted point by point.
    fn hole(&mut self, questionnaire: &Questionnaire) {
        let questions = &questionnaire.questions;
        let is_bounded = questions.len() <= QUESTIONS_MAX
            && questions.iter().all(|question| question.weight <= WEIGHT_MAX);
        if is_bounded && let Some(points) = questionnaire.rules().reachable_hole() {
            self.add(Place::Bands, Wrong::Hole(points));
        }
    }
}

/// What can be kept can be taken away as a file and be brought back.
fn is_too_large(questionnaire: &Questionnaire) -> bool {
    let is_taken =
        |form: &Form| export(questionnaire, *form).is_ok_and(|file| file.len() <= BYTES_MAX);
    !Form::ALL.iter().all(is_taken)
}

fn is_key(key: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    key.starts_with(|c: char| c.is_ascii_lowercase()) && key.split('-').all(is_part)
}
