//! The files in which questionnaires travel: TOML and JSON, read with the line and the field of every
//! fault. What they hold comes from anybody: it is bounded before it is looked at.

mod build;
mod fault;
mod json;
mod reader;
mod toml;
mod tree;

pub use fault::{FileFault, FileWrong};

use super::{Questionnaire, check};
use crate::AppError;
use crate::words::words;
use reader::Reader;

/// The most bytes that a file may have.
pub const BYTES_MAX: usize = 256 * 1024;

/// How many faults of a file are told at most, the first ones.
pub const FAULTS_MAX: usize = 100;

words! {
    /// How a questionnaire is written as a file; the keys are the usual endings of names.
    pub enum Form {
        Toml = "toml", "TOML";
        Json = "json", "JSON";
    }
}

/// What a file held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The questionnaire: fit to be kept as a draft.
    pub questionnaire: Questionnaire,
    /// What is still to be put right before it can be published.
    pub open: Vec<FileFault>,
}

/// Reads a file.
///
/// # Errors
/// What is wrong with it, in the order of its lines: at most [`FAULTS_MAX`] faults, and at least one.
pub fn import(bytes: &[u8], form: Form) -> Result<Imported, Vec<FileFault>> {
    let whole = |line, wrong| vec![FileFault { line, field: String::new(), wrong }];
    if bytes.len() > BYTES_MAX {
        return Err(whole(1, FileWrong::TooLarge));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        whole(1 + before.iter().filter(|byte| **byte == b'\n').count(), FileWrong::NotText)
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = Reader::new(text);
    let tree = match form {
        Form::Toml => toml::tree(text),
        Form::Json => json::tree(text),
    };
    let tree = tree.map_err(|found| reader.syntax(found))?;
    let read = reader.questionnaire(&tree).map(Questionnaire::tidied);
    let faults = read.iter().flat_map(check);
    let (stopping, open): (Vec<_>, Vec<_>) = faults.partition(|fault| fault.stops_draft());
    for fault in stopping {
        reader.rule(fault);
    }
    match read {
        Some(questionnaire) if reader.is_content() => {
            for fault in open {
                reader.rule(fault);
            }
            Ok(Imported { questionnaire, open: reader.faults() })
        }
        _ => Err(reader.faults()),
    }
}

/// Writes a file: what [`import`] reads as the same questionnaire.
///
/// # Errors
/// [`AppError::Internal`] if it can't be written, which no value of it causes.
pub fn export(questionnaire: &Questionnaire, form: Form) -> Result<String, AppError> {
    match form {
        Form::Toml => ::toml::to_string_pretty(questionnaire).map_err(|_| AppError::Internal),
        Form::Json => {
            let text = serde_json::to_string_pretty(questionnaire);
            text.map(|text| text + "\n").map_err(|_| AppError::Internal)
        }
    }
}
