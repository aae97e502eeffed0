//! Lines in words and as a table.

use super::{Lines, Point};
use crate::axis::short;
use crate::numbers::{NOTHING, Numbers};
use crate::said::{counted, moved, points};

impl Lines {
    /// What a mark says when it is pointed at.
    pub(crate) fn says(&self, at: usize, column: usize, point: Point) -> String {
        let (name, quarter) = (&self.series[at].name, &self.columns[column]);
        let stale = if point.stale { ", stale" } else { "" };
        format!("{name}, {quarter}: {}{stale}", points(point.value))
    }

    /// The last score of a series: "60", or "60 in Q1 ’26" if later quarters are missing.
    pub(crate) fn last_value(&self, at: usize) -> String {
        match self.measured().filter(|(of, _, _)| *of == at).last() {
            Some((_, column, point)) if column + 1 == self.columns.len() => points(point.value),
            Some((_, column, point)) => {
                format!("{} in {}", points(point.value), short(&self.columns[column]))
            }
            None => NOTHING.to_owned(),
        }
    }

    /// How many points were older than their cadence.
    pub(super) fn stale(&self) -> usize {
        self.measured().filter(|(_, _, point)| point.stale).count()
    }

    /// How one line went: "Online Store fell from 90 in Q2 2025 to 60 in Q3 2026".
    #[must_use]
    pub fn course(&self, at: usize) -> String {
        let Some(series) = self.series.get(at) else { return String::new() };
        let mut known = self.measured().filter(|(of, _, _)| *of == at);
        let (first, last) = (known.next(), known.last());
        let quarter = |column: usize| self.columns[column].as_str();
        match (first, last) {
            (Some((_, from, first)), Some((_, to, last))) => {
                let when = Some((quarter(from), quarter(to)));
                format!("{} {}", series.name, moved(first.value, last.value, when))
            }
            (Some((_, only, point)), None) => {
                format!("{}: {} in {} alone", series.name, points(point.value), quarter(only))
            }
            (None, _) => format!("{} was not assessed", series.name),
        }
    }

    /// What a screen reader hears of the chart.
    #[must_use]
    pub fn sentence(&self) -> String {
        let courses: Vec<_> = (0..self.series.len()).map(|at| self.course(at)).collect();
        let mut said = vec![format!("{}. Lower is better.", courses.join("; "))];
        let all = self.series.len() * self.columns.len();
        let missing = all - self.measured().count();
        if missing > 0 {
            said.push(format!("{missing} of {} not assessed.", counted(all, "point")));
        }
        if self.stale() > 0 {
            said.push(format!("{} stale.", self.stale()));
        }
        said.extend(self.notes());
        said.join(" ")
    }

    /// Of whom the lines break before a column, if not all of them do: " of Retail and Labs".
    fn broken(&self, before: usize) -> String {
        let broken = (0..self.series.len()).filter(|at| self.breaks(*at).contains(&before));
        let names: Vec<_> = broken.map(|at| self.series[at].name.as_str()).collect();
        match names.as_slice() {
            all if all.len() == self.series.len() => String::new(),
            [] => String::new(),
            [one] => format!(" of {one}"),
            [one, other] => format!(" of {one} and {other}"),
            some => format!(" of {} of {}", some.len(), self.series.len()),
        }
    }

    /// Targets and joints in words.
    fn notes(&self) -> Vec<String> {
        let targets = self.targets.iter().filter(|target| !target.label.is_empty());
        let targets = targets.map(|target| format!("{}.", target.label));
        let joints = self.joints.iter().filter(|joint| joint.before > 0).filter_map(|joint| {
            let from = self.columns.get(joint.before)?;
            let (label, of) = (&joint.label, self.broken(joint.before));
            Some(format!("{label} from {from} on{of}: not comparable with what was before."))
        });
        targets.chain(joints).collect()
    }

    /// A row for each series, a column for each quarter.
    #[must_use]
    pub fn numbers(&self) -> Numbers {
        let heads = std::iter::once(self.of.to_owned()).chain(self.columns.iter().cloned());
        let cell = |at, column| match self.point(at, column) {
            Some(Point { value, stale: false }) => points(value),
            Some(Point { value, stale: true }) => format!("{}, stale", points(value)),
            None => NOTHING.to_owned(),
        };
        let cells = |at| (0..self.columns.len()).map(|column| cell(at, column)).collect();
        let rows = self.series.iter().enumerate();
        let rows = rows.map(|(at, series)| (series.name.clone(), cells(at))).collect();
        Numbers { heads: heads.collect(), rows, notes: self.notes() }
    }
}
