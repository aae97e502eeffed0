//! The score that the open work of a unit will bring, beside its line and never as if it were history.

use chrono::{Datelike as _, Months};
use domain::Day;
use domain::tasks::forecast::{
    ON_TIME, OpenWork, Outlook, as_usual, forecast, median_delay, overdue,
};
use leptos::prelude::*;
use store::{UnitScores, UnitWork};

use crate::ui::chart::AheadPoint;

/// So many ends of months are looked ahead.
const MONTHS: u32 = 6;

/// What is forecast of one unit.
pub(super) struct Ahead {
    pub(super) points: Vec<AheadPoint>,
    /// Whether there is a second line.
    pub(super) has_usual: bool,
    words: Vec<String>,
}

/// What the work of the unit itself will bring; none without work, or where it was never assessed.
pub(super) fn of_unit(
    unit: &UnitScores,
    work: &[UnitWork],
    delays: &[i64],
    today: Day,
) -> Option<Ahead> {
    let own: Vec<OpenWork> =
        work.iter().filter(|it| it.unit == unit.unit).map(|it| it.work).collect();
    let taken = unit.newest(today).filter(|_| !own.is_empty())?;
    let words: Vec<String> =
        [Some(ON_TIME.to_owned()), overdue(&own, today), Some(as_usual(median_delay(delays)))]
            .into_iter()
            .flatten()
            .collect();
    let outlook =
        Outlook { rules: taken.rules, yes: taken.yes, covers: unit.covers_from(today), work: own };
    let ends = month_ends(today);
    let until = *ends.last()?;
    let on_time = forecast(&outlook, None, today, until);
    let usual = median_delay(delays).map(|usual| forecast(&outlook, Some(usual), today, until));
    let point = |day: &Day| {
        let late = usual.as_ref().map(|usual| f64::from(usual.at(*day).evidenced.0));
        AheadPoint::new(day.format("%b %Y").to_string(), on_time.at(*day)).as_usual(late)
    };
    Some(Ahead { points: ends.iter().map(point).collect(), has_usual: usual.is_some(), words })
}

/// The last days of this month and of those after it.
fn month_ends(today: Day) -> Vec<Day> {
    let first = today.with_day(1).unwrap_or(today);
    let end = |ahead: u32| first.checked_add_months(Months::new(ahead + 1))?.pred_opt();
    (0..MONTHS).filter_map(end).collect()
}

impl Ahead {
    /// What is supposed, in words.
    pub(super) fn supposed(&self) -> AnyView {
        let words = format!(
            "Forecast: {}. Evidence that expires meanwhile counts no longer.",
            self.words.join("; ")
        );
        view! { <p class="small muted">{words}</p> }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_ends_of_months_lie_ahead() {
        let ends = month_ends("2026-11-27".parse().unwrap());
        let said: Vec<String> = ends.iter().map(ToString::to_string).collect();
        let expected =
            ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"];
        assert_eq!(said, expected);
    }
}
