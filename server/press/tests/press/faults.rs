//! Documents that are refused, since not everybody could read them.

use press::{Block, Cell, Chart, Document, Figure, Mark, PressError, Sign, Table, pdf};

use crate::plain::{of, table};
use crate::sample::heading;

fn refused(blocks: Vec<Block>) -> PressError {
    pdf(&of(blocks)).unwrap_err()
}

#[test]
fn a_document_without_a_name_is_refused() {
    let error = pdf(&Document { title: " ".to_owned(), ..of(Vec::new()) });
    assert!(matches!(error, Err(PressError::Missing(_))));
}

#[test]
fn a_language_that_is_none_is_refused() {
    for lang in ["", "e n", "en_GB", "-", "en-", "überlang"] {
        let error = pdf(&Document { lang: lang.to_owned(), ..of(Vec::new()) });
        assert!(matches!(error, Err(PressError::Language(_))), "{lang}");
    }
    for lang in ["en", "de-AT", "zh-Hant"] {
        assert!(pdf(&Document { lang: lang.to_owned(), ..of(Vec::new()) }).is_ok(), "{lang}");
    }
}

#[test]
fn a_row_with_more_or_fewer_cells_than_columns_is_refused() {
    for cells in [0, 1, 3] {
        let row = vec![Cell::from("x"); cells];
        let error = refused(vec![Block::Table(table(&["A", "B"], vec![row.clone()]))]);
        assert!(matches!(error, PressError::Cells { columns: 2, .. }), "{error}");
        let foot = Table { foot: vec![row], ..table(&["A", "B"], Vec::new()) };
        assert!(matches!(refused(vec![Block::Table(foot)]), PressError::Cells { .. }));
    }
}

#[test]
fn a_table_without_columns_or_without_words_for_no_rows_is_refused() {
    let silent = Table { empty: String::new(), ..table(&["A"], Vec::new()) };
    for made in [table(&[], Vec::new()), silent] {
        assert!(matches!(refused(vec![Block::Table(made)]), PressError::Missing(_)));
    }
}

#[test]
fn a_mark_without_words_is_refused() {
    let cell = Cell { mark: Some(Mark::High), ..Cell::from(" ") };
    let made = table(&["A"], vec![vec![cell]]);
    assert!(matches!(refused(vec![Block::Table(made)]), PressError::SilentMark));
    let state = Some(Sign { mark: Mark::High, words: String::new() });
    let figure = Figure { state, ..Figure::default() };
    assert!(matches!(refused(vec![Block::Figures(vec![figure])]), PressError::SilentMark));
}

#[test]
fn a_heading_without_words_is_refused() {
    assert!(matches!(refused(vec![heading(1, " ")]), PressError::Missing(_)));
}

#[test]
fn a_chart_without_words_is_refused() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>".to_owned();
    let chart = Chart { svg, ..Chart::default() };
    assert!(matches!(refused(vec![Block::Chart(chart)]), PressError::Missing(_)));
}

#[test]
fn a_cover_alone_is_a_document() {
    assert!(pdf(&of(Vec::new())).is_ok());
}
