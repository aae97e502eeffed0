//! CSV as a table.

use crate::lines::{text, visible};

/// The most rows that are shown, without the heads.
const ROWS_MAX: usize = 200;

/// The most columns that are shown.
const COLUMNS_MAX: usize = 40;

/// The beginning of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The first row.
    pub heads: Vec<String>,
    /// The rows below it, each as wide as the heads.
    pub rows: Vec<Vec<String>>,
    /// How many rows there are in all, without the heads; none when the file goes on after what was
    /// read.
    pub total: Option<usize>,
    /// How many columns are not shown.
    pub more_columns: usize,
}

/// The table that begins with `head`; none when it is none. Commas, semicolons and tabs separate
/// cells: whichever the first line has most of.
#[must_use]
pub fn grid(head: &[u8], is_whole: bool) -> Option<Grid> {
    let text = text(head, is_whole)?;
    let first = text.lines().next()?;
    let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    let separator = [b',', b';', b'\t'].into_iter().max_by_key(|it| (count(it), *it == b','))?;
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let cells = |record: &csv::StringRecord| -> Vec<String> {
        record.iter().take(COLUMNS_MAX).map(visible).collect()
    };
    let all_heads = reader.headers().ok()?.clone();
    let heads = cells(&all_heads);
    let mut rows = Vec::new();
    let mut total = 0;
    for record in reader.records() {
        let mut row = cells(&record.ok()?);
        if rows.len() < ROWS_MAX {
            row.resize(heads.len(), String::new());
            rows.push(row);
        }
        total += 1;
    }
    if !is_whole && total < ROWS_MAX {
        // The last one may be cut.
        rows.pop();
    }
    let more_columns = all_heads.len().saturating_sub(heads.len());
    Some(Grid { heads, rows, total: is_whole.then_some(total), more_columns })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_apart_as_rfc_4180_does() {
        let grid = grid(b"model,owner\nA,\"Raman, Priya\"\n\"two\nlines\",x,extra\nshort\n", true);
        let grid = grid.unwrap();
        assert_eq!(grid.heads, ["model", "owner"]);
        assert_eq!(grid.rows[0], ["A", "Raman, Priya"]);
        assert_eq!(grid.rows[1], ["two⟨U+000A⟩lines", "x"], "a row is as wide as the heads");
        assert_eq!(grid.rows[2], ["short", ""]);
        assert_eq!(grid.total, Some(3));
    }

    #[test]
    fn semicolons_and_tabs_separate_too() {
        assert_eq!(grid(b"a;b\n1,5;2\n", true).unwrap().rows, [["1,5", "2"]]);
        assert_eq!(grid(b"a\tb\n1\t2\n", true).unwrap().rows, [["1", "2"]]);
    }

    #[test]
    fn a_large_table_is_cut() {
        let wide = format!("{}\n", vec!["c"; 50].join(","));
        let long = format!("{wide}{}", wide.repeat(300));
        let grid = grid(long.as_bytes(), true).unwrap();
        assert_eq!((grid.rows.len(), grid.total), (200, Some(300)));
        assert_eq!((grid.heads.len(), grid.more_columns), (40, 10));
    }
}
