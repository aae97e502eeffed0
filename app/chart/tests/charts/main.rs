//! What charts are made of, and what their files hold.

#![expect(clippy::unwrap_used, reason = "what fails here is a test that fails")]

mod files;
mod geometry;
mod sample;
