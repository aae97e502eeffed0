//! Hands messages over: mail by SMTP, news to webhooks whose addresses people chose.

mod guard;
mod hook;
mod mail;
mod payload;
mod refusal;

pub use guard::{Allowed, Looking, Names, NotAllowed, SystemNames, is_public};
pub use hook::{HookAddress, Hooks, NoHook};
pub use mail::{Letter, Mailer, NoSender, NoSmtpAddress, Sender, SmtpAddress};
pub use payload::{Parcel, SECRET_BYTES, new_secret, shown_secret};
pub use refusal::{Refusal, Unprepared};

/// Says which cryptography TLS uses. Needed once before any HTTP client is made; saying it again does
/// nothing.
fn choose_cryptography() {
    // Whoever came first has installed the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
