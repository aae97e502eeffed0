//! Units by band and coverage in each column, and how fresh evidence is.

use super::{Datum, Head, Table};
use crate::reports::Report;

impl Report {
    /// Units by band in each column, with the means beside them.
    #[must_use]
    pub fn spread_table(&self) -> Table {
        let heads = vec![
            Head::words("Period"),
            Head::words("As of"),
            Head::number("Advanced"),
            Head::number("Moderate"),
            Head::number("High risk"),
            Head::number("Stale"),
            Head::number("Not assessed"),
            Head::number("Units"),
            Head::number("Evidenced mean"),
            Head::number("Claimed mean"),
        ];
        let rows = self.columns.iter().zip(&self.layers).enumerate();
        let rows = rows.map(|(at, (column, layers))| {
            let means = self.means(at);
            let mut row = vec![Datum::text(column.label.clone()), Datum::Day(column.day)];
            let counts = [
                layers.advanced,
                layers.moderate,
                layers.high,
                layers.stale,
                layers.not_assessed,
                layers.all(),
            ];
            row.extend(counts.map(Datum::Count));
            row.push(Datum::mean(means.map(|means| means.evidenced)));
            row.push(Datum::mean(means.map(|means| means.claimed)));
            row
        });
        let title = format!("Units by band, {}", self.asked.which.label().to_lowercase());
        Table { key: "bands", title, heads, rows: rows.collect(), foot: None }
    }

    /// Yes answers by how long accepted evidence will still cover them.
    #[must_use]
    pub fn evidence_table(&self) -> Table {
        let fresh = self.fresh;
        let row = |name: &str, n| vec![Datum::text(name), Datum::Count(n)];
        let rows = match fresh.all {
            0 => Vec::new(),
            _ => vec![
                row("Covered for more than 90 days", fresh.long),
                row("Covered for 31 to 90 days", fresh.quarter),
                row("Covered for 30 days at most", fresh.month),
                row("Not covered", fresh.none),
            ],
        };
        let heads = vec![Head::words("Evidence"), Head::number("Yes answers")];
        let foot = Some(row("All yes answers", fresh.all));
        Table { key: "evidence", title: "Freshness of evidence".to_owned(), heads, rows, foot }
    }
}
