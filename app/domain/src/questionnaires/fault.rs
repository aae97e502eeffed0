//! What can be wrong with a questionnaire, and where.

use std::fmt;

use super::{BYTES_MAX, QUESTIONS_MAX, REFERENCES_MAX, VERSION_MAX, WEIGHT_MAX};
use crate::text::{EMPTY, limit};
use crate::{Band, Points};

/// A part of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its stable name.
    Key,
    /// Its short title.
    Title,
    /// The question itself.
    Text,
    /// What helps to answer it.
    Guidance,
    /// What a no costs.
    Weight,
    /// All references.
    References,
    /// One of them, by its place from 0.
    Reference(usize),
}

/// A place in a questionnaire; it is written as files and forms name it, and counts from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The questionnaire's stable name.
    Key,
    /// Its version.
    Version,
    /// Its title.
    Title,
    /// Its introduction.
    Introduction,
    /// The bands together.
    Bands,
    /// One band.
    Band(Band),
    /// The questions together.
    Questions,
    /// A part of the question at this place.
    Question(usize, Part),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key => f.write_str("key"),
            Self::Version => f.write_str("version"),
            Self::Title => f.write_str("title"),
            Self::Introduction => f.write_str("introduction"),
            Self::Bands => f.write_str("bands"),
            Self::Band(band) => write!(f, "bands.{band}"),
            Self::Questions => f.write_str("questions"),
            Self::Question(at, part) => match part {
                Part::Key => write!(f, "questions[{at}].key"),
                Part::Title => write!(f, "questions[{at}].title"),
                Part::Text => write!(f, "questions[{at}].text"),
                Part::Guidance => write!(f, "questions[{at}].guidance"),
                Part::Weight => write!(f, "questions[{at}].weight"),
                Part::References => write!(f, "questions[{at}].references"),
                Part::Reference(no) => write!(f, "questions[{at}].references[{no}]"),
            },
        }
    }
}

/// What is wrong, in a sentence that says how to put it right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Something has to stand there.
    #[error("{EMPTY}")]
    Empty,
    /// A text has more characters than are taken.
    #[error("At most {most} characters; this has {has}.")]
    TooLong {
        /// How many are taken.
        most: usize,
        /// How many there are.
        has: usize,
    },
    /// A text has characters that can't be seen, or that turn the direction of others.
    #[error("{0}")]
    Hidden(String),
    /// A key is not written as keys are.
    #[error("Use small letters, digits and single hyphens, beginning with a letter.")]
    NotAKey,
    /// The key belongs to the built-in baseline.
    #[error("This key belongs to the built-in baseline. Choose another.")]
    Reserved,
    /// Versions count from 1.
    #[error("A version is a number from 1 to {VERSION_MAX}.")]
    NotAVersion,
    /// There is nothing to ask.
    #[error("There are no questions yet.")]
    NoQuestions,
    /// There are too many questions.
    #[error("At most {QUESTIONS_MAX} questions; there are {0}.")]
    TooManyQuestions(usize),
    /// Its file would be larger than one that is taken.
    #[error("All texts together are too long: as a file this has more than {}.", limit(BYTES_MAX as u64))]
    TooMuchText,
    /// Another question before it has the same key.
    #[error("The question at place {} has the same key.", .0 + 1)]
    RepeatedKey(usize),
    /// A no must cost something.
    #[error("A question weighs at least 1 point.")]
    Weightless,
    /// A no must not cost that much.
    #[error("A question weighs at most {WEIGHT_MAX} points.")]
    TooHeavy,
    /// There are too many references.
    #[error("At most {REFERENCES_MAX} references; there are {0}.")]
    TooManyReferences(usize),
    /// The item is none of those that were verified.
    #[error("No such item is known. Framework, version and id must be those of the crosswalk.")]
    UnknownReference,
    /// The question names the item twice.
    #[error("This item is named twice.")]
    RepeatedReference,
    /// A band ends before it begins.
    #[error("This band ends before it begins.")]
    Backwards,
    /// A better band reaches into this one, or lies above it.
    #[error("This band must begin above the end of the better one.")]
    Overlap,
    /// A score can be reached that lies in no band.
    #[error("A score of {0} can be reached and lies in no band.")]
    Hole(Points),
}

/// One thing wrong with a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What.
    pub wrong: Wrong,
}

impl Fault {
    /// Whether not even a draft may be kept so. All other faults only stand in the way of publishing: a
    /// draft may be unfinished.
    #[must_use]
    pub const fn stops_draft(&self) -> bool {
        matches!(self.place, Place::Key | Place::Version | Place::Title)
            || matches!(
                self.wrong,
                Wrong::TooLong { .. }
                    | Wrong::Hidden(_)
                    | Wrong::TooManyQuestions(_)
                    | Wrong::TooManyReferences(_)
                    | Wrong::TooMuchText
            )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.wrong)
    }
}
