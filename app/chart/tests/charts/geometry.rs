//! What lies where.

use chart::{Figure, Ink, Joint, Lines, Shape, Target, px};

use crate::sample;

/// One shape as a line of text: its kind, its place, what it is.
fn told(shape: &Shape) -> String {
    let at = |x: f64, y: f64| format!("{}% {}", px(x), px(y));
    match shape {
        Shape::Block { x, width, y, height, ink, says } => {
            format!("block {} {}% by {} {ink:?} {says}", at(*x, *y), px(*width), px(*height))
        }
        Shape::Plate { x, y, ink, .. } => format!("plate {} {ink:?}", at(*x, *y)),
        Shape::Rule { x, y, ink } => format!("rule {} to {} {ink:?}", at(x.0, y.0), at(x.1, y.1)),
        Shape::Path { points, ink } => {
            let points: Vec<_> = points.iter().map(|(x, y)| at(*x, *y)).collect();
            format!("path {} {ink:?}", points.join(", "))
        }
        Shape::Mark { x, y, glyph, ink, says } => {
            format!("mark {} {glyph:?} {ink:?} {says}", at(*x, *y))
        }
        Shape::Words { x, y, text, ink, .. } => format!("words {} {ink:?} {text}", at(*x, *y)),
        Shape::Series { slot, shapes } => {
            let inside: Vec<_> = shapes.iter().map(told).collect();
            format!("series {}\n  {}", slot.number(), inside.join("\n  "))
        }
    }
    .trim_end()
    .to_owned()
}

fn columns() -> Vec<String> {
    sample::QUARTERS.map(str::to_owned).to_vec()
}

/// The shapes of these inks, or of all series.
fn picked(figure: &Figure, wanted: impl Fn(&Shape) -> bool) -> Vec<String> {
    figure.plot.iter().filter(|shape| wanted(shape)).map(told).collect()
}

/// The corners of every line of a series, as columns counted from 0.
fn paths(lines: &Lines, slot: u8) -> Vec<Vec<usize>> {
    let columns = lines.columns.len() + lines.ahead.len();
    let column =
        |x: f64| (0..columns).find(|at| (chart::plane::column(*at, columns) - x).abs() < 1e-9);
    let figure = lines.figure(300);
    let mut all = Vec::new();
    for shape in figure.plot {
        let Shape::Series { slot: of, shapes } = shape else { continue };
        for shape in shapes {
            if let (Shape::Path { points, .. }, true) = (shape, of.number() == slot) {
                all.push(points.iter().map(|(x, _)| column(*x).unwrap()).collect());
            }
        }
    }
    all
}

#[test]
fn no_line_is_drawn_across_a_quarter_that_was_not_measured() {
    let lines = sample::gaps();
    assert_eq!(paths(&lines, 1), [vec![0, 1, 2, 3]]);
    assert_eq!(paths(&lines, 2), [vec![1, 2, 3]], "the first is missing");
    assert_eq!(paths(&lines, 3), [vec![0, 1]], "one in the middle is missing");
    assert_eq!(paths(&lines, 4), [vec![0, 1, 2]], "the last is missing");
    assert_eq!(paths(&lines, 5), Vec::<Vec<usize>>::new(), "two lone points");
    assert_eq!(paths(&lines, 6), Vec::<Vec<usize>>::new());
}

#[test]
fn every_measured_point_has_a_mark_and_no_other_has() {
    let figure = sample::gaps().figure(300);
    let marks = |shape: &Shape| match shape {
        Shape::Series { shapes, .. } => {
            shapes.iter().filter(|shape| matches!(shape, Shape::Mark { .. })).count()
        }
        _ => 0,
    };
    assert_eq!(
        figure.plot.iter().map(marks).filter(|count| *count > 0).collect::<Vec<_>>(),
        [4, 3, 3, 3, 2]
    );
}

#[test]
fn a_line_that_ends_early_says_its_quarter_and_nothing_leads_to_its_name() {
    let figure = sample::gaps().figure(300);
    let ends: Vec<_> = figure
        .ends
        .iter()
        .map(|end| (end.name.as_str(), end.value.as_str(), end.from.is_some()))
        .collect();
    let expected = [
        ("Lone", "70 in Q1 ’26", false),
        ("No first", "50", true),
        ("No last", "30 in Q1 ’26", false),
        ("Whole", "20", true),
        ("No middle", "10", true),
        ("Nothing", "–", false),
    ];
    assert_eq!(ends, expected);
    assert!(figure.ends.windows(2).all(|pair| pair[1].y - pair[0].y > 16.99));
    let leads = |figure: &Figure| picked(figure, |s| told(s).contains("Lead")).len();
    assert_eq!(leads(&figure), 3);
    assert_eq!(leads(&figure.clone().narrow()), 0);
}

#[test]
fn bands_ticks_and_labels_lie_where_the_scale_says() {
    let figure = sample::gaps().figure(300);
    let zones = picked(&figure, |shape| matches!(shape, Shape::Block { .. }));
    let expected = [
        "block 0% 247.6 100% by 26.4 Zone(Some(Advanced))",
        "block 0% 221.2 100% by 26.4 Zone(Some(Moderate))",
        "block 0% 194.8 100% by 26.4 Zone(None)",
        "block 0% 10 100% by 184.8 Zone(Some(High))",
    ];
    assert_eq!(zones, expected);
    let ticks: Vec<_> = figure.gutter.iter().map(told).collect();
    assert_eq!(ticks[0], "words 100% 278 Tick 0");
    assert_eq!(ticks[6], "words 100% 14 Tick 100");
    let labels = picked(&figure, |s| matches!(s, Shape::Words { ink: Ink::Label, .. }));
    let expected = [
        "words 12.5% 294 Label Q3 ’25",
        "words 37.5% 294 Label Q4",
        "words 62.5% 294 Label Q1 ’26",
        "words 87.5% 294 Label Q2",
    ];
    assert_eq!(labels, expected);
}

#[test]
fn a_joint_breaks_the_line_and_is_named_and_a_target_goes_down_in_steps() {
    let lines = sample::joined();
    assert_eq!(paths(&lines, 1), [vec![0, 1], vec![2, 3]]);
    let figure = lines.figure(300);
    let of = |ink: Ink| picked(&figure, |shape| told(shape).contains(&format!(" {ink:?}")));
    assert_eq!(of(Ink::Joint)[0], "rule 40% 10 to 40% 274 Joint");
    assert_eq!(of(Ink::JointName), ["words 40% 20 JointName Baseline 2"]);
    let target = of(Ink::Target);
    assert_eq!(target[0], "path 50% 168.4, 90% 168.4, 90% 221.2, 100% 221.2 Target");
    assert_eq!(of(Ink::Flag), ["mark 90% 221.2 Flag Flag Target 20 by 30 Sep 2026"]);
    assert_eq!(of(Ink::TargetName), ["words 90% 216.2 TargetName Target 20 by 30 Sep 2026"]);
    assert_eq!(of(Ink::Stale).len(), 1, "the series holds its hollow mark");
    assert_eq!(of(Ink::Ahead), ["words 90% 294 Ahead Q3"]);
}

#[test]
fn a_joint_of_one_line_leaves_the_others_whole_and_is_said_of_that_one() {
    let scores = [Some(80.0), Some(60.0), Some(40.0), Some(20.0)];
    let series = vec![
        sample::series("Asked anew", scores).joints(vec![2]),
        sample::series("Asked the same", scores).joints(Vec::new()),
    ];
    let joint = Joint { before: 2, label: "Baseline 2".to_owned() };
    let lines = Lines { joints: vec![joint], series, ..sample::gaps() };
    assert_eq!(paths(&lines, 1), [vec![0, 1], vec![2, 3]]);
    assert_eq!(paths(&lines, 2), [vec![0, 1, 2, 3]]);
    let small = |at| {
        let figure = lines.small(at, 72);
        let of = |start: &str| picked(&figure, |shape| told(shape).starts_with(start)).len();
        let rules = picked(&figure, |shape| told(shape).ends_with(" Joint")).len();
        (of("path"), rules)
    };
    assert_eq!((small(0), small(1)), ((2, 1), (1, 0)), "a small plot has the joint of its line");
    let said = "Baseline 2 from Q1 2026 on of Asked anew: not comparable with what was before.";
    assert_eq!(lines.numbers().notes, [said]);
}

#[test]
fn joints_side_by_side_are_named_on_lines_of_their_own_and_once_in_the_legend() {
    let joint = |before| Joint { before, label: "Another questionnaire".to_owned() };
    let lines = Lines { joints: [0, 1, 2, 3].map(joint).to_vec(), ..sample::gaps() };
    let figure = lines.figure(300);
    let names = picked(&figure, |s| matches!(s, Shape::Words { ink: Ink::JointName, .. }));
    let expected = [
        "words 25% 20 JointName Another questionnaire",
        "words 50% 33 JointName Another questionnaire",
        "words 75% 46 JointName Another questionnaire",
    ];
    assert_eq!(names, expected, "before the first column nothing is joined");
    assert_eq!(lines.marked().len(), 1);
    let narrow = lines.figure(300).narrow();
    assert!(picked(&narrow, |shape| told(shape).contains("JointName")).is_empty());
}

#[test]
fn the_words_of_a_target_give_way_to_the_line() {
    let words = |scores| {
        let label = "Target 50 by 30 Jun 2026".to_owned();
        let targets = vec![Target { at: 3.0, value: 50.0, label }];
        let lines =
            Lines { targets, ..Lines::new("t", columns(), vec![sample::series("A", scores)]) };
        let figure = lines.figure(300);
        picked(&figure, |s| matches!(s, Shape::Words { ink: Ink::TargetName, .. })).remove(0)
    };
    let free = words([Some(90.0), Some(80.0), Some(70.0), Some(70.0)]);
    assert_eq!(free, "words 87.5% 137 TargetName Target 50 by 30 Jun 2026");
    let under = words([Some(90.0), Some(80.0), Some(53.0), Some(53.0)]);
    assert_eq!(under, "words 87.5% 158 TargetName Target 50 by 30 Jun 2026");
}

#[test]
fn a_mean_has_no_bands() {
    let figure = Lines { zones: None, ..sample::gaps() }.figure(300);
    assert!(picked(&figure, |shape| told(shape).contains("Zone")).is_empty());
}

#[test]
fn the_layers_of_a_column_stand_on_each_other_and_a_missing_quarter_is_empty() {
    let figure = sample::bands().figure(226);
    let layers = picked(&figure, |s| matches!(s, Shape::Block { ink: Ink::Layer(_), .. }));
    assert_eq!(layers.len(), 2 + 5 + 4);
    assert_eq!(layers[0], "block 5.63% 82.25 13.75% by 117.75 Layer(High)");
    let third: Vec<_> = layers[2..7].iter().map(|l| l.split(' ').nth(2).unwrap()).collect();
    assert_eq!(third, ["177.25", "129.75", "106", "34.75", "11"]);
    let missing = chart::plane::column(1, 4);
    let there = figure.plot.iter().filter(|shape| match shape {
        Shape::Block { x, width, .. } => (x + width / 2.0 - missing).abs() < 1e-9,
        _ => false,
    });
    assert_eq!(there.count(), 0);
    let numbers = picked(&figure, |s| matches!(s, Shape::Words { ink: Ink::OnLayer(_), .. }));
    assert_eq!(numbers.len(), 11, "{numbers:?}");
}

#[test]
fn opened_stands_over_the_line_and_closed_hangs_under_it() {
    let figure = sample::flow().figure(254);
    let bars = picked(&figure, |s| matches!(s, Shape::Block { .. }));
    let expected = [
        "block 7.5% 18 10% by 114.67 Opened Q3 2025: 12 opened",
        "block 7.5% 132.67 10% by 28.67 Closed Q3 2025: 3 closed",
        "block 57.5% 132.67 10% by 57.33 Closed Q1 2026: 6 closed",
        "block 82.5% 56.22 10% by 76.44 Opened Q2 2026: 8 opened",
    ];
    assert_eq!(bars, expected);
    let open = |s: &Shape| matches!(s, Shape::Words { y, .. } if (*y - 248.0).abs() < 1e-9);
    let open: Vec<_> = picked(&figure, open);
    let said: Vec<_> = open.iter().map(|told| told.rsplit(' ').next().unwrap()).collect();
    assert_eq!(said, ["9", "–", "7", "15"]);
}

#[test]
fn bars_are_as_long_as_their_counts_and_an_empty_bucket_is_a_nought() {
    let figure = sample::ages().figure();
    let bars = picked(&figure, |s| matches!(s, Shape::Block { .. }));
    let expected = [
        "block 0% 6 86% by 16 Bar(Plain) Up to 30 days: 10",
        "block 0% 34 43% by 16 Bar(Off) 31 to 90 days: 5",
    ];
    assert_eq!(bars, expected);
    assert_eq!(px(figure.height), "84");
    let values = picked(&figure, |s| matches!(s, Shape::Words { .. }));
    assert!(values[2].ends_with("Value 0"), "{values:?}");
}

#[test]
fn sentences_say_what_the_pictures_show() {
    let said = sample::joined().sentence();
    assert!(said.contains("fell from 80 in Q3 2025 to 40 in Q2 2026. Lower is better."), "{said}");
    assert!(said.ends_with(
        "1 stale. Target 20 by 30 Sep 2026. \
         Baseline 2 from Q1 2026 on: not comparable with what was before."
    ));
    let gaps = sample::gaps().sentence();
    assert!(
        gaps.contains("Nothing was not assessed") && gaps.contains("9 of 24 points not assessed.")
    );
    assert_eq!(
        sample::bands().sentence(),
        "8 units in Q2 2026, compared with Q3 2025: Not assessed 1, before 3; Stale 0; \
         High risk 1, before 5; No band 0; Moderate 2, before 0; Advanced 4, before 0."
    );
    assert_eq!(
        sample::flow().sentence(),
        "20 opened and 9 closed from Q3 2025 to Q2 2026; 15 open at the end of Q2 2026."
    );
    assert_eq!(sample::ages().sentence(), "Up to 30 days: 10; 31 to 90 days: 5; Over 90 days: 0.");
}

#[test]
fn tables_hold_the_same_figures_as_the_pictures() {
    let lines = sample::joined().numbers();
    assert_eq!(lines.heads.len(), 5);
    assert_eq!(lines.rows[0].1, ["80", "60", "40", "40, stale"]);
    let bands = sample::bands().numbers();
    assert_eq!(bands.heads[1..3], ["Not assessed", "Stale"]);
    assert_eq!(bands.rows[1].1, ["–"; 6]);
    assert_eq!(bands.rows[2].1, ["0", "1", "3", "1", "2", "1"]);
    assert_eq!(sample::flow().numbers().rows[2].1, ["0", "6", "7"]);
}
