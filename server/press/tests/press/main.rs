//! What is printed, read back by a reader that is not the writer.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what fails here is a test that fails")]

mod breaks;
mod drawings;
mod faults;
mod hostile;
mod plain;
mod reader;
mod sample;
mod whole;
