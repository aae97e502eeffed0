//! The sample as a whole: what it says, how it is built, and that it is always the same.

use std::process::Command;

use press::{Block, Cell, Cover, Document, Figure, Note, Opening, Paper, Table, pdf};

use crate::reader::{Book, read};
use crate::sample::document;

fn printed() -> Book {
    read(&pdf(&document()).unwrap())
}

fn blocks(document: &Document) -> impl Iterator<Item = &Block> {
    document.blocks.iter()
}

#[test]
fn the_file_names_itself_its_language_and_that_it_is_tagged() {
    let book = printed();
    assert_eq!(book.title, "Security of the AI programme");
    assert_eq!(book.lang, "en");
    assert!(book.marked);
}

#[test]
fn both_weights_of_the_font_are_inside_and_cut_to_what_is_used() {
    let mut fonts = printed().fonts;
    fonts.sort();
    fonts.dedup();
    assert!(
        fonts.iter().all(|(name, inside)| *inside && name[6..].starts_with("+Inter-")),
        "{fonts:?}"
    );
    assert_eq!(fonts.len(), 2, "{fonts:?}");
}

#[test]
fn every_heading_is_in_the_structure_and_in_the_outline() {
    let book = printed();
    assert_eq!(
        book.tree.texts("H1"),
        ["Where the programme stands", "What moved", "All units", "What the words mean"]
    );
    assert_eq!(book.tree.texts("H2"), ["Scores over the year", "Exceptions that end soon"]);
    let outline: Vec<_> =
        book.outline.iter().map(|(depth, text)| (*depth, text.as_str())).collect();
    assert_eq!(
        outline,
        [
            (0, "Security of the AI programme"),
            (1, "Where the programme stands"),
            (2, "Scores over the year"),
            (1, "What moved"),
            (2, "Exceptions that end soon"),
            (1, "All units"),
            (1, "What the words mean"),
        ]
    );
}

#[test]
fn every_number_that_stands_out_is_read_with_its_label_and_what_it_means() {
    let (document, book) = (document(), printed());
    let said = |figure: &Figure| {
        let signs = figure.state.iter().chain(&figure.change).map(|sign| sign.words.as_str());
        let all = [figure.label.as_str(), &figure.value, &figure.unit].into_iter().chain(signs);
        all.collect::<String>()
    };
    let items: Vec<_> = book.tree.texts("LI").into_iter().map(str::to_owned).collect();
    let mut count = 0;
    for block in blocks(&document) {
        let Block::Figures(figures) = block else { continue };
        for figure in figures {
            assert!(items.contains(&said(figure)), "{} in {items:?}", said(figure));
            count += 1;
        }
    }
    assert_eq!(count, 4);
}

#[test]
fn every_cell_of_every_table_is_read_in_its_row_under_heads_of_columns_and_rows() {
    let (document, book) = (document(), printed());
    let tables: Vec<&Table> = blocks(&document)
        .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
        .collect();
    let read = book.tree.all("Table");
    assert_eq!(read.len(), tables.len());
    for (table, read) in tables.into_iter().zip(read) {
        let heads: Vec<_> = table.columns.iter().map(|column| column.name.clone()).collect();
        let words = |row: &Vec<Cell>| row.iter().map(|cell| cell.text.clone()).collect();
        let mut expected = vec![heads.clone()];
        if table.rows.is_empty() {
            expected.push(vec![table.empty.clone()]);
        }
        expected.extend(table.rows.iter().chain(&table.foot).map(words));
        let rows = read.all("TR");
        let texts = rows.iter().map(|row| {
            row.children.iter().map(|cell| cell.text.trim_end().to_owned()).collect::<Vec<_>>()
        });
        assert_eq!(texts.collect::<Vec<_>>(), expected);
        let scopes = |scope: &str| {
            let heads = read.all("TH").into_iter();
            heads.filter(|head| head.scope.as_deref() == Some(scope)).count()
        };
        assert_eq!(scopes("Column"), heads.len());
        assert_eq!(scopes("Row"), table.rows.len() + table.foot.len());
    }
}

#[test]
fn a_chart_is_a_figure_with_the_words_of_what_it_shows_and_its_own_text_inside() {
    let book = printed();
    let figures = book.tree.all("Figure");
    assert_eq!(figures.len(), 2);
    let alt = "The programme fell from 45.7 to 34.5 points. Trading stays above 60.";
    assert_eq!(figures[0].alt.as_deref(), Some(alt));
    assert!(figures[0].text.contains("Grid operations"), "{}", figures[0].text);
    assert!(figures[1].text.contains("High risk"), "{}", figures[1].text);
}

#[test]
fn everything_drawn_is_read_out_once_or_belongs_to_the_page() {
    let book = printed();
    for page in &book.pages {
        assert_eq!((page.stray.as_str(), page.doubled), ("", 0));
    }
    let marks: usize = book.pages.iter().map(|page| page.text().lines().count()).sum();
    assert_eq!(book.tree.count(), marks);
}

#[test]
fn every_page_but_the_cover_says_whose_it_is_and_which_of_how_many() {
    let (document, book) = (document(), printed());
    let pages = book.pages.len();
    assert_eq!(pages, 5);
    assert_eq!(book.pages[0].aside, "");
    for (number, page) in book.pages.iter().enumerate().skip(1) {
        let head = format!("{} · {}", document.organisation, document.title);
        let foot = format!("{}Page {} of {pages}", document.stamp, number + 1);
        assert!(page.aside.contains(&head), "{}", page.aside);
        assert!(page.aside.contains(&foot), "{}", page.aside);
    }
}

#[test]
fn the_cover_says_title_organisation_range_day_and_facts() {
    let (document, book) = (document(), printed());
    let cover = book.pages[0].text();
    let facts = document.cover.facts.iter().flat_map(|note| [&note.term, &note.words]);
    let own =
        [&document.title, &document.organisation, &document.cover.range, &document.cover.as_of];
    for words in own.into_iter().chain(facts).chain([&document.stamp]) {
        assert!(cover.contains(words.as_str()), "{words} in {cover}");
    }
}

#[test]
fn the_paper_is_the_one_that_is_asked_for() {
    for (paper, size) in [(Paper::A4, (595.276, 841.89)), (Paper::Letter, (612.0, 792.0))] {
        let book = read(&pdf(&Document { paper, ..document() }).unwrap());
        for page in &book.pages {
            assert!((page.size.0 - size.0).abs() < 0.01 && (page.size.1 - size.1).abs() < 0.01);
        }
    }
}

/// Names the file into which a second process of this test prints.
const INTO: &str = "PRESS_TEST_INTO";

#[test]
fn the_same_document_has_the_same_bytes_here_and_in_another_process() {
    let here = pdf(&document()).unwrap();
    if let Some(path) = std::env::var_os(INTO) {
        std::fs::write(path, here).unwrap();
        return;
    }
    assert_eq!(std::thread::spawn(|| pdf(&document()).unwrap()).join().unwrap(), here);
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("elsewhere.pdf");
    let name = "whole::the_same_document_has_the_same_bytes_here_and_in_another_process";
    let mut other = Command::new(std::env::current_exe().unwrap());
    let done = other.args(["--exact", name]).env(INTO, &path).output().unwrap();
    assert!(done.status.success());
    assert_eq!(std::fs::read(&path).unwrap(), here);
    std::fs::remove_file(path).unwrap();
}

#[test]
fn another_moment_changes_nothing_but_itself() {
    let one = pdf(&document()).unwrap();
    let mut later = document();
    later.created += chrono::TimeDelta::days(1);
    let two = pdf(&later).unwrap();
    assert_ne!(one, two);
    let text =
        |bytes: &[u8]| read(bytes).pages.iter().map(crate::reader::Page::text).collect::<Vec<_>>();
    assert_eq!(text(&one), text(&two));
}

#[test]
fn a_document_that_opens_with_a_head_goes_on_below_it_on_the_same_page() {
    let mut document = crate::plain::of(vec![crate::plain::words("What follows.")]);
    document.cover = Cover {
        range: "1 Jan to 31 Mar 2026".to_owned(),
        as_of: "As of 31 Mar 2026".to_owned(),
        facts: vec![Note { term: "Units".to_owned(), words: "12".to_owned() }],
        opening: Opening::Head,
    };
    let book = read(&pdf(&document).unwrap());
    let text = book.pages[0].text();
    let order =
        ["Owner", "Report", "1 Jan to 31 Mar 2026 · As of 31 Mar 2026", "Units", "What follows."];
    let found: Vec<usize> = order.iter().map(|words| text.find(words).unwrap()).collect();
    assert!(found.is_sorted(), "{text}");
    assert_eq!(book.pages.len(), 1);
    assert!(book.pages[0].aside.ends_with("MadePage 1 of 1"), "{}", book.pages[0].aside);
}
