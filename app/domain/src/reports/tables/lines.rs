//! The figures at a glance, and the scores of each line in each column.

use super::{Datum, Head, Table};
use crate::reports::{Line, Means, Report, Which};
use crate::{Band, text};

impl Report {
    /// The figures at a glance: what, how much, and how it changed.
    #[must_use]
    pub fn figures_table(&self) -> Table {
        let last = self.columns.len().saturating_sub(1);
        let means = self.means(last);
        let (then, now) = (self.ends.then, self.ends.now);
        let changed = |of: fn(&Means) -> u32| match (&then, &now) {
            (Some(then), Some(now)) => Datum::Change(i64::from(of(now)) - i64::from(of(then))),
            _ => Datum::Nothing("no score on one of both days"),
        };
        let evidenced = |means: &Means| means.evidenced.tenths();
        let claimed = |means: &Means| means.claimed.tenths();
        let points = |of: fn(&Means) -> u32| match &means {
            Some(means) => Datum::Points(of(means)),
            None => Datum::Nothing("no score"),
        };
        let score = |which: &str| match self.coverage().assessed() {
            1 => format!("{which} score"),
            _ => format!("{which} mean"),
        };
        let nothing = || Datum::Nothing("not compared");
        let mut rows = vec![
            vec![Datum::text(score("Evidenced")), points(evidenced), changed(evidenced)],
            vec![Datum::text(score("Claimed")), points(claimed), changed(claimed)],
        ];
        if let Some(means) = &means {
            let gap = |means: &Means| {
                i64::from(means.evidenced.tenths()) - i64::from(means.claimed.tenths())
            };
            let moved = then.as_ref().zip(now.as_ref()).map(|(then, now)| gap(now) - gap(then));
            let resting = u32::try_from(gap(means)).unwrap_or_default();
            rows.push(vec![
                Datum::text("Points that rest on claims"),
                Datum::Points(resting),
                moved.map_or_else(nothing, Datum::Change),
            ]);
        }
        rows.extend(self.counted_figures());
        let heads = vec![Head::words("Figure"), Head::number("Now"), Head::number("Change")];
        Table { key: "figures", title: "At a glance".to_owned(), heads, rows, foot: None }
    }

    fn counted_figures(&self) -> Vec<Vec<Datum>> {
        let coverage = self.coverage();
        let nothing = || Datum::Nothing("not compared");
        let row = |name: &str, datum| vec![Datum::text(name), datum, nothing()];
        let high = self.layers.last().map_or(0, |layers| layers.high);
        let mut rows = vec![
            row("Units", Datum::Count(coverage.all)),
            row("Units assessed and current", Datum::Count(coverage.current)),
            row("Units stale", Datum::Count(coverage.stale)),
            row("Units not assessed", Datum::Count(coverage.not_assessed)),
            row("Current units at High risk", Datum::Count(high)),
        ];
        if let Some(percent) = self.fresh.percent() {
            rows.push(row("Evidence current", Datum::Percent(percent)));
        }
        rows.extend([
            row("Open tasks", Datum::Count(self.work.open().open)),
            row("Open tasks that are late", Datum::Count(self.work.open().overdue)),
        ]);
        if let Some(days) = self.work.days_to_close {
            rows.push(row("Days to close a task, median", Datum::Days(days)));
        }
        let stake = u32::try_from(self.work.at_stake * 10).unwrap_or(u32::MAX);
        rows.push(row("Points at stake in open tasks", Datum::Points(stake)));
        rows
    }

    /// The leading score of each line in each column; what it changed by, its band, and the other score.
    #[must_use]
    pub fn lines_table(&self) -> Table {
        let which = self.asked.which;
        let other = match which {
            Which::Evidenced => Which::Claimed,
            Which::Claimed => Which::Evidenced,
        };
        let of = if self.compares() { "Compared" } else { "Unit" };
        let mut heads = vec![Head::words(of)];
        heads.extend(self.columns.iter().map(|column| Head::number(column.label.clone())));
        heads.extend([Head::number("Change"), Head::words("Band"), Head::number(other.label())]);
        let rows = self.lines.iter().map(|line| row(line, which, other)).collect();
        let foot = (self.lines.len() > 1).then(|| row(&self.line, which, other));
        let title = format!("{} score in every period", which.label());
        Table { key: "scores", title, heads, rows, foot }
    }

    /// What is to be reached by when, and how it stands.
    #[must_use]
    pub fn targets_table(&self) -> Table {
        let heads = vec![
            Head::words("Unit"),
            Head::words("By"),
            Head::number("Target"),
            Head::number("Stands at"),
            Head::words("State"),
        ];
        let row = |target: &crate::reports::Target| {
            vec![
                Datum::text(target.name.clone()),
                Datum::Day(target.on),
                Datum::Points(u32::from(target.points.0) * 10),
                target.stands.map_or(Datum::Nothing("no score"), Datum::Points),
                Datum::text(target.state(self.days.to).label()),
            ]
        };
        let rows = self.targets.iter().map(row).collect();
        Table { key: "targets", title: "Targets".to_owned(), heads, rows, foot: None }
    }
}

fn row(line: &Line, which: Which, other: Which) -> Vec<Datum> {
    let mark = |which: Which, mark: Option<&crate::reports::Mark>| {
        Datum::mean(mark.map(|mark| mark.of(which)))
    };
    let mut row = vec![Datum::text(line.name.clone())];
    row.extend(line.marks.iter().map(|it| mark(which, it.as_ref())));
    row.push(
        line.moved(which).map_or(Datum::Nothing("no score on one of both days"), Datum::Change),
    );
    row.push(judged(line, which));
    row.push(mark(other, line.last()));
    row
}

/// Band, stale, mean: in words.
fn judged(line: &Line, which: Which) -> Datum {
    let Some(last) = line.last() else {
        return Datum::text("Not assessed");
    };
    let stale = if last.stale { ", stale" } else { "" };
    if !line.is_own {
        return Datum::text(format!("Mean of {}", text::count(last.units, "unit", "units")));
    }
    let band = last.band(which).map_or("No band", Band::label);
    Datum::text(format!("{band}{stale}"))
}
