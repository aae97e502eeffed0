//! Tasks opened and closed by quarter: opened stands over the line, closed hangs under it, and a
//! row of numbers says how many were open at each end.

use crate::axis;
use crate::numbers::{NOTHING, Numbers};
use crate::plane::{column, figure};
use crate::scale::Counts;
use crate::shape::{Anchor, Figure, Ink, Key, Shape};

/// What happened in one quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quarter {
    /// How many were opened, opened again among them.
    pub opened: u32,
    /// How many were closed.
    pub closed: u32,
    /// How many were open at its end.
    pub open: u32,
}

/// Opened and closed through time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// What is shown, such as "Tasks opened and closed".
    pub title: String,
    /// The quarters; none where nothing is known.
    pub columns: Vec<(String, Option<Quarter>)>,
}

/// Room for a number over and under the bars, and for the two rows below, in pixels.
const NUMBER: f64 = 18.0;
const ROWS: f64 = 46.0;
/// With more columns than these, numbers leave where it is narrow.
const ROOMY: usize = 12;

/// Where 0 lies, what one is worth, and how far the bars reach.
struct Middle {
    zero: f64,
    one: f64,
    up: u32,
    down: u32,
}

impl Middle {
    /// The ticks within reach of the bars, each with its place.
    fn ticks(&self) -> Vec<(u32, f64)> {
        let step = Counts::of(self.up.max(self.down), 3);
        let over = step.ticks().filter(|tick| *tick <= self.up);
        let over = over.map(|tick| (tick, self.zero - f64::from(tick) * self.one));
        let under = step.ticks().skip(1).filter(|tick| *tick <= self.down);
        let under = under.map(|tick| (tick, self.zero + f64::from(tick) * self.one));
        over.chain(under).collect()
    }
}

impl Flow {
    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known().all(|(_, quarter)| (quarter.opened, quarter.closed, quarter.open) == (0, 0, 0))
    }

    fn known(&self) -> impl Iterator<Item = (&str, Quarter)> {
        self.columns.iter().filter_map(|(name, quarter)| Some((name.as_str(), (*quarter)?)))
    }

    fn middle(&self, height: f64) -> Middle {
        let up = self.known().map(|(_, quarter)| quarter.opened).max().unwrap_or_default().max(1);
        let down = self.known().map(|(_, quarter)| quarter.closed).max().unwrap_or_default().max(1);
        let (top, base) = (NUMBER, height - ROWS - NUMBER);
        let one = (base - top).max(1.0) / (f64::from(up) + f64::from(down));
        Middle { zero: top + one * f64::from(up), one, up, down }
    }

    /// The bars, `height` pixels high.
    #[must_use]
    pub fn figure(&self, height: u16) -> Figure {
        let height = f64::from(height);
        let middle = self.middle(height);
        let ticks = middle.ticks();
        let mut gutter: Vec<_> =
            ticks.iter().map(|(tick, y)| Shape::tick(*y, tick.to_string())).collect();
        gutter.push(Shape::tick(height - 10.0, "Open"));
        let grid = ticks.iter().filter(|(tick, _)| *tick > 0);
        let mut plot: Vec<_> = grid.map(|(_, y)| Shape::across(*y, Ink::Grid)).collect();
        plot.extend((0..self.columns.len()).flat_map(|index| self.bars(index, &middle)));
        plot.push(Shape::across(middle.zero, Ink::Base));
        plot.extend(self.labels(height));
        Figure { height, gutter, plot, ends: Vec::new() }
    }

    const fn value_ink(&self) -> Ink {
        if self.columns.len() > ROOMY { Ink::SpareValue } else { Ink::Value }
    }

    fn bars(&self, index: usize, middle: &Middle) -> Vec<Shape> {
        let (name, Some(quarter)) = &self.columns[index] else { return Vec::new() };
        let x = column(index, self.columns.len());
        let width = (50.0 / figure(self.columns.len().max(1))).min(10.0);
        let left = x - width / 2.0;
        let bar = |y, height, ink, says| Shape::Block { x: left, width, y, height, ink, says };
        let said = |count: u32, what: &str| format!("{name}: {count} {what}");
        let value = |y: f64, count: u32| Shape::words(x, y, count.to_string(), self.value_ink());
        let up = f64::from(quarter.opened) * middle.one;
        let down = f64::from(quarter.closed) * middle.one;
        let mut shapes = Vec::new();
        if quarter.opened > 0 {
            let says = said(quarter.opened, "opened");
            shapes.push(bar(middle.zero - up, up, Ink::Opened, says));
            shapes.push(value(middle.zero - up - 5.0, quarter.opened));
        }
        if quarter.closed > 0 {
            let says = said(quarter.closed, "closed");
            shapes.push(bar(middle.zero, down, Ink::Closed, says));
            shapes.push(value(middle.zero + down + 13.0, quarter.closed));
        }
        shapes
    }

    /// The quarters, and under each how many were open at its end.
    fn labels(&self, height: f64) -> Vec<Shape> {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        let mut shapes = axis::under(&names, names.len(), height - 30.0);
        shapes.extend(self.columns.iter().enumerate().map(|(index, (_, quarter))| {
            let open = quarter.map_or_else(|| NOTHING.to_owned(), |q| q.open.to_string());
            Shape::words(column(index, names.len()), height - 6.0, open, self.value_ink())
        }));
        shapes
    }

    /// What the bars and the row of numbers mean.
    #[must_use]
    pub fn keys(&self) -> Vec<Key> {
        let text = Shape::beside((50.0, 0.0), 10.0, Anchor::Middle, "12", Ink::Value);
        let words = "Open at the end".to_owned();
        let open = Key { sample: vec![text], words, value: String::new() };
        let opened = Key::boxed(&[Ink::Opened], "Opened, up");
        vec![opened, Key::boxed(&[Ink::Closed], "Closed, down"), open]
    }

    /// What a screen reader hears of the chart.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (Some((from, _)), Some((to, last))) = (self.known().next(), self.known().last()) else {
            return "No tasks.".to_owned();
        };
        let opened: u64 = self.known().map(|(_, quarter)| u64::from(quarter.opened)).sum();
        let closed: u64 = self.known().map(|(_, quarter)| u64::from(quarter.closed)).sum();
        let span = if from == to { format!("in {to}") } else { format!("from {from} to {to}") };
        let open = last.open;
        format!("{opened} opened and {closed} closed {span}; {open} open at the end of {to}.")
    }

    /// A row for each quarter.
    #[must_use]
    pub fn numbers(&self) -> Numbers {
        let heads = ["Quarter", "Opened", "Closed", "Open at the end"].map(str::to_owned).to_vec();
        let row = |(name, quarter): &(String, Option<Quarter>)| {
            let cells = quarter.map_or_else(
                || [NOTHING; 3].map(str::to_owned),
                |quarter| [quarter.opened, quarter.closed, quarter.open].map(|n| n.to_string()),
            );
            (name.clone(), cells.to_vec())
        };
        Numbers { heads, rows: self.columns.iter().map(row).collect(), notes: Vec::new() }
    }
}
