//! Lists as people type and paste them.

use super::*;

fn list(rows: &[(&str, usize)]) -> UnitList {
    UnitList(
        rows.iter().map(|(name, depth)| Row { name: (*name).to_owned(), depth: *depth }).collect(),
    )
}

fn rows(list: &UnitList) -> Vec<(&str, usize)> {
    list.0.iter().map(|row| (row.name.as_str(), row.depth)).collect()
}

#[test]
fn rows_come_back_as_they_were_typed() {
    let typed = Typed::new([
        ("unit", "Commerce"),
        ("depth", "0"),
        ("unit", "Online Store"),
        ("depth", "1"),
        ("unit", "Odd"),
        ("depth", "7"),
        ("unit", "Wrong"),
        ("depth", "x"),
    ]);
    let read = UnitList::of(&typed);
    assert_eq!(rows(&read), [("Commerce", 0), ("Online Store", 1), ("Odd", 2), ("Wrong", 0)]);
}

#[test]
fn units_are_added_below_others_and_taken_out() {
    let mut units = list(&[("A", 0), ("A1", 1), ("B", 0)]);
    assert_eq!(units.add_below(0), Some(2));
    assert_eq!(units.add_below(9), None);
    assert_eq!(units.add(), 4);
    assert_eq!(rows(&units), [("A", 0), ("A1", 1), ("", 1), ("B", 0), ("", 0)]);
    units.remove(0);
    assert_eq!(rows(&units), [("A1", 0), ("", 0), ("B", 0), ("", 0)]);
    units.remove(9);
    assert_eq!(units.0.len(), 4);
}

#[test]
fn a_pasted_list_takes_the_place_of_empty_rows_only() {
    let mut units = UnitList::blank();
    units.paste("Logistics\n  Fleet & Routing\n\tDepots\n\nCorporate\n").unwrap();
    let pasted = [("Logistics", 0), ("Fleet & Routing", 1), ("Depots", 1), ("Corporate", 0)];
    assert_eq!(rows(&units), pasted);
    units.add();
    units.paste("").unwrap();
    assert_eq!(units.0.len(), 5, "nothing was pasted");
    units.paste("Commerce").unwrap();
    assert_eq!(rows(&units).last(), Some(&("Commerce", 0)));
    assert_eq!(units.0.len(), 5);
    let wrong = units.paste("A\n  B\n        C").unwrap_err();
    assert!(wrong.starts_with("Line 3"), "{wrong}");
    assert!(units.paste("  A").is_err());
    assert_eq!(units.0.len(), 5, "a list that can't be read changes nothing");
}

#[test]
fn a_step_is_whatever_the_list_indents_by() {
    let pasted = [("Commerce", 0), ("Store", 1), ("Web", 2), ("Legal", 0)];
    for step in [" ", "  ", "    ", "\t"] {
        let mut units = UnitList::blank();
        units.paste(&format!("Commerce\n{step}Store\n{step}{step}Web\nLegal")).unwrap();
        assert_eq!(rows(&units), pasted, "{step:?}");
    }
}

#[test]
fn empty_rows_do_not_count_and_parents_are_found_among_the_others() {
    let units = list(&[("", 0), ("A", 0), ("", 1), ("A1", 1), ("A2", 1), ("B", 0), ("", 0)]);
    let expected = [("A", None), ("A1", Some(0)), ("A2", Some(0)), ("B", None)];
    assert_eq!(units.checked().unwrap(), expected.map(|(n, p)| (n.to_owned(), p)));
}

#[test]
fn what_is_wrong_is_said_beside_its_row() {
    let about = |rows: &[(&str, usize)], field| {
        let wrong = list(rows).checked().unwrap_err();
        wrong.about(field).map(str::to_owned)
    };
    let used = about(&[("Commerce", 0), ("Store", 1), ("commerce", 1)], "u2");
    assert_eq!(used.as_deref(), Some("“commerce” is used twice. Give this unit its own name."));
    assert!(about(&[("A", 0), ("A", 0)], "u1").is_some());
    assert!(about(&[("", 0), ("A1", 1)], "u0").is_some());
    assert!(about(&[("", 0)], "u0").is_some());
    assert!(about(&[], "u0").is_some());
    let long = "x".repeat(121);
    assert!(about(&[(&long, 0)], "u0").is_some());
    // Two branches may each have a unit of the same name.
    assert!(list(&[("Europe", 0), ("Sales", 1), ("Asia", 0), ("Sales", 1)]).checked().is_ok());
}
