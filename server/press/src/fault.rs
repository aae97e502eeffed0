//! What can be wrong with a document, found before anything is drawn.

use thiserror::Error;

use crate::document::{Block, Cell, Chart, Document, Figure, Table};

/// Why there is no document.
#[derive(Debug, Error)]
pub enum PressError {
    /// Something is empty without which a reader can't find its way.
    #[error("the document lacks {0}")]
    Missing(&'static str),
    /// The language is no BCP 47 tag.
    #[error("{0:?} is no tag of a language")]
    Language(String),
    /// A row of a table has more or fewer cells than the table has columns.
    #[error("a row of the table {caption:?} has {cells} cells for {columns} columns")]
    Cells {
        /// The caption of the table.
        caption: String,
        /// How many cells the row has.
        cells: usize,
        /// How many columns the table has.
        columns: usize,
    },
    /// A mark stands without the words that say the same.
    #[error("a mark stands without words")]
    SilentMark,
    /// A drawing isn't SVG, or asks for a height that can't be drawn.
    #[error("a chart can't be drawn: {0}")]
    Chart(String),
    /// A picture would have more pixels than are made.
    #[error("a picture of {width} by {height} pixels is too large")]
    TooLarge {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
    /// The font inside the program can't be read. A test holds it to be readable.
    #[error("the font can't be read")]
    Font,
    /// The writer of PDF refused, because the result would not be PDF/UA-1.
    #[error("the PDF can't be written: {0}")]
    Pdf(String),
}

/// Refuses what would make a document that can't be read by everybody.
pub(crate) fn check(document: &Document) -> Result<(), PressError> {
    if document.title.trim().is_empty() {
        return Err(PressError::Missing("a title"));
    }
    let tag = &document.lang;
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if !tag.starts_with(|first: char| first.is_ascii_alphabetic()) || !tag.split('-').all(part) {
        return Err(PressError::Language(tag.clone()));
    }
    document.blocks.iter().try_for_each(block)
}

fn block(block: &Block) -> Result<(), PressError> {
    match block {
        Block::Heading { text, .. } if text.trim().is_empty() => {
            Err(PressError::Missing("the words of a heading"))
        }
        Block::Figures(figures) => figures.iter().try_for_each(figure),
        Block::Table(given) => table(given),
        Block::Chart(chart) if chart.alt.trim().is_empty() => {
            Err(PressError::Missing("the words of a chart"))
        }
        Block::Chart(Chart { height: Some(height), .. })
            if !(height.is_finite() && *height > 0.0) =>
        {
            Err(PressError::Chart(format!("its height is {height}")))
        }
        _ => Ok(()),
    }
}

fn figure(figure: &Figure) -> Result<(), PressError> {
    let silent = |words: &String| words.trim().is_empty();
    let mut signs = figure.state.iter().chain(&figure.change);
    if signs.any(|sign| silent(&sign.words)) {
        return Err(PressError::SilentMark);
    }
    Ok(())
}

fn table(table: &Table) -> Result<(), PressError> {
    if table.columns.is_empty() {
        return Err(PressError::Missing("the columns of a table"));
    }
    if table.rows.is_empty() && table.empty.trim().is_empty() {
        return Err(PressError::Missing("the words of an empty table"));
    }
    for row in table.rows.iter().chain(&table.foot) {
        if row.len() != table.columns.len() {
            return Err(PressError::Cells {
                caption: table.caption.clone(),
                cells: row.len(),
                columns: table.columns.len(),
            });
        }
        let silent = |cell: &Cell| cell.mark.is_some() && cell.text.trim().is_empty();
        if row.iter().any(silent) {
            return Err(PressError::SilentMark);
        }
    }
    Ok(())
}
