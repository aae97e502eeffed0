//! How things are written, and what may be typed.

use domain::Timestamp;
use domain::text::{
    self, Quarter, bytes, count, email, initials, list, list_at_most, moment, name, number,
    parse_day, person_name, prose, quarter, relative, required, short_hash, since,
};

use crate::{ago, day};

#[test]
fn days_and_moments_are_written_in_full_and_in_utc() {
    assert_eq!(text::day(day("2026-11-23")), "23 Nov 2026");
    assert_eq!(text::day(day("2026-12-04")), "04 Dec 2026");
    let at: Timestamp = "2026-11-23T15:02:59+01:00".parse().unwrap();
    assert_eq!(moment(at), "23 Nov 2026, 14:02 UTC");
}

#[test]
fn distances_are_said_from_today() {
    let today = day("2026-11-23");
    for (days, said) in [
        (0, "today"),
        (1, "yesterday"),
        (-1, "tomorrow"),
        (9, "9 days ago"),
        (-18, "in 18 days"),
        (1500, "1,500 days ago"),
    ] {
        assert_eq!(relative(ago(days, today), today), said);
    }
    let now: Timestamp = "2026-11-23T14:00:00Z".parse().unwrap();
    for (at, said) in [
        ("2026-11-23T13:59:01Z", "just now"),
        ("2026-11-23T13:59:00Z", "1 minute ago"),
        ("2026-11-23T13:00:01Z", "59 minutes ago"),
        ("2026-11-23T11:00:00Z", "3 hours ago"),
        ("2026-11-22T14:00:00Z", "1 day ago"),
        ("2026-11-23T15:00:00Z", "just now"),
    ] {
        assert_eq!(since(at.parse().unwrap(), now), said, "{at}");
    }
}

#[test]
fn counts_have_their_noun_and_thousands_apart() {
    assert_eq!(count(0_usize, "model", "models"), "0 models");
    assert_eq!(count(1_i64, "model", "models"), "1 model");
    assert_eq!(count(1406_u32, "line", "lines"), "1,406 lines");
    for (n, written) in
        [(999, "999"), (1000, "1,000"), (18_391, "18,391"), (1_000_000, "1,000,000")]
    {
        assert_eq!(number(n), written);
    }
}

#[test]
fn names_are_listed_in_a_sentence() {
    assert_eq!(list::<&str>(&[]), "");
    assert_eq!(list(&["a"]), "a");
    assert_eq!(list(&["a", "b"]), "a and b");
    assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    assert_eq!(list_at_most(&["a", "b", "c"], 3), "a, b and c");
    assert_eq!(list_at_most(&["a", "b", "c", "d"], 3), "a, b, c and 1 more");
    assert_eq!(list_at_most(&["a", "b", "c", "d"], 1), "a and 3 more");
}

#[test]
fn hashes_sizes_and_initials_are_short() {
    let hash = "7c1e".to_owned() + &"0".repeat(56) + "a904";
    assert_eq!(short_hash(&hash), "7c1e…a904");
    assert_eq!(short_hash("7c1ea904"), "7c1ea904");
    assert_eq!(short_hash("ééééééééé"), "éé…éé");
    for (n, written) in [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1,023 bytes"),
        (1024, "1.0 KiB"),
        (1536, "1.5 KiB"),
        (1024 * 1024 - 1, "1.0 MiB"),
        (25 * 1024 * 1024, "25.0 MiB"),
        (3 * 1024 * 1024 * 1024, "3.0 GiB"),
    ] {
        assert_eq!(bytes(n), written);
    }
    assert!(bytes(u64::MAX).ends_with("TiB"));
    for (name, short) in [
        ("Priya Raman", "PR"),
        ("Cher", "C"),
        ("ursula k. le guin", "UG"),
        ("Émile Zola", "ÉZ"),
        (" ", ""),
    ] {
        assert_eq!(initials(name), short);
    }
}

#[test]
fn quarters_have_a_label_and_bounds() {
    assert_eq!(quarter(day("2026-11-23")), "Q4 2026");
    for (in_it, first, last, next) in [
        ("2026-01-01", "2026-01-01", "2026-03-31", "Q2 2026"),
        ("2026-06-30", "2026-04-01", "2026-06-30", "Q3 2026"),
        ("2026-08-15", "2026-07-01", "2026-09-30", "Q4 2026"),
        ("2026-12-31", "2026-10-01", "2026-12-31", "Q1 2027"),
    ] {
        let quarter = Quarter::of(day(in_it));
        assert_eq!((quarter.first_day(), quarter.last_day()), (day(first), day(last)));
        assert_eq!(quarter.next().to_string(), next);
        assert_eq!(quarter.next().previous(), quarter);
    }
}

#[test]
fn a_name_is_one_visible_line_within_its_limit() {
    assert_eq!(name("  Online Store ", 120).unwrap(), "Online Store");
    assert_eq!(name("نام\u{200C}ها", 120).unwrap(), "نام\u{200C}ها", "joiners are letters' work");
    assert_eq!(name("", 120).unwrap_err(), "This can’t be empty.");
    assert_eq!(name("abcd", 3).unwrap_err(), "At most 3 characters; this has 4.");
    assert!(name("ééé", 3).is_ok(), "characters are counted, not bytes");
    for hidden in ["a\nb", "a\tb", "a\u{0}b", "a\u{1b}[31m", "a\u{200B}b", "a\u{2028}b", "\u{FEFF}"]
    {
        assert!(name(hidden, 120).unwrap_err().contains("can't be seen"), "{hidden:?}");
    }
    for turned in ["a\u{202E}b", "\u{202A}", "x\u{2066}y\u{2069}"] {
        assert!(name(turned, 120).unwrap_err().contains("direction"), "{turned:?}");
    }
}

#[test]
fn a_name_has_something_to_see() {
    let alone = [
        '\u{2800}',
        '\u{3164}',
        '\u{115F}',
        '\u{1160}',
        '\u{FFA0}',
        '\u{034F}',
        '\u{180E}',
        '\u{200D}',
        '\u{200C}',
        '\u{FE0F}',
        '\u{2061}',
        '\u{E0100}',
        '\u{17B4}',
        '\u{FFF9}',
        '\u{3000}',
    ];
    for blank in alone {
        assert!(name(&blank.to_string(), 120).is_err(), "{blank:?}");
        assert!(name(&format!(" {blank}\u{A0}{blank}"), 120).is_err(), "{blank:?}");
        assert!(required(&blank.to_string(), 120).is_err(), "{blank:?}");
    }
    for tag in '\u{E0000}'..='\u{E007F}' {
        assert!(name(&format!("Priya{tag}"), 120).is_err(), "{tag:?}");
    }
    for hidden in ['\u{2800}', '\u{3164}', '\u{115F}', '\u{FFA0}', '\u{034F}', '\u{2064}'] {
        let said = name(&format!("a{hidden}b"), 120).unwrap_err();
        assert!(said.contains("can't be seen"), "{hidden:?}: {said}");
    }
    for turned in ['\u{061C}', '\u{200E}', '\u{200F}'] {
        let said = name(&format!("a{turned}b"), 120).unwrap_err();
        assert!(said.contains("direction"), "{turned:?}: {said}");
    }
    // Words of other scripts keep the marks that they are spelled with.
    for fine in ["ᠬᠠᠷ᠎ᠠ", "葛\u{E0100}城", "क्\u{200D}ष", "❤\u{FE0F}", "José", "김민준", "⠏⠗"]
    {
        assert_eq!(name(fine, 120).as_deref(), Ok(fine));
    }
}

#[test]
fn nobody_is_called_what_the_program_signs_with() {
    for taken in ["Plumbline", " plumbline ", "PLUMBLINE", "Plumb\u{200D}line", "Plumbline\u{FE0F}"]
    {
        let said = person_name(taken).unwrap_err();
        assert_eq!(said, "The program signs its own entries as Plumbline. Choose another name.");
    }
    assert_eq!(person_name(" Priya Raman ").as_deref(), Ok("Priya Raman"));
    assert_eq!(person_name("Plumbline Jones").as_deref(), Ok("Plumbline Jones"));
    assert!(person_name("").is_err());
    assert!(person_name(&"a".repeat(121)).is_err());
}

#[test]
fn prose_keeps_its_lines() {
    assert_eq!(prose(" a\r\n\r\nb\rc\td \n", 100).unwrap(), "a\n\nb\nc\td");
    assert_eq!(prose(" \n ", 100).unwrap(), "");
    assert!(prose("a\u{202E}b", 100).is_err());
    assert!(prose("a\u{7}b", 100).is_err());
    assert!(required(" \n ", 100).is_err());
    assert_eq!(required("a\nb", 100).unwrap(), "a\nb");
}

#[test]
fn an_address_has_the_shape_of_one() {
    for fine in
        ["priya.raman@aldermoor.example", " a@b.example ", "root@localhost", "a+b@c-d.example"]
    {
        assert_eq!(email(fine).as_deref(), Ok(fine.trim()));
    }
    for wrong in [
        "",
        "priya",
        "@b.example",
        "a@",
        "a@b@c.example",
        "a b@c.example",
        "a@b..example",
        "a@.example",
        "a@-b.example",
        ".a@b.example",
        "a..b@c.example",
        "a@b.example,c@d.example",
        "a@b.example\nbcc: x",
        "Priya <a@b.example>",
        "a\u{202E}@b.example",
    ] {
        assert!(email(wrong).is_err(), "{wrong:?}");
    }
    assert!(email(&format!("{}@b.example", "a".repeat(65))).is_err());
    assert!(email(&format!("a@{}example", "b.".repeat(130))).is_err());
}

#[test]
fn a_typed_day_is_year_month_day_within_four_digits() {
    assert_eq!(parse_day(" 2026-11-23 ").unwrap(), day("2026-11-23"));
    for wrong in ["", "23.11.2026", "2026-02-30", "1899-12-31", "+10000-01-01", "2026-11-23T00:00"]
    {
        assert!(parse_day(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_limit_is_told_as_it_was_chosen() {
    for (bytes, said) in [
        (512, "512 bytes"),
        (512 * 1024, "512 KiB"),
        (25 * 1024 * 1024, "25 MiB"),
        (25 * 1024 * 1024 + 1, "25.0 MiB"),
        (1536, "1.5 KiB"),
        (2 * 1024 * 1024 * 1024, "2 GiB"),
    ] {
        assert_eq!(text::limit(bytes), said);
    }
}
