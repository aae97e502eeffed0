//! Tables that leave as files for a spreadsheet: CSV, and a sheet of a workbook (XLSX). A room says what
//! its rows are, once, and both files say the same.

mod book;
mod csv;
mod xlsx;

use std::path::Path;

use axum::response::{IntoResponse as _, Response};
use domain::{AppError, Day, Timestamp};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use store::StoreError;

use crate::failure::PageResult;

pub use book::{Plot, Sheet, csv_of, workbook_of};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text. Whatever it begins with, it is never a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Day),
    /// A moment in UTC.
    Moment(Timestamp),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A cell with text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

impl From<Option<Timestamp>> for Cell {
    fn from(at: Option<Timestamp>) -> Self {
        at.map_or(Self::Empty, Self::Moment)
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// What stands at its head.
    pub name: &'static str,
    /// How wide it is in a sheet, in characters.
    pub width: u16,
}

impl Column {
    /// A column of this name, so many characters wide.
    #[must_use]
    pub const fn new(name: &'static str, width: u16) -> Self {
        Self { name, width }
    }
}

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180), in UTF-8.
    Csv,
    /// A workbook of Office Open XML with one sheet.
    Xlsx,
}

impl Format {
    /// How the file's name ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The type that the file is sent with.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The file as an answer: a download by this name and the day.
    #[must_use]
    pub fn download(self, name: &str, today: Day, bytes: Vec<u8>) -> Response {
        let name = format!("attachment; filename=\"{name}-{today}.{}\"", self.ending());
        let head = [(CONTENT_TYPE, self.content_type().to_owned()), (CONTENT_DISPOSITION, name)];
        (head, bytes).into_response()
    }
}

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About<'a> {
    /// The name of its sheet.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// When it was made: the same table at the same moment is the same bytes.
    pub made_at: Timestamp,
    /// A directory on a disk with room for the rows, up to the end.
    pub scratch: &'a Path,
}

/// A table on its way into a file.
pub struct Table(Kind);

enum Kind {
    Csv(Box<csv::Csv>),
    Xlsx(Box<xlsx::Xlsx>),
}

impl Table {
    /// Begins a table: its head is written.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn begin(format: Format, about: &About<'_>) -> Result<Self, StoreError> {
        Ok(Self(match format {
            Format::Csv => Kind::Csv(Box::new(csv::Csv::begin(about)?)),
            Format::Xlsx => Kind::Xlsx(Box::new(xlsx::Xlsx::begin(about)?)),
        }))
    }

    /// Writes the next row: a cell for each column.
    ///
    /// # Errors
    /// When the disk refuses, or for more rows than a sheet can have.
    pub fn add(&mut self, row: &[Cell]) -> Result<(), StoreError> {
        match &mut self.0 {
            Kind::Csv(csv) => csv.add(row),
            Kind::Xlsx(xlsx) => xlsx.add(row),
        }
    }

    /// The whole file. Packing one takes a while, so no other request waits for it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn finish(self) -> PageResult<Vec<u8>> {
        let done = tokio::task::spawn_blocking(move || match self.0 {
            Kind::Csv(csv) => csv.finish(),
            Kind::Xlsx(xlsx) => xlsx.finish(),
        });
        Ok(done.await.map_err(|_| AppError::Internal)??)
    }
}

/// A fault of a writer, as the log names it.
fn fault(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::from(std::io::Error::other(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 5] = [
        Column::new("Text", 12),
        Column::new("Number", 12),
        Column::new("Day", 12),
        Column::new("Moment", 12),
        Column::new("Empty", 12),
    ];

    async fn file(format: Format) -> Vec<u8> {
        let scratch = tempfile::tempdir().unwrap();
        let made_at: Timestamp = "2026-11-23T09:00:00.5Z".parse().unwrap();
        let about = About { name: "Things", columns: &COLUMNS, made_at, scratch: scratch.path() };
        let mut table = Table::begin(format, &about).unwrap();
        let row = [
            Cell::text("=1+1"),
            Cell::Number(-2.5),
            Cell::Day(made_at.day()),
            Cell::Moment(made_at),
            Cell::Empty,
        ];
        table.add(&row).unwrap();
        table.add(&row).unwrap();
        let bytes = table.finish().await.unwrap();
        assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0, "nothing is left behind");
        bytes
    }

    #[tokio::test]
    async fn a_table_has_its_head_and_a_line_for_each_row() {
        let row = "'=1+1,-2.5,2026-11-23,2026-11-23T09:00:00.500Z,";
        let expected = format!("Text,Number,Day,Moment,Empty\n{row}\n{row}\n");
        assert_eq!(String::from_utf8(file(Format::Csv).await).unwrap(), expected);
    }

    #[tokio::test]
    async fn the_same_table_at_the_same_moment_is_the_same_bytes() {
        for format in [Format::Csv, Format::Xlsx] {
            assert!(file(format).await == file(format).await, "{format:?}");
        }
    }
}
