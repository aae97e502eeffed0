//! The figures of a report as tables. What is shown on the page, printed, laid out as a PDF, written to a
//! workbook or as JSON are these cells: they can't differ.

mod figures;
mod heat;
mod lines;
mod sides;
mod spread;
mod tasks;
mod why;

use serde::Serialize;

pub use figures::{Figure, Measure};

use super::Report;
use crate::rollup::Mean;
use crate::{Day, text};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "value")]
pub enum Datum {
    /// Words.
    Text(String),
    /// Points, in tenths.
    Points(u32),
    /// A change of points, in tenths: less is better.
    Change(i64),
    /// What lies between two numbers of things or of a hundred, in tenths: whether more is better depends
    /// on what is counted.
    Difference(i64),
    /// A number of things.
    Count(usize),
    /// A number of days.
    Days(i64),
    /// Of a hundred.
    Percent(usize),
    /// A day.
    Day(Day),
    /// Nothing, for this reason.
    Nothing(&'static str),
}

impl Datum {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn mean(mean: Option<Mean>) -> Self {
        mean.map_or(Self::Nothing("no score"), |mean| Self::Points(mean.tenths()))
    }

    /// As a reader sees it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Points(tenths) => tenths_of(i64::from(*tenths)),
            Self::Change(0) | Self::Difference(0) => "0".to_owned(),
            Self::Change(tenths) | Self::Difference(tenths) if *tenths > 0 => {
                format!("+{}", tenths_of(*tenths))
            }
            Self::Change(tenths) | Self::Difference(tenths) => {
                format!("\u{2212}{}", tenths_of(-tenths))
            }
            Self::Count(n) => text::number(*n as u64),
            Self::Days(days) => days.to_string(),
            Self::Percent(percent) => format!("{percent}%"),
            Self::Day(day) => text::day(*day),
            Self::Nothing(_) => "–".to_owned(),
        }
    }

    /// As a number, where it is one: points and not tenths of them.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        let exact = |n: i64| i32::try_from(n).ok().map(f64::from);
        match self {
            Self::Points(tenths) => exact(i64::from(*tenths)).map(|tenths| tenths / 10.0),
            Self::Change(tenths) | Self::Difference(tenths) => {
                exact(*tenths).map(|tenths| tenths / 10.0)
            }
            Self::Count(n) | Self::Percent(n) => exact(i64::try_from(*n).ok()?),
            Self::Days(days) => exact(*days),
            Self::Text(_) | Self::Day(_) | Self::Nothing(_) => None,
        }
    }
}

fn tenths_of(tenths: i64) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        part => format!("{}.{part}", tenths / 10),
    }
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// What it says.
    pub name: String,
    /// Whether numbers stand below it.
    pub is_number: bool,
}

impl Head {
    pub(super) fn words(name: impl Into<String>) -> Self {
        Self { name: name.into(), is_number: false }
    }

    pub(super) fn number(name: impl Into<String>) -> Self {
        Self { name: name.into(), is_number: true }
    }
}

/// A table of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Its name in files and in addresses.
    pub key: &'static str,
    /// Its title.
    pub title: String,
    /// The heads of its columns.
    pub heads: Vec<Head>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<Datum>>,
    /// A row of sums or means, if it has one.
    pub foot: Option<Vec<Datum>>,
}

impl Report {
    /// Every table, in the order in which a report shows them; those with nothing in them are left out.
    #[must_use]
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = self.all_tables();
        tables.retain(|table| !table.rows.is_empty());
        tables
    }

    /// One table by its name, also where nothing is in it; none where there is no such table.
    #[must_use]
    pub fn table(&self, key: &str) -> Option<Table> {
        self.all_tables().into_iter().find(|table| table.key == key)
    }

    fn all_tables(&self) -> Vec<Table> {
        vec![
            self.figures_table(),
            self.lines_table(),
            self.heat_table(),
            self.spread_table(),
            self.evidence_table(),
            self.flow_table(),
            self.ages_table(),
            self.forecast_table(),
            self.targets_table(),
            self.causes_table(),
            self.units_table(),
        ]
    }
}
