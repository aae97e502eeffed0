//! What can go wrong in the store, with its cause kept for the log.

use std::path::PathBuf;

use domain::AppError;

/// The result of a store call.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Why a store call failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A rule of the product says no; the person reads why.
    #[error(transparent)]
    Rule(#[from] AppError),
    /// The database failed.
    #[error("the database failed")]
    Sql(#[source] sqlx::Error),
    /// A migration failed.
    #[error("the database could not be brought up to date")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A newer program made the database: it has a migration that is unknown here.
    #[error("a newer version of Plumbline made this database (migration {0}); start that version")]
    Newer(i64),
    /// Another server runs on the same data.
    #[error("another server is running on {0}")]
    InUse(PathBuf),
    /// A file could not be read or written.
    #[error("a file could not be read or written")]
    Io(#[from] std::io::Error),
    /// The private key can be read by others than its owner.
    #[error("the private key {0} can be read by others; take that away with `chmod 600 {0}`")]
    KeyIsOpen(PathBuf),
    /// Others than its owner can put another key into the directory.
    #[error("others can write to the keys in {0}; take that away with `chmod 700 {0}`")]
    KeysAreOpen(PathBuf),
    /// A file holds no key.
    #[error("the key {0} can't be used")]
    Key(PathBuf, #[source] ::pack::KeyError),
    /// A file holds no key to seal with.
    #[error("the key {0} can't be used")]
    SealKey(PathBuf),
    /// An audit pack could not be written.
    #[error(transparent)]
    Pack(#[from] ::pack::PackError),
    /// The database holds something that it can't: the table, column and row say where.
    #[error("inconsistent data in {table}.{column}, row {row}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's id.
        row: i64,
    },
}

impl StoreError {
    /// What the person is told. The cause is not in it: log the error itself.
    #[must_use]
    pub fn to_app(&self) -> AppError {
        match self {
            Self::Rule(error) => error.clone(),
            Self::Sql(sqlx::Error::Database(cause)) if is_disk_full(cause.as_ref()) => {
                AppError::DiskFull
            }
            Self::Io(cause) if cause.kind() == std::io::ErrorKind::StorageFull => {
                AppError::DiskFull
            }
            _ => AppError::Internal,
        }
    }

    /// Whether a row broke a uniqueness rule: the room turns it into a sentence about its field.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Sql(sqlx::Error::Database(cause)) if cause.is_unique_violation())
    }

    /// Turns a broken uniqueness rule into an error about a field; leaves other errors alone.
    #[must_use]
    pub fn duplicate_means(self, error: AppError) -> Self {
        if self.is_duplicate() { Self::Rule(error) } else { self }
    }
}

/// SQLITE_FULL is 13: <https://www.sqlite.org/rescode.html#full>.
fn is_disk_full(cause: &dyn sqlx::error::DatabaseError) -> bool {
    cause.code().is_some_and(|code| code == "13")
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            // A thing that isn't there and a thing that may not be seen look alike.
            sqlx::Error::RowNotFound => Self::Rule(AppError::NotFound),
            other => Self::Sql(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Connection as _;

    use super::*;

    #[test]
    fn a_full_disk_is_told_as_one() {
        // ENOSPC, as a write to the vault gets it.
        let error = StoreError::from(std::io::Error::from_raw_os_error(28));
        assert_eq!(error.to_app(), AppError::DiskFull);
        let error = StoreError::from(std::io::Error::other("something else"));
        assert_eq!(error.to_app(), AppError::Internal);
    }

    #[tokio::test]
    async fn a_database_that_can_not_grow_is_told_as_a_full_disk() {
        let mut database = sqlx::SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let make = "CREATE TABLE t (b BLOB); PRAGMA max_page_count = 4";
        sqlx::raw_sql(make).execute(&mut database).await.unwrap();
        let grow = "INSERT INTO t VALUES (zeroblob(100000))";
        let error = sqlx::raw_sql(grow).execute(&mut database).await.unwrap_err();
        assert_eq!(StoreError::from(error).to_app(), AppError::DiskFull);
    }
}
