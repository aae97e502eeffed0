//! New evidence: what may be typed, and what is said beside the field when it may not.

use domain::evidence::{Entry, Kind, default_valid_until, file_name, link};

use crate::day;

const TODAY: &str = "2026-11-23";

fn entry(kind: Kind) -> Entry {
    Entry {
        kind,
        title: "Gateway route export".to_owned(),
        file_name: "routes.json".to_owned(),
        url: "https://wiki.example/routes".to_owned(),
        body: "Exported by the edge team.".to_owned(),
        collected_on: "2026-11-16".to_owned(),
        valid_until: String::new(),
    }
}

#[test]
fn each_kind_keeps_what_it_is_made_of_and_the_guidance_says_how_long_it_counts() {
    let file = entry(Kind::File).checked(day(TODAY), 90).unwrap();
    assert_eq!(file.valid_until, day("2027-02-14"), "90 days from its collection");
    assert_eq!((file.file_name.as_deref(), file.url, file.body), (Some("routes.json"), None, None));
    let link = entry(Kind::Link).checked(day(TODAY), 90).unwrap();
    assert_eq!(link.url.as_deref(), Some("https://wiki.example/routes"));
    assert_eq!((link.file_name, link.body), (None, None));
    let note = entry(Kind::Note).checked(day(TODAY), 90).unwrap();
    assert_eq!(note.body.as_deref(), Some("Exported by the edge team."));

    let untitled = Entry { title: " ".to_owned(), ..entry(Kind::File) };
    assert_eq!(untitled.checked(day(TODAY), 90).unwrap().title, "routes.json");
}

#[test]
fn each_mistake_is_named_beside_its_field() {
    let fields = |entry: Entry| {
        let wrong = entry.checked(day(TODAY), 90).unwrap_err();
        wrong.0.into_iter().map(|error| error.field).collect::<Vec<_>>()
    };
    let file = entry(Kind::File);
    let empty = String::new;
    assert_eq!(
        fields(Entry { title: empty(), url: empty(), ..entry(Kind::Link) }),
        ["title", "url"]
    );
    assert_eq!(fields(Entry { title: "x".repeat(201), ..file.clone() }), ["title"]);
    assert_eq!(fields(Entry { body: " \n ".to_owned(), ..entry(Kind::Note) }), ["body"]);
    assert_eq!(fields(Entry { body: "x".repeat(8001), ..entry(Kind::Note) }), ["body"]);
    let collected = |text: &str| Entry { collected_on: text.to_owned(), ..file.clone() };
    for wrong in ["", "yesterday", "2026-02-30", "2026-11-24", "0026-01-01", "20260-01-01"] {
        assert_eq!(fields(collected(wrong)), ["collected_on"], "{wrong}");
    }
    let until = |text: &str| Entry { valid_until: text.to_owned(), ..file.clone() };
    for wrong in ["never", "2026-11-15", "2036-11-17", "9999-12-31"] {
        assert_eq!(fields(until(wrong)), ["valid_until"], "{wrong}");
    }
    for fine in ["2026-11-16", "2036-11-16"] {
        assert!(until(fine).checked(day(TODAY), 90).is_ok(), "{fine}");
    }
    assert!(collected(TODAY).checked(day(TODAY), 90).is_ok(), "collected today");
}

#[test]
fn a_link_is_an_http_address_without_a_password() {
    for fine in [
        "https://wiki.example/page?id=3#part",
        "http://localhost:8080/x",
        "HTTPS://Example.COM",
        "https://10.0.0.1/report",
        "https://[2001:db8::1]:8443/x",
        "https://bücher.example/",
        "https://example.com/@team/notes?mail=a@b.example",
    ] {
        assert_eq!(link(fine).as_deref(), Ok(fine));
    }
    for wrong in [
        "",
        "wiki.example",
        "ftp://files.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://user:password@wiki.example/",
        "https://user@wiki.example/",
        "https://wiki.example:port/",
        "https://wiki.example/a b",
        "https://wiki.example\\@evil.example/",
        "https://wiki.example/\"><script>",
        "https://wiki.example/\u{202E}gpj.exe",
        "https://[::1",
        "https://...",
    ] {
        assert!(link(wrong).is_err(), "{wrong}");
    }
    assert!(link(&format!("https://wiki.example/{}", "x".repeat(2000))).is_err());
}

#[test]
fn a_file_name_is_shown_without_its_path_and_without_what_hides() {
    assert_eq!(file_name("routes.json"), "routes.json");
    assert_eq!(file_name("../../etc/passwd"), "passwd");
    assert_eq!(file_name("C:\\Users\\ivy\\routes.json"), "routes.json");
    assert_eq!(file_name("invoice\u{202E}fdp.exe"), "invoicefdp.exe");
    assert_eq!(file_name("a\u{0}b\n.txt"), "ab.txt");
    assert_eq!(file_name(""), "unnamed file");
    assert_eq!(file_name("dir/"), "unnamed file");
    assert_eq!(file_name(&"x".repeat(300)).chars().count(), 200);
}

#[test]
fn the_default_validity_counts_from_the_day_of_collection() {
    assert_eq!(default_valid_until(day("2026-11-16"), 30), day("2026-12-16"));
}
