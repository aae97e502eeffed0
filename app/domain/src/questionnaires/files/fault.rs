//! What is wrong with a file, and in which line of it.

use std::fmt;

use super::BYTES_MAX;
use crate::questionnaires::Wrong;
use crate::text::limit;

/// One thing wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// The line, from 1.
    pub line: usize,
    /// The field, such as `questions[3].weight`, counted from 0; empty where the file as a whole is
    /// meant, or where it can't be told.
    pub field: String,
    /// What is wrong.
    pub wrong: FileWrong,
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.field.is_empty() {
            write!(f, ", {}", self.field)?;
        }
        write!(f, ": {}", self.wrong)
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileWrong {
    /// The file has too many bytes.
    #[error("The file is too large: the limit is {}.", limit(BYTES_MAX as u64))]
    TooLarge,
    /// The file isn't text.
    #[error("This is no text in UTF-8.")]
    NotText,
    /// The file is not well formed.
    #[error("{0}")]
    Syntax(String),
    /// Something has to be there and isn't.
    #[error("This is missing.")]
    Missing,
    /// There is no such field.
    #[error("There is no such field here. Known are: {}.", .0.join(", "))]
    Unknown(&'static [&'static str]),
    /// The field stands there twice.
    #[error("This stands here twice.")]
    Twice,
    /// The value is of another kind.
    #[error("This must be {expected}, not {found}.")]
    Kind {
        /// What it must be, such as "a text".
        expected: &'static str,
        /// What it is, such as "a list".
        found: &'static str,
    },
    /// The number is beyond what can be kept.
    #[error("This must be a number from {from} to {to}.")]
    OutOfRange {
        /// The smallest that is taken.
        from: u16,
        /// The greatest that is taken.
        to: u16,
    },
    /// The word is none of those that are known.
    #[error("This must be one of: {}.", .0.join(", "))]
    NoneOf(Vec<&'static str>),
    /// The file can be read, and what it says breaks a rule.
    #[error(transparent)]
    Rule(#[from] Wrong),
}
