//! Whole-server tests. One program for all of them, since linking it takes longer than running it;
//! `cargo test -p tests routes::` runs those of one file.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what can't be set up has failed")]

mod accounts;
mod audit;
mod backup;
mod bad_input;
mod calendar;
mod checks;
mod correcting;
mod crash;
mod custody;
mod delivery;
mod delivery_killed;
mod duties;
mod expiry;
mod exports;
mod forecasts;
mod headers;
mod migrations;
mod nonsense;
mod origin;
mod outside;
mod packs;
mod past;
mod reports;
mod review;
mod routes;
mod settings;
mod setup;
mod streams;
mod tasks;
mod verify;
mod webhook;

/// Tells the crate where cargo put the real program.
fn program() {
    tests::binary::install(env!("CARGO_BIN_EXE_plumbline-under-test"));
}
