//! Comments: who is mentioned, what is a link, and that everything else stays text.

use domain::PersonId;
use domain::tasks::talk::{Piece, mentioned, pieces};
use proptest::prelude::*;

fn people() -> Vec<(PersonId, String)> {
    let names = [
        "Priya Raman",
        "Priya Raman-Okafor",
        "Anna Lee",
        "Jürgen Öz",
        "Ann",
        "Ann Lee",
        "Ann",
        "Νίκος",
        "李 小龍",
    ];
    (1..).zip(names).map(|(id, name)| (PersonId(id), name.to_owned())).collect()
}

/// A comment with its mentions as `[1:@Priya Raman]` and its links as `<https://…>`.
fn shown(body: &str) -> String {
    let show = |piece: Piece| match piece {
        Piece::Text(text) => text,
        Piece::Mention(person, text) => format!("[{person}:{text}]"),
        Piece::Link(link) => format!("<{link}>"),
    };
    pieces(body, &people()).into_iter().map(show).collect()
}

#[test]
fn a_full_name_after_an_at_sign_mentions_somebody() {
    for (body, expected) in [
        ("@Priya Raman, see above.", "[1:@Priya Raman], see above."),
        ("Thanks (@priya RAMAN)!", "Thanks ([1:@priya RAMAN])!"),
        ("@Priya Raman's list", "[1:@Priya Raman]'s list"),
        ("@Priya Raman-Okafor", "[2:@Priya Raman-Okafor]"),
        ("@Priya Raman – please", "[1:@Priya Raman] – please"),
        ("ask @jürgen öz.", "ask [4:@jürgen öz]."),
        ("ask @JÜRGEN ÖZ.", "ask [4:@JÜRGEN ÖZ]."),
        ("@νίκος and @李 小龍", "[8:@νίκος] and [9:@李 小龍]"),
        ("@Ann Lee @Ann", "[6:@Ann Lee] [5:@Ann]"),
        ("@Anna Lee@Ann", "[3:@Anna Lee]@Ann"),
        ("@@Ann", "@[5:@Ann]"),
        ("one\n@Ann\ntwo", "one\n[5:@Ann]\ntwo"),
    ] {
        assert_eq!(shown(body), expected);
    }
}

#[test]
fn what_only_looks_like_a_mention_is_text() {
    for body in [
        "",
        "@",
        "@ Ann",
        "@Priya",
        "@Priya  Raman",
        "@Priya Ramana",
        "@Priya Raman_2",
        "@Ann-Marie",
        "@Ann\u{0301}",
        "ann@Ann",
        "Ann",
        "priya.raman@aldermoor.example",
        "@nobody",
        "@İ",
    ] {
        assert_eq!(shown(body), body);
    }
}

#[test]
fn addresses_are_links_without_what_ends_the_sentence() {
    for (body, expected) in [
        ("https://example.com/a", "<https://example.com/a>"),
        ("See https://example.com/a.", "See <https://example.com/a>."),
        ("(http://example.com/a?b=c&d=e)", "(<http://example.com/a?b=c&d=e>)"),
        ("https://example.com/wiki/Line_(tool)!", "<https://example.com/wiki/Line_(tool)>!"),
        ("(https://example.com/Line_(tool)).", "(<https://example.com/Line_(tool)>)."),
        ("[https://example.com/[1]]", "[<https://example.com/[1]>]"),
        ("“https://example.com/a”, he said", "“<https://example.com/a>”, he said"),
        ("href=\"https://example.com\">x", "href=\"<https://example.com>\">x"),
        ("<https://example.com>", "<<https://example.com>>"),
        ("https://example.com/ü https://[::1]/", "<https://example.com/ü> <https://[::1]/>"),
        ("https://example.com/@Ann @Ann", "<https://example.com/@Ann> [5:@Ann]"),
        ("https://a.example\u{202e}moc", "<https://a.example>\u{202e}moc"),
    ] {
        assert_eq!(shown(body), expected);
    }
}

#[test]
fn nothing_else_is_markup() {
    for body in [
        "https://",
        "https:// example.com",
        "https://...",
        "HTTPS://example.com",
        "xhttps://example.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.com",
        "www.example.com",
        "[link](/tasks/1)",
        "<script>alert(1)</script>",
        "**bold** `code` # head",
    ] {
        assert_eq!(shown(body), body);
    }
}

#[test]
fn whoever_is_mentioned_twice_is_named_once_in_order() {
    let body = "@Jürgen Öz, @Ann, @JÜRGEN ÖZ: look at https://example.com/@Anna Lee";
    assert_eq!(mentioned(body, &people()), [PersonId(4), PersonId(5)]);
    assert_eq!(mentioned(body, &[]), []);
}

/// Pieces of comments, in any order and next to each other.
fn any_body() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(vec![
            "@",
            "@Ann",
            "@Ann Lee",
            "@PRIYA RAMAN",
            "@Jürgen Öz",
            "-",
            " ",
            "\n",
            "https://",
            "http://",
            "example.com",
            "/a(b)",
            ")",
            "]",
            ".",
            "…",
            "<",
            "İ",
            "ß",
            "\u{0301}",
        ])
        .prop_map(str::to_owned),
        ".{0,6}",
        any::<String>(),
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn the_pieces_one_after_another_are_the_comment(body in any_body()) {
        let pieces = pieces(&body, &people());
        let text: String = pieces.iter().map(Piece::as_str).collect();
        prop_assert_eq!(text, body);
        let is_text = |piece: &Piece| matches!(piece, Piece::Text(_));
        prop_assert!(!pieces.windows(2).any(|pair| is_text(&pair[0]) && is_text(&pair[1])));
        for piece in &pieces {
            match piece {
                Piece::Text(text) => prop_assert!(!text.is_empty()),
                Piece::Link(link) => {
                    prop_assert!(link.starts_with("https://") || link.starts_with("http://"));
                    prop_assert!(!link.contains(|c: char| c.is_whitespace() || "<>\"".contains(c)));
                }
                Piece::Mention(person, text) => {
                    let people = people();
                    let name = &people.iter().find(|(id, _)| id == person).unwrap().1;
                    prop_assert_eq!(text.to_lowercase(), format!("@{name}").to_lowercase());
                }
            }
        }
    }
}
