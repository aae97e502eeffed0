//! A table as comma-separated values.

use ::csv::Writer;
use store::StoreError;

use super::{About, Cell, fault};

/// A table on its way into a file.
pub(super) struct Csv(Writer<Vec<u8>>);

impl Csv {
    pub(super) fn begin(about: &About<'_>) -> Result<Self, StoreError> {
        let mut writer = Writer::from_writer(Vec::new());
        writer.write_record(about.columns.iter().map(|column| column.name)).map_err(fault)?;
        Ok(Self(writer))
    }

    pub(super) fn add(&mut self, row: &[Cell]) -> Result<(), StoreError> {
        self.0.write_record(row.iter().map(words)).map_err(fault)
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, StoreError> {
        self.0.into_inner().map_err(|error| StoreError::from(error.into_error()))
    }
}

/// All of it at once.
pub(super) fn whole<'a>(
    heads: impl Iterator<Item = &'a str>,
    rows: impl Iterator<Item = &'a Vec<Cell>>,
) -> Result<Vec<u8>, StoreError> {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(heads).map_err(fault)?;
    for row in rows {
        writer.write_record(row.iter().map(words)).map_err(fault)?;
    }
    writer.into_inner().map_err(|error| StoreError::from(error.into_error()))
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Moment(at) => at.to_string(),
        Cell::Empty => String::new(),
    }
}

/// A cell that a spreadsheet would take for a formula is text (OWASP, CSV injection).
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{text}");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        assert_eq!(harmless("Rotate = often"), "Rotate = often");
        assert_eq!(words(&Cell::Number(-1.0)), "-1", "a number is one");
    }
}
