//! The pack as a whole: what is written verifies, and what was tampered with is found and named.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what can't be set up has failed")]

mod by_hand;
mod chained;
mod compared;
mod forged;
mod large;
mod oscal;
mod sample;
mod tampered;
mod written;
