//! Where pages end.

use press::{Block, Cell, Note, Table};

use crate::plain::{printed, table, words};
use crate::reader::Node;
use crate::sample::heading;

/// All pages on which something of an element stands.
fn pages(node: &Node) -> Vec<usize> {
    let mut pages: Vec<_> = node.on.clone();
    pages.extend(node.children.iter().flat_map(pages_of));
    pages.sort_unstable();
    pages.dedup();
    pages
}

fn pages_of(node: &Node) -> Vec<usize> {
    pages(node)
}

fn rows(count: usize, lines: impl Fn(usize) -> usize) -> Vec<Vec<Cell>> {
    let row = |index: usize| {
        let lines: Vec<_> = (0..lines(index)).map(|line| format!("{index}.{line}")).collect();
        vec![format!("Row {index}").into(), lines.join("\n").into()]
    };
    (0..count).map(row).collect()
}

#[test]
fn no_row_is_divided_and_each_page_has_the_heads_of_the_columns() {
    let made = table(&["Unit", "Lines of it"], rows(120, |index| 1 + index % 7));
    let book = printed(vec![Block::Table(made)]);
    let rows = book.tree.all("TR");
    assert_eq!(rows.len(), 121);
    for row in rows {
        assert_eq!(pages(row).len(), 1, "{}", row.text);
    }
    assert!(book.pages.len() > 5);
    // On the first page they are read out; on the others they are there to be seen.
    assert!(book.pages[1].text().contains("Lines of it"));
    assert!(!book.pages[1].aside.contains("Lines of it"));
    for page in &book.pages[2..] {
        assert!(page.aside.contains("UnitLines of it"), "{}", page.aside);
    }
}

#[test]
fn a_row_higher_than_a_page_goes_on_and_loses_nothing() {
    let made = table(&["Unit", "Lines"], rows(3, |index| if index == 1 { 200 } else { 1 }));
    let book = printed(vec![Block::Table(made)]);
    let row = &book.tree.all("TR")[2];
    assert!(pages(row).len() > 2);
    for line in 0..200 {
        assert!(row.text.contains(&format!("1.{line}")), "{line}");
    }
}

#[test]
fn a_sum_is_never_parted_from_the_last_row() {
    for count in 20..60 {
        let foot = vec![vec!["Sum".into(), "1".into()]];
        let made = Table { foot, ..table(&["Unit", "Lines"], rows(count, |_| 1)) };
        let book = printed(vec![Block::Table(made)]);
        let rows = book.tree.all("TR");
        assert_eq!(pages(rows[count + 1]), pages(rows[count]), "{count} rows");
        assert_eq!(pages(rows[count - 1]), pages(rows[count]), "{count} rows");
    }
}

#[test]
fn a_short_table_is_not_divided() {
    let mut moved = 0;
    for filler in 20..50 {
        let mut blocks: Vec<_> = (0..filler).map(|_| words("Filler")).collect();
        let foot = vec![vec!["Sum".into(), "1".into()]];
        let made = Table { foot, ..table(&["Unit", "Lines"], rows(4, |_| 1)) };
        blocks.extend([heading(1, "One"), Block::Table(made)]);
        let book = printed(blocks);
        let rows = book.tree.all("TR");
        let whole = pages(rows[0]);
        assert!(rows.iter().all(|row| pages(row) == whole), "{filler}");
        assert_eq!(pages(book.tree.all("H1")[0]), whole, "{filler}");
        moved += usize::from(whole != [1]);
    }
    assert!(moved > 0);
}

#[test]
fn a_heading_is_never_the_last_of_a_page() {
    for filler in 20..50 {
        let mut blocks: Vec<_> = (0..filler).map(|_| words("Filler")).collect();
        blocks.extend([heading(1, "One"), heading(2, "Two"), words("Said")]);
        let book = printed(blocks);
        let said = book.tree.all("P").into_iter().find(|node| node.text == "Said").unwrap();
        assert_eq!(pages(book.tree.all("H1")[0]), pages(said), "{filler}");
        assert_eq!(pages(book.tree.all("H2")[0]), pages(said), "{filler}");
    }
}

#[test]
fn no_line_of_a_paragraph_stands_alone() {
    let five = "One\nTwo\nThree\nFour\nFive";
    let mut parted = 0;
    for filler in 20..50 {
        let mut blocks: Vec<_> = (0..filler).map(|_| words("Filler")).collect();
        blocks.push(words(five));
        let book = printed(blocks);
        let said =
            book.tree.all("P").into_iter().find(|node| node.text.starts_with("One")).unwrap();
        for page in pages(said) {
            let lines = said.on.iter().filter(|on| **on == page).count();
            assert!(lines > 1, "{filler}: {:?}", said.on);
            parted += usize::from(lines < 5);
        }
    }
    assert!(parted > 0);
}

#[test]
fn a_page_break_begins_a_page_and_none_is_left_empty() {
    let breaks = || Block::PageBreak;
    let blocks = vec![breaks(), words("One"), breaks(), breaks(), words("Two"), breaks()];
    let book = printed(blocks);
    let texts: Vec<_> = book.pages.iter().skip(1).map(|page| page.text()).collect();
    assert_eq!(texts, ["One\n", "Two\n"]);
    assert_eq!(printed(vec![breaks(), breaks()]).pages.len(), 1);
}

#[test]
fn notes_that_fill_more_than_a_page_are_all_there() {
    let note = |index: usize| Note {
        term: format!("Term {index}"),
        words: "What it means, which takes more than a line to be said, and so it is broken. "
            .repeat(2),
    };
    let book = printed(vec![Block::Notes((0..60).map(note).collect())]);
    assert_eq!(book.tree.all("Lbl").len(), 60);
    for item in book.tree.all("LI") {
        assert_eq!(pages(item).len(), 1, "{}", item.text);
    }
}
