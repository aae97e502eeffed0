//! The names at the ends of the lines: out of each other's way, in the order of the lines.

use super::{Lines, Slot};
use crate::measure::{shorten, width};
use crate::plane::figure;
use crate::scale::Scale;
use crate::shape::{Ink, Key, Shape};

/// From one name to the next, in pixels.
const APART: f64 = 17.0;
const SIZE: f64 = 12.0;

/// A name beside the plot, with the value of the line that ends there.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// How its line looks.
    pub slot: Slot,
    /// The whole name.
    pub name: String,
    /// The name as it fits.
    pub shown: String,
    /// Where more is said of it.
    pub href: Option<String>,
    /// The last score; with its quarter if later ones are missing.
    pub value: String,
    /// Where its line meets the plot's edge; none if the line ends before the last quarter, since
    /// nothing is drawn across what was not measured.
    pub from: Option<f64>,
    /// Where the name stands.
    pub y: f64,
}

impl End {
    /// The room that names need beside the plot, in pixels.
    pub const WIDTH: f64 = 192.0;
    /// From the plot's edge to the mark.
    pub const MARK: f64 = 18.0;
    /// From the plot's edge to the name.
    pub const NAME: f64 = 28.0;
    /// From the plot's edge to the value's end.
    pub const VALUE: f64 = 188.0;

    /// The corners of the line that leads from the plot's edge to the name.
    #[must_use]
    pub fn lead(&self) -> Option<[(f64, f64); 2]> {
        self.from.map(|from| [(0.0, from), (Self::MARK - 7.0, self.y)])
    }

    /// The same as an entry of a legend, for where names at the ends have no room.
    #[must_use]
    pub fn key(&self) -> Key {
        let y = Key::HEIGHT / 2.0;
        let line = Shape::Rule { x: (0.0, 100.0), y: (y, y), ink: self.slot.line() };
        let shapes = vec![line, Key::mark(self.slot.glyph(), Ink::Mark)];
        let sample = vec![Shape::Series { slot: self.slot, shapes }];
        Key { sample, words: self.name.clone(), value: self.value.clone() }
    }
}

/// Places that are as near to the wanted ones as `apart` allows, within `top` and `base`. What is
/// wanted must be in order.
fn spread(wanted: &[f64], apart: f64, top: f64, base: f64) -> Vec<f64> {
    let steps = figure(wanted.len().saturating_sub(1));
    let apart = if steps > 0.0 { apart.min((base - top).max(0.0) / steps) } else { apart };
    // With the steps taken off, places only have to be in order: neighbours that are not share
    // their mean.
    let mut groups: Vec<(f64, usize)> = Vec::new();
    let mut step = 0.0;
    for y in wanted {
        groups.push((y - step, 1));
        step += apart;
        while let [.., (before, few), (after, more)] = groups[..]
            && before > after
        {
            let (a, b) = (figure(few), figure(more));
            groups.truncate(groups.len() - 2);
            groups.push(((before * a + after * b) / (a + b), few + more));
        }
    }
    let lowest = (base - steps * apart).max(top);
    let all = groups.into_iter().flat_map(|(y, count)| std::iter::repeat_n(y, count));
    let mut step = 0.0;
    let place = |y: f64| {
        let place = y.clamp(top, lowest) + step;
        step += apart;
        place
    };
    all.map(place).collect()
}

impl Lines {
    /// The names in the order in which the lines end, from above; those without a score last.
    pub(super) fn ends(&self, ys: &[Vec<Option<f64>>], scale: Scale) -> Vec<End> {
        let mut ends: Vec<(bool, End)> = (0..self.series.len())
            .map(|at| {
                let last = ys[at].iter().rev().flatten().next().copied();
                (last.is_none(), self.end(at, last, scale))
            })
            .collect();
        ends.sort_by(|(none, a), (other, b)| none.cmp(other).then(a.y.total_cmp(&b.y)));
        let mut ends: Vec<End> = ends.into_iter().map(|(_, end)| end).collect();
        let wanted: Vec<f64> = ends.iter().map(|end| end.y).collect();
        let places = spread(&wanted, APART, scale.top(), scale.base());
        for (end, y) in ends.iter_mut().zip(places) {
            end.y = y;
        }
        ends
    }

    fn end(&self, at: usize, y: Option<f64>, scale: Scale) -> End {
        let series = &self.series[at];
        let is_last = self.columns.len().checked_sub(1).and_then(|last| self.point(at, last));
        let value = self.last_value(at);
        // A font that stands in for the one that was measured is wider.
        let room = End::VALUE - End::NAME - 8.0 - width(&value, SIZE) * 1.08;
        End {
            slot: Slot::of(at),
            name: series.name.clone(),
            shown: shorten(&series.name, SIZE, room),
            href: series.href.clone(),
            value,
            from: y.filter(|_| is_last.is_some()),
            y: y.unwrap_or_else(|| scale.base()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_where_their_lines_end_as_long_as_there_is_room() {
        assert_eq!(spread(&[20.0, 60.0, 77.0], 17.0, 10.0, 200.0), [20.0, 60.0, 77.0]);
    }

    #[test]
    fn names_make_room_for_each_other_evenly_and_stay_on_the_chart() {
        assert_eq!(spread(&[100.0, 105.0], 17.0, 10.0, 200.0), [94.0, 111.0]);
        assert_eq!(spread(&[10.0, 10.0, 10.0], 17.0, 10.0, 200.0), [10.0, 27.0, 44.0]);
        assert_eq!(spread(&[195.0, 200.0], 17.0, 10.0, 200.0), [183.0, 200.0]);
        assert_eq!(spread(&[50.0; 3], 17.0, 10.0, 30.0), [10.0, 20.0, 30.0], "squeezed");
        assert!(spread(&[], 17.0, 10.0, 30.0).is_empty());
    }

    #[test]
    fn names_never_overlap_and_keep_their_order() {
        let wanted: Vec<f64> = (0..8).map(|i| 40.0 + f64::from(i * i) * 2.5).collect();
        let places = spread(&wanted, 17.0, 10.0, 374.0);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] > 16.999), "{places:?}");
    }
}
