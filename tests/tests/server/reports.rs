//! The manager's report over HTTP: the same figures wherever they are read, reports that are kept, and
//! targets.

use std::io::Cursor;

use calamine::{Data, DataType as _, Reader as _, Xlsx, open_workbook_from_rs};
use serde_json::Value;
use tests::html::{Piece, form_to, forms, pieces, tags, visible_text};
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
                "caption" => tables.last_mut().unwrap().0 = inside.trim().to_owned(),
                "td" | "th" => {
                    let row = tables.last_mut().and_then(|table| table.1.last_mut());
                    row.into_iter().for_each(|row| row.push(inside.trim().to_owned()));
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
        "change" => match value.as_i64().unwrap() {
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
        "points" | "change" => value.map(|tenths| tenths / 10.0),
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

/// What the sample organisation is reported of.
const ASKED: &str = "?frame=all";

#[tokio::test]
async fn the_figures_are_the_same_to_the_digit_wherever_they_are_read() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::Manager).await;
    let figures = manager.get(&format!("/reports/figures.json{ASKED}")).await.must_be(200).json();
    let tables = figures["tables"].as_array().unwrap();
    let page = manager.get(&format!("/reports{ASKED}")).await.must_be(200).text();
    let drawn = of_page(&page);
    let workbook = manager.get(&format!("/reports/tables.xlsx{ASKED}")).await.must_be(200);
    let mut workbook: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(workbook.bytes.to_vec())).unwrap();
    let said: Vec<&str> =
        figures["said"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    assert!(visible_text(&page).contains(&said.join(" ")), "{said:?}");

    let mut cells = 0;
    for table in tables {
        let key = table["key"].as_str().unwrap();
        let csv = manager.get(&format!("/reports/tables/{key}{ASKED}")).await.must_be(200).text();
        assert_eq!(csv.lines().count(), rows(table).len() + 1, "{key}");
        let sheet = workbook.worksheet_range(key).unwrap();
        for (at, row) in rows(table).into_iter().enumerate() {
            for (column, cell) in row.as_array().unwrap().iter().enumerate() {
                let found = sheet.get((at + 1, column)).cloned().unwrap_or(Data::Empty);
                match (number(cell), &found) {
                    (Some(number), Data::Float(found)) => assert!((number - found).abs() < 1e-9),
                    (None, Data::String(text)) => assert_eq!(*text, shown(cell)),
                    (None, Data::Empty) => assert!(["–", ""].contains(&shown(cell).as_str())),
                    (None, day) => {
                        assert_eq!(
                            day.as_date().unwrap().to_string(),
                            cell["value"].as_str().unwrap()
                        );
                    }
                    (Some(number), other) => panic!("{key}: {number} is {other:?}"),
                }
                cells += 1;
            }
        }
        if ON_THE_PAGE.contains(&key) {
            let title = table["title"].as_str().unwrap();
            let (_, drawn) = drawn.iter().find(|(drawn, _)| drawn == title).unwrap();
            let row = |row: &Value| row.as_array().unwrap().iter().map(shown).collect();
            let expected: Rows = rows(table).into_iter().map(row).collect();
            assert_eq!(*drawn, expected, "{key}");
        }
    }
    assert!(cells > 200, "{cells} cells were compared");
}

#[tokio::test]
async fn a_link_is_a_report_and_what_makes_no_sense_is_told() {
    let site = Site::start().await;
    let viewer = site.sign_in(Who::Viewer).await;
    let unit = site.known.near.unit;
    let page = viewer.get(&format!("/reports?unit={unit}&alone=yes&score=claimed")).await;
    assert!(visible_text(&page.must_be(200).text()).contains("Online Store"));
    for (query, said) in [
        ("unit=x", "is no unit"),
        ("from=2026-13-01", "is no day"),
        ("from=2026-10-01&to=2026-09-01", "is not before"),
        ("unit=1&unit=2&unit=3&unit=4&unit=5&unit=6&unit=7&unit=8&unit=9", "At most 8 units"),
    ] {
        let page = viewer.get(&format!("/reports?{query}")).await.must_be(200).text();
        assert!(visible_text(&page).contains(said), "{query}: {}", visible_text(&page));
        let file = viewer.get(&format!("/reports/figures.json?{query}")).await;
        assert_eq!(file.status, 404, "{query}: there is no such file");
    }
    let hidden = site.known.far.unit;
    for path in ["/reports", "/reports/figures.json", "/reports/tables/scores"] {
        let answer = viewer.get(&format!("{path}?unit={unit}&unit={hidden}")).await;
        assert_eq!(answer.status, 404, "{path}");
    }
    for path in ["/reports/tables/nonsense", "/reports/charts/nonsense"] {
        assert_eq!(viewer.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_report_is_kept_under_a_name_shared_and_removed() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::NearManager).await;
    let unit = site.known.near.unit;
    let address = format!("/reports?unit={unit}&frame=all");
    let page = manager.get(&address).await.must_be(200).text();
    let form = form_to(&page, "/reports/kept");
    let nameless = manager.submit(&form).await.must_be(422).text();
    assert!(visible_text(&nameless).contains("can’t be empty"));
    let long = "x".repeat(61);
    let again = manager.submit(&form.clone().with("name", &long)).await.must_be(422).text();
    assert_eq!(form_to(&again, "/reports/kept").get("name"), Some(long.as_str()));

    let shared = form.with("name", "For the board").with("share", &unit.to_string());
    let kept = manager.submit(&shared).await.must_be(303);
    assert_eq!(kept.location(), format!("{address}&done=kept"));
    let marked = |html: &str| {
        tags(html).iter().any(|tag| {
            tag.get("href") == Some(address.as_str()) && tag.get("aria-current").is_some()
        })
    };
    assert!(marked(&manager.get(kept.location()).await.must_be(200).text()));
    let viewer = site.sign_in(Who::Viewer).await;
    let seen = viewer.get("/reports").await.must_be(200).text();
    assert!(visible_text(&seen).contains("For the board"));
    let theirs = viewer.get(&address).await.must_be(200).text();
    assert!(forms(&theirs).iter().all(|form| !form.action.ends_with("/remove")), "it isn't theirs");

    let page = manager.get(&address).await.must_be(200).text();
    let remove = forms(&page).into_iter().find(|form| form.action.ends_with("/remove")).unwrap();
    let removed = manager.submit(&remove).await.must_be(303);
    assert_eq!(removed.location(), format!("{address}&done=removed"));
    assert!(!visible_text(&viewer.get("/reports").await.text()).contains("For the board"));
    site.verified().await;
}

#[tokio::test]
async fn a_target_is_set_shown_in_the_report_and_taken_back() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::NearManager).await;
    let path = format!("/units/{}/targets", site.known.near.unit);
    let form = form_to(&manager.get(&path).await.must_be(200).text(), &path);
    for (points, on, said) in [
        ("101", "2027-03-31", "from 0 to 100"),
        ("20", "soon", "Write a day"),
        ("20", "2020-01-01", "This day is over"),
    ] {
        let sent = form.clone().with("points", points).with("on", on);
        let again = manager.submit(&sent).await.must_be(422).text();
        assert!(visible_text(&again).contains(said), "{}", visible_text(&again));
        let kept = form_to(&again, &path);
        assert_eq!((kept.get("points"), kept.get("on")), (Some(points), Some(on)));
    }
    let set = manager.submit(&form.with("points", "20").with("on", "2027-03-31")).await;
    assert_eq!(set.must_be(303).location(), format!("{path}?done=set"));
    let report = format!("/reports?unit={}", site.known.near.unit);
    let viewer = site.sign_in(Who::Viewer).await;
    let page = visible_text(&viewer.get(&report).await.must_be(200).text());
    assert!(page.contains("Targets") && page.contains("not yet reached"), "{page}");
    let fields = [("on", "2027-03-31"), ("take_back", "yes")];
    let _ = manager.post(&path, &fields).await.must_be(303);
    assert!(!visible_text(&viewer.get(&report).await.text()).contains("not yet reached"));
    assert_eq!(viewer.post(&path, &fields).await.status, 403);
    site.verified().await;
}
