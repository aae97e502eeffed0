//! Figures in words.

/// Points in figures: whole where they are whole, else with one decimal.
#[must_use]
pub fn points(value: f64) -> String {
    // Adding 0 turns a negative nought into a plain one.
    let tenths = (value * 10.0).round() / 10.0 + 0.0;
    if tenths.fract() == 0.0 { format!("{tenths:.0}") } else { format!("{tenths:.1}") }
}

/// "fell from 90 in Q2 2025 to 60 in Q3 2026"; without `when`, of the scores alone.
#[must_use]
pub fn moved(from: f64, to: f64, when: Option<(&str, &str)>) -> String {
    let (first, last) = (points(from), points(to));
    let (start, end) = when.map_or_else(Default::default, |(start, end)| {
        (format!(" in {start}"), format!(" in {end}"))
    });
    if first == last {
        return format!("stayed at {first}");
    }
    let verb = if to < from { "fell" } else { "rose" };
    format!("{verb} from {first}{start} to {last}{end}")
}

/// "1 unit", "3 units".
pub(crate) fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_whole_where_they_can_be() {
        assert_eq!([points(35.0), points(53.75), points(-0.01)], ["35", "53.8", "0"]);
    }

    #[test]
    fn a_move_is_said_as_it_is_shown() {
        assert_eq!(moved(90.0, 60.0, None), "fell from 90 to 60");
        assert_eq!(moved(60.0, 60.04, None), "stayed at 60", "the same to the tenth");
        let when = Some(("Q1 2026", "Q2 2026"));
        assert_eq!(moved(20.0, 30.0, when), "rose from 20 in Q1 2026 to 30 in Q2 2026");
    }
}
