//! The command line: every setting as a flag and as a `PLUMBLINE_*` variable.

mod serve;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use store::StoreOptions;

pub use serve::Serve;

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

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
