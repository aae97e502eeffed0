//! Opening the database: its files, its connections and its migrations.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::{Clock, Timestamp};
use sqlx::migrate::{Migrate, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use crate::error::{Result, StoreError};
use crate::gate::Stirred;
use crate::past::{OpenSights, Sight};
use crate::trends::KeptScores;
use crate::vault::Vault;

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// How much of the database each connection keeps in memory, in KiB below zero.
pub(crate) const CACHE: &str = "-8000";

/// Where the data lies and how it is opened.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// The data directory: database, evidence and backups.
    pub data: PathBuf,
    /// How many connections read at the same time.
    pub readers: u32,
    /// Where checkpoints of the audit log are kept; none for beside the database.
    pub checkpoints: Option<PathBuf>,
    /// Whether mail leaves this installation: without, none is written either, so that nothing waits
    /// for years and then goes out at once.
    pub mails: bool,
    /// Whether an acknowledged write survives a power cut. Off only while a sample is filled.
    pub durable: bool,
}

impl StoreOptions {
    /// The usual options for a data directory.
    #[must_use]
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self { data: data.into(), readers: 4, checkpoints: None, mails: false, durable: true }
    }

    /// The database file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.data.join("plumbline.db")
    }
}

/// A handle on the data; clones share it.
#[derive(Clone)]
pub struct Store {
    /// One connection, so that writers queue here and never meet a busy database. The past has none.
    pub(crate) writer: Option<SqlitePool>,
    pub(crate) readers: SqlitePool,
    /// Of the present as a whole, whatever the store shows: a pack is the same whoever takes it.
    pub(crate) whole: SqlitePool,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) vault: Vault,
    pub(crate) options: StoreOptions,
    pub(crate) sights: OpenSights,
    /// What of the data it shows.
    pub(crate) sight: Sight,
    /// What scores follow from, of the units that were read.
    pub(crate) kept_scores: KeptScores,
    /// Who waits for news.
    pub(crate) stirred: Stirred,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("data", &self.options.data).finish_non_exhaustive()
    }
}

/// What opening did.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// The copy that was made before the migrations, if there was something to migrate.
    pub backup: Option<PathBuf>,
    /// The names of the migrations that were run.
    pub migrated: Vec<String>,
}

impl Store {
    /// Opens the data directory, making it when it isn't there, and brings the schema up to date.
    ///
    /// A database with migrations to run is copied beside itself first.
    ///
    /// # Errors
    /// When the directory can't be used or a migration fails.
    pub async fn open(options: StoreOptions, clock: Arc<dyn Clock>) -> Result<(Self, Opened)> {
        make_private_directory(&options.data)?;
        let existed = options.database().exists();
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(connection(&options))
            .await?;
        let opened = migrate(&writer, &options, existed, clock.now()).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(options.readers)
            .min_connections(1)
            .connect_with(connection(&options).pragma("query_only", "1"))
            .await?;
        let vault = Vault::open(options.data.join("evidence"))?;
        let (sights, sight) = (OpenSights::default(), Sight::default());
        let (writer, whole) = (Some(writer), readers.clone());
        let stirred = Stirred::default();
        let kept_scores = KeptScores::default();
        let store = Self {
            writer,
            readers,
            whole,
            clock,
            vault,
            options,
            sights,
            sight,
            kept_scores,
            stirred,
        };
        Ok((store, opened))
    }

    /// The present moment of the store's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The store's clock; in the past it stands still.
    #[must_use]
    pub const fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Where evidence lies.
    #[must_use]
    pub const fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The data directory.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.options.data
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it doesn't.
    pub async fn ping(&self) -> Result<()> {
        sqlx::query("SELECT 1").execute(&self.readers).await?;
        Ok(())
    }

    /// The connection that writes.
    ///
    /// # Errors
    /// [`domain::AppError::Refused`] in the past.
    pub(crate) fn writer(&self) -> Result<&SqlitePool> {
        Ok(self.writer.as_ref().ok_or_else(domain::past::refused)?)
    }

    /// Closes all connections after folding the write-ahead log into the file.
    pub async fn close(&self) {
        self.sights.close().await;
        self.readers.close().await;
        let Some(writer) = &self.writer else {
            return;
        };
        if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(writer).await {
            tracing::warn!(%error, "the write-ahead log was not folded in; the next start does it");
        }
        writer.close().await;
        self.leave_nothing_beside().await;
    }

    /// The last connection takes the write-ahead log away. Where that was one on its way back to its
    /// pool, and not the writer, one more does.
    async fn leave_nothing_beside(&self) {
        if !self.options.data.join("plumbline.db-wal").exists() {
            return;
        }
        match connection(&self.options).create_if_missing(false).connect().await {
            Ok(last) => drop(last.close().await),
            Err(error) => tracing::warn!(%error, "the write-ahead log was left behind"),
        }
    }
}

/// `FULL` makes a commit wait for the disk, so that an acknowledged answer survives a power cut;
/// `NORMAL` would only survive a crash of the process.
pub(crate) fn connection(options: &StoreOptions) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(options.database())
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(if options.durable { SqliteSynchronous::Full } else { SqliteSynchronous::Off })
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(256)
        .pragma("cache_size", CACHE)
        .pragma("temp_store", "MEMORY")
        .optimize_on_close(true, 400)
}

async fn migrate(
    writer: &SqlitePool,
    options: &StoreOptions,
    existed: bool,
    now: Timestamp,
) -> Result<Opened> {
    let mut connection = writer.acquire().await?;
    let table = MIGRATIONS.table_name.as_ref();
    connection.ensure_migrations_table(table).await?;
    let applied = connection.list_applied_migrations(table).await?;
    if let Some(newer) = applied.iter().find(|done| !MIGRATIONS.version_exists(done.version)) {
        return Err(StoreError::Newer(newer.version));
    }
    let pending: Vec<String> = MIGRATIONS
        .iter()
        .filter(|migration| applied.iter().all(|done| done.version != migration.version))
        .map(|migration| migration.description.to_string())
        .collect();
    let mut opened = Opened::default();
    if existed && !applied.is_empty() && !pending.is_empty() {
        let stamp = now.utc().format("%Y%m%dT%H%M%S");
        let copy = options.data.join(format!("plumbline.db.before-migration-{stamp}"));
        sqlx::query("VACUUM INTO ?")
            .bind(copy.to_string_lossy().into_owned())
            .execute(&mut *connection)
            .await?;
        opened.backup = Some(copy);
    }
    if !pending.is_empty() {
        at_moment(&mut connection, now).await?;
    }
    // Also where nothing is pending: it refuses a database whose migrations were edited since.
    MIGRATIONS.run(&mut *connection).await?;
    opened.migrated = pending;
    Ok(opened)
}

/// What a migration changes in versioned rows, it changes now.
async fn at_moment(connection: &mut SqliteConnection, now: Timestamp) -> Result<()> {
    let kept: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'moment')")
            .fetch_one(&mut *connection)
            .await?;
    if kept {
        sqlx::query("UPDATE moment SET at = ?").bind(now).execute(connection).await?;
    }
    Ok(())
}

/// Makes a directory that only its owner can enter.
pub(crate) fn make_private_directory(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    // The system's own words name no path.
    let named = |error: std::io::Error| {
        std::io::Error::new(error.kind(), format!("{}: {error}", path.display()))
    };
    builder.create(path).map_err(named)
}
