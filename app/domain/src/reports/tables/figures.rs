//! The figures at a glance, each by what it measures.

use super::{Datum, Head, Table};
use crate::reports::{Means, Report};
use crate::text;

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The evidenced score, or the mean of several.
    Evidenced,
    /// The claimed one.
    Claimed,
    /// What lies between both.
    Resting,
    /// Units of the report.
    Units,
    /// Of these, assessed and current.
    Current,
    /// Of these, stale.
    Stale,
    /// Of these, never assessed.
    NotAssessed,
    /// Current ones at High risk.
    High,
    /// Yes answers that evidence covers, of a hundred.
    Proven,
    /// Open tasks.
    Open,
    /// Of these, late.
    Late,
    /// The median of the days that it took to close a task.
    DaysToClose,
    /// Points that the open tasks would bring.
    AtStake,
}

impl Measure {
    /// The few that are looked at first.
    pub const FIRST: [Self; 6] =
        [Self::Evidenced, Self::Claimed, Self::Resting, Self::High, Self::Proven, Self::Open];
}

/// A figure at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it measures.
    pub measure: Measure,
    /// What it is called.
    pub name: String,
    /// How much it is on the last day.
    pub now: Datum,
    /// How it changed since the first, over the units that have a score on both.
    pub change: Datum,
    /// What a count is of, such as "of 12 units"; empty where it goes without saying.
    pub of: String,
}

impl Report {
    /// Every figure at a glance.
    #[must_use]
    pub fn figures(&self) -> Vec<Figure> {
        let mut figures = self.scored();
        figures.extend(self.counted());
        figures.extend(self.worked());
        figures
    }

    /// The figures at a glance: what, how much, and how it changed.
    #[must_use]
    pub fn figures_table(&self) -> Table {
        let row = |figure: Figure| vec![Datum::Text(figure.name), figure.now, figure.change];
        let rows = self.figures().into_iter().map(row).collect();
        let heads = vec![Head::words("Figure"), Head::number("Now"), Head::number("Change")];
        Table { key: "figures", title: "At a glance".to_owned(), heads, rows, foot: None }
    }

    /// Both scores and the gap between them.
    fn scored(&self) -> Vec<Figure> {
        let now = self.means(self.columns.len().saturating_sub(1));
        let ends = self.ends.then.zip(self.ends.now);
        let is_one = self.coverage().assessed() == 1;
        let figure = |measure, name: String, of: fn(&Means) -> u32| Figure {
            measure,
            name,
            now: now.as_ref().map_or(Datum::Nothing("no score"), |means| Datum::Points(of(means))),
            change: match &ends {
                Some((then, now)) => Datum::Change(i64::from(of(now)) - i64::from(of(then))),
                None => Datum::Nothing("no score on one of both days"),
            },
            of: String::new(),
        };
        let what = if is_one { "score" } else { "mean" };
        let resting = "Points that rest on claims".to_owned();
        let mut figures = vec![
            figure(Measure::Evidenced, format!("Evidenced {what}"), |it| it.evidenced.tenths()),
            figure(Measure::Claimed, format!("Claimed {what}"), |it| it.claimed.tenths()),
            figure(Measure::Resting, resting, Means::resting),
        ];
        figures.truncate(if now.is_some() { 3 } else { 2 });
        figures
    }

    /// Units by how they stand, and how much of what they answer is proven.
    fn counted(&self) -> Vec<Figure> {
        let coverage = self.coverage();
        let of_units = || format!("of {}", text::count(coverage.all, "unit", "units"));
        let high = self.layers.last().map_or(0, |layers| layers.high);
        let mut figures = vec![
            count(Measure::Units, "Units", coverage.all, String::new()),
            count(Measure::Current, "Units assessed and current", coverage.current, of_units()),
            count(Measure::Stale, "Units stale", coverage.stale, of_units()),
            count(Measure::NotAssessed, "Units not assessed", coverage.not_assessed, of_units()),
            count(Measure::High, "Current units at High risk", high, of_units()),
        ];
        figures.extend(self.fresh.percent().map(|percent| Figure {
            now: Datum::Percent(percent),
            ..count(Measure::Proven, "Evidence current", 0, self.fresh.of_answers())
        }));
        figures
    }

    /// What the tasks come to.
    fn worked(&self) -> Vec<Figure> {
        let open = self.work.open();
        let late = match open.overdue {
            0 => "none late".to_owned(),
            n => format!("{n} late"),
        };
        let of_open = format!("of {} open", open.open);
        let mut figures = vec![
            count(Measure::Open, "Open tasks", open.open, late),
            count(Measure::Late, "Open tasks that are late", open.overdue, of_open),
        ];
        figures.extend(self.work.days_to_close.map(|days| Figure {
            now: Datum::Days(days),
            ..count(Measure::DaysToClose, "Days to close a task, median", 0, String::new())
        }));
        let stake = u32::try_from(self.work.at_stake * 10).unwrap_or(u32::MAX);
        let name = "Points at stake in open tasks";
        figures.push(Figure {
            now: Datum::Points(stake),
            ..count(Measure::AtStake, name, 0, String::new())
        });
        figures
    }
}

fn count(measure: Measure, name: &str, n: usize, of: String) -> Figure {
    let change = Datum::Nothing("not compared");
    Figure { measure, name: name.to_owned(), now: Datum::Count(n), change, of }
}
