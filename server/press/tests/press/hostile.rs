//! Texts that mean harm, or are in a script that the font lacks.

use press::{Block, Cell, Chart, Cover, Document, Figure, Mark, Note, Sign, Table, pdf};
use proptest::prelude::*;

use crate::plain::{of, table, words};
use crate::reader::{Book, read};
use crate::sample::heading;

/// A document that says the text wherever a text can stand.
fn everywhere(text: &str) -> Document {
    let own = || text.to_owned();
    let named = |name: &str| format!("{name}{text}");
    let sign = || Some(Sign { mark: Mark::Gap, words: named("s") });
    let note = || vec![Note { term: own(), words: own() }];
    let row = || vec![own().into(), Cell { mark: Some(Mark::Clash), ..named("c").into() }];
    let made =
        Table { caption: own(), foot: vec![row()], ..table(&[text, text], vec![row(), row()]) };
    let figure = Figure { label: own(), value: own(), unit: own(), state: sign(), change: sign() };
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let escaped: String = escaped.chars().filter(|one| !one.is_control()).collect();
    let escaped = escaped.replace(['\u{fffe}', '\u{ffff}'], " ");
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"30\">\
         <text y=\"20\" font-family=\"serif\" font-size=\"12\">{escaped}</text></svg>"
    );
    Document {
        title: named("t"),
        organisation: own(),
        subject: own(),
        author: own(),
        stamp: own(),
        cover: Cover { range: own(), as_of: own(), facts: note(), ..Cover::default() },
        ..of(vec![
            heading(1, &named("h")),
            Block::Say(own()),
            words(text),
            Block::Figures(vec![figure]),
            Block::Chart(Chart { svg, alt: named("a"), height: None }),
            Block::Table(made),
            Block::Table(Table { empty: named("e"), ..table(&[text], Vec::new()) }),
            Block::Notes(note()),
        ])
    }
}

fn printed(text: &str) -> Book {
    read(&pdf(&everywhere(text)).unwrap())
}

#[test]
fn marks_of_other_languages_come_out_as_they_are() {
    let hostile = [
        "#let x = 1 $y$ *bold* _it_ `code` @ref <label> [a](b)",
        "]]> </text> <script>alert(1)</script> &amp; &#x41; \"'",
        "(a) Tj ET \\) \\n %PDF endstream endobj",
        "\\input{x} {{ 7*7 }} ${7*7} ' OR 1=1 --",
    ];
    for text in hostile {
        let book = printed(text);
        assert_eq!(book.title, format!("t{text}"));
        assert_eq!(book.tree.texts("H1"), [format!("h{text}")]);
        assert_eq!(book.tree.texts("Caption"), [text]);
        let cells = book.tree.all("Table")[0].texts("TD");
        assert_eq!(cells, [format!("c{text}"), format!("c{text}"), format!("c{text}")]);
        assert_eq!(book.tree.all("Figure")[0].alt.as_deref(), Some(format!("a{text}").as_str()));
        assert_eq!(book.tree.texts("Figure"), [text]);
    }
}

#[test]
fn what_the_font_lacks_is_a_box_to_see_and_itself_to_read() {
    for text in ["安全部門", "אבטחת מידע", "أمن المعلومات", "हिन्दी", "👩‍👩‍👧‍👦🇩🇪", "𝕏"]
    {
        let book = printed(text);
        assert_eq!(book.tree.texts("H1"), [format!("h{text}")]);
        assert_eq!(book.outline[1].1, format!("h{text}"));
        let heads: Vec<_> = book.tree.all("Table")[0].all("THead")[0].texts("TH");
        assert_eq!(heads.concat(), [text, text].concat());
    }
}

#[test]
fn accents_stay_with_their_letters() {
    for text in ["Łódź Žižkov Ağrı", "e\u{301}o\u{308}", "Αθήνα · Київ", "ẹ\u{302}\u{301}\u{323}"]
    {
        assert_eq!(printed(text).tree.texts("H1"), [format!("h{text}")]);
    }
}

#[test]
fn what_is_no_character_is_replaced_by_one_that_can_be_seen() {
    for (text, read) in [
        ("a\u{0}b", "a\u{fffd}b"),
        ("a\u{1b}[31mb", "a\u{fffd}[31mb"),
        ("a\u{feff}b", "a\u{fffd}b"),
        ("a\u{e001}\u{f0001}b", "a\u{fffd}\u{fffd}b"),
        ("a\u{fffe}\u{1fffe}b", "a\u{fffd}\u{fffd}b"),
        ("a\tb", "a b"),
    ] {
        assert_eq!(printed(text).tree.texts("H1"), [format!("h{read}")]);
    }
}

#[test]
fn texts_without_end_and_without_spaces_are_broken_and_kept() {
    let long = "Donaudampfschifffahrtsgesellschaft".repeat(60);
    let book = printed(&long);
    assert_eq!(book.tree.texts("H1"), [format!("h{long}")]);
    assert_eq!(book.tree.all("Table")[0].texts("TD")[0], format!("c{long}"));
}

#[test]
fn an_empty_text_leaves_the_structure_whole() {
    let book = printed("");
    assert_eq!(book.tree.texts("H1"), ["h"]);
    assert_eq!(book.tree.all("Table").len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_printed(text in any::<String>()) {
        let document = everywhere(&text);
        let book = read(&pdf(&document).map_err(|error| TestCaseError::fail(error.to_string()))?);
        for page in &book.pages {
            prop_assert_eq!(page.stray.as_str(), "");
        }
        prop_assert_eq!(book.tree.all("TR").len(), 6);
    }
}
