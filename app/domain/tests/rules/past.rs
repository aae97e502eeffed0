//! Which days a page can be asked for.

use domain::past::asked;
use domain::{AppError, Day};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn ask(text: &str) -> Result<Option<Day>, AppError> {
    asked(text, day("2025-02-03"), day("2026-11-23"))
}

#[test]
fn a_day_from_the_first_on_can_be_looked_at_once_it_is_over() {
    assert_eq!(ask("2025-02-03"), Ok(Some(day("2025-02-03"))));
    assert_eq!(ask(" 2026-11-22 "), Ok(Some(day("2026-11-22"))));
}

#[test]
fn today_and_no_day_are_the_present() {
    assert_eq!(ask("2026-11-23"), Ok(None));
    assert_eq!(ask(""), Ok(None));
}

#[test]
fn of_other_days_it_is_said_why_nothing_is_known() {
    let why = |text| match ask(text) {
        Err(AppError::Invalid(invalid)) => invalid.about("as_of").unwrap().to_owned(),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(why("2026-11-24"), "That day lies ahead: nothing is known of it yet.");
    assert_eq!(
        why("2025-02-02"),
        "Nothing is known of that day: the records begin on 03 Feb 2025."
    );
    for nonsense in ["yesterday", "2026-02-30", "30.9.2026", "2026-09-30T10:00"] {
        assert!(why(nonsense).starts_with("This address asks for a day that is none."));
    }
    assert!(why("9999-12-31").starts_with("That day lies ahead"));
}
