//! A report of an organisation that doesn't exist, with everything that a document can have.

use chart::{BandCount, Bands, Drawing, Layer, Lines, Point, Series, Size, Zones, svg};
use chrono::{DateTime, TimeDelta};
use press::{
    Align, Block, Cell, Chart, Column, Cover, Document, Figure, Mark, Note, Paper, Run, Sign,
    Table, Tone, Way,
};

/// The whole of it.
pub fn document() -> Document {
    Document {
        title: "Security of the AI programme".to_owned(),
        organisation: "Nordlicht Versorgung AG".to_owned(),
        lang: "en".to_owned(),
        subject: "Scores, evidence and open work of all units".to_owned(),
        author: "Mara Lindqvist".to_owned(),
        stamp: "Made by Mara Lindqvist on 3 Jul 2026, 09:15 UTC · 1 Jul 2025 to 30 Jun 2026"
            .to_owned(),
        created: DateTime::UNIX_EPOCH + TimeDelta::days(20_637) + TimeDelta::minutes(555),
        paper: Paper::A4,
        cover: Cover {
            range: "1 Jul 2025 to 30 Jun 2026".to_owned(),
            as_of: "As of 30 Jun 2026".to_owned(),
            facts: notes(&[
                ("Units", "12 of 14 in scope; 2 archived units are left out"),
                ("Questionnaire", "AI security baseline, version 3 since 12 Jan 2026"),
                ("Compared with", "30 Jun 2025"),
            ]),
            ..Cover::default()
        },
        blocks: [standing(), moving(), units(), meaning()].concat(),
    }
}

fn standing() -> Vec<Block> {
    let figure = |label: &str, value: &str, unit: &str, state, change| Figure {
        label: label.to_owned(),
        value: value.to_owned(),
        unit: unit.to_owned(),
        state,
        change,
    };
    vec![
        heading(1, "Where the programme stands"),
        Block::Say(
            "The programme is at 34.5 risk points of 100, moderate, and 11.2 points better than a year ago. \
             Two units are still at high risk."
                .to_owned(),
        ),
        Block::Figures(vec![
            figure(
                "Risk score of the programme",
                "34.5",
                "of 100 points, fewer is better",
                sign(Mark::Off, "Moderate"),
                sign(Mark::Better(Way::Down), "11.2 points better"),
            ),
            figure("Units at high risk", "2", "of 12", None, sign(Mark::Same, "As many as before")),
            figure("Answers with evidence", "61 %", "of 204 answers", None, sign(Mark::Better(Way::Up), "14 % more")),
            figure("Overdue tasks", "7", "of 41 open", sign(Mark::High, "Oldest 118 days"), sign(Mark::Worse(Way::Up), "3 more")),
        ]),
        Block::Words(vec![
            run("Of the eleven points, ", false),
            run("seven come from new evidence", true),
            run(
                " and four from answers that changed. The new version of the questionnaire costs 1.3 points: \
                 it asks for an inventory of training data, which three units do not keep yet.",
                false,
            ),
        ]),
        heading(2, "Scores over the year"),
        drawing(&Drawing::Lines(scores()), "The programme fell from 45.7 to 34.5 points. Trading stays above 60."),
    ]
}

fn moving() -> Vec<Block> {
    let rows = [
        (
            "Grid operations",
            "61.0",
            "48.5",
            Mark::Better(Way::Down),
            "12.5 better",
            "Evidence for 5 answers accepted",
        ),
        (
            "Retail",
            "35.2",
            "39.0",
            Mark::Worse(Way::Up),
            "3.8 worse",
            "Penetration test of March expired",
        ),
        ("Trading", "66.4", "66.4", Mark::Same, "No change", "No round was finished"),
    ];
    let rows = rows.map(|(unit, then, now, mark, moved, why)| {
        vec![unit.into(), then.into(), now.into(), marked(mark, moved), why.into()]
    });
    vec![
        heading(1, "What moved"),
        drawing(
            &Drawing::Bands(bands()),
            "Units at high risk went from five to two in four quarters.",
        ),
        Block::Table(Table {
            caption: "Units that moved the most".to_owned(),
            columns: vec![
                column("Unit", Align::Start, 3),
                column("30 Jun 2025", Align::End, 2),
                column("30 Jun 2026", Align::End, 2),
                column("Change", Align::Start, 2),
                column("Because", Align::Start, 5),
            ],
            rows: rows.into(),
            ..Table::default()
        }),
        heading(2, "Exceptions that end soon"),
        Block::Table(Table {
            columns: vec![column("Unit", Align::Start, 1), column("Until", Align::End, 1)],
            empty: "No exception ends in the next 90 days.".to_owned(),
            ..Table::default()
        }),
    ]
}

fn units() -> Vec<Block> {
    let names =
        ["Grid operations", "Retail", "Trading", "Heat & cooling", "Metering", "Human resources"];
    let row = |index: usize| {
        let name = names[index % names.len()];
        let (mark, band) =
            [(Mark::True, "Advanced"), (Mark::Off, "Moderate"), (Mark::High, "High risk")]
                [index % 3];
        vec![
            format!("{name} {}", index / names.len() + 1).into(),
            format!("{}.{}", 5 + index * 7 % 80, index % 10).into(),
            marked(mark, band),
            format!("{} of 17", index * 5 % 18).into(),
            Cell { tone: Tone::Quiet, ..format!("{} Jun 2026", index % 30 + 1).into() },
        ]
    };
    let total = vec![
        "All units".into(),
        "34.5".into(),
        marked(Mark::Off, "Moderate"),
        "125 of 204".into(),
        "".into(),
    ];
    vec![
        Block::PageBreak,
        heading(1, "All units"),
        Block::Table(Table {
            caption: "Score, band and evidence by unit".to_owned(),
            columns: vec![
                column("Unit", Align::Start, 4),
                column("Risk points", Align::End, 2),
                column("Band", Align::Start, 2),
                column("With evidence", Align::End, 2),
                column("Last assessed", Align::End, 2),
            ],
            rows: (0..52).map(row).collect(),
            foot: vec![total],
            ..Table::default()
        }),
    ]
}

fn meaning() -> Vec<Block> {
    let words = [
        ("Risk score", "Points that a unit loses by its answers, of 100. Fewer is better."),
        ("Advanced", "At most 20 points."),
        ("Moderate", "More than 20 and at most 50 points."),
        ("High risk", "More than 50 points."),
        (
            "Evidence",
            "A file or a link that somebody else has accepted. Without it, a yes counts for half.",
        ),
    ];
    vec![heading(1, "What the words mean"), Block::Notes(notes(&words))]
}

fn scores() -> Lines {
    let series = |name: &str, scores: [f64; 4]| {
        Series::new(name, scores.map(|score| Some(Point::new(score))).to_vec())
    };
    let all = vec![
        series("Programme", [45.7, 42.0, 38.9, 34.5]),
        series("Grid operations", [61.0, 58.0, 50.2, 48.5]),
        series("Trading", [66.4, 66.4, 66.4, 66.4]),
    ];
    Lines { zones: Some(Zones::baseline()), ..Lines::new("Scores", quarters(), all) }
}

fn bands() -> Bands {
    let count = |advanced, moderate, high, stale| {
        let count =
            BandCount::new().with(Layer::Advanced, advanced).with(Layer::Moderate, moderate);
        Some(count.with(Layer::High, high).with(Layer::Stale, stale))
    };
    let counts = [count(1, 5, 5, 1), count(2, 6, 4, 0), count(3, 6, 2, 1), count(4, 5, 2, 1)];
    Bands {
        title: "Units by band".to_owned(),
        columns: quarters().into_iter().zip(counts).collect(),
    }
}

fn quarters() -> Vec<String> {
    ["Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026"].map(str::to_owned).to_vec()
}

fn drawing(drawing: &Drawing, alt: &str) -> Block {
    let svg = svg(drawing, Size::new(648, 240));
    Block::Chart(Chart { svg, alt: alt.to_owned(), height: None })
}

/// A heading.
pub fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.to_owned() }
}

/// A column.
pub fn column(name: &str, align: Align, share: u16) -> Column {
    Column { name: name.to_owned(), align, share }
}

fn marked(mark: Mark, words: &str) -> Cell {
    Sign { mark, words: words.to_owned() }.into()
}

#[expect(clippy::unnecessary_wraps, reason = "figures take an optional sign")]
fn sign(mark: Mark, words: &str) -> Option<Sign> {
    Some(Sign { mark, words: words.to_owned() })
}

fn run(text: &str, strong: bool) -> Run {
    Run { text: text.to_owned(), strong }
}

fn notes(notes: &[(&str, &str)]) -> Vec<Note> {
    let note =
        |&(term, words): &(&str, &str)| Note { term: term.to_owned(), words: words.to_owned() };
    notes.iter().map(note).collect()
}
