//! The points of a line over time: the end of each quarter, and today.

use domain::Day;
use domain::text::Quarter;

/// One point of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The quarter that it stands for.
    pub quarter: Quarter,
    /// The day as of which scores are taken: the quarter's last, or today in the current one.
    pub day: Day,
}

/// The quarters from the one in which `first` lies up to today's, oldest first: at least `fewest`
/// and at most `most` of them. Without a first day there are `fewest`, and the present in any case.
#[must_use]
pub fn quarter_ends(first: Option<Day>, today: Day, fewest: usize, most: usize) -> Vec<Point> {
    let first = first.map_or_else(|| Quarter::of(today), |first| Quarter::of(first.min(today)));
    let mut points = Vec::with_capacity(most);
    let mut quarter = Quarter::of(today);
    let mut day = today;
    while points.len() < most && (quarter >= first || points.len() < fewest) {
        points.push(Point { quarter, day });
        quarter = quarter.previous();
        day = quarter.last_day();
    }
    points.reverse();
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(first: Option<&str>, today: &str, fewest: usize, most: usize) -> Vec<String> {
        let first = first.map(|day| day.parse().unwrap());
        quarter_ends(first, today.parse().unwrap(), fewest, most)
            .into_iter()
            .map(|point| format!("{} {}", point.quarter, point.day))
            .collect()
    }

    #[test]
    fn the_last_point_is_today_and_the_others_are_ends_of_quarters() {
        let found = labels(Some("2026-05-04"), "2026-11-23", 1, 8);
        assert_eq!(found, ["Q2 2026 2026-06-30", "Q3 2026 2026-09-30", "Q4 2026 2026-11-23"]);
    }

    #[test]
    fn there_are_never_more_than_asked_for_nor_fewer() {
        assert_eq!(labels(Some("2019-01-01"), "2026-03-31", 1, 8).len(), 8);
        assert_eq!(labels(Some("2019-01-01"), "2026-03-31", 1, 8)[0], "Q2 2024 2024-06-30");
        assert_eq!(labels(Some("2026-03-31"), "2026-03-31", 4, 8).len(), 4);
        assert_eq!(labels(None, "2026-01-01", 2, 8), ["Q4 2025 2025-12-31", "Q1 2026 2026-01-01"]);
        assert_eq!(labels(None, "2026-01-01", 0, 8).len(), 1, "the present is always shown");
    }

    #[test]
    fn a_first_day_that_lies_ahead_changes_nothing() {
        assert_eq!(labels(Some("2027-01-01"), "2026-11-23", 1, 8), ["Q4 2026 2026-11-23"]);
    }
}
