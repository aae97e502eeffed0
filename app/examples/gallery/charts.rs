//! The charts of a report in all their states, with a sample organisation's figures.

use app::ui::chart::{AgesChart, BandsChart, FlowChart, LinesChart, Multiples};
use app::ui::heatmap::{Answered, Cell, Change, Heat, Heatmap, Question, Row, heatmap_key};
use app::ui::sort::Sorting;
use app::ui::{Panel, Part, Query};
use chart::{
    Age, Ages, BandCount, Bands, Drawing, Flow, Joint, Layer, Lines, Point, Quarter, Series,
    Target, Tone, Zones,
};
use domain::score::{Points, Support, band};
use leptos::prelude::*;

const QUARTERS: [&str; 6] = ["Q2 2025", "Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026"];
const UNITS: [(&str, [u16; 6]); 8] = [
    ("Corporate", [70, 60, 50, 40, 30, 20]),
    ("People & Legal", [90, 80, 80, 60, 50, 40]),
    ("Finance & Treasury", [50, 40, 30, 20, 20, 10]),
    ("Commerce", [80, 70, 60, 50, 40, 30]),
    ("Online Store", [90, 90, 80, 80, 70, 60]),
    ("Customer Care", [100, 90, 90, 80, 70, 60]),
    ("Logistics", [70, 60, 60, 40, 30, 20]),
    ("Fleet & Routing", [80, 90, 70, 60, 50, 40]),
];

fn quarters() -> Vec<String> {
    QUARTERS.map(str::to_owned).to_vec()
}

fn series(name: &str, points: Vec<Option<Point>>) -> Series {
    let last = points.iter().rev().flatten().next().copied();
    let found = last.and_then(|point| {
        let whole = (0..=100).find(|score| f64::from(*score) >= point.value)?;
        band(Points(whole), true)
    });
    Series::new(name, points).href("#").band(found)
}

fn whole() -> Lines {
    let of = |(name, scores): &(&str, [u16; 6])| {
        series(name, scores.map(|score| Some(Point::new(score.into()))).to_vec())
    };
    let all = UNITS.iter().map(of).collect();
    let title = "Evidenced score by business unit and quarter";
    Lines { zones: Some(Zones::baseline()), ..Lines::new(title, quarters(), all) }
}

/// Gaps of every kind, stale scores, a joint and two targets.
fn broken() -> Lines {
    let points = |scores: [u16; 6]| {
        let point = |score: u16| (score > 0).then(|| Point::new(score.into()));
        scores.map(point).to_vec()
    };
    let mut stale = points([80, 70, 70, 70, 50, 40]);
    stale[3] = Some(Point::stale(70.0));
    let all = vec![
        series("Retail", points([0, 90, 80, 60, 60, 50])),
        series("Wholesale", points([60, 50, 0, 40, 40, 40])),
        series("Group Treasury and Risk Reporting", points([40, 0, 30, 0, 20, 0])),
        series("Labs <R&D>", stale),
        series("Newly bought", points([0; 6])),
    ];
    let target = |at, value, label: &str| Target { at, value, label: label.to_owned() };
    let title = "Evidenced score where not everything was measured";
    Lines {
        zones: Some(Zones::baseline()),
        ahead: vec!["Q4 2026".to_owned(), "Q1 2027".to_owned()],
        targets: vec![
            target(4.5, 60.0, ""),
            target(6.4, 40.0, "Target 40 by 31 Dec 2026"),
            target(7.4, 20.0, "Target 20 by 31 Mar 2027"),
        ],
        joints: vec![Joint { before: 3, label: "Baseline 2".to_owned() }],
        ..Lines::new(title, quarters(), all)
    }
}

/// A short time, which begins within a month, in which one of two units was asked anew.
fn months() -> Lines {
    let columns =
        ["17 Jul 2026", "Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026", "Nov 2026", "Dec 2026"];
    let points = |scores: [u16; 7]| scores.map(|score| Some(Point::new(score.into()))).to_vec();
    let all = vec![
        series("Retail", points([80, 80, 60, 60, 50, 40, 40])).joints(vec![3]),
        series("Wholesale", points([70, 60, 60, 50, 50, 30, 30])).joints(Vec::new()),
    ];
    let target = |at, value, label: &str| Target { at, value, label: label.to_owned() };
    let columns = columns.map(str::to_owned).to_vec();
    Lines {
        zones: Some(Zones::baseline()),
        ahead: ["Jan 2027", "Feb 2027", "Mar 2027"].map(str::to_owned).to_vec(),
        targets: vec![target(6.0, 40.0, ""), target(9.0, 20.0, "Target 20 by 31 Mar 2027")],
        joints: vec![Joint { before: 3, label: "Baseline 2".to_owned() }],
        ..Lines::new("Evidenced score by month", columns, all)
    }
}

fn many() -> Lines {
    let title = "Evidenced score of every unit".to_owned();
    let mut lines = Lines { title, ..whole() };
    let more = UNITS.iter().enumerate().map(|(at, (name, scores))| {
        let scores = scores.iter().enumerate().map(|(index, score)| {
            let value = f64::from(*score) * 0.7;
            (index != at % 6).then_some(Point { value, stale: index == 5 && at % 3 == 0 })
        });
        series(&format!("{name}, Nordics"), scores.collect())
    });
    lines.series.extend(more);
    lines.series.push(Series::new("Newly bought", vec![None; 6]));
    let label = "Target 20 by 30 Sep 2026".to_owned();
    lines.targets = vec![Target { at: 4.0, value: 20.0, label }];
    lines
}

fn bands() -> Bands {
    let rows = [
        [0, 0, 0, 5, 0, 3],
        [0, 0, 0, 6, 0, 2],
        [0, 0, 0, 7, 0, 1],
        [0, 1, 0, 5, 1, 1],
        [0, 1, 1, 4, 2, 0],
        [1, 2, 0, 4, 1, 0],
    ];
    let count = |row: [u32; 6]| {
        Layer::ALL.into_iter().zip(row).fold(BandCount::new(), |all, (layer, n)| all.with(layer, n))
    };
    let columns = quarters().into_iter().zip(rows).map(|(name, row)| (name, Some(count(row))));
    Bands { title: "Business units by band, evidenced".to_owned(), columns: columns.collect() }
}

fn flow() -> Flow {
    let rows = [(14, 2, 12), (9, 6, 15), (11, 8, 18), (0, 0, 0), (6, 12, 14), (8, 14, 8)];
    let columns = quarters().into_iter().zip(rows).map(|(name, (opened, closed, open))| {
        let known = (opened, closed, open) != (0, 0, 0);
        (name, known.then_some(Quarter { opened, closed, open }))
    });
    Flow { title: "Tasks opened and closed".to_owned(), columns: columns.collect() }
}

fn ages() -> Ages {
    let rows = [
        ("Up to 30 days", 7, Tone::Plain),
        ("31 to 90 days", 12, Tone::Plain),
        ("91 to 180 days", 4, Tone::Off),
        ("Over 180 days", 2, Tone::High),
        ("No due day", 0, Tone::Plain),
    ];
    let bucket =
        |(label, count, tone): (&str, u32, Tone)| Age { label: label.to_owned(), count, tone };
    let title = "Open tasks by age".to_owned();
    Ages { title, of: "Tasks", buckets: rows.map(bucket).to_vec() }
}

const CONTROLS: [&str; 10] = [
    "Inventory",
    "Least privilege",
    "Data sources",
    "Runtime monitoring",
    "Exposure",
    "Provider monitoring",
    "Third-party models",
    "Training data & systems",
    "API keys",
    "Incident response",
];

fn cell(unit: usize, control: usize) -> Cell {
    let answer = match (unit * 7 + control * 5) % 11 {
        0 | 4 => Answered::No,
        1 => Answered::Yes(Support::ALL[(unit + control) % Support::ALL.len()]),
        2 if unit == 5 => Answered::Nothing,
        _ => Answered::Yes(Support::Accepted),
    };
    let change = match (answer, (unit + control * 3) % 7) {
        (Answered::No, 0..=2) => Change::Worse,
        (Answered::Yes(_), 1) => Change::Better,
        (_, 2) => Change::New,
        _ => Change::Unchanged,
    };
    let clash = (unit + control) % 9 == 3 && matches!(answer, Answered::Yes(_));
    Cell::new(answer).clash(clash).change(Some(change)).href("#")
}

fn heat() -> Heat {
    let rows = UNITS.iter().enumerate().map(|(at, (unit, scores))| Row {
        unit: (*unit).to_owned(),
        href: Some("#".to_owned()),
        child: !matches!(*unit, "Corporate" | "Commerce" | "Logistics"),
        cells: (0..CONTROLS.len()).map(|control| cell(at, control)).collect(),
        points: Some(scores[5].into()),
    });
    Heat {
        title: "Answers and evidence by business unit, Q3 2026".to_owned(),
        questions: CONTROLS.map(|label| Question { label: label.to_owned(), weight: 10 }).to_vec(),
        rows: rows.collect(),
        score: "Evidenced",
        foot: None,
    }
}

/// The same charts as files, each under its name.
pub fn files() -> Vec<(&'static str, Drawing)> {
    vec![
        ("lines", Drawing::Lines(whole())),
        ("broken", Drawing::Lines(broken())),
        ("months", Drawing::Lines(months())),
        ("multiples", Drawing::Multiples(many())),
        ("bands", Drawing::Bands(bands())),
        ("flow", Drawing::Flow(flow())),
        ("ages", Drawing::Ages(ages())),
        ("heat", Drawing::Heat(heat())),
    ]
}

fn panel(title: &str, note: &str, body: impl Part) -> AnyView {
    Panel::new(title).note(note).body(body).view()
}

pub fn sections() -> AnyView {
    let sorting = Sorting::new("#", &Query::new(), "-q3");
    let keys = (1..=10).map(|number| format!("q{number}"));
    let map = Heatmap::new(heat()).sorted(&sorting, "unit", keys, "score");
    let map = view! { {map}{heatmap_key(true)} };
    let nothing = Lines::new("Nothing", quarters(), vec![series("Corporate", vec![None; 6])]);
    let mean = vec![Some(Point::new(61.0)), Some(Point::new(26.5))];
    let mean = vec![Series::new("All units", mean)];
    let mean = Lines::new("Mean of all units", quarters()[..2].to_vec(), mean);
    let none = Ages { buckets: Vec::new(), ..ages() };
    let side = "Lower is better. Lines that share a value run side by side.";
    let whole = LinesChart::new("whole-lines", whole());
    let broken = LinesChart::new("broken-lines", broken());
    view! {
        {panel("Evidenced score by business unit", side, whole)}
        {panel("With gaps, a joint and targets", "Lower is better", broken)}
        {panel("By month", "One unit was asked anew", LinesChart::new("month-lines", months()).height(300))}
        {panel("Every unit", "Lower is better", Multiples::new("every", many()))}
        <div class="cols cols--2">
            {panel("Units per band", "Evidenced", BandsChart::new("bands", bands()))}
            {panel("Tasks", "Opened and closed", FlowChart::new("flow", flow()))}
            {panel("Open tasks by age", "", AgesChart::new("ages", ages()))}
            {panel("A mean", "No band", LinesChart::new("mean-lines", mean).height(230))}
            {Panel::new("Nothing measured").flush(LinesChart::new("nothing", nothing))}
            {Panel::new("Nothing open").flush(AgesChart::new("none-open", none))}
        </div>
        {Panel::new("Where the points are").note("Compared with Q2 2026").stacked(map)}
    }
    .into_any()
}
