//! The score that the open work of a unit will bring, beside its line and never as if it were history.

use std::collections::HashMap;

use domain::tasks::forecast::{
    ON_TIME, OpenWork, Outlook, Punctuality, as_usual, forecast, forecast_mean, median_delay,
    month_ends, overdue,
};
use domain::trends::UnitScores;
use domain::{Day, PersonId, UnitId, text};
use leptos::prelude::*;
use store::{UnitWork, WorkAhead};

use super::sight::Sight;
use crate::ui::chart::AheadPoint;
use crate::ui::score::Pair;

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
    let own = work.iter().map(|it| it.work).collect();
    let outlook = unit.outlook(own, today).filter(|it| !it.work.is_empty())?;
    let ends = month_ends(today, MONTHS);
    let (until, usual) = (*ends.last()?, median_delay(delays));
    let on_time = forecast(&outlook, None, today, until);
    let late = usual.map(|usual| forecast(&outlook, Some(usual), today, until));
    let point = |day: &Day| {
        let late = late.as_ref().map(|late| f64::from(late.at(*day).evidenced.0));
        AheadPoint::new(month(*day), on_time.at(*day)).as_usual(late)
    };
    let points = ends.iter().map(point).collect();
    let overdue = work.iter().map(|it| it.overdue).sum();
    Some(Ahead { points, has_usual: late.is_some(), words: words(overdue, usual) })
}

/// What the work of several units will bring to their mean; none without work.
pub(super) fn of_all(sight: &Sight, work: &[WorkAhead], delays: &[i64]) -> Option<Ahead> {
    let today = sight.today;
    let units = sight.present();
    let mut by_unit: HashMap<UnitId, Vec<OpenWork>> = HashMap::new();
    for it in work {
        // Whose it is changes no forecast.
        let own = OpenWork { question: it.question, due_on: it.due_on, assignee: PersonId(0) };
        by_unit.entry(it.unit).or_default().push(own);
    }
    let mut own = |unit: &UnitScores| by_unit.remove(&unit.unit).unwrap_or_default();
    let outlooks: Vec<Outlook<'_>> =
        units.iter().filter_map(|unit| unit.outlook(own(unit), today)).collect();
    if outlooks.iter().all(|it| it.work.is_empty()) {
        return None;
    }
    let ends = month_ends(today, MONTHS);
    let (until, usual) = (*ends.last()?, median_delay(delays));
    let mean = |usual| {
        let each: Vec<_> =
            outlooks.iter().map(|outlook| forecast(outlook, usual, today, until)).collect();
        forecast_mean(&each)
    };
    let (on_time, late) = (mean(None)?, usual.and_then(|usual| mean(Some(usual))));
    let point = |day: &Day| {
        let late = late.as_ref().map(|late| late.at(*day).evidenced.value());
        let on_time = on_time.at(*day);
        let pair = Pair::new(on_time.evidenced.value(), on_time.claimed.value());
        AheadPoint::new(month(*day), pair).as_usual(late)
    };
    let points = ends.iter().map(point).collect();
    let mut words = words(work.iter().map(|it| it.overdue).sum(), usual);
    let left_out = units.len() - outlooks.len();
    if left_out > 0 {
        let units = text::count(left_out, "unit", "units");
        words.push(format!("{units} without a score left out"));
    }
    Some(Ahead { points, has_usual: late.is_some(), words })
}

/// What is supposed.
fn words(late: usize, usual: Option<Punctuality>) -> Vec<String> {
    let said = [Some(ON_TIME.to_owned()), overdue(late), Some(as_usual(usual))];
    said.into_iter().flatten().collect()
}

fn month(day: Day) -> String {
    day.format("%b %Y").to_string()
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
