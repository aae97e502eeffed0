//! The charts of a report: which figures lie where. Page, files and documents draw the same ones.

use chart::{
    Age, Ages, BandCount, Bands, Drawing, Flow, Joint, Layer, Lines, Point, Quarter, Series,
    Target, Tone, Zones,
};
use domain::reports::{Line, Mark, Report, place};
use domain::text;

/// At most so many small charts stand on a page: of more units, the furthest from true.
pub(super) const MOST: usize = 24;

/// The charts that are offered as files, as addresses name them.
pub(super) const CHARTS: [(&str, &str); 5] = [
    ("lines", "Scores over time"),
    ("bands", "Units by band"),
    ("tasks", "Tasks"),
    ("ages", "Age of open tasks"),
    ("evidence", "Freshness of evidence"),
];

/// One of them by its name; none where there is no such chart. One with nothing in it is drawn too: a
/// file that says so is better than none.
pub(super) fn drawing(report: &Report, name: &str) -> Option<Drawing> {
    Some(match name {
        "lines" => {
            let lines = lines(report);
            if lines.fits() { Drawing::Lines(lines) } else { Drawing::Multiples(lines) }
        }
        "bands" => Drawing::Bands(bands(report)),
        "tasks" => Drawing::Flow(flow(report)),
        "ages" => Drawing::Ages(ages(report)),
        "evidence" => Drawing::Ages(evidence(report)),
        _ => return None,
    })
}

/// The lines that are shown, the furthest from true first where there are too many for all.
pub(super) fn shown(report: &Report) -> Vec<&Line> {
    let mut lines: Vec<&Line> = report.lines.iter().collect();
    if lines.len() > MOST {
        let which = report.asked.which;
        lines.sort_by_key(|line| std::cmp::Reverse(line.last().map(|mark| mark.of(which))));
        lines.truncate(MOST);
    }
    lines
}

/// A line for each unit, or for each thing that is compared.
pub(super) fn lines(report: &Report) -> Lines {
    let which = report.asked.which;
    let shown = shown(report);
    let is_own = shown.iter().all(|line| line.is_own);
    let series = shown.iter().map(|line| series(line, report)).collect();
    let title = format!("{} score by unit", which.label());
    Lines {
        of: if report.compares() { "Compared" } else { "Business unit" },
        zones: is_own.then(Zones::baseline),
        targets: targets(report),
        joints: joints(&shown, report),
        ..Lines::new(title, labels(report), series)
    }
}

pub(super) fn labels(report: &Report) -> Vec<String> {
    report.columns.iter().map(|column| column.label.clone()).collect()
}

fn series(line: &Line, report: &Report) -> Series {
    let which = report.asked.which;
    let point = |mark: &Option<Mark>| {
        mark.map(|mark| Point { value: mark.of(which).value(), stale: mark.stale })
    };
    let joints = line.marks.iter().enumerate();
    let joints = joints.filter(|(_, mark)| mark.is_some_and(|mark| mark.joint)).map(|(at, _)| at);
    let series = Series::new(line.name.clone(), line.marks.iter().map(point).collect());
    let series = series.joints(joints.collect());
    let series = series.band(line.last().and_then(|mark| mark.band(which)));
    match line.unit {
        Some(unit) => series.href(format!("/units/{unit}")),
        None => series,
    }
}

/// The targets of the one thing that the report is about: those of many would hide each other.
fn targets(report: &Report) -> Vec<Target> {
    let own = match report.asked.units.as_slice() {
        [only] => *only,
        _ => return Vec::new(),
    };
    let targets = report.targets.iter().filter(|target| target.unit == own);
    let target = |target: &domain::reports::Target| {
        let label = format!("Target {} by {}", target.points, text::day(target.on));
        let at = place(target.on, &report.columns)?;
        Some(Target { at, value: f64::from(target.points.0), label })
    };
    targets.filter_map(target).collect()
}

/// Where a line was asked by another version of the questionnaire than before.
fn joints(lines: &[&Line], report: &Report) -> Vec<Joint> {
    let joint = |column: usize| {
        let is_joint =
            |line: &&Line| line.marks.get(column).copied().flatten().is_some_and(|mark| mark.joint);
        let label = "Another questionnaire".to_owned();
        lines.iter().any(is_joint).then_some(Joint { before: column, label })
    };
    (0..report.columns.len()).filter_map(joint).collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Units by band through time.
pub(super) fn bands(report: &Report) -> Bands {
    let columns = report.columns.iter().zip(&report.layers).map(|(column, layers)| {
        let counted = BandCount::new()
            .with(Layer::Advanced, count(layers.advanced))
            .with(Layer::Moderate, count(layers.moderate))
            .with(Layer::High, count(layers.high))
            .with(Layer::Stale, count(layers.stale))
            .with(Layer::NotAssessed, count(layers.not_assessed));
        (column.label.clone(), (layers.all() > 0).then_some(counted))
    });
    let which = report.asked.which.label().to_lowercase();
    Bands { title: format!("Units by band, {which}"), columns: columns.collect() }
}

/// Tasks opened and closed. The first column only says what was open.
pub(super) fn flow(report: &Report) -> Flow {
    let flow = &report.work.flow;
    let columns = report.columns.iter().zip(flow).skip(1).map(|(column, it)| {
        let (opened, closed, open) = (count(it.opened), count(it.closed), count(it.open));
        (column.label.clone(), Some(Quarter { opened, closed, open }))
    });
    Flow { title: "Tasks opened and closed".to_owned(), columns: columns.collect() }
}

/// Open tasks by age.
pub(super) fn ages(report: &Report) -> Ages {
    let ages = report.work.ages;
    let bucket = |label: &str, n, tone| Age { label: label.to_owned(), count: count(n), tone };
    let buckets = match report.work.open().open {
        0 => Vec::new(),
        _ => vec![
            bucket("Up to 30 days", ages.month, Tone::Plain),
            bucket("31 to 90 days", ages.quarter, Tone::Plain),
            bucket("91 to 180 days", ages.half_year, Tone::Off),
            bucket("Over 180 days", ages.older, Tone::High),
        ],
    };
    Ages { title: "Open tasks by age".to_owned(), of: "Tasks", buckets }
}

/// Yes answers by how long evidence will still cover them.
pub(super) fn evidence(report: &Report) -> Ages {
    let fresh = report.fresh;
    let bucket = |label: &str, n, tone| Age { label: label.to_owned(), count: count(n), tone };
    let buckets = match fresh.all {
        0 => Vec::new(),
        _ => vec![
            bucket("Over 90 days", fresh.long, Tone::Plain),
            bucket("31 to 90 days", fresh.quarter, Tone::Plain),
            bucket("Up to 30 days", fresh.month, Tone::Off),
            bucket("Not covered", fresh.none, Tone::High),
        ],
    };
    let title = "Yes answers by how long evidence still covers them".to_owned();
    Ages { title, of: "Yes answers", buckets }
}
