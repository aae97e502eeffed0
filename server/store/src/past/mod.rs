//! The past: a store that shows what was known at the end of a day, and that nothing can be written
//! to.
//!
//! The queries of the pages stay as they are and are given another database to run on. Each of its
//! connections has temporary views by the names of the tables, and SQLite looks a name up among
//! those first; `visible_units` is a view of the database itself and keeps meaning its tables, so
//! that who may see what is the rule of today.
//!
//! In the same way a store shows one audit and nothing else, to somebody from outside: see [`within`].

mod tables;
mod within;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::{AuditId, Clock, Day, Timestamp};
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::error::Result;
use crate::open::Store;
use crate::trends::KeptScores;

use tables::Table;
pub use tables::{Keeping, TABLES};

/// How many sights are kept open at the same time. Opening one costs a few milliseconds.
const SIGHTS: usize = 8;

/// How many connections a sight may have: as soon as one page reads two things at once, one is too few.
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

/// What of the data a store shows: as of which day, and within which audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sight {
    pub(crate) day: Option<Day>,
    pub(crate) audit: Option<AuditId>,
}

/// What was looked at last, the newest last.
#[derive(Clone, Default)]
pub(crate) struct OpenSights(Arc<Mutex<Vec<(Sight, Looked)>>>);

/// How a sight is looked at: its connections, and what of scores was read by them.
#[derive(Clone)]
struct Looked {
    readers: SqlitePool,
    scores: KeptScores,
}

impl OpenSights {
    fn find(&self, sight: Sight) -> Option<Looked> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = open.iter().position(|(known, _)| *known == sight)?;
        let found = open.remove(place);
        let looked = found.1.clone();
        open.push(found);
        Some(looked)
    }

    fn keep(&self, sight: Sight, looked: &Looked) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= SIGHTS {
            open.remove(0);
        }
        open.push((sight, looked.clone()));
    }

    pub(crate) async fn close(&self) {
        let open = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for (_, looked) in open {
            looked.readers.close().await;
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
        let sight = Sight { day: Some(day), ..self.sight };
        let Looked { readers, scores: kept_scores } = self.looked(sight).await?;
        let clock = Arc::new(EndOf(end_of(day).plus(-chrono::Duration::milliseconds(1))));
        Ok(Self { writer: None, readers, clock, sight, kept_scores, ..self.clone() })
    }

    /// The store as somebody sees it whose account is for one audit: what lies outside it does not
    /// exist. Writes are held to the same bounds by the gate.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn within(&self, audit: AuditId) -> Result<Self> {
        let sight = Sight { audit: Some(audit), ..self.sight };
        let Looked { readers, scores: kept_scores } = self.looked(sight).await?;
        Ok(Self { readers, sight, kept_scores, ..self.clone() })
    }

    /// Whether this is the past, where nothing is written and no index of the present helps.
    #[must_use]
    pub const fn is_past(&self) -> bool {
        self.writer.is_none()
    }

    /// Whether this is the present as a whole: its tables are the tables themselves, with their indexes.
    #[must_use]
    pub(crate) fn shows_all(&self) -> bool {
        self.sight == Sight::default()
    }

    async fn looked(&self, sight: Sight) -> Result<Looked> {
        if let Some(looked) = self.sights.find(sight) {
            return Ok(looked);
        }
        let looked =
            Looked { readers: self.open_sight(sight).await?, scores: KeptScores::default() };
        self.sights.keep(sight, &looked);
        Ok(looked)
    }

    async fn open_sight(&self, sight: Sight) -> Result<SqlitePool> {
        let mut connection = self.readers.acquire().await?;
        let views = Arc::new(views(&mut connection, sight).await?);
        let options = crate::open::connection(&self.options)
            .create_if_missing(false)
            .optimize_on_close(false, None);
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

/// The statements that make a connection show this and nothing else, and after which it writes
/// nothing.
async fn views(connection: &mut SqliteConnection, sight: Sight) -> Result<String> {
    let mut statements = String::new();
    for (table, keeping) in TABLES {
        let known = match sight.day {
            Some(day) => as_known(connection, day, table, *keeping).await?,
            None => None,
        };
        let shown = match sight.audit.and_then(|audit| within::narrowed(table, audit)) {
            Some(bounds) => {
                let from =
                    known.map_or_else(|| format!("main.{table}"), |query| format!("({query})"));
                Some(format!("SELECT * FROM {from} AS it WHERE {bounds}"))
            }
            None => known,
        };
        if let Some(query) = shown {
            statements.push_str(&format!("CREATE TEMP VIEW {table} AS {query};\n"));
        }
    }
    statements.push_str("PRAGMA query_only = 1;");
    Ok(statements)
}

/// The query that shows a table as of the end of a day; none where it is looked at as it is.
async fn as_known(
    connection: &mut SqliteConnection,
    day: Day,
    table: &str,
    keeping: Keeping,
) -> Result<Option<String>> {
    let end = end_of(day).to_string();
    let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
        .bind(table)
        .fetch_all(&mut *connection)
        .await?;
    let last = match keeping {
        Keeping::Counted(at, number) => last(connection, &end, table, at, number).await?,
        _ => 0,
    };
    Ok(tables::as_before(&end, keeping, &Table { name: table, columns: &columns, last }))
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
    let newest = format!("SELECT coalesce(max({number}), 0) FROM main.{table}");
    let newest: i64 = sqlx::query_scalar(AssertSqlSafe(newest)).fetch_one(&mut *connection).await?;
    let look = format!(
        "SELECT coalesce((SELECT {at} < ?1 FROM main.{table} WHERE {number} <= ?2
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
