//! A second look at a site's database, past the program: what is in it, and whether it changed.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use futures::TryStreamExt as _;
use sha2::{Digest, Sha256};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Connection as _, Row as _, TypeInfo as _, Value as _, ValueRef as _};

/// Tables that are bookkeeping and no record of the programme: they may change when somebody looks.
const BOOKKEEPING: [&str; 2] = ["sessions", "sign_in_failures"];

/// A connection of the test's own.
pub struct Database(SqliteConnection);

impl Database {
    /// Opens the database of a data directory.
    pub async fn open(data: &Path) -> Self {
        let options = SqliteConnectOptions::new()
            .filename(data.join("plumbline.db"))
            .busy_timeout(Duration::from_secs(10));
        Self(SqliteConnection::connect_with(&options).await.unwrap())
    }

    /// Runs statements that come from the test itself.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn run(&mut self, sql: &str) {
        if let Err(error) = self.try_to_run(sql).await {
            panic!("{sql}: {error}");
        }
    }

    /// The same where the database may refuse.
    ///
    /// # Errors
    /// When it does.
    pub async fn try_to_run(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut self.0).await.map(drop)
    }

    /// The first column of the first row as text; empty when there is none.
    pub async fn text(&mut self, sql: &str) -> String {
        let row = sqlx::query(AssertSqlSafe(sql)).fetch_optional(&mut self.0).await.unwrap();
        row.map(|row| cell(&row, 0)).unwrap_or_default()
    }

    /// The first column of the first row as a number.
    pub async fn number(&mut self, sql: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut self.0).await.unwrap()
    }

    /// The first column of every row as text.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut self.0).await.unwrap()
    }

    /// The actions of the audit log after an entry, oldest first.
    pub async fn actions_after(&mut self, seq: i64) -> Vec<String> {
        sqlx::query_scalar("SELECT action FROM audit_log WHERE seq > ? ORDER BY seq")
            .bind(seq)
            .fetch_all(&mut self.0)
            .await
            .unwrap()
    }

    /// The number of the newest entry of the audit log.
    pub async fn head(&mut self) -> i64 {
        self.number("SELECT coalesce(max(seq), 0) FROM audit_log").await
    }

    /// The names of all tables with a digest of all that is in each, bookkeeping left out.
    pub async fn digests(&mut self) -> BTreeMap<String, String> {
        let tables: Vec<String> = sqlx::query_scalar(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
        .fetch_all(&mut self.0)
        .await
        .unwrap();
        let mut digests = BTreeMap::new();
        for table in tables.into_iter().filter(|table| !BOOKKEEPING.contains(&table.as_str())) {
            // A search index without content has no rows to read; its shadow tables have.
            if table == "model_search" {
                continue;
            }
            let mut digest = Sha256::new();
            let sql = format!("SELECT * FROM \"{table}\"");
            let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut self.0);
            while let Some(row) = rows.try_next().await.unwrap() {
                for column in 0..row.len() {
                    digest.update(cell(&row, column));
                    digest.update([0]);
                }
            }
            drop(rows);
            digests.insert(table, hex::encode(digest.finalize()));
        }
        digests
    }
}

/// A cell of whatever type as text.
fn cell(row: &SqliteRow, column: usize) -> String {
    let value = row.try_get_raw(column).unwrap().to_owned();
    if value.is_null() {
        return "NULL".to_owned();
    }
    match value.type_info().name() {
        "INTEGER" => value.decode::<i64>().to_string(),
        "REAL" => value.decode::<f64>().to_string(),
        "BLOB" => hex::encode(value.decode::<Vec<u8>>()),
        _ => value.decode::<String>(),
    }
}

/// The tables in which two states differ.
#[must_use]
pub fn changed(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    after
        .iter()
        .filter(|(table, digest)| before.get(*table) != Some(*digest))
        .map(|(table, _)| table.clone())
        .collect()
}
