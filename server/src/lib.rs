//! The server: the router with its layers, and the commands of the one binary.

pub mod assets;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod delivery;
pub mod http;
pub mod jobs;
mod listen;
pub mod sample;
pub mod serve;
pub mod webhook;
