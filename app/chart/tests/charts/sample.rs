//! A small organisation with a gap of every kind.

use chart::heat::{Answered, Cell, Change, Question, Row};
use chart::{
    Age, Ages, BandCount, Bands, Flow, Heat, Joint, Layer, Lines, Point, Quarter, Series, Target,
    Tone, Zones,
};
use domain::Band;
use domain::score::Support;

pub const QUARTERS: [&str; 4] = ["Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026"];

/// A name that would break a file that doesn't mind its brackets.
pub const HOSTILE: &str = "R&D <script>\"'</text>\u{1}]]>";

fn quarters() -> Vec<String> {
    QUARTERS.map(str::to_owned).to_vec()
}

pub fn series(name: &str, scores: [Option<f64>; 4]) -> Series {
    Series::new(name, scores.map(|score| score.map(Point::new)).to_vec())
}

/// One line each: whole, without the first, a middle one and the last quarter, two lone points, and
/// nothing at all.
pub fn gaps() -> Lines {
    let all = vec![
        series("Whole", [Some(80.0), Some(60.0), Some(40.0), Some(20.0)])
            .band(Some(Band::Moderate)),
        series("No first", [None, Some(60.0), Some(50.0), Some(50.0)]),
        series("No middle", [Some(90.0), Some(90.0), None, Some(10.0)]),
        series("No last", [Some(30.0), Some(30.0), Some(30.0), None]),
        series("Lone", [Some(70.0), None, Some(70.0), None]),
        series("Nothing", [None; 4]),
    ];
    Lines { zones: Some(Zones::baseline()), ..Lines::new("Scores", quarters(), all) }
}

/// A joint before the third quarter, a target ahead, a stale point and a hostile name.
pub fn joined() -> Lines {
    let mut one = series(HOSTILE, [Some(80.0), Some(60.0), Some(40.0), Some(40.0)]);
    one.points[3] = Some(Point::stale(40.0));
    let target = |at, value, label: &str| Target { at, value, label: label.to_owned() };
    Lines {
        ahead: vec!["Q3 2026".to_owned()],
        targets: vec![target(2.0, 40.0, ""), target(4.0, 20.0, "Target 20 by 30 Sep 2026")],
        joints: vec![Joint { before: 2, label: "Baseline 2".to_owned() }],
        ..Lines::new("Scores & targets", quarters(), vec![one])
    }
}

pub fn many() -> Lines {
    let series = (0..11).map(|index| {
        let score = f64::from(index) * 9.0;
        series(&format!("Unit {index}"), [Some(100.0), None, Some(score), Some(score)])
    });
    Lines::new("Every unit", quarters(), series.collect())
}

pub fn bands() -> Bands {
    let count = |advanced, moderate, none, high, stale, not| {
        BandCount::new()
            .with(Layer::Advanced, advanced)
            .with(Layer::Moderate, moderate)
            .with(Layer::NoBand, none)
            .with(Layer::High, high)
            .with(Layer::Stale, stale)
            .with(Layer::NotAssessed, not)
    };
    let counts = [
        Some(count(0, 0, 0, 5, 0, 3)),
        None,
        Some(count(1, 2, 1, 3, 1, 0)),
        Some(count(4, 2, 0, 1, 0, 1)),
    ];
    Bands {
        title: "Units by band".to_owned(),
        columns: quarters().into_iter().zip(counts).collect(),
    }
}

pub fn flow() -> Flow {
    let quarter = |opened, closed, open| Some(Quarter { opened, closed, open });
    let all = [quarter(12, 3, 9), None, quarter(0, 6, 7), quarter(8, 0, 15)];
    Flow { title: "Tasks".to_owned(), columns: quarters().into_iter().zip(all).collect() }
}

pub fn ages() -> Ages {
    let age =
        |(label, count, tone): (&str, u32, Tone)| Age { label: label.to_owned(), count, tone };
    let buckets = [
        ("Up to 30 days", 10, Tone::Plain),
        ("31 to 90 days", 5, Tone::Off),
        ("Over 90 days", 0, Tone::High),
    ];
    Ages { title: "Open tasks by age".to_owned(), of: "Tasks", buckets: buckets.map(age).to_vec() }
}

pub fn heat() -> Heat {
    let question = |label: &str, weight| Question { label: label.to_owned(), weight };
    let row = |unit: &str, cells: Vec<Cell>, points| Row {
        unit: unit.to_owned(),
        href: None,
        child: false,
        cells,
        points,
    };
    let yes = |support| Cell::new(Answered::Yes(support));
    Heat {
        title: "Answers".to_owned(),
        score: "Evidenced",
        foot: None,
        questions: vec![question("Inventory", 10), question("Training data & systems", 5)],
        rows: vec![
            row(
                "Whole",
                vec![yes(Support::Accepted), yes(Support::Expired).clash(true)],
                Some(5.0),
            ),
            row(
                HOSTILE,
                vec![Cell::new(Answered::No).change(Some(Change::Worse)), yes(Support::Accepted)],
                Some(10.0),
            ),
            row("Never", vec![Cell::new(Answered::Nothing); 2], None),
        ],
    }
}
