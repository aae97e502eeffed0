//! Two sides next to each other.

use domain::reports::{AskedSides, Held, Seen, Side, Sides, Subject, TaskDays};
use domain::trends::Scores;
use domain::{Day, QuestionNo, UnitId};

use super::{first, matter, on, proof, taken, unit};

fn questions() -> Vec<QuestionNo> {
    (1..=10).map(QuestionNo).collect()
}

fn subject(units: impl Into<Vec<domain::trends::Member>>) -> Subject {
    matter(units).subjects.remove(0)
}

fn side(subject: &Subject, tasks: &[TaskDays], day: Day) -> Side {
    Side::of(subject, tasks, &questions(), day)
}

fn sides(this: Side, other: Side) -> Sides {
    let questions = questions().into_iter().map(|no| (no, format!("Label {no}"))).collect();
    Sides { this, other, questions }
}

/// The cells of a row of a table as they are shown, by how the row begins.
fn row(table: &domain::reports::Table, begins: &str) -> Vec<String> {
    let shown = |row: &Vec<domain::reports::Datum>| row.iter().map(|it| it.shown()).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(shown).collect();
    rows.into_iter().find(|row| row[0].starts_with(begins)).unwrap()
}

#[test]
fn a_unit_stands_beside_itself_a_year_ago() {
    let then = taken(1, on("2025-10-01"), first(4));
    let now = taken(2, on("2026-10-01"), first(9));
    let shop =
        subject([unit(1, "Shop", vec![then, now], proof(3, on("2026-10-05"), on("2027-10-01")))]);
    let late = TaskDays {
        unit: UnitId(1),
        question: QuestionNo(10),
        opened: on("2026-10-02"),
        due: on("2026-11-01"),
        done: None,
        closed: None,
        is_put_aside: false,
    };
    let (today, ago) = (on("2026-11-28"), on("2025-11-28"));
    let sides = sides(side(&shop, &[late], today), side(&shop, &[late], ago));
    assert_eq!(sides.titles(), ("28 Nov 2026".to_owned(), "28 Nov 2025".to_owned()));
    let figures = sides.figures_table();
    assert_eq!(row(&figures, "Evidenced points"), ["Evidenced points", "100", "70", "−30"]);
    assert_eq!(row(&figures, "Claimed points"), ["Claimed points", "60", "10", "−50"]);
    assert_eq!(
        row(&figures, "Band, claimed"),
        ["Band, claimed", "High risk", "Advanced", "another"]
    );
    assert_eq!(row(&figures, "Open tasks that are late")[1..], ["0", "1", "+1"]);
    assert_eq!(row(&figures, "Points at stake")[1..], ["0", "10", "+10"]);
    let answers = sides.questions_table();
    assert_eq!(row(&answers, "1. ")[1..], ["Yes, not proven", "Yes, proven", "more is proven"]);
    assert_eq!(row(&answers, "9. ")[1..], ["No", "Yes, not proven", "more is claimed"]);
    assert_eq!(row(&answers, "10. ")[1..], ["No", "No", "the same"]);
}

#[test]
fn branches_of_different_size_are_compared_by_their_shares() {
    let care = unit(1, "Care", vec![taken(1, on("2026-10-01"), first(5))], Vec::new());
    let shop = unit(2, "Shop", vec![taken(2, on("2026-10-01"), first(6))], Vec::new());
    let none = unit(3, "None", Vec::new(), Vec::new());
    let alone = unit(4, "Alone", vec![taken(4, on("2026-10-01"), first(6))], Vec::new());
    let day = on("2026-11-28");
    let (this, other) = (subject([care, shop, none]), subject([alone]));
    let other = Subject { name: "Logistics".to_owned(), ..other };
    let sides = sides(side(&this, &[], day), side(&other, &[], day));
    assert_eq!(sides.titles(), ("Aldermoor Group".to_owned(), "Logistics".to_owned()));
    let held = Held { question: QuestionNo(6), asked: 2, yes: 1, proven: 0 };
    assert_eq!(sides.this.held[5], held, "who was never assessed was not asked");
    let answers = sides.questions_table();
    let said = ["Yes, not proven", "1 of 2 units yes, 0 proven", "less is claimed"];
    assert_eq!(row(&answers, "6. ")[1..], said);
    assert_eq!(row(&answers, "5. ")[3], "the same");
    assert_eq!(row(&sides.figures_table(), "Band, evidenced")[1..], ["High risk", "–", "–"]);
}

#[test]
fn nothing_is_said_of_what_is_not_known() {
    let nothing = Subject { scores: Scores::default(), ..subject([]) };
    let day = on("2026-11-28");
    let sides = sides(side(&nothing, &[], day), side(&nothing, &[], on("2025-11-28")));
    assert_eq!(row(&sides.figures_table(), "Evidenced points")[1..], ["–", "–", "–"]);
    assert_eq!(row(&sides.questions_table(), "1. ")[1..], ["–", "–", ""]);
}

fn asked(pairs: &[(&str, &str)]) -> Result<AskedSides, String> {
    let get = |name: &str| {
        let found = pairs.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned()).unwrap_or_default()
    };
    AskedSides::read(get, on("2026-11-28"))
}

#[test]
fn an_address_compares_with_a_year_ago_or_with_another_unit_unless_it_says_otherwise() {
    let seen = |unit: Option<i64>, day| Seen { unit: unit.map(UnitId), on: on(day) };
    let sides = |pairs: &[(&str, &str)]| asked(pairs).map(|it| (it.this, it.other)).unwrap();
    let (today, ago) = ("2026-11-28", "2025-11-28");
    assert_eq!(sides(&[]), (seen(None, today), seen(None, ago)));
    assert_eq!(sides(&[("unit", "3")]), (seen(Some(3), today), seen(Some(3), ago)));
    let two = [("unit", "3"), ("with", "5")];
    assert_eq!(sides(&two), (seen(Some(3), today), seen(Some(5), today)));
    let ahead = [("on", "2027-01-01"), ("then", "2026-09-30")];
    assert_eq!(sides(&ahead), (seen(None, today), seen(None, "2026-09-30")), "today at the latest");
    let pairs = asked(&two).unwrap().pairs();
    let again: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(asked(&again), asked(&two), "a link is a comparison");
    assert!(asked(&[("unit", "x")]).unwrap_err().contains("is no unit"));
    assert!(asked(&[("then", "soon")]).unwrap_err().contains("is no day"));
    assert!(asked(&[("then", today)]).unwrap_err().contains("Both sides are the same"));
}

#[test]
fn the_sentence_says_which_is_nearer_to_true() {
    let then = taken(1, on("2025-10-01"), first(4));
    let now = taken(2, on("2026-10-01"), first(9));
    let proofs = proof(3, on("2026-10-05"), on("2027-10-01"));
    let shop = subject([unit(1, "Shop", vec![then, now], proofs)]);
    let at = |day: &str| side(&shop, &[], on(day));
    let said = sides(at("2026-11-28"), at("2025-11-28")).said();
    let better =
        "28 Nov 2026 has 70 evidenced points, 28 Nov 2025 100: 28 Nov 2026 is 30 nearer to true.";
    assert_eq!(said, better);
    let said = sides(at("2025-11-28"), at("2026-11-28")).said();
    assert!(said.ends_with("28 Nov 2025 is 30 further from true."), "{said}");
    let said = sides(at("2026-11-28"), at("2024-11-28")).said();
    assert_eq!(said, "Of 28 Nov 2024 there is no score, so there is nothing to compare with.");
}
