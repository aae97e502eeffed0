//! The commands besides `serve`, one file each, and how they say that they failed.

pub mod audit;
pub mod backup;
pub mod demo;
pub mod healthcheck;
pub mod key;
pub mod user;
pub mod verify;

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use store::{Opened, Store, StoreOptions};

pub use preview::answer_in_confinement as draw_page;

use crate::cli::Data;
use crate::clock::SystemClock;

/// Why a command failed, as one sentence for the terminal.
#[derive(Debug)]
pub struct CommandError(String);

impl CommandError {
    /// A failure in its own words.
    #[must_use]
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl std::fmt::Display for CommandError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<E: Error> From<E> for CommandError {
    /// The error with all its causes.
    fn from(error: E) -> Self {
        let mut sentence = error.to_string();
        let mut cause = error.source();
        while let Some(inner) = cause {
            let said = inner.to_string();
            if !sentence.contains(&said) {
                sentence = format!("{sentence}: {said}");
            }
            cause = inner.source();
        }
        Self(sentence)
    }
}

/// Says on the terminal why a command failed.
#[must_use]
#[expect(clippy::print_stderr, reason = "a command's answer belongs on the terminal")]
pub fn fail(error: &CommandError) -> ExitCode {
    eprintln!("plumbline: {error}");
    ExitCode::FAILURE
}

/// Says something on the terminal.
#[expect(clippy::print_stdout, reason = "a command's answer belongs on the terminal")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}

/// Opens a data directory that must exist already: a typing mistake must not make an empty one.
pub(crate) async fn open_existing(data: &Data) -> Result<Store, CommandError> {
    let options = data.options();
    if !options.database().is_file() {
        return Err(CommandError::new(format!(
            "{} holds no database. Name the data directory with --data.",
            data.data.display()
        )));
    }
    Ok(open(options, Arc::new(SystemClock)).await?.0)
}

/// Opens a data directory, and names it where that fails.
pub(crate) async fn open(
    options: StoreOptions,
    clock: Arc<SystemClock>,
) -> Result<(Store, Opened), CommandError> {
    let place = options.data.display().to_string();
    Store::open(options, clock).await.map_err(|error| {
        CommandError::new(format!("can't open the data in {place}: {}", CommandError::from(error)))
    })
}
