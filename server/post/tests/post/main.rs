//! Messages as they arrive: a mail server and receivers of webhooks of our own, on this machine.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can't be set up has failed")]

mod hooks;
mod kept;
mod mails;
mod receiver;
mod sink;
mod tls;
mod trusted;
