//! The labels under the plot: the year only on the first and on each first quarter, and fewer
//! labels where there are many points.

use crate::measure::width;
use crate::plane::column;
use crate::shape::{Ink, Shape};

/// More than these don't fit side by side.
const FEW: usize = 8;

/// In a plot of this width, which is that of a phone, labels must not touch.
const NARROW: f64 = 290.0;
/// Between two labels, in pixels.
const APART: f64 = 4.0;
const SIZE: f64 = 12.0;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What a label that ends with a year begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// "Q3".
    Quarter,
    /// "Oct".
    Month,
    /// "03 Apr".
    Day,
}

/// A label as its period and the year's last two figures.
fn dated(label: &str) -> Option<(Kind, &str, &str)> {
    let (period, year) = label.rsplit_once(' ')?;
    let day = |day: &str| day.len() < 3 && day.bytes().all(|byte| byte.is_ascii_digit());
    let kind = match period.split_once(' ') {
        None if matches!(period, "Q1" | "Q2" | "Q3" | "Q4") => Kind::Quarter,
        None if MONTHS.contains(&period) => Kind::Month,
        Some((first, month)) if day(first) && MONTHS.contains(&month) => Kind::Day,
        _ => return None,
    };
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| (kind, period, &year[2..]))
}

/// A label for a place without its neighbours: "Q3 ’26".
#[must_use]
pub fn short(label: &str) -> String {
    dated(label).map_or_else(|| label.to_owned(), |(_, period, year)| format!("{period} ’{year}"))
}

/// What stands under each point; `None` where there is no room.
#[must_use]
pub fn labels(points: &[&str]) -> Vec<Option<String>> {
    let is_month = |label: &&str| matches!(dated(label), Some((Kind::Month, ..)));
    // Months without their year are short: a year of them fits.
    let few = if points.iter().any(is_month) { 12 } else { FEW };
    let step = points.len().div_ceil(few).max(1);
    let is_quarter = |label: &&&str| matches!(dated(label), Some((Kind::Quarter, ..)));
    let by_year = step > 1 && points.iter().filter(is_quarter).count() == points.len();
    let label = |(index, text): (usize, &&str)| match dated(text) {
        Some((_, "Q1", year)) => (!by_year || points.len() <= 4 * FEW || index % (4 * step) < 4)
            .then(|| format!("Q1 ’{year}")),
        Some((Kind::Quarter, quarter, year)) if index == 0 && !by_year => {
            Some(format!("{quarter} ’{year}"))
        }
        Some((Kind::Quarter, quarter, _)) => (step == 1).then(|| quarter.to_owned()),
        Some((Kind::Month, month, _)) if step == 1 && index > 0 && month != "Jan" => {
            Some(month.to_owned())
        }
        _ => (index % step == 0).then(|| short(text)),
    };
    points.iter().enumerate().map(label).collect()
}

/// Which labels would touch others where the plot is as narrow as on a phone. Those with a year stay
/// before those without.
#[must_use]
pub fn crowded(labels: &[Option<String>]) -> Vec<bool> {
    let span = |index: usize, text: &str| {
        let (middle, half) =
            (NARROW * column(index, labels.len()) / 100.0, width(text, SIZE) / 2.0);
        (middle - half, middle + half)
    };
    let mut crowded = vec![false; labels.len()];
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for has_year in [true, false] {
        for (index, text) in labels.iter().enumerate() {
            let Some(text) = text.as_deref().filter(|text| text.contains('’') == has_year) else {
                continue;
            };
            let (from, to) = span(index, text);
            let touches = |other: &(f64, f64)| from < other.1 + APART && other.0 < to + APART;
            crowded[index] = taken.iter().any(touches);
            if !crowded[index] {
                taken.push((from, to));
            }
        }
    }
    crowded
}

/// The labels on their base line; those from the `known`th on are of columns to come.
pub(crate) fn under(points: &[&str], known: usize, y: f64) -> Vec<Shape> {
    let labels = labels(points);
    let crowded = crowded(&labels);
    let label = |((index, text), crowded): ((usize, Option<String>), bool)| {
        let ink = match (index < known, crowded) {
            (true, false) => Ink::Label,
            (true, true) => Ink::SpareLabel,
            (false, false) => Ink::Ahead,
            (false, true) => Ink::SpareAhead,
        };
        Some(Shape::words(column(index, points.len()), y, text?, ink))
    };
    labels.into_iter().enumerate().zip(crowded).filter_map(label).collect()
}

/// Which points carry their value: all of a few, else the first and the last known.
#[must_use]
pub fn valued(known: &[bool]) -> Vec<bool> {
    let first = known.iter().position(|known| *known);
    let last = known.iter().rposition(|known| *known);
    let few = known.len() <= FEW;
    let valued = known
        .iter()
        .enumerate()
        .map(|(index, known)| *known && (few || Some(index) == first || Some(index) == last));
    valued.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_stands_on_the_first_label_and_on_first_quarters() {
        let points = ["Q2 2025", "Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026"];
        let shown: Vec<_> = labels(&points).into_iter().flatten().collect();
        assert_eq!(shown, ["Q2 ’25", "Q3", "Q4", "Q1 ’26", "Q2", "Q3"]);
    }

    #[test]
    fn many_points_have_few_labels() {
        let names: Vec<String> =
            (0..24).map(|i| format!("Q{} {}", i % 4 + 1, 2021 + i / 4)).collect();
        let points: Vec<&str> = names.iter().map(String::as_str).collect();
        let shown: Vec<_> = labels(&points).into_iter().flatten().collect();
        assert_eq!(shown, ["Q1 ’21", "Q1 ’22", "Q1 ’23", "Q1 ’24", "Q1 ’25", "Q1 ’26"]);
        let valued = valued(&[true; 24]);
        assert_eq!(valued.iter().filter(|valued| **valued).count(), 2);
    }

    #[test]
    fn months_and_days_are_as_short_as_quarters() {
        let points = ["03 Nov 2026", "Nov 2026", "Dec 2026", "Jan 2027", "Feb 2027"];
        let shown: Vec<_> = labels(&points).into_iter().flatten().collect();
        assert_eq!(shown, ["03 Nov ’26", "Nov", "Dec", "Jan ’27", "Feb"]);
        let names: Vec<String> =
            (0..24).map(|at| format!("{} {}", MONTHS[at % 12], 2026 + at / 12)).collect();
        let months: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(labels(&months[..12]).iter().flatten().count(), 12);
        let shown: Vec<_> = labels(&months).into_iter().flatten().collect();
        assert_eq!(shown[..3], ["Jan ’26", "Mar ’26", "May ’26"]);
    }

    #[test]
    fn a_label_leaves_where_it_would_touch_another() {
        let shown = |all: &[&str]| {
            crowded(&all.iter().map(|text| Some((*text).to_owned())).collect::<Vec<_>>())
        };
        let quarters = ["Q1 ’25", "Q2", "Q3", "Q4", "Q1 ’26", "Q2", "Q3", "Q4"];
        assert_eq!(shown(&quarters), [false; 8]);
        let days = ["03 Apr ’26", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"];
        assert_eq!(shown(&days)[..3], [false, true, false]);
        let turn = ["Sep", "Oct", "Nov", "Dec", "Jan ’27", "Feb", "Mar", "Apr", "May", "Jun"];
        let left = [false, false, false, true, false, true, false, false, false, false];
        assert_eq!(shown(&turn), left, "the year stays");
    }

    #[test]
    fn a_label_that_stands_alone_has_its_year() {
        assert_eq!([short("Q3 2026"), short("After the audit")], ["Q3 ’26", "After the audit"]);
        assert_eq!([short("03 Apr 2026"), short("2026")], ["03 Apr ’26", "2026"]);
    }

    #[test]
    fn other_names_are_kept_as_they_are() {
        assert_eq!(labels(&["After the audit"]), [Some("After the audit".to_owned())]);
        assert_eq!(labels(&["Q5 2026"]), [Some("Q5 2026".to_owned())]);
        assert_eq!(labels(&[]), Vec::<Option<String>>::new());
    }
}
