//! The labels under the plot: the year only on the first and on each first quarter, and fewer
//! labels where there are many points.

/// More than these don't fit side by side.
const FEW: usize = 8;

/// "Q3 2026" as its quarter and the year's last two figures.
fn quarter(label: &str) -> Option<(&str, &str)> {
    let (quarter, year) = label.split_once(' ')?;
    let known = matches!(quarter, "Q1" | "Q2" | "Q3" | "Q4");
    let dated = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    (known && dated).then(|| (quarter, &year[2..]))
}

/// A label for a place without its neighbours: "Q3 ’26".
#[must_use]
pub fn short(label: &str) -> String {
    quarter(label).map_or_else(|| label.to_owned(), |(quarter, year)| format!("{quarter} ’{year}"))
}

/// What stands under each point; `None` where there is no room.
#[must_use]
pub fn labels(points: &[&str]) -> Vec<Option<String>> {
    let step = points.len().div_ceil(FEW).max(1);
    let quarters = points.iter().filter(|label| quarter(label).is_some()).count();
    let by_year = step > 1 && quarters == points.len();
    let label = |(index, text): (usize, &&str)| match quarter(text) {
        Some(("Q1", year)) => (!by_year || points.len() <= 4 * FEW || index % (4 * step) < 4)
            .then(|| format!("Q1 ’{year}")),
        Some((quarter, year)) if index == 0 && !by_year => Some(format!("{quarter} ’{year}")),
        Some((quarter, _)) => (step == 1).then(|| quarter.to_owned()),
        None => (index % step == 0).then(|| (*text).to_owned()),
    };
    points.iter().enumerate().map(label).collect()
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
    fn a_label_that_stands_alone_has_its_year() {
        assert_eq!([short("Q3 2026"), short("After the audit")], ["Q3 ’26", "After the audit"]);
    }

    #[test]
    fn other_names_are_kept_as_they_are() {
        assert_eq!(labels(&["After the audit"]), [Some("After the audit".to_owned())]);
        assert_eq!(labels(&["Q5 2026"]), [Some("Q5 2026".to_owned())]);
        assert_eq!(labels(&[]), Vec::<Option<String>>::new());
    }
}
