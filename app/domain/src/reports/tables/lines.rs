//! The scores of each line in each column, and the targets.

use super::{Datum, Head, Table};
use crate::reports::{Line, Report, Which};
use crate::{Band, text};

impl Report {
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
