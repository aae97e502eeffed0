//! The settings of a server.

use std::net::SocketAddr;

use app::state::Settings;
use clap::Args;
use post::{Allowed, Sender};

use super::Data;

/// Settings of a server.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// Where the data lies.
    #[command(flatten)]
    pub data: Data,
    /// The address to listen on; port 0 takes any free one.
    #[arg(long, env = "PLUMBLINE_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// The address under which people reach the site, such as https://plumbline.example.org. With
    /// https, cookies travel over TLS only.
    #[arg(long, env = "PLUMBLINE_PUBLIC_URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Take visitors' addresses from the last entry of X-Forwarded-For. Only behind a proxy that
    /// sets it.
    #[arg(long, env = "PLUMBLINE_TRUST_PROXY")]
    pub trust_proxy: bool,
    /// The largest evidence file, in MiB.
    #[arg(long, env = "PLUMBLINE_MAX_UPLOAD_MIB", default_value_t = 25, value_parser = clap::value_parser!(u64).range(1..=4096))]
    pub max_upload_mib: u64,
    /// A session that is unused for so many hours ends.
    #[arg(long, env = "PLUMBLINE_SESSION_IDLE_HOURS", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=720))]
    pub session_idle_hours: u32,
    /// A session ends after so many days, used or not.
    #[arg(long, env = "PLUMBLINE_SESSION_MAX_DAYS", default_value_t = 14, value_parser = clap::value_parser!(u32).range(1..=365))]
    pub session_max_days: u32,
    /// Memory for hashing a password, in KiB.
    #[arg(long, env = "PLUMBLINE_ARGON2_MEMORY_KIB", default_value_t = 19_456, value_parser = clap::value_parser!(u32).range(64..=4_194_304))]
    pub argon2_memory_kib: u32,
    /// Passes over that memory.
    #[arg(long, env = "PLUMBLINE_ARGON2_PASSES", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=64))]
    pub argon2_passes: u32,
    /// Lanes of it.
    #[arg(long, env = "PLUMBLINE_ARGON2_LANES", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=8))]
    pub argon2_lanes: u32,
    /// The https address to which each new checkpoint of the audit log is posted as JSON; http is
    /// for this machine alone. It may hold secrets: it is shown and logged without them.
    #[arg(long, env = "PLUMBLINE_CHECKPOINT_WEBHOOK", hide_env_values = true)]
    pub checkpoint_webhook: Option<String>,
    /// The mail server: smtps://user:password@host or, with STARTTLS, smtp://user:password@host:587.
    /// Without TLS it must be this machine. With it mail goes out, which needs --public-url and
    /// --mail-from. It is shown and logged without user and password.
    #[arg(long, env = "PLUMBLINE_SMTP_URL", hide_env_values = true, requires_all = ["public_url", "mail_from"])]
    pub smtp_url: Option<String>,
    /// From whom mail is, such as "Plumbline <plumbline@example.org>".
    #[arg(long, env = "PLUMBLINE_MAIL_FROM")]
    pub mail_from: Option<Sender>,
    /// Hosts inside to which channels may post, with commas between: names (chat.example.org, or
    /// .example.org for all below), addresses, networks (10.0.0.0/8). All others must be of the open
    /// internet.
    #[arg(long, env = "PLUMBLINE_CHANNELS_ALLOW")]
    pub channels_allow: Option<Allowed>,
}

impl Serve {
    /// The settings as handlers know them.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            public_url: self.public_url.clone(),
            secure_cookies: self
                .public_url
                .as_deref()
                .is_some_and(|url| url.starts_with("https://")),
            trust_proxy: self.trust_proxy,
            max_upload: self.max_upload_mib * 1024 * 1024,
            session_idle_hours: self.session_idle_hours,
            session_max_days: self.session_max_days,
            argon2_memory_kib: self.argon2_memory_kib,
            argon2_passes: self.argon2_passes,
            argon2_lanes: self.argon2_lanes,
            posts_checkpoints: self.checkpoint_webhook.is_some(),
            mails: self.smtp_url.is_some(),
        }
    }
}

/// An http or https address without a path.
fn public_url(text: &str) -> Result<String, String> {
    let wrong =
        || "write it as http://host or https://host, with a port if needed and no path".to_owned();
    let text = text.trim_end_matches('/');
    let host =
        text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or_else(wrong)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    if host.is_empty() || !host.chars().all(plain) {
        return Err(wrong());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_has_a_scheme_and_no_path() {
        assert_eq!(public_url("https://a.example/").unwrap(), "https://a.example");
        assert!(public_url("http://127.0.0.1:3000").is_ok());
        assert!(public_url("a.example").is_err());
        assert!(public_url("https://a.example/path").is_err());
        assert!(public_url("https://").is_err());
    }
}
