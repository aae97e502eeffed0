//! Files from whoever means harm: they are refused in time, with words, and never end the program.

use domain::questionnaires::{BYTES_MAX, FAULTS_MAX, FileWrong, Form, export, import};
use proptest::prelude::*;

use super::sound;

#[cfg(test)]
fn first(bytes: &[u8], form: Form) -> String {
    import(bytes, form).unwrap_err()[0].to_string()
}

#[test]
fn a_file_that_is_too_large_is_not_looked_at() {
    let large = vec![b'#'; BYTES_MAX + 1];
    for form in Form::ALL {
        assert_eq!(import(&large, *form).unwrap_err()[0].wrong, FileWrong::TooLarge);
    }
    let said = first(&large, Form::Toml);
    assert_eq!(said, "line 1: The file is too large: the limit is 256 KiB.");
    let most = vec![b'#'; BYTES_MAX];
    assert_ne!(import(&most, Form::Toml).unwrap_err()[0].wrong, FileWrong::TooLarge);
}

#[test]
fn what_is_no_text_is_told_with_its_line() {
    assert_eq!(first(b"key = 1\n\xff\xfe", Form::Toml), "line 2: This is no text in UTF-8.");
}

#[test]
fn what_is_not_well_formed_is_told_with_its_line() {
    let toml = first(b"key = \"a\"\ntitle = \n", Form::Toml);
    assert!(toml.starts_with("line 2: This is no TOML: "), "{toml}");
    let twice = first(b"key = \"a\"\nkey = \"b\"\n", Form::Toml);
    assert!(twice.starts_with("line 2: This is no TOML: "), "{twice}");
    let json = first(b"{\n  \"key\": \"a\",\n  nothing\n}", Form::Json);
    assert!(json.starts_with("line 3: This is no JSON: "), "{json}");
    assert!(first(b"", Form::Json).starts_with("line 1: This is no JSON: "));
    assert_eq!(first(b"[]", Form::Json), "line 1: This must be a table, not a list.");
}

#[test]
fn depth_does_no_harm() {
    for depth in [20, 200, 60_000] {
        let json = format!("{{\"key\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
        let faults = import(json.as_bytes(), Form::Json).unwrap_err();
        let said = "line 1, key: This must be a text, not a list.";
        assert!(faults.iter().any(|fault| fault.to_string() == said), "{faults:?}");
        let toml = format!("key = {}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(import(toml.as_bytes(), Form::Toml).is_err());
        let toml = format!("{}a = 1", "a.".repeat(depth));
        assert!(import(toml.as_bytes(), Form::Toml).is_err());
    }
}

#[test]
fn ten_thousand_faults_are_not_all_told() {
    let fields: String = (0..20_000).map(|no| format!("f{no} = 1\n")).collect();
    let faults = import(fields.as_bytes(), Form::Toml).unwrap_err();
    assert_eq!(faults.len(), FAULTS_MAX);
    let same = format!("{{{}\"x\": 1}}", "\"key\": 1, ".repeat(20_000));
    assert_eq!(import(same.as_bytes(), Form::Json).unwrap_err().len(), FAULTS_MAX);
    let many = format!("questions = [{}]", "{},".repeat(50_000));
    let faults = import(many.as_bytes(), Form::Toml).unwrap_err();
    let said = "line 1, questions: At most 100 questions; there are 50000.";
    assert!(faults.iter().any(|fault| fault.to_string() == said), "{faults:?}");
}

#[test]
fn the_name_of_an_unknown_field_is_cut_and_shown_without_what_is_hidden() {
    let file = format!("\"{}\" = 1\n\"a\\u202Eb\" = 1", "x".repeat(5000));
    let said = import(file.as_bytes(), Form::Toml).unwrap_err();
    let fields: Vec<&str> = said.iter().map(|fault| fault.field.as_str()).collect();
    assert!(fields.contains(&"x".repeat(60).as_str()));
    assert!(fields.contains(&"a\u{FFFD}b"));
}

#[test]
fn a_mark_of_the_byte_order_in_front_is_passed_over() {
    for form in Form::ALL {
        let file = format!("\u{FEFF}{}", export(&sound(1), *form).unwrap());
        assert_eq!(import(file.as_bytes(), *form).unwrap().questionnaire, sound(1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// A sound file of which a piece was replaced by anything is read or refused, and told in a line
    /// that it has.
    #[test]
    fn a_damaged_file_is_read_or_refused(
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        put in prop_oneof![".{0,30}", "[\\[\\]{}\"',:=#0-9a-z\\n]{0,30}"],
    ) {
        for form in Form::ALL {
            let file = export(&sound(2), *form).unwrap();
            let from = at.index(file.len());
            let to = (from + length).min(file.len());
            let damaged = [&file.as_bytes()[..from], put.as_bytes(), &file.as_bytes()[to..]].concat();
            let lines = 1 + damaged.iter().filter(|byte| **byte == b'\n').count();
            if let Err(faults) = import(&damaged, *form) {
                prop_assert!(!faults.is_empty());
                for fault in faults {
                    prop_assert!((1..=lines).contains(&fault.line), "{}", fault);
                }
            }
        }
    }
}
