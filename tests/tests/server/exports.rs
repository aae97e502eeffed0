//! Lists that leave as files: the sheet of a workbook says what the CSV says.

use std::io::{Cursor, Read as _};

use calamine::{Data, DataType as _, Reader as _, Xlsx, open_workbook_from_rs};
use domain::tasks::{NewTask, TaskStep};
use domain::{Actor, QuestionNo, TaskId};
use tests::organisation::task_of;
use tests::{Site, Who};

/// Titles that a spreadsheet, its XML or a reader of CSV could take for something else.
const TITLES: [&str; 8] = [
    "=HYPERLINK(\"https://evil.example\")",
    "@SUM(A1)",
    "+1",
    "-1",
    "Schlüssel, \"täglich\"; 🔑",
    "<b>&amp;</b> ]]>",
    "_x0041_ is no letter",
    "12.50",
];

async fn actor(site: &Site, who: Who) -> Actor {
    site.store.actor(site.known.person(who)).await.unwrap().unwrap()
}

async fn give(site: &Site, manager: &Actor, title: &str) -> TaskId {
    let new = NewTask {
        title: title.to_owned(),
        question: QuestionNo(9),
        due_on: "2027-01-08".parse().unwrap(),
        steps: Vec::new(),
        ..task_of(&actor(site, Who::Assessor).await)
    };
    site.store.create_task(manager, site.known.near.unit, &new).await.unwrap()
}

/// The lines of a CSV file, as its cells.
fn lines(csv: &str) -> Vec<Vec<String>> {
    let mut lines = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = csv.trim_end().chars().peekable();
    while let Some(character) = characters.next() {
        let line = lines.last_mut().unwrap();
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                line.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => line.push(String::new()),
            '\n' if !quoted => lines.push(vec![String::new()]),
            other => line.last_mut().unwrap().push(other),
        }
    }
    lines
}

/// A cell of a sheet as the CSV writes it. Only there does text need a mark to stay text.
fn as_csv(cell: &Data, column: usize) -> String {
    const DUE_ON: usize = 8;
    match cell {
        Data::Empty => String::new(),
        Data::String(text) if text.starts_with(['=', '+', '-', '@']) => format!("'{text}"),
        Data::String(text) => text.clone(),
        Data::DateTime(_) if column == DUE_ON => cell.as_date().unwrap().to_string(),
        Data::DateTime(_) => {
            let at = cell.as_datetime().unwrap();
            at.format("%Y-%m-%dT%H:%M:%S.000Z").to_string()
        }
        other => panic!("{other:?} in column {column}"),
    }
}

/// A part of the workbook as it is written.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[tokio::test]
async fn the_sheet_of_tasks_holds_row_by_row_what_the_csv_holds() {
    let site = Site::start().await;
    let manager = actor(&site, Who::Manager).await;
    for title in TITLES {
        give(&site, &manager, title).await;
    }
    let gone = give(&site, &manager, "Gone").await;
    site.store.take_step(&manager, gone, 1, TaskStep::Cancel, "Not ours.").await.unwrap();

    let browser = site.sign_in(Who::Manager).await;
    let query = "standing=all&sort=unit";
    let csv = browser.get(&format!("/tasks/export.csv?{query}")).await.must_be(200);
    let xlsx = browser.get(&format!("/tasks/export.xlsx?{query}")).await.must_be(200);
    let spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    assert_eq!(xlsx.header("content-type"), spreadsheet);
    let name = xlsx.header("content-disposition");
    assert!(name.starts_with("attachment; filename=\"tasks-2026-") && name.ends_with(".xlsx\""));

    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(xlsx.bytes.clone())).unwrap();
    assert_eq!(book.sheet_names(), ["Tasks"]);
    let sheet = book.worksheet_range("Tasks").unwrap();
    let as_csv = |row: &[Data]| row.iter().enumerate().map(|(at, it)| as_csv(it, at)).collect();
    let rows: Vec<Vec<String>> = sheet.rows().map(as_csv).collect();
    let expected = lines(&csv.text());
    assert!(expected.len() > TITLES.len() + 2, "{expected:?}");
    assert_eq!(rows, expected);
    let titles: Vec<_> = sheet.rows().filter_map(|row| row[1].get_string()).collect();
    for title in TITLES {
        assert!(titles.contains(&title), "{title}: {titles:?}");
    }
    let settled = sheet.rows().filter(|row| row[11].is_datetime()).count();
    assert!(settled > 0, "what was settled says when");
    assert!(sheet.rows().skip(1).all(|row| row[8].is_datetime()), "a due day is a day");
    assert!(book.worksheet_formula("Tasks").unwrap().is_empty(), "nothing is a formula");

    let again = browser.get(&format!("/tasks/export.xlsx?{query}")).await.must_be(200);
    assert!(again.bytes == xlsx.bytes, "the same list at the same moment is the same bytes");
}

#[tokio::test]
async fn the_head_of_a_sheet_stays_in_sight_and_filters() {
    let site = Site::start().await;
    let browser = site.sign_in(Who::Viewer).await;
    let xlsx = browser.get("/tasks/export.xlsx").await.must_be(200).bytes;
    let sheet = part(&xlsx, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("ySplit=\"1\""), "{sheet}");
    assert!(sheet.contains("<autoFilter ref=\"A1:L"), "{sheet}");
    assert!(part(&xlsx, "xl/styles.xml").contains("<b/>"), "the head is bold");
    let made = site.store.now().utc().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    assert!(part(&xlsx, "docProps/core.xml").contains(&made), "it was made when it was asked for");
    // A list without rows is a head alone.
    let none = browser.get("/tasks/export.xlsx?q=nothing+is+called+this").await.must_be(200).bytes;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(none)).unwrap();
    assert_eq!(book.worksheet_range("Tasks").unwrap().rows().count(), 1);
}

#[tokio::test]
async fn a_sheet_holds_what_its_reader_sees() {
    let site = Site::start().await;
    let far = site.sign_in(Who::Outsider).await;
    let xlsx = far.get("/tasks/export.xlsx?standing=all").await.must_be(200).bytes;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(xlsx)).unwrap();
    let sheet = book.worksheet_range("Tasks").unwrap();
    let units: Vec<_> = sheet.rows().skip(1).filter_map(|row| row[2].get_string()).collect();
    assert!(!units.is_empty() && units.iter().all(|unit| *unit == "Logistics"), "{units:?}");
}
