//! Requests for evidence: what can be asked, and what answers it.

use domain::EvidenceId;
use domain::evidence::request::{answered, wanted};

use crate::day;

#[test]
fn a_request_says_what_is_wanted_and_by_when() {
    let today = day("2026-11-23");
    let asked = wanted(" The export of 16 November. ", "2026-12-07", today).unwrap();
    assert_eq!(
        (asked.wanted.as_str(), asked.due_on),
        ("The export of 16 November.", day("2026-12-07"))
    );
    assert!(wanted("x", "2026-11-23", today).is_ok(), "today is soon enough");
    for (text, due, field) in [
        ("", "2026-12-07", "wanted"),
        ("x", "2026-11-22", "due_on"),
        ("x", "2028-12-01", "due_on"),
        ("x", "soon", "due_on"),
    ] {
        assert!(wanted(text, due, today).unwrap_err().about(field).is_some(), "{text:?} {due}");
    }
}

#[test]
fn an_answer_is_an_item_or_says_why_there_is_none() {
    assert_eq!(answered("12", "").unwrap().evidence, Some(EvidenceId(12)));
    assert_eq!(answered("", "The gateway was switched off in May.").unwrap().evidence, None);
    assert!(answered("", " ").unwrap_err().about("words").is_some());
    assert!(answered("all of them", "").unwrap_err().about("item").is_some());
}
