use domain::UnitId;
use domain::reports::{Asked, Frame, Which, columns, place};
use domain::trends::Between;
use proptest::prelude::*;

use super::on;

const TODAY: &str = "2026-11-28";

fn read(pairs: &[(&str, &str)]) -> Result<Asked, String> {
    Asked::read(pairs.iter().copied(), on(TODAY))
}

fn between(from: &str, to: &str) -> Between {
    Between { from: on(from), to: on(to) }
}

fn labels(days: Between) -> Vec<String> {
    columns(days).into_iter().map(|column| column.label).collect()
}

#[test]
fn without_an_address_it_is_the_last_year_of_all_units_as_evidence_proves_it() {
    let asked = read(&[]).unwrap();
    assert_eq!(asked, Asked::default());
    assert_eq!((asked.frame, asked.which), (Frame::Year, Which::Evidenced));
    assert_eq!(asked.pairs(), []);
}

#[test]
fn a_quarter_begins_with_the_end_of_the_one_before_and_a_year_with_four_of_them() {
    let days = |frame: Frame| frame.days(None, on(TODAY));
    assert_eq!(days(Frame::Quarter), between("2026-09-30", TODAY));
    assert_eq!(days(Frame::Year), between("2025-12-31", TODAY));
    let all = |first| Frame::All.days(Some(on(first)), on(TODAY));
    assert_eq!(all("2025-05-04"), between("2025-06-30", TODAY));
    assert_eq!(all("2026-11-02"), between("2026-09-30", TODAY), "there is something to begin with");
}

#[test]
fn the_columns_are_the_first_day_the_ends_of_periods_and_the_last_day() {
    let year = ["Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"];
    assert_eq!(labels(between("2025-12-31", TODAY)), year);
    assert!(columns(between("2025-12-31", TODAY))[4].is_partial, "the quarter isn't over");
    assert_eq!(labels(between("2026-09-30", TODAY)), ["Sep 2026", "Oct 2026", "Nov 2026"]);
    assert_eq!(labels(between("2026-10-05", "2026-10-31")), ["05 Oct 2026", "Oct 2026"]);
    let decade = labels(between("2016-12-31", TODAY));
    assert_eq!((decade.len(), decade[10].as_str()), (11, "2026"), "by years");
}

#[test]
fn a_day_lies_between_two_columns_in_proportion() {
    let columns = columns(between("2025-12-31", TODAY));
    let at = |day| place(on(day), &columns);
    assert_eq!((at("2025-12-31"), at("2026-03-31")), (Some(0.0), Some(1.0)));
    assert_eq!((at("2025-12-30"), at("2026-11-29")), (None, None));
    assert!((at("2026-05-15").unwrap() - 1.4945).abs() < 0.001);
}

#[test]
fn what_makes_no_sense_is_told_and_never_an_error() {
    assert_eq!(read(&[("unit", "x")]).unwrap_err(), "“x” is no unit.");
    let many: Vec<(&str, String)> = (1..=9).map(|id: i32| ("unit", id.to_string())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, id)| (*name, id.as_str())).collect();
    let told = read(&many).unwrap_err();
    assert_eq!(told, "At most 8 units can be compared. Take some out.");
    assert!(read(&[("from", "2026-13-01")]).unwrap_err().contains("is no day"));
    assert!(read(&[("from", TODAY), ("to", TODAY)]).unwrap_err().contains("is not before"));
    assert_eq!(read(&[("score", "both")]).unwrap().which, Which::Evidenced);
}

proptest! {
    #[test]
    fn an_address_says_all_of_it(
        units in prop::collection::btree_set(1..99i64, 0..8),
        alone: bool,
        frame in 0..4,
        claimed: bool,
    ) {
        let frame = match frame {
            0 => Frame::Quarter,
            1 => Frame::Year,
            2 => Frame::All,
            _ => Frame::Days(between("2026-01-15", "2026-10-02")),
        };
        let which = if claimed { Which::Claimed } else { Which::Evidenced };
        let units = units.into_iter().map(UnitId).collect();
        let asked = Asked { units, alone, frame, which };
        let pairs = asked.pairs();
        let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        prop_assert_eq!(Asked::read(pairs, on(TODAY)).unwrap(), asked);
    }

    #[test]
    fn columns_rise_from_the_first_day_to_the_last(from in 0..9000u32, span in 1..9000u32) {
        let first = on("2001-01-01") + chrono::Duration::days(from.into());
        let last = first + chrono::Duration::days(span.into());
        let found = columns(Between { from: first, to: last });
        prop_assert_eq!((found[0].day, found[found.len() - 1].day), (first, last));
        prop_assert!(found.windows(2).all(|two| two[0].day < two[1].day));
        prop_assert!(found.len() <= 34, "never more than a chart can show: {}", found.len());
    }
}
