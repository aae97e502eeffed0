//! The figures of a report are the same to the digit on the page, printed, as PDF, in the workbook, as
//! CSV and as JSON: all are read back.

#[expect(dead_code, reason = "it reads more of a document than its figures")]
#[path = "../../../../server/press/tests/press/reader.rs"]
mod pdf;

use std::io::Cursor;

use calamine::{Data, DataType as _, Reader as _, Xlsx, open_workbook_from_rs};
use serde_json::Value;
use tests::html::{Piece, pieces, visible_text};
use tests::{Site, Who};

/// A table as a reader sees it: its rows, the foot among them, without the heads.
type Rows = Vec<Vec<String>>;

/// The tables of a page by their captions.
fn of_page(html: &str) -> Vec<(String, Rows)> {
    let mut tables: Vec<(String, Rows)> = Vec::new();
    let (mut inside, mut unseen) = (String::new(), false);
    for piece in pieces(html) {
        match piece {
            Piece::Open(tag) => match tag.name.as_str() {
                "table" => tables.push((String::new(), Vec::new())),
                "tr" if !tables.is_empty() => tables.last_mut().unwrap().1.push(Vec::new()),
                "caption" | "td" | "th" => inside = String::new(),
                "span" if tag.text("class") == "sr" => unseen = true,
                _ => {}
            },
            Piece::Text(text) if !unseen => inside.push_str(&text),
            Piece::Text(_) => {}
            Piece::Close(name) => match name.as_str() {
                "span" => unseen = false,
                "caption" => tables.last_mut().unwrap().0 = plain(&inside),
                "td" | "th" => {
                    let row = tables.last_mut().and_then(|table| table.1.last_mut());
                    row.into_iter().for_each(|row| row.push(plain(&inside)));
                }
                _ => {}
            },
        }
    }
    for (_, rows) in &mut tables {
        rows.remove(0);
    }
    tables
}

/// A cell of the figures as a reader sees it.
fn shown(cell: &Value) -> String {
    let value = &cell["value"];
    let tenths = |tenths: i64| match tenths % 10 {
        0 => (tenths / 10).to_string(),
        part => format!("{}.{part}", tenths / 10),
    };
    match cell["kind"].as_str().unwrap() {
        "text" => value.as_str().unwrap().to_owned(),
        "points" => tenths(value.as_i64().unwrap()),
        "change" | "difference" => match value.as_i64().unwrap() {
            0 => "0".to_owned(),
            worse if worse > 0 => format!("+{}", tenths(worse)),
            better => format!("−{}", tenths(-better)),
        },
        "percent" => format!("{value}%"),
        "count" | "days" => value.to_string(),
        "day" => {
            let day: domain::Day = value.as_str().unwrap().parse().unwrap();
            domain::text::day(day)
        }
        "nothing" => "–".to_owned(),
        other => panic!("{other}"),
    }
}

/// The same as a number, as a workbook has it.
fn number(cell: &Value) -> Option<f64> {
    let value = cell["value"].as_f64();
    match cell["kind"].as_str().unwrap() {
        "points" | "change" | "difference" => value.map(|tenths| tenths / 10.0),
        "percent" | "count" | "days" => value,
        _ => None,
    }
}

fn rows(table: &Value) -> Vec<&Value> {
    let rows = table["rows"].as_array().unwrap().iter();
    rows.chain(Some(&table["foot"]).filter(|foot| foot.is_array())).collect()
}

/// The tables that the page shows whole; the others are charts on it, with their numbers beside them.
const ON_THE_PAGE: [&str; 3] = ["scores", "causes", "targets"];

/// What is printed in a form of its own: a grid of words, under numbers of questions.
const A_GRID: &str = "questions";

/// What is asked for: more columns than a page has room for side by side.
const ASKED: &str = "?from=2025-12-31";

/// The tables of a PDF by their captions, as they are read out.
fn of_pdf(bytes: &[u8]) -> Vec<(String, Rows)> {
    let book = pdf::read(bytes);
    let tables = book.tree.all("Table").into_iter().map(|table| {
        let caption = table.texts("Caption").concat();
        let row = |row: &&pdf::Node| {
            let cells = row.children.iter().map(|cell| plain(&cell.text));
            cells.collect::<Vec<String>>()
        };
        let rows: Rows = table.all("TR").iter().skip(1).map(row).collect();
        (caption, rows)
    });
    tables.collect()
}

/// Words without the spaces that keep them together or that a line's end took.
fn plain(words: &str) -> String {
    words
        .split(|c: char| c.is_whitespace() || c == '\u{a0}')
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

/// A printed table whose columns may go on in further ones, each beginning with the first column again.
fn joined(printed: &[(String, Rows)], title: &str) -> Option<Rows> {
    let is_part = |caption: &str| {
        let rest = caption.strip_prefix(title);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(" (") && rest.contains(" of "))
    };
    let mut parts = printed.iter().filter(|(caption, _)| is_part(caption)).map(|it| it.1.clone());
    let mut whole = parts.next()?;
    for part in parts {
        assert_eq!(whole.len(), part.len(), "{title}");
        for (row, more) in whole.iter_mut().zip(part) {
            assert_eq!(row[0], more[0], "{title}");
            row.extend(more.into_iter().skip(1));
        }
    }
    Some(whole)
}

/// A report in everything that is made of it.
struct Everywhere {
    csv: Vec<(String, String)>,
    workbook: Xlsx<Cursor<Vec<u8>>>,
    page: Vec<(String, Rows)>,
    printed: Vec<(String, Rows)>,
    pdf: Vec<(String, Rows)>,
}

/// Compares a table with what a workbook has of it. Gives the number of cells.
fn compare_sheet(workbook: &mut Xlsx<Cursor<Vec<u8>>>, key: &str, table: &Value) -> usize {
    let sheet = workbook.worksheet_range(key).unwrap();
    let mut cells = 0;
    for (at, row) in rows(table).into_iter().enumerate() {
        for (column, cell) in row.as_array().unwrap().iter().enumerate() {
            let found = sheet.get((at + 1, column)).cloned().unwrap_or(Data::Empty);
            match (number(cell), &found) {
                (Some(number), Data::Float(found)) => assert!((number - found).abs() < 1e-9),
                (None, Data::String(text)) => assert_eq!(*text, shown(cell)),
                (None, Data::Empty) => assert!(["–", ""].contains(&shown(cell).as_str())),
                (None, day) => {
                    assert_eq!(day.as_date().unwrap().to_string(), cell["value"].as_str().unwrap());
                }
                (Some(number), other) => panic!("{key}: {number} is {other:?}"),
            }
            cells += 1;
        }
    }
    cells
}

/// Compares a table with what a reader sees of it elsewhere.
fn compare_drawn(it: &Everywhere, key: &str, table: &Value) {
    let title = table["title"].as_str().unwrap();
    let row =
        |row: &Value| row.as_array().unwrap().iter().map(|cell| plain(&shown(cell))).collect();
    let expected: Rows = rows(table).into_iter().map(row).collect();
    if ON_THE_PAGE.contains(&key) {
        assert_eq!(joined(&it.page, title).as_ref(), Some(&expected), "{key} on the page");
    }
    if key != A_GRID {
        assert_eq!(joined(&it.printed, title).as_ref(), Some(&expected), "{key} printed");
        assert_eq!(joined(&it.pdf, title).as_ref(), Some(&expected), "{key} as PDF");
    }
}

#[tokio::test]
async fn the_figures_are_the_same_to_the_digit_wherever_they_are_read() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::Manager).await;
    let get = async |path: &str| manager.get(&format!("{path}{ASKED}")).await.must_be(200);
    let figures = get("/reports/figures.json").await.json();
    let tables = figures["tables"].as_array().unwrap();
    let (page, printed) = (get("/reports").await.text(), get("/reports/document").await.text());
    let file = get("/reports/document.pdf").await.bytes;
    let mut csv = Vec::new();
    for table in tables {
        let key = table["key"].as_str().unwrap();
        csv.push((key.to_owned(), get(&format!("/reports/tables/{key}")).await.text()));
    }
    let workbook = get("/reports/tables.xlsx").await.bytes.to_vec();
    let mut it = Everywhere {
        csv,
        workbook: open_workbook_from_rs(Cursor::new(workbook)).unwrap(),
        page: of_page(&page),
        printed: of_page(&printed),
        pdf: of_pdf(&file),
    };
    let mut cells = 0;
    for table in tables {
        let key = table["key"].as_str().unwrap();
        let (_, csv) = it.csv.iter().find(|(of, _)| of == key).unwrap();
        assert_eq!(csv.lines().count(), rows(table).len() + 1, "{key}");
        cells += compare_sheet(&mut it.workbook, key, table);
        compare_drawn(&it, key, table);
    }
    assert!(cells > 200, "{cells} cells were compared");

    let said = figures["said"].as_array().unwrap().iter().map(|it| it.as_str().unwrap());
    let said: Vec<&str> = said.collect();
    assert!(visible_text(&page).contains(&said.join(" ")), "{said:?}");
    let book = pdf::read(&file);
    for sentence in said {
        assert!(visible_text(&printed).contains(sentence), "{sentence}");
        assert!(plain(&book.tree.text).contains(sentence), "{sentence}");
    }
}
