//! A workbook with a sheet for each of several tables, and a native chart beside those that have one.

use domain::{AppError, Timestamp};
use rust_xlsxwriter::{
    Chart, ChartType, DocProperties, Format, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::xlsx::{cut, midnight, moment};
use super::{Cell, csv, fault};
use crate::failure::PageResult;

/// A table of a workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name: at most 31 characters, once in a workbook.
    pub name: &'static str,
    /// What it shows.
    pub title: String,
    /// The heads of its columns, and whether numbers stand below them.
    pub heads: Vec<(String, bool)>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// A row of sums or means.
    pub foot: Option<Vec<Cell>>,
    /// The chart beside it.
    pub chart: Option<Plot>,
}

/// A chart of a sheet: which of its cells are drawn. Counted from 0, without the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plot {
    /// Whether columns are stacked; otherwise lines are drawn.
    pub stacked: bool,
    /// Whether a row is a series; otherwise a column is one.
    pub by_row: bool,
    /// The rows that are drawn.
    pub rows: std::ops::Range<usize>,
    /// The columns that are drawn.
    pub columns: std::ops::Range<usize>,
}

/// How wide a column of numbers is, in characters; one of words is as wide as its words, up to a limit.
const NUMBERS: u16 = 13;
const WORDS: std::ops::RangeInclusive<usize> = 14..=44;

/// The table as comma-separated values, with its foot as the last row.
///
/// # Errors
/// When memory refuses.
pub fn csv_of(sheet: &Sheet) -> PageResult<Vec<u8>> {
    let heads = sheet.heads.iter().map(|(name, _)| name.as_str());
    Ok(csv::whole(heads, sheet.rows.iter().chain(&sheet.foot))?)
}

/// The workbook. The same tables at the same moment are the same bytes.
///
/// # Errors
/// When a table has more than a sheet can hold.
pub async fn workbook_of(
    title: String,
    sheets: Vec<Sheet>,
    made_at: Timestamp,
) -> PageResult<Vec<u8>> {
    let packed = tokio::task::spawn_blocking(move || pack(&title, &sheets, made_at));
    Ok(packed.await.map_err(|_| AppError::Internal)?.map_err(fault)?)
}

fn pack(title: &str, sheets: &[Sheet], made_at: Timestamp) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(title).set_creation_datetime(&moment(made_at)?);
    workbook.set_properties(&properties);
    for sheet in sheets {
        write(workbook.add_worksheet(), sheet)?;
    }
    workbook.save_to_buffer()
}

fn write(to: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let foot = Format::new().set_bold().set_border_top(FormatBorder::Thin);
    to.set_name(sheet.name)?.set_freeze_panes(1, 1)?;
    for ((place, column), (name, is_number)) in (0..).zip(0..).zip(&sheet.heads) {
        to.set_column_width(place, if *is_number { NUMBERS } else { width(sheet, column) })?;
        to.write_string_with_format(0, place, name, &bold)?;
    }
    for (row, cells) in (1..).zip(&sheet.rows) {
        write_row(to, row, cells, None)?;
    }
    let last = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    if let Some(cells) = &sheet.foot {
        write_row(to, last + 1, cells, Some(&foot))?;
    }
    let last_column = u16::try_from(sheet.heads.len().saturating_sub(1)).unwrap_or_default();
    to.autofilter(0, 0, last, last_column)?;
    if let Some(plot) = &sheet.chart {
        let below = last + 3;
        to.insert_chart(below, 1, &drawn(sheet, plot)?)?;
    }
    Ok(())
}

/// Room for the longest of a column's words.
fn width(sheet: &Sheet, column: usize) -> u16 {
    let words = |row: &Vec<Cell>| match row.get(column) {
        Some(Cell::Text(text)) => text.chars().count(),
        _ => 0,
    };
    let longest = sheet.rows.iter().map(words).max().unwrap_or_default();
    u16::try_from(longest.clamp(*WORDS.start(), *WORDS.end())).unwrap_or(NUMBERS)
}

fn write_row(
    to: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    let plain = Format::new();
    let with = format.unwrap_or(&plain);
    for (column, cell) in (0..).zip(cells) {
        match cell {
            Cell::Text(text) => to.write_string_with_format(row, column, cut(text), with)?,
            Cell::Number(number) => to.write_number_with_format(row, column, *number, with)?,
            Cell::Day(day) => {
                let as_day = with.clone().set_num_format("yyyy-mm-dd");
                to.write_datetime_with_format(row, column, &midnight(*day)?, &as_day)?
            }
            Cell::Moment(at) => {
                let as_moment = with.clone().set_num_format("yyyy-mm-dd hh:mm:ss\" UTC\"");
                to.write_datetime_with_format(row, column, &moment(*at)?, &as_moment)?
            }
            Cell::Empty => continue,
        };
    }
    Ok(())
}

/// A chart of the program that opens the workbook, drawn from the cells. What is empty is a gap.
fn drawn(sheet: &Sheet, plot: &Plot) -> Result<Chart, XlsxError> {
    let kind = if plot.stacked { ChartType::ColumnStacked } else { ChartType::Line };
    let mut chart = Chart::new(kind);
    chart.title().set_name(&sheet.title);
    chart.set_width(960).set_height(420);
    let row = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
    let column = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    let (first, last) = (plot.columns.start, plot.columns.end.saturating_sub(1));
    let (top, bottom) = (plot.rows.start, plot.rows.end.saturating_sub(1));
    if plot.by_row {
        for at in plot.rows.clone() {
            let values = (sheet.name, row(at), column(first), row(at), column(last));
            let names = (sheet.name, 0, column(first), 0, column(last));
            let series = chart.add_series();
            series.set_values(values).set_categories(names).set_name((sheet.name, row(at), 0));
        }
    } else {
        for at in plot.columns.clone() {
            let values = (sheet.name, row(top), column(at), row(bottom), column(at));
            let names = (sheet.name, row(top), 0, row(bottom), 0);
            let series = chart.add_series();
            series.set_values(values).set_categories(names).set_name((sheet.name, 0, column(at)));
        }
    }
    Ok(chart)
}
