//! The command line: every setting as a flag and as a `PLUMBLINE_*` variable.

use std::net::SocketAddr;
use std::path::PathBuf;

use app::state::Settings;
use clap::{Args, Parser, Subcommand, ValueEnum};
use post::{Allowed, Sender};
use store::StoreOptions;

/// Tracks the security of an AI programme: models, assessments, evidence, scores over time.
#[derive(Debug, Parser)]
#[command(name = "plumbline", version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// How much is logged: a level, or `target=level` pairs.
    #[arg(long, env = "PLUMBLINE_LOG", default_value = "info", global = true)]
    pub log: String,
    /// In which form it is logged.
    #[arg(long, env = "PLUMBLINE_LOG_FORMAT", value_enum, default_value = "text", global = true)]
    pub log_format: LogFormat,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the site.
    Serve(Serve),
    /// Serve a sample organisation, filled in on the first start.
    Demo(Demo),
    /// Look after accounts from the command line.
    User {
        /// Where the data lies.
        #[command(flatten)]
        data: Data,
        /// What to do with an account.
        #[command(subcommand)]
        action: User,
    },
    /// Copy database and evidence into an empty directory, also while the server runs.
    Backup {
        /// Where the data lies.
        #[command(flatten)]
        data: Data,
        /// The directory to copy into.
        target: PathBuf,
    },
    /// Put a backup in place as the data directory, which must be empty.
    Restore {
        /// Where the data is to lie.
        #[command(flatten)]
        data: Data,
        /// The directory that a backup was made in.
        source: PathBuf,
    },
    /// Recompute the audit chain, every submission and every evidence hash, or those of an audit pack.
    Verify {
        /// Where the data lies.
        #[command(flatten)]
        data: Data,
        /// The audit pack to verify, without any data.
        pack: Option<PathBuf>,
        /// The public key with which the pack must be signed.
        #[arg(long, requires = "pack")]
        key: Option<PathBuf>,
    },
    /// Take proof away.
    Audit {
        /// Where the data lies.
        #[command(flatten)]
        data: Data,
        /// What to take.
        #[command(subcommand)]
        action: Audit,
    },
    /// Note the head of the audit log, signed, outside the database.
    Checkpoint {
        /// Where the data lies.
        #[command(flatten)]
        data: Data,
    },
    /// Show or replace the key that signs audit packs and checkpoints.
    Key {
        /// Where the data lies.
        #[command(flatten)]
        data: Data,
        /// What to do with the key.
        #[command(subcommand)]
        action: Key,
    },
    /// Draw a page of the PDF on standard input, within limits. The server starts this by itself.
    #[command(hide = true)]
    DrawPage {
        /// Which page, from 1.
        page: u32,
    },
    /// Ask a running server whether it is ready; exit with 1 when it isn't.
    Healthcheck {
        /// The address of the server.
        #[arg(long, env = "PLUMBLINE_LISTEN", default_value = "127.0.0.1:3000")]
        listen: SocketAddr,
    },
}

/// Where the data lies.
#[derive(Debug, Clone, Args)]
pub struct Data {
    /// The data directory: database, evidence, keys and backups.
    #[arg(long, env = "PLUMBLINE_DATA", default_value = "./data")]
    pub data: PathBuf,
    /// The file in which heads of the audit log are noted, best on another disk; without it,
    /// checkpoints.jsonl in the data directory.
    #[arg(long, env = "PLUMBLINE_CHECKPOINTS")]
    pub checkpoints: Option<PathBuf>,
}

impl Data {
    /// The options with which the data is opened.
    #[must_use]
    pub fn options(&self) -> StoreOptions {
        StoreOptions { checkpoints: self.checkpoints.clone(), ..StoreOptions::new(&self.data) }
    }
}

/// What to take for an audit.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Write an audit pack: one signed ZIP that verifies without Plumbline.
    Pack {
        /// The unit, with all below it, by its id or its name.
        #[arg(long, required_unless_present_any = ["round", "audit"])]
        unit: Option<String>,
        /// The round, by its id or its name; without it, everything that was ever submitted.
        #[arg(long)]
        round: Option<String>,
        /// The audit, by its id or its name: its units and rounds, and what it has collected.
        #[arg(long, conflicts_with_all = ["unit", "round"])]
        audit: Option<String>,
        /// The entry of the audit log up to which; without it, the newest. The same entry gives the
        /// same pack.
        #[arg(long)]
        head: Option<i64>,
        /// The file to write, which must not exist.
        #[arg(long)]
        out: PathBuf,
    },
}

/// What to do with the signing key.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum Key {
    /// Print the public key and its fingerprint, which is what others compare.
    Show,
    /// Make a new key; what the old one signed can still be verified.
    Rotate,
}

/// What to do with an account.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Print a link with which a person can choose a new password, once.
    Link {
        /// The person's e-mail address.
        email: String,
    },
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
}

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
    #[arg(long, env = "PLUMBLINE_CHANNELS_ALLOW", default_value = "")]
    pub channels_allow: Allowed,
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

/// Settings of the sample organisation.
#[derive(Debug, Clone, Args)]
pub struct Demo {
    /// Settings of its server.
    #[command(flatten)]
    pub serve: Serve,
    /// Fill the data directory and stop, without serving.
    #[arg(long)]
    pub only_fill: bool,
    /// How many business units; without any of these numbers, the organisation of the handbook.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub units: Option<u32>,
    /// How many models.
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=10_000_000))]
    pub models: Option<u32>,
    /// How many rounds, one a quarter.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=400))]
    pub rounds: Option<u32>,
    /// How many people.
    #[arg(long, value_parser = clap::value_parser!(u32).range(5..=1_000_000))]
    pub people: Option<u32>,
    /// How long the audit log is to be: the organisation is drawn as of two years ago, and entries of
    /// made-up work are added since. For measuring.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub entries: Option<u64>,
    /// The seed: the same seed makes the same organisation.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
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
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_public_address_has_a_scheme_and_no_path() {
        assert_eq!(public_url("https://a.example/").unwrap(), "https://a.example");
        assert!(public_url("http://127.0.0.1:3000").is_ok());
        assert!(public_url("a.example").is_err());
        assert!(public_url("https://a.example/path").is_err());
        assert!(public_url("https://").is_err());
    }
}
