use domain::reports::{
    Asked, Frame, Matter, Moved, Order, Report, Subject, Target, TargetState, Which,
};
use domain::trends::{Between, Stay};
use domain::{Answer, Points, QuestionNo, UnitId};

use super::{first, matter, on, proof, retired, scores, taken, unit};

fn year(matter: Matter) -> Report {
    Report::of(Asked::default(), matter)
}

/// Marks of a line as they are shown; a gap is a dash.
fn marks(report: &Report, line: usize) -> Vec<String> {
    let shown = |mark: &Option<domain::reports::Mark>| {
        mark.map_or_else(|| "–".to_owned(), |mark| mark.evidenced.points())
    };
    report.lines[line].marks.iter().map(shown).collect()
}

#[test]
fn a_line_has_a_gap_where_nothing_was_measured() {
    let shop = unit(1, "Shop", vec![taken(1, on("2026-05-04"), first(3))], Vec::new());
    let report = year(matter([shop]));
    assert_eq!(marks(&report, 0), ["–", "–", "100", "100", "100"]);
    let stale: Vec<bool> = report.lines[0].marks.iter().flatten().map(|mark| mark.stale).collect();
    assert_eq!(stale, [false, true, true], "nobody assessed the unit again");
}

#[test]
fn the_layers_tell_stale_and_not_assessed_apart_and_add_up_to_all_units() {
    let fresh = |id, yes| {
        let proof = proof(yes, on("2026-10-01"), on("2027-10-01"));
        unit(id, "A", vec![taken(id, on("2026-10-05"), first(yes))], proof)
    };
    let old = unit(4, "B", vec![taken(4, on("2025-12-01"), first(10))], Vec::new());
    let none = unit(5, "C", Vec::new(), Vec::new());
    let report = year(matter([fresh(1, 10), fresh(2, 8), fresh(3, 2), old, none]));
    let last = report.layers[4];
    assert_eq!((last.advanced, last.moderate, last.high), (1, 1, 1));
    assert_eq!((last.stale, last.not_assessed, last.all()), (1, 1, 5));
    let begin = report.layers[0];
    assert_eq!((begin.high, begin.not_assessed, begin.all()), (1, 4, 5));
}

#[test]
fn a_unit_that_moved_or_was_retired_stays_in_the_figures_of_its_time() {
    let yes = |id, n| vec![taken(id, on("2025-11-01"), first(n))];
    let gone = retired(unit(1, "Gone", yes(1, 0), Vec::new()), on("2026-05-01"));
    let mut moved = unit(2, "Moved", yes(2, 4), Vec::new());
    moved.stays = vec![Stay { until: on("2026-08-01"), ..Stay::ALWAYS }];
    let stays = unit(3, "Stays", yes(3, 8), Vec::new());
    let asked = Asked { which: Which::Claimed, ..Asked::default() };
    let report = Report::of(asked, matter([gone, moved, stays]));
    let claimed: Vec<String> =
        (0..5).map(|at| report.means(at).unwrap().claimed.points()).collect();
    assert_eq!(claimed, ["60", "60", "40", "20", "20"]);
    assert_eq!(report.lines.len(), 1, "only one of them is there today");
    assert_eq!(report.ends.units, 1, "and only its change is progress or a step back");
    let said = &report.said()[0];
    assert_eq!(
        said,
        "Aldermoor Group stayed at 20 claimed points from 31 Dec 2025 to 28 Nov 2026."
    );
}

#[test]
fn the_heat_map_says_answer_proof_and_change_and_sorts_the_furthest_first() {
    let before = taken(1, on("2025-12-01"), first(3));
    let now = taken(2, on("2026-11-01"), first(2));
    let shop = unit(1, "Shop", vec![before, now], proof(1, on("2026-11-05"), on("2027-01-01")));
    let care = unit(2, "Care", vec![taken(3, on("2026-11-01"), first(9))], Vec::new());
    let none = unit(3, "None", Vec::new(), Vec::new());
    let heat = year(matter([shop, care, none])).heat;
    let cell = |row: usize, no: usize| heat.rows[row].cells[no - 1];
    assert_eq!((cell(0, 1).answer, cell(0, 1).proven), (Some(Answer::Yes), true));
    assert_eq!(cell(0, 1).moved, Moved::Better, "it is proven now");
    assert_eq!(cell(0, 3).moved, Moved::Same, "neither was its yes");
    assert_eq!(cell(1, 1).moved, Moved::New);
    assert_eq!(cell(2, 1).answer, None);
    assert_eq!(heat.costing[0], (QuestionNo(1), 1));
    let names = |order| {
        let rows = heat.sorted(order, Which::Evidenced);
        rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(names(Order::read("")), "Care, Shop, None");
    assert_eq!(names(Order::read("name")), "Shop, Care, None");
    assert_eq!(names(Order::read("1")), "Care, Shop, None");
}

#[test]
fn evidence_is_as_fresh_as_the_days_that_it_will_still_cover() {
    let until = |day| proof(2, on("2026-11-01"), on(day));
    let one = |id, day| unit(id, "A", vec![taken(id, on("2026-11-01"), first(3))], until(day));
    let report = year(matter([one(1, "2026-12-28"), one(2, "2026-12-29"), one(3, "2027-04-01")]));
    let fresh = report.fresh;
    assert_eq!((fresh.month, fresh.quarter, fresh.long, fresh.none), (2, 2, 2, 3));
    assert_eq!((fresh.covered(), fresh.all, fresh.percent()), (6, 9, Some(67)));
}

#[test]
fn several_units_are_compared_by_a_line_each() {
    let yes = |id, n| unit(id, "A", vec![taken(id, on("2025-11-01"), first(n))], Vec::new());
    let subject = |id: i64, name: &str, members: Vec<_>| Subject {
        unit: Some(UnitId(id)),
        name: name.to_owned(),
        scores: scores(members),
    };
    let commerce = subject(1, "Commerce", vec![yes(1, 0), yes(2, 5)]);
    let corporate = subject(3, "Corporate", vec![yes(3, 9)]);
    let subjects = vec![commerce, corporate];
    let asked = Asked { units: vec![UnitId(1), UnitId(3)], ..Asked::default() };
    let report = Report::of(asked, Matter { subjects, ..matter([]) });
    let claimed =
        |line: usize| report.lines[line].last().map(|mark| (mark.claimed.points(), mark.units));
    assert_eq!(claimed(0), Some(("75".to_owned(), 2)));
    assert_eq!(claimed(1), Some(("10".to_owned(), 1)));
    assert_eq!(report.means(4).unwrap().claimed.points(), "53.3", "all three units together");
}

#[test]
fn a_target_is_met_missed_or_lies_ahead() {
    let shop = unit(1, "Shop", vec![taken(1, on("2026-11-01"), first(8))], Vec::new());
    let target = |points, day| Target {
        unit: UnitId(1),
        name: "Shop".to_owned(),
        points: Points(points),
        on: on(day),
        stands: None,
    };
    let targets = vec![
        target(100, "2026-12-31"),
        target(50, "2026-12-31"),
        target(50, "2026-11-10"),
        target(50, "2026-10-01"),
    ];
    let report = year(Matter { targets, ..matter([shop]) });
    let states: Vec<TargetState> =
        report.targets.iter().map(|target| target.state(report.days.to)).collect();
    use TargetState::{Ahead, Met, Missed};
    assert_eq!(states, [Met, Ahead, Missed, Missed]);
    assert_eq!(report.targets[3].stands, None, "on its day the unit had no score");
}

#[test]
fn the_summary_says_what_the_figures_say() {
    let shop = unit(
        1,
        "Shop",
        vec![taken(1, on("2025-12-01"), first(2)), taken(2, on("2026-11-01"), first(10))],
        proof(10, on("2026-11-02"), on("2027-06-01")),
    );
    let care = unit(2, "Care", vec![taken(3, on("2025-12-01"), first(2))], Vec::new());
    let none = unit(3, "None", Vec::new(), Vec::new());
    let said = year(matter([shop, care, none])).said();
    let expected = [
        "Aldermoor Group improved from 100 to 50 evidenced points between 31 Dec 2025 and 28 Nov 2026, \
         as the mean of the 2 units with a score on both days.",
        "Shop is now Advanced.",
        "Question 1 is the widest gap: 1 of 2 assessed units can’t prove it.",
        "1 of 3 units assessed and current, 1 stale, 1 not assessed.",
        "Evidence covers 10 of 12 yes answers (83%).",
    ];
    assert_eq!(said, expected);
    let nothing = year(matter([])).said();
    assert_eq!(nothing, ["Aldermoor Group: nothing was assessed up to 28 Nov 2026."]);
}

#[test]
fn days_of_ones_own_are_the_first_and_the_last_column() {
    let days = Between { from: on("2026-02-10"), to: on("2026-03-10") };
    let shop = unit(1, "Shop", vec![taken(1, on("2026-02-20"), first(3))], Vec::new());
    let asked = Asked { frame: Frame::Days(days), ..Asked::default() };
    let report = Report::of(asked, matter([shop]));
    let shown: Vec<_> = report.columns.iter().map(|column| column.label.as_str()).collect();
    assert_eq!(shown, ["10 Feb 2026", "Feb 2026", "Mar 2026"]);
    assert_eq!(marks(&report, 0), ["–", "100", "100"]);
    assert!(report.work.ahead.is_empty(), "nothing is forecast from a day in the past");
}
