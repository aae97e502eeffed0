//! A table as the one sheet of a workbook. Its rows go to a file without a name while they come, so that
//! memory doesn't grow with them.

use chrono::{Datelike as _, Timelike as _};
use domain::{Day, Timestamp};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use store::StoreError;

use super::{About, Cell, fault};

/// The most characters of a cell, in the units of UTF-16.
const TEXT_MAX: usize = 32_767;

/// A table on its way into a file.
pub(super) struct Xlsx {
    workbook: Workbook,
    day: Format,
    moment: Format,
    /// The row that comes next; the first is the head.
    row: u32,
    last_column: u16,
}

impl Xlsx {
    pub(super) fn begin(about: &About<'_>) -> Result<Self, StoreError> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(about.scratch).map_err(fault)?;
        let made = moment(about.made_at).map_err(fault)?;
        let properties = DocProperties::new().set_title(about.name).set_creation_datetime(&made);
        workbook.set_properties(&properties);
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(fault)?;
        head(sheet, about).map_err(fault)?;
        Ok(Self {
            workbook,
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss\" UTC\""),
            row: 1,
            last_column: u16::try_from(about.columns.len().saturating_sub(1)).unwrap_or_default(),
        })
    }

    pub(super) fn add(&mut self, row: &[Cell]) -> Result<(), StoreError> {
        let sheet = self.workbook.worksheet_from_index(0).map_err(fault)?;
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(text) => sheet.write_string(self.row, column, cut(text)),
                Cell::Number(number) => sheet.write_number(self.row, column, *number),
                Cell::Day(day) => midnight(*day).and_then(|day| {
                    sheet.write_datetime_with_format(self.row, column, &day, &self.day)
                }),
                Cell::Moment(at) => moment(*at).and_then(|at| {
                    sheet.write_datetime_with_format(self.row, column, &at, &self.moment)
                }),
                Cell::Empty => continue,
            }
            .map_err(fault)?;
        }
        self.row += 1;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>, StoreError> {
        let (last_row, last_column) = (self.row - 1, self.last_column);
        let sheet = self.workbook.worksheet_from_index(0).map_err(fault)?;
        sheet.autofilter(0, 0, last_row, last_column).map_err(fault)?;
        self.workbook.save_to_buffer().map_err(fault)
    }
}

/// The head stays in sight, and every column is as wide as what it usually holds.
fn head(sheet: &mut Worksheet, about: &About<'_>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name(about.name)?.set_freeze_panes(1, 0)?;
    for (place, column) in (0..).zip(about.columns) {
        sheet.set_column_width(place, column.width)?;
        sheet.write_string_with_format(0, place, column.name, &bold)?;
    }
    Ok(())
}

pub(super) fn midnight(day: Day) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or_default(),
        u8::try_from(day.month()).unwrap_or_default(),
        u8::try_from(day.day()).unwrap_or_default(),
    )
}

/// A moment to the second. Sheets know no zones: it is that of UTC.
pub(super) fn moment(at: Timestamp) -> Result<ExcelDateTime, XlsxError> {
    let (hour, minute, second) = (at.utc().hour(), at.utc().minute(), at.utc().second());
    midnight(at.day())?.and_hms(
        u16::try_from(hour).unwrap_or_default(),
        u8::try_from(minute).unwrap_or_default(),
        f64::from(second),
    )
}

/// Text as far as a cell takes it.
pub(super) fn cut(text: &str) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < TEXT_MAX
    };
    let head: String = text.chars().take_while(fits).collect();
    if head.len() == text.len() { head } else { format!("{head}…") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_where_a_cell_ends_and_no_letter_is_torn() {
        assert_eq!(cut("Rotate the key"), "Rotate the key");
        let long = cut(&"🔑".repeat(TEXT_MAX));
        assert_eq!(long.encode_utf16().count(), TEXT_MAX);
        assert!(long.ends_with("🔑…"), "the rest is missing, and it says so");
    }

    #[test]
    fn the_first_and_the_last_day_that_can_be_typed_are_days_of_a_sheet() {
        for day in ["1900-01-01", "9999-12-31"] {
            let day: Day = day.parse().unwrap();
            assert!(midnight(day).is_ok(), "{day}");
        }
    }
}
