//! Why the leading score moved between the first day and the last: by cause, and by unit.

use super::{Datum, Head, Table};
use crate::reports::{Report, Share};

impl Report {
    /// Every cause with its part of the change.
    #[must_use]
    pub fn causes_table(&self) -> Table {
        let heads =
            vec![Head::words("Cause"), Head::number("Times"), Head::number("Points of the mean")];
        let shares = self.why.iter().flat_map(|why| &why.causes);
        let row = |share: &Share<_>, name: String| {
            vec![Datum::Text(name), Datum::Count(share.times), Datum::Change(share.tenths)]
        };
        let rows = shares.map(|share| row(share, share.of.label().to_owned())).collect();
        let foot = self.why.as_ref().map(|why| sum(&why.causes));
        Table { key: "causes", title: self.moved_title("by cause"), heads, rows, foot }
    }

    /// Every unit with its part of the change.
    #[must_use]
    pub fn units_table(&self) -> Table {
        let heads =
            vec![Head::words("Unit"), Head::number("Times"), Head::number("Points of the mean")];
        let row = |share: &Share<crate::UnitId>| {
            let name = self.names_of_moved.iter().find(|(unit, _)| *unit == share.of);
            let name = name.map_or_else(|| "A unit".to_owned(), |(_, name)| name.clone());
            vec![Datum::Text(name), Datum::Count(share.times), Datum::Change(share.tenths)]
        };
        let rows = self.why.iter().flat_map(|why| &why.units).map(row).collect();
        let foot = self.why.as_ref().map(|why| sum(&why.units));
        Table { key: "units", title: self.moved_title("by unit"), heads, rows, foot }
    }

    fn moved_title(&self, by: &str) -> String {
        let which = self.asked.which.label().to_lowercase();
        format!("Why the {which} mean moved, {by}")
    }
}

fn sum<T>(shares: &[Share<T>]) -> Vec<Datum> {
    let times = shares.iter().map(|share| share.times).sum();
    let tenths = shares.iter().map(|share| share.tenths).sum();
    vec![Datum::text("Change in all"), Datum::Count(times), Datum::Change(tenths)]
}
