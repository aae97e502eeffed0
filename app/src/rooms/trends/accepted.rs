//! Risks that are accepted, beside the scores that they don't change.

use domain::{UnitId, text};
use leptos::prelude::*;

use super::sight::Sight;
use crate::rooms::evidence::label_of;
use crate::rooms::tasks::page_of;

/// Below a unit's name in a table: "2 risks accepted, the first until 31 Mar 2027".
pub(super) fn in_row(unit: UnitId, sight: &Sight) -> Option<AnyView> {
    let mut known = sight.accepted.iter().filter(|it| it.unit == unit);
    // The one that ends first is the first.
    let first = known.next()?;
    let until = text::day(first.until);
    let words = match known.count() {
        0 => format!("1 risk accepted, until {until}"),
        more => format!("{} risks accepted, the first until {until}", more + 1),
    };
    Some(view! { <span class="sub">{words}</span> }.into_any())
}

/// Below the scores of several units.
pub(super) fn of_all(sight: &Sight) -> Option<AnyView> {
    let here = sight.accepted.iter().filter(|it| sight.unit(it.unit).is_some()).count();
    (here > 0).then(|| {
        let (risks, change) = match here {
            1 => ("1 risk is accepted".to_owned(), "changes"),
            n => (format!("{} risks are accepted", text::number(n as u64)), "change"),
        };
        let words = format!(", which {change} no score.");
        let href = "/tasks?standing=accepted";
        view! { <p class="hero__say"><a class="link" href=href>{risks}</a>{words}</p> }.into_any()
    })
}

/// Below a unit's own scores: each by its question.
pub(super) fn of_unit(unit: UnitId, sight: &Sight) -> Option<AnyView> {
    let known: Vec<_> = sight.accepted.iter().filter(|it| it.unit == unit).collect();
    if known.is_empty() {
        return None;
    }
    let items = known.into_iter().map(|it| {
        let by = it.decided.as_ref().and_then(|said| said.by.clone()).unwrap_or_default();
        let words = format!(" until {}, by {by}", text::day(it.until));
        let label = label_of(it.question);
        view! { <li><a class="link" href=page_of(it.task)>{label}</a>{words}</li> }
    });
    let list = view! {
        <div class="stack stack--1">
            <p class="small">"Accepted risks, which change no score:"</p>
            <ul class="small prose">{items.collect_view()}</ul>
        </div>
    };
    Some(list.into_any())
}
