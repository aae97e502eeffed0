//! The charts of a report: which figures lie where. Page, files and documents draw the same ones.

use chart::{
    Age, Ages, BandCount, Bands, Drawing, Flow, Joint, Layer, Lines, Point, Quarter, Series,
    Target, Tone, Zones,
};
use domain::reports::{Ahead, Line, Mark, Means, Report, place};
use domain::rollup::Mean;
use domain::text;

/// At most so many small charts stand on a page: of more units, the furthest from true.
pub(super) const MOST: usize = 24;

/// The charts that are offered as files, as addresses name them.
pub(super) const CHARTS: [(&str, &str); 7] = [
    ("lines", "Scores over time"),
    ("mean", "Both scores, and ahead"),
    ("heat", "Answers by unit and question"),
    ("bands", "Units by band"),
    ("tasks", "Tasks"),
    ("ages", "Age of open tasks"),
    ("evidence", "Freshness of evidence"),
];

/// One of them by its name; none where there is no such chart, or one that is more than the report
/// holds: the heat map asks what stands behind each answer. One with nothing in it is drawn too: a
/// file that says so is better than none.
pub(super) fn drawing(report: &Report, name: &str) -> Option<Drawing> {
    Some(match name {
        "lines" => {
            let lines = lines(report);
            if lines.fits() { Drawing::Lines(lines) } else { Drawing::Multiples(lines) }
        }
        "mean" => Drawing::Lines(mean(report)),
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
    let (targets, ahead) = targets(report);
    Lines {
        of: if report.compares() { "Compared" } else { "Business unit" },
        zones: is_own.then(Zones::baseline),
        targets,
        ahead,
        joints: joints(&shown, report),
        ..Lines::new(title, labels(report), series)
    }
}

/// Both scores of what the report is about as a whole, and where open work leads.
fn mean(report: &Report) -> Lines {
    let columns = report.columns.len();
    let ahead = &report.work.ahead;
    let point = |value: f64, stale| Some(Point { value, stale });
    let known = |of: fn(Means) -> Mean| {
        let at =
            |at| report.means(at).map(|means| Point { value: of(means).value(), stale: false });
        let blank = ahead.iter().map(|_| None);
        (0..columns).map(at).chain(blank).collect::<Vec<_>>()
    };
    let evidenced = known(|means| means.evidenced);
    let forecast = |of: fn(&Ahead) -> Option<Mean>| {
        let last = columns.saturating_sub(1);
        let from = evidenced.iter().take(columns).enumerate();
        let from = from.map(|(at, point)| if at == last { *point } else { None });
        let to = ahead.iter().map(|it| of(it).and_then(|mean| point(mean.value(), false)));
        from.chain(to).collect::<Vec<_>>()
    };
    let mut series = vec![
        Series::new("Evidenced".to_owned(), evidenced.clone()),
        Series::new("Claimed".to_owned(), known(|means| means.claimed)),
    ];
    if !ahead.is_empty() {
        let on_time = forecast(|it| Some(it.on_time));
        series.push(Series::new("Forecast, on time".to_owned(), on_time));
    }
    if ahead.iter().any(|it| it.as_usual.is_some()) {
        let as_usual = forecast(|it| it.as_usual);
        series.push(Series::new("Forecast, as usual".to_owned(), as_usual));
    }
    let months = ahead.iter().map(|it| it.day.format("%b %Y").to_string());
    let labels = labels(report).into_iter().chain(months).collect();
    let title = format!("{}: score over time, and ahead", report.line.name);
    Lines {
        of: "Score",
        zones: report.sole().map(|_| Zones::baseline()),
        ..Lines::new(title, labels, series)
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

/// The targets of the one thing that the report is about, since those of many would hide each other; and
/// the days of those that lie ahead of the last column.
fn targets(report: &Report) -> (Vec<Target>, Vec<String>) {
    let own = match report.asked.units.as_slice() {
        [only] => *only,
        _ => return (Vec::new(), Vec::new()),
    };
    let targets = report.targets.iter().filter(|target| target.unit == own);
    let of = if report.sole().is_some() { "Target" } else { "Target of the mean" };
    let (mut found, mut ahead) = (Vec::new(), Vec::new());
    for target in targets {
        let day = text::day(target.on);
        let at = place(target.on, &report.columns).or_else(|| {
            // What is to be reached later stands after the last column, one by one.
            report.columns.last().filter(|last| last.day < target.on)?;
            ahead.push(day.clone());
            let at = report.columns.len() + ahead.len() - 1;
            u32::try_from(at).ok().map(f64::from)
        });
        let label = format!("{of} {} by {day}", target.points);
        found.extend(at.map(|at| Target { at, value: f64::from(target.points.0), label }));
    }
    (found, ahead)
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
