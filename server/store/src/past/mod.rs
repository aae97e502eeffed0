//! The past: a store that shows what was known at the end of a day, and that nothing can be written
//! to.
//!
//! The queries of the pages stay as they are and are given another database to run on. Each of its
//! connections has temporary views by the names of the tables, and SQLite looks a name up among
//! those first; `visible_units` is a view of the database itself and keeps meaning its tables, so
//! that who may see what is the rule of today.

mod tables;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::{Clock, Day, Timestamp};
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::error::Result;
use crate::open::{Store, connection};

use tables::Table;
pub use tables::{Keeping, TABLES};

/// How many days are kept open at the same time. Opening one costs a few milliseconds.
const DAYS: usize = 4;

/// How many connections a day may have: as soon as one page reads two things at once, one is too few.
const READERS: u32 = 2;

/// A connection that nobody used for so long is closed.
const IDLE: Duration = Duration::from_secs(60);

/// The end of a day: a clock that stands still.
struct EndOf(Timestamp);

impl Clock for EndOf {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// The days that were looked at last, each with its connections, the newest last.
#[derive(Clone, Default)]
pub(crate) struct OpenDays(Arc<Mutex<Vec<(Day, SqlitePool)>>>);

impl OpenDays {
    fn find(&self, day: Day) -> Option<SqlitePool> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = open.iter().position(|(known, _)| *known == day)?;
        let found = open.remove(place);
        let pool = found.1.clone();
        open.push(found);
        Some(pool)
    }

    fn keep(&self, day: Day, pool: &SqlitePool) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= DAYS {
            open.remove(0);
        }
        open.push((day, pool.clone()));
    }

    pub(crate) async fn close(&self) {
        let open = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for (_, pool) in open {
            pool.close().await;
        }
    }
}

/// What is known of how far the past reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The first day of which anything is known: the organisation's first.
    pub first: Day,
    /// Since when every version is known, in a database that is older than the keeping of them. Of
    /// days before, what was changed until then is shown as it was then.
    pub exact_since: Option<Timestamp>,
}

impl Store {
    /// How far the past reaches; none before there is an organisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reach(&self) -> Result<Option<Reach>> {
        let row: Option<(Timestamp, Option<Timestamp>)> = sqlx::query_as(
            "SELECT u.created_at, m.since FROM main.units u JOIN moment m WHERE u.parent_id IS NULL",
        )
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(|(first, exact_since)| Reach { first: first.day(), exact_since }))
    }

    /// The store as it was at the end of a day: the same to read, with a clock that stands still, and
    /// without a connection that writes. A day that isn't over shows what is known so far.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn as_of(&self, day: Day) -> Result<Self> {
        let readers = match self.days.find(day) {
            Some(readers) => readers,
            None => {
                let readers = self.open_day(day).await?;
                self.days.keep(day, &readers);
                readers
            }
        };
        let clock = Arc::new(EndOf(end_of(day).plus(-chrono::Duration::milliseconds(1))));
        Ok(Self { writer: None, readers, clock, ..self.clone() })
    }

    /// Whether this is the past, where nothing is written and no index of the present helps.
    #[must_use]
    pub const fn is_past(&self) -> bool {
        self.writer.is_none()
    }

    async fn open_day(&self, day: Day) -> Result<SqlitePool> {
        let views = Arc::new(views(&mut *self.readers.acquire().await?, day).await?);
        let options =
            connection(&self.options).create_if_missing(false).optimize_on_close(false, None);
        Ok(SqlitePoolOptions::new()
            .max_connections(READERS)
            .idle_timeout(IDLE)
            .after_connect(move |connection, _| {
                let views = Arc::clone(&views);
                Box::pin(async move {
                    sqlx::raw_sql(AssertSqlSafe(views.as_str())).execute(connection).await.map(drop)
                })
            })
            .connect_lazy_with(options))
    }
}

/// The first moment that is no longer part of a day.
fn end_of(day: Day) -> Timestamp {
    Timestamp::start_of(day.succ_opt().unwrap_or(day))
}

/// The statements that make a connection show a day, and after which it writes nothing.
async fn views(connection: &mut SqliteConnection, day: Day) -> Result<String> {
    let end = end_of(day).to_string();
    let mut statements = String::new();
    for (table, keeping) in TABLES {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
            .bind(table)
            .fetch_all(&mut *connection)
            .await?;
        let last = match keeping {
            Keeping::Counted(at, number) => last(connection, &end, table, at, number).await?,
            _ => 0,
        };
        let of = Table { name: table, columns: &columns, last };
        if let Some(query) = tables::as_before(&end, *keeping, &of) {
            statements.push_str(&format!("CREATE TEMP VIEW {table} AS {query};\n"));
        }
    }
    statements.push_str("PRAGMA query_only = 1;");
    Ok(statements)
}

/// The number of the last row before `end`. Times rise with the numbers, so it is found by halving:
/// a few dozen look-ups, however long the table is.
async fn last(
    connection: &mut SqliteConnection,
    end: &str,
    table: &str,
    at: &str,
    number: &str,
) -> Result<i64> {
    let newest = format!("SELECT coalesce(max({number}), 0) FROM {table}");
    let newest: i64 = sqlx::query_scalar(AssertSqlSafe(newest)).fetch_one(&mut *connection).await?;
    let look = format!(
        "SELECT coalesce((SELECT {at} < ?1 FROM {table} WHERE {number} <= ?2
                           ORDER BY {number} DESC LIMIT 1), 1)"
    );
    let (mut before, mut after) = (0, newest + 1);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        let counts: bool = sqlx::query_scalar(AssertSqlSafe(look.clone()))
            .bind(end)
            .bind(middle)
            .fetch_one(&mut *connection)
            .await?;
        if counts { before = middle } else { after = middle }
    }
    Ok(before)
}
