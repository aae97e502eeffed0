//! Audits: what can be set up, raised and concluded, what may be closed, and when an account from
//! outside is over.

use domain::audits::{
    ConclusionEntry, Ending, FindingEntry, Grade, Opinion, PlanEntry, Remaining, concluded,
    external_is_over, external_until, finding, new_audit, words,
};
use domain::{AppError, PersonId, QuestionNo, RoundId, UnitId};

use crate::day;

const TODAY: &str = "2026-11-23";

fn list(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

fn entry() -> PlanEntry {
    PlanEntry {
        name: " Q3 2026 review ".to_owned(),
        about: "For the board.".to_owned(),
        from: "2026-07-01".to_owned(),
        to: "2026-09-30".to_owned(),
        units: list(&["3", " 4 ", "3"]),
        rounds: list(&["7"]),
        auditors: list(&["9"]),
    }
}

fn wrong(field: &str, change: impl FnOnce(&mut PlanEntry)) -> String {
    let mut typed = entry();
    change(&mut typed);
    let invalid = new_audit(&typed, day(TODAY)).unwrap_err();
    invalid.about(field).unwrap_or_else(|| panic!("nothing about {field}: {invalid:?}")).to_owned()
}

#[test]
fn an_audit_is_of_units_and_rounds_in_a_window_and_has_auditors() {
    let new = new_audit(&entry(), day(TODAY)).unwrap();
    assert_eq!((new.name.as_str(), new.about.as_str()), ("Q3 2026 review", "For the board."));
    assert_eq!((new.from, new.to), (day("2026-07-01"), day("2026-09-30")));
    assert_eq!(new.units, [UnitId(3), UnitId(4)].into(), "a unit that is named twice counts once");
    assert_eq!(new.rounds, [RoundId(7)].into());
    assert_eq!(new.auditors, [PersonId(9)].into());
}

#[test]
fn an_audit_needs_a_name_a_window_and_a_unit_and_no_more() {
    let least = PlanEntry {
        about: String::new(),
        rounds: Vec::new(),
        auditors: Vec::new(),
        to: "2026-07-01".to_owned(),
        ..entry()
    };
    let new = new_audit(&least, day(TODAY)).unwrap();
    assert_eq!(new.from, new.to, "a window can be one day");
    assert!(!wrong("name", |it| it.name = " ".to_owned()).is_empty());
    assert!(!wrong("from", |it| it.from = String::new()).is_empty());
    assert!(!wrong("to", |it| it.to = "31 September".to_owned()).is_empty());
    assert_eq!(wrong("units", |it| it.units.clear()), "Choose at least one unit.");
    let all = new_audit(&PlanEntry::default(), day(TODAY)).unwrap_err();
    for field in ["name", "from", "to", "units"] {
        assert!(all.about(field).is_some(), "all that is wrong is said at once: {field}");
    }
}

#[test]
fn a_window_does_not_end_before_it_begins_nor_is_it_longer_than_two_years_and_a_quarter() {
    assert_eq!(
        wrong("to", |it| it.to = "2026-06-30".to_owned()),
        "The window ends before it begins."
    );
    let length = |to: &str| new_audit(&PlanEntry { to: to.to_owned(), ..entry() }, day(TODAY));
    assert!(length("2028-09-30").is_ok(), "822 days after the first");
    assert!(length("2028-10-01").unwrap_err().about("to").unwrap().contains("two years"));
    let ahead = |from: &str, to: &str| {
        let typed = PlanEntry { from: from.to_owned(), to: to.to_owned(), ..entry() };
        new_audit(&typed, day(TODAY))
    };
    assert!(ahead("2029-02-22", "2029-02-23").is_ok());
    assert!(ahead("2029-02-23", "2029-02-23").unwrap_err().about("from").is_some());
}

#[test]
fn what_is_not_from_the_list_is_said_once() {
    for (field, change) in [
        ("units", (|it| it.units = list(&["3", "all", "x"])) as fn(&mut PlanEntry)),
        ("rounds", |it| it.rounds = list(&["", "7"])),
        ("auditors", |it| it.auditors = list(&["99999999999999999999"])),
    ] {
        assert_eq!(wrong(field, change), "Choose from the list.");
    }
}

#[test]
fn a_finding_says_where_on_what_how_grave_and_why() {
    let typed = FindingEntry {
        unit: "3".to_owned(),
        question: "9".to_owned(),
        grade: "major".to_owned(),
        title: "Keys are not rotated".to_owned(),
        detail: "Three of five keys are older than a year; ninety days are promised.".to_owned(),
    };
    let new = finding(&typed, 10).unwrap();
    assert_eq!((new.unit, new.question, new.grade), (UnitId(3), QuestionNo(9), Grade::Major));
    for (field, change) in [
        ("unit", (|it| it.unit = String::new()) as fn(&mut FindingEntry)),
        ("question", |it| it.question = "0".to_owned()),
        ("question", |it| it.question = "11".to_owned()),
        ("question", |it| it.question = "70000".to_owned()),
        ("grade", |it| it.grade = "grave".to_owned()),
        ("title", |it| it.title = "\n".to_owned()),
        ("title", |it| it.title = "x".repeat(201)),
        ("detail", |it| it.detail = " ".to_owned()),
        ("detail", |it| it.detail = "x".repeat(4001)),
    ] {
        let mut typed = typed.clone();
        change(&mut typed);
        assert!(finding(&typed, 10).unwrap_err().about(field).is_some(), "{field}: {typed:?}");
    }
}

#[test]
fn a_conclusion_is_one_of_four_opinions_with_its_grounds_of_a_unit_or_the_whole() {
    let typed = |unit: &str, opinion: &str, words: &str| {
        concluded(&ConclusionEntry {
            unit: unit.to_owned(),
            opinion: opinion.to_owned(),
            words: words.to_owned(),
        })
    };
    let whole = typed(" ", "qualified", "But for the keys.").unwrap();
    assert_eq!((whole.unit, whole.opinion), (None, Opinion::Qualified));
    assert_eq!(typed("3", "adverse", "None is rotated.").unwrap().unit, Some(UnitId(3)));
    assert!(typed("the whole", "adverse", "x").unwrap_err().about("unit").is_some());
    assert!(typed("", "fine", "x").unwrap_err().about("opinion").is_some());
    let mute = typed("", "disclaimer", "").unwrap_err();
    assert_eq!(mute.about("words"), Some("Say on what it rests."));
}

#[test]
fn the_words_of_opinions_grades_and_endings_are_read_back() {
    assert!(Opinion::ALL.iter().all(|it| it.key().parse() == Ok(*it) && !it.short().is_empty()));
    assert!(Grade::ALL.iter().all(|it| it.key().parse() == Ok(*it)));
    assert!(Ending::ALL.iter().all(|it| it.key().parse() == Ok(*it)));
}

#[test]
fn a_response_says_something() {
    let missing = "Say what you make of it.";
    assert_eq!(words("response", " Rotated. ", missing).unwrap(), "Rotated.");
    let mute = words("response", " \n ", missing).unwrap_err();
    assert_eq!(mute.about("response"), Some(missing));
    assert!(words("response", &"x".repeat(4001), missing).is_err());
}

#[test]
fn an_audit_closes_once_it_is_concluded_and_nothing_waits() {
    let done = Remaining { concluded: true, open_requests: 0, open_questions: 0 };
    assert!(done.may_close().is_ok());
    assert!(done.obstacles().is_empty());
    for (left, says) in [
        (Remaining { concluded: false, ..done }, "Give a conclusion of the whole audit."),
        (Remaining { open_requests: 1, ..done }, "1 request waits for an answer"),
        (Remaining { open_requests: 2, ..done }, "2 requests wait for an answer"),
        (Remaining { open_questions: 1, ..done }, "1 question about evidence"),
        (Remaining { open_questions: 3, ..done }, "3 questions about evidence"),
    ] {
        let Err(AppError::Conflict(why)) = left.may_close() else { panic!("{left:?} was closed") };
        assert!(why.contains(says), "{why}");
        assert_eq!(left.obstacles().len(), 1);
    }
    let all = Remaining { concluded: false, open_requests: 1, open_questions: 1 };
    assert_eq!(all.obstacles().len(), 3, "all that is left is said at once");
}

#[test]
fn an_account_from_outside_opens_up_to_and_with_its_last_day_while_its_audit_is_open() {
    let until = day("2026-12-31");
    assert!(!external_is_over(until, false, day("2026-11-23")));
    assert!(!external_is_over(until, false, until), "the last day counts");
    assert!(external_is_over(until, false, day("2027-01-01")));
    assert!(external_is_over(until, true, day("2026-11-23")), "the audit was closed before");
}

#[test]
fn an_account_from_outside_lasts_from_today_to_a_year_ahead() {
    let until = |typed: &str| external_until(typed, day(TODAY));
    assert_eq!(until("2026-11-23"), Ok(day(TODAY)), "today alone is a time");
    assert_eq!(until("2027-11-24"), Ok(day("2027-11-24")), "366 days");
    for typed in ["2026-11-22", "2027-11-25", "", "for ever"] {
        assert!(until(typed).unwrap_err().about("until").is_some(), "{typed:?}");
    }
}
