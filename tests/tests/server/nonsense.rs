//! What is sent where something else is expected: texts, bodies, addresses.

use tests::browser::BOUNDARY;

/// Texts that no field should choke on.
pub fn texts() -> Vec<(&'static str, String)> {
    vec![
        ("nothing", String::new()),
        ("blanks", "   \t ".to_owned()),
        ("over-long", "x".repeat(20_000)),
        ("a letter", "x".to_owned()),
        ("a negative number", "-1".to_owned()),
        ("a huge number", "99999999999999999999999".to_owned()),
        ("an id that is not there", "999999".to_owned()),
        ("a number that is too exact", "1.5".to_owned()),
        ("NUL", "a\0b".to_owned()),
        ("control characters", "a\u{1}\u{7f}\u{1b}[31mb".to_owned()),
        ("turned text", "invoice\u{202e}fdp.exe".to_owned()),
        ("isolates", "\u{2066}a\u{2069}".to_owned()),
        ("unseen characters", "a\u{200b}\u{feff}b".to_owned()),
        ("markup", "\"><script data-planted>alert(1)</script><b data-planted>".to_owned()),
        ("a script's address", "javascript:alert(1)".to_owned()),
        ("SQL", "'; DROP TABLE people; --".to_owned()),
        ("a path", "../../../../etc/passwd".to_owned()),
        ("a wrong day", "2026-02-30".to_owned()),
        ("a day far away", "9999-12-31".to_owned()),
        ("a year beyond", "+99999-01-01".to_owned()),
        ("lines", "one\r\ntwo\rthree\nfour".to_owned()),
        ("emoji", "👩‍👩‍👧‍👦🏳️‍🌈".to_owned()),
        ("many accents", "Z̷̢̛͚̺͔̝a̵l̶g̷o̸".repeat(40)),
    ]
}

/// A body of parts in which this stands between the boundaries.
fn parts_with(inside: &str) -> Vec<u8> {
    format!("--{BOUNDARY}\r\n{inside}\r\n--{BOUNDARY}--\r\n").into_bytes()
}

/// Bodies that are no form of ours: what they are, their type, their bytes.
pub fn bodies() -> Vec<(&'static str, String, Vec<u8>)> {
    let parts = format!("multipart/form-data; boundary={BOUNDARY}");
    let form = "application/x-www-form-urlencoded".to_owned();
    let other = |kind: &str| kind.to_owned();
    let cut = "Content-Disposition: form-data; name=\"note-1\"\r\n\r\nhalf";
    let xml = b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>";
    vec![
        ("JSON", other("application/json"), b"{\"name\":\"x\"}".to_vec()),
        ("plain text", other("text/plain"), b"name=x".to_vec()),
        ("XML", other("application/xml"), xml.to_vec()),
        ("no type", String::new(), b"name=x".to_vec()),
        ("a type that is none", other("a\u{e9}/;;=\"\""), b"name=x".to_vec()),
        ("a large form", form, format!("name={}", "x".repeat(9 * 1024 * 1024)).into_bytes()),
        ("a large body", other("application/octet-stream"), vec![0; 3 * 1024 * 1024]),
        ("parts without a boundary", other("multipart/form-data"), b"name=x".to_vec()),
        ("parts that are none", parts.clone(), b"this is no multipart body".to_vec()),
        ("parts cut short", parts.clone(), format!("--{BOUNDARY}\r\n{cut}").into_bytes()),
        (
            "a part without a name",
            parts.clone(),
            parts_with("Content-Disposition: form-data\r\n\r\nx"),
        ),
        ("a part with a broken header", parts.clone(), parts_with("\0\u{1}: \u{2}\r\n\r\nx")),
        ("a part without a header", parts, parts_with("\r\nx")),
    ]
}

/// Queries that no page should choke on.
pub const QUERIES: [&str; 20] = [
    "?page=0",
    "?page=-1",
    "?page=99999999999999999999",
    "?page=x",
    "?sort=nonsense&dir=up",
    "?q=%00",
    "?q=%ff%fe",
    "?unit=999999",
    "?unit=x",
    "?q='%22%3E%3Cscript%20data-planted%3E",
    "?done=%3Cb%20data-planted%3E",
    "?state=nonsense&band=x&kind=y",
    "?open=999",
    "?open=x",
    "?since=x&until=y&from=z",
    "?&&==&",
    "?page=1&page=2",
    "?q=AND%20OR%20NOT%20%22%20*%20(",
    "?tag=%F0%9F%92%A9",
    "?group=nonsense&watching=%ff&view=x&page=2",
];
