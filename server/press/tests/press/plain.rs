//! Documents of a few blocks.

use chrono::DateTime;
use press::{Block, Cell, Column, Cover, Document, Paper, Run, Table, pdf};

use crate::reader::{Book, read};

/// A document of these blocks, with a short cover.
pub fn of(blocks: Vec<Block>) -> Document {
    Document {
        title: "Report".to_owned(),
        organisation: "Owner".to_owned(),
        lang: "en".to_owned(),
        subject: String::new(),
        author: String::new(),
        stamp: "Made".to_owned(),
        created: DateTime::UNIX_EPOCH,
        paper: Paper::A4,
        cover: Cover::default(),
        blocks,
    }
}

/// The blocks, printed and read.
pub fn printed(blocks: Vec<Block>) -> Book {
    read(&pdf(&of(blocks)).unwrap())
}

/// A paragraph.
pub fn words(text: &str) -> Block {
    Block::Words(vec![Run { text: text.to_owned(), strong: false }])
}

/// A table with columns of equal shares.
pub fn table(names: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    let column = |name: &&str| Column { name: (*name).to_owned(), ..Column::default() };
    Table {
        columns: names.iter().map(column).collect(),
        rows,
        empty: "Nothing".to_owned(),
        ..Table::default()
    }
}
