//! Reading columns that SQLite keeps as text.

use domain::Day;

use crate::error::{Result, StoreError};

/// A day from its column.
pub(crate) fn day(text: &str, table: &'static str, column: &'static str, row: i64) -> Result<Day> {
    text.parse().map_err(|_| StoreError::Inconsistent { table, column, row })
}

/// A day from a column that may be empty.
pub(crate) fn maybe_day(
    text: Option<&str>,
    table: &'static str,
    column: &'static str,
    row: i64,
) -> Result<Option<Day>> {
    text.map(|text| day(text, table, column, row)).transpose()
}
