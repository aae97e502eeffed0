//! Units per band in words and as a table.

use super::{BandCount, Bands, Layer};
use crate::numbers::{NOTHING, Numbers};
use crate::said::counted;

impl Bands {
    /// What a screen reader hears of the chart.
    #[must_use]
    pub fn sentence(&self) -> String {
        let known = |(name, count): &(String, Option<BandCount>)| Some((name.clone(), (*count)?));
        let first = self.columns.iter().find_map(known);
        let last = self.columns.iter().rev().find_map(known);
        let (Some((from, before)), Some((to, now))) = (first, last) else {
            return "No units.".to_owned();
        };
        let layers = self.layers().into_iter().map(|layer| {
            let (was, is) = (before.of(layer), now.of(layer));
            let before = if was == is { String::new() } else { format!(", before {was}") };
            format!("{} {is}{before}", layer.label())
        });
        let layers: Vec<_> = layers.collect();
        let span = if from == to { to } else { format!("{to}, compared with {from}") };
        format!("{} in {span}: {}.", counted(now.total() as usize, "unit"), layers.join("; "))
    }

    /// A row for each quarter, a column for each layer.
    #[must_use]
    pub fn numbers(&self) -> Numbers {
        let layers = self.layers();
        let heads = layers.iter().map(|layer| layer.label().to_owned());
        let heads = std::iter::once("Quarter".to_owned()).chain(heads).collect();
        let row = |(name, count): &(String, Option<BandCount>)| {
            let cell = |layer: &Layer| {
                count.map_or_else(|| NOTHING.to_owned(), |count| count.of(*layer).to_string())
            };
            (name.clone(), layers.iter().map(cell).collect())
        };
        Numbers { heads, rows: self.columns.iter().map(row).collect(), notes: Vec::new() }
    }
}
