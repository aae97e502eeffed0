//! Tasks opened and closed, the age of the open ones, and what they will bring.

use super::{Datum, Head, Table};
use crate::reports::Report;

impl Report {
    /// Tasks opened and closed in each period, and open at its end. In the first column nothing lies
    /// between: it says what was open.
    #[must_use]
    pub fn flow_table(&self) -> Table {
        let heads = vec![
            Head::words("Period"),
            Head::number("Opened"),
            Head::number("Closed"),
            Head::number("Open at its end"),
            Head::number("Of these late"),
            Head::number("Days to close, median"),
        ];
        let rows = self.columns.iter().zip(&self.work.flow).enumerate();
        let rows = rows.map(|(at, (column, flow))| {
            let between = |n: usize| match at {
                0 => Datum::Nothing("the report begins here"),
                _ => Datum::Count(n),
            };
            vec![
                Datum::text(column.label.clone()),
                between(flow.opened),
                between(flow.closed),
                Datum::Count(flow.open),
                Datum::Count(flow.overdue),
                flow.days_to_close.map_or(Datum::Nothing("none was closed"), Datum::Days),
            ]
        });
        let is_any = self.work.flow.iter().any(|it| it.opened + it.closed + it.open > 0);
        let rows = if is_any { rows.collect() } else { Vec::new() };
        Table { key: "tasks", title: "Tasks".to_owned(), heads, rows, foot: None }
    }

    /// The open tasks by age.
    #[must_use]
    pub fn ages_table(&self) -> Table {
        let ages = self.work.ages;
        let row = |name: &str, n| vec![Datum::text(name), Datum::Count(n)];
        let rows = match self.work.open().open {
            0 => Vec::new(),
            _ => vec![
                row("30 days at most", ages.month),
                row("31 to 90 days", ages.quarter),
                row("91 to 180 days", ages.half_year),
                row("Over 180 days", ages.older),
            ],
        };
        let heads = vec![Head::words("Age"), Head::number("Open tasks")];
        let foot = Some(row("All open tasks", self.work.open().open));
        Table { key: "ages", title: "Age of open tasks".to_owned(), heads, rows, foot }
    }

    /// What is forecast of the mean.
    #[must_use]
    pub fn forecast_table(&self) -> Table {
        let heads = vec![
            Head::words("End of"),
            Head::number("Evidenced, on time"),
            Head::number("Evidenced, as usual"),
            Head::number("Claimed, on time"),
        ];
        let rows = self.work.ahead.iter().map(|ahead| {
            vec![
                Datum::text(ahead.day.format("%b %Y").to_string()),
                Datum::mean(Some(ahead.on_time)),
                match ahead.as_usual {
                    Some(mean) => Datum::mean(Some(mean)),
                    None => Datum::Nothing("too few tasks were closed to say"),
                },
                Datum::mean(Some(ahead.claimed)),
            ]
        });
        let title = "Forecast from the open tasks".to_owned();
        Table { key: "forecast", title, heads, rows: rows.collect(), foot: None }
    }
}
